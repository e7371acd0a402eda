"""Columns of text, of lengths of time and of codes."""

from collections.abc import Callable
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from ...dialects.mapped import values
from .odd import anywhere, by_hand, put

_ODD = r"^[^\x21-\x3c\x3e-\x7e]|[^\x21-\x7e]$|\.0$"  # blanks at an end, ="…", 2025550142.0: what `values.text` changes
_UNITS = {"s": 1.0, "ms": 1e-3, "us": 1e-6, "ns": 1e-9, "min": 60.0}
_LONGEST_S = 1e7


def texts(cells: pa.DictionaryArray, empty: frozenset[str]) -> pa.Array:
    """What the cells say, null for nothing."""
    words = cells.dictionary
    odd = pc.match_substring_regex(words, _ODD)
    if anywhere(odd):
        words = put(words, odd, by_hand(words, odd, lambda cell: (values.text(cell),), (pa.string(),))[0])
    nothing = pc.is_in(words, pa.array(["", *sorted(empty)], pa.string()))
    return pc.if_else(nothing, pa.scalar(None, pa.string()), words).take(cells.indices)


def each(cells: pa.DictionaryArray, make: Callable[[str], Any], kind: pa.DataType) -> pa.Array:
    """What `make` says of every cell; asked once of each word that occurs."""
    return pa.array([make(word) for word in cells.dictionary.to_pylist()], kind).take(cells.indices)


def seconds(cells: pa.DictionaryArray, unit: str) -> pa.Array:
    """Lengths of time in seconds, null where the cell does not say."""
    return _seconds(cells.dictionary, unit).take(cells.indices)


def _seconds(cells: pa.Array, unit: str) -> pa.Array:
    plain = pc.and_(pc.ascii_is_decimal(cells), pc.less_equal(pc.binary_length(cells), 15))
    if unit not in _UNITS:
        plain = pc.is_null(cells)
    found = pc.multiply(pc.cast(pc.if_else(plain, cells, "0"), pa.float64()), _UNITS.get(unit, 1.0))
    found = pc.if_else(pc.less(found, _LONGEST_S), found, pa.scalar(None, pa.float64()))
    odd = pc.invert(plain)
    if anywhere(odd):
        found = put(found, odd, by_hand(cells, odd, lambda cell: (values.seconds(cell, unit),), (pa.float64(),))[0])
    return found
