"""Single values out of an unpacked page: a look wants one row of a thousand, and decodes no more than that."""

import struct
from bisect import bisect_left, bisect_right
from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
import pyarrow as pa

from .pages import Column
from .schema import SCHEMA

_SIZE = struct.Struct("<I")
_VALUES = {
    pa.int64(): struct.Struct("<q"), pa.timestamp("us"): struct.Struct("<q"), pa.float64(): struct.Struct("<d"),
    pa.int32(): struct.Struct("<i"), pa.int8(): struct.Struct("<i"),
}  # fmt: skip
_KINDS = {field.name: (field.nullable, _VALUES.get(field.type, field.type == pa.bool_() and bool)) for field in SCHEMA}
_WIDE = 8  # bytes of a key, and of a time
type Cell = Callable[[bytes, bytes, int], Any]  # of a page, its column's dictionary and a row
type Keyed = Callable[[bytes, int], range]  # of a page, and a key, which is never negative
type Values = Callable[[bytes, range], memoryview]  # of a page, and rows


def cell(column: Column) -> Cell:
    """Reads a row of this column; None for nothing. A page that is not as it should be raises `IndexError` or
    `struct.error`."""
    nullable, kind = _KINDS[column.name]
    if nullable or column.by_dictionary or not isinstance(kind, struct.Struct):
        return partial(_value, column.by_dictionary, nullable, kind)
    if column.split:
        return lambda page, _, row: kind.unpack(page[row :: len(page) // kind.size])[0]
    return lambda page, _, row: kind.unpack_from(page, kind.size * row)[0]


def keyed(column: Column) -> Keyed:
    """Finds the rows of a key in a page of this column that is sorted by it."""
    return _keyed_split if column.split else _keyed_plain


def values(column: Column) -> Values:
    """Reads some rows of this column of 64-bit numbers."""
    return _values_split if column.split else _values_plain


def _keyed_plain(page: bytes, key: int) -> range:
    keys = memoryview(page).cast("q")
    low = bisect_left(keys, key)
    return range(low, bisect_right(keys, key, low))


def _keyed_split(page: bytes, key: int) -> range:
    """Stream by stream from the highest: among rows whose higher bytes are the key's, the next bytes are sorted too."""
    rows = len(page) // _WIDE
    low, high, at = 0, rows, len(page)
    for byte in key.to_bytes(_WIDE):
        at -= rows
        if low < high and (page[at + low] != byte or page[at + high - 1] != byte):
            begin = bisect_left(page, byte, at + low, at + high)
            low, high = begin - at, bisect_right(page, byte, begin, at + high) - at
    return range(low, high)


def _values_plain(page: bytes, rows: range) -> memoryview:
    return memoryview(page).cast("q")[rows.start : rows.stop]


def _values_split(page: bytes, rows: range) -> memoryview:
    streams = np.frombuffer(page, np.uint8).reshape(_WIDE, -1)
    return memoryview(streams[:, rows.start : rows.stop].T.tobytes()).cast("q")


def _value(by_dictionary: bool, nullable: bool, kind: Any, page: bytes, words: bytes, row: int) -> Any:
    at = 0
    if nullable:
        before = _before(page, _SIZE.size, row)
        if before is None:
            return None
        at, row = _SIZE.size + _SIZE.unpack_from(page)[0], before
    if by_dictionary:
        page, at, row = words, 0, _index(page, at, row)
    if kind is bool:
        return bool(page[at + (row >> 3)] >> (row & 7) & 1)
    if isinstance(kind, struct.Struct):
        return kind.unpack_from(page, at + kind.size * row)[0]
    return _text(page, at, row)


def _text(page: bytes, at: int, row: int) -> str:
    """One of the texts that stand here, each with its length before it."""
    first = page[at : at + _SIZE.size]
    step = _SIZE.size + int.from_bytes(first, "little")
    there = at + row * step
    for n in range(_SIZE.size):
        if page[at + n : there + n + 1 : step] != first[n : n + 1] * (row + 1):
            there = at  # they are not all as long as the first
            for _ in range(row):
                there += _SIZE.size + _SIZE.unpack_from(page, there)[0]
            break
    begin = there + _SIZE.size
    return page[begin : begin + _SIZE.unpack_from(page, there)[0]].decode()


def _before(page: bytes, at: int, row: int) -> int | None:
    """How many values stand before this row's; None where it has none. Runs of one, and runs of bits."""
    seen = 0
    while True:
        header, at = _varint(page, at)
        count = header >> 1
        if header & 1:
            bits = int.from_bytes(page[at : at + count], "little")
            at, count = at + count, count * 8
            if row < count:
                return seen + (bits & (1 << row) - 1).bit_count() if bits >> row & 1 else None
            seen += bits.bit_count()
        else:
            if row < count:
                return seen + row if page[at] else None
            seen += count * page[at]
            at += 1
        row -= count


def _index(page: bytes, at: int, row: int) -> int:
    """Which word of the dictionary: runs of one, and runs of numbers of a few bits each."""
    width = page[at]
    at += 1
    while width:
        header, at = _varint(page, at)
        count = header >> 1
        if header & 1:
            if row < count * 8:
                bit = row * width
                begin = at + (bit >> 3)
                return int.from_bytes(page[begin : begin + 5], "little") >> (bit & 7) & (1 << width) - 1
            at, row = at + count * width, row - count * 8
        else:
            if row < count:
                return int.from_bytes(page[at : at + (width + 7 >> 3)], "little")
            at, row = at + (width + 7 >> 3), row - count
    return 0


def _varint(page: bytes, at: int) -> tuple[int, int]:
    if page[at] < 128:
        return page[at], at + 1
    found = shift = 0
    while (byte := page[at]) > 127:
        found |= (byte & 127) << shift
        at, shift = at + 1, shift + 7
    return found | byte << shift, at + 1
