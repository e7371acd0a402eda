"""A column of telephone numbers: keys, and how each was written, see `archive.forms` and `number.key`."""

from dataclasses import dataclass
from functools import partial
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from ...archive.forms import Form, form
from ...archive.rows import Numbering
from ...dialects.mapped import values
from ...number import NANP
from .odd import anywhere, by_hand, put, repeated

_LONGEST = 15  # digits of a number in E.164
_KINDS = (pa.int64(), pa.int8(), pa.string(), pa.bool_())


@dataclass(frozen=True, slots=True)
class Numbers:
    """`unread`: rows that only the row reader can judge: rounded by a spreadsheet, or with a routing number inside."""

    keys: pa.Array
    forms: pa.Array
    raws: pa.Array
    unread: pa.Array

    @property
    def written(self) -> pa.Array:
        """Does the cell say anything?"""
        return pc.or_(pc.not_equal(self.keys, 0), pc.is_valid(self.forms))


@dataclass(frozen=True, slots=True)
class Reader:
    numbering: Numbering
    empty: frozenset[str]

    def read(self, cells: pa.Array) -> Numbers:
        plus, bare = self._without_plus(cells)
        digits = pc.and_(pc.ascii_is_decimal(bare), pc.less_equal(pc.binary_length(bare), _LONGEST))
        digits = pc.and_(digits, pc.invert(pc.starts_with(bare, "0")))
        found = pc.cast(bare if pc.all(digits).as_py() else pc.if_else(digits, bare, "0"), pa.int64())
        keys, plain, national = self._keys(found, plus, digits)
        odd = pc.or_(pc.invert(pc.and_(digits, plain)), self._special(cells))
        forms = pc.if_else(plus, pa.scalar(Form.PLUS.value, pa.int8()), pa.scalar(None, pa.int8()))
        forms = pc.if_else(national, pa.scalar(Form.NATIONAL.value, pa.int8()), forms)
        raws, unread = pa.nulls(len(cells), pa.string()), repeated(False, pa.bool_(), len(cells))
        if anywhere(odd):
            made = by_hand(cells, odd, self._by_hand, _KINDS)
            keys, forms, raws, unread = (
                put(each, odd, found) for each, found in zip((keys, forms, raws, unread), made, strict=True)
            )
        return Numbers(keys, forms, raws, unread)

    def _without_plus(self, cells: pa.Array) -> tuple[pa.Array, pa.Array]:
        plus = pc.starts_with(cells, "+")
        return plus, pc.if_else(plus, pc.utf8_slice_codeunits(cells, 1), cells) if anywhere(plus) else cells

    def _keys(self, found: pa.Array, plus: pa.Array, digits: pa.Array) -> tuple[pa.Array, pa.Array, pa.Array]:
        """The keys, which of them are certain, and which were written without the country's code."""
        if self.numbering.country != NANP:
            return found, repeated(True, pa.bool_(), len(found)), repeated(False, pa.bool_(), len(found))
        at_least, below = partial(pc.greater_equal, found), partial(pc.less, found)
        exchange = pc.subtract(pc.divide(found, 1_000_000), pc.multiply(pc.divide(found, 10_000_000), 10))
        ten = pc.and_(pc.and_(at_least(2 * 10**9), below(10**10)), pc.greater_equal(exchange, 2))
        national = pc.and_(pc.and_(ten, pc.invert(plus)), digits)
        eleven = pc.and_(at_least(10**10), below(2 * 10**10))
        bare = pc.and_(pc.invert(plus), pc.or_(pc.or_(below(10**9), eleven), national))
        certain = pc.or_(bare, pc.and_(plus, at_least(10**10)))
        return pc.if_else(national, pc.add(found, 10**10), found), certain, national

    def _special(self, cells: pa.Array) -> pa.Array:
        """Those that begin with a prefix of the switch, or are a word for nothing."""
        found = repeated(False, pa.bool_(), len(cells))
        for prefix in self.numbering.prefixes:
            found = pc.or_(found, pc.starts_with(cells, prefix))
        if any(word.isdecimal() for word in self.empty):
            found = pc.or_(found, pc.is_in(cells, pa.array(sorted(self.empty), pa.string())))
        return found

    def _by_hand(self, cell: str) -> tuple[Any, ...]:
        raw = values.text(cell, self.empty)
        key = self.numbering.key(raw)
        return key, *form(raw, key), values.rounded(raw) or ";" in raw
