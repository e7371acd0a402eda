"""Single values out of an unpacked page: a look wants one row of a thousand, and decodes no more than that."""

import struct
from bisect import bisect_left, bisect_right
from collections.abc import Callable
from functools import partial
from typing import Any

import pyarrow as pa

from .pages import Column
from .schema import PAGE, SCHEMA

_SIZE = struct.Struct("<I")
_VALUES = {
    pa.int64(): struct.Struct("<q"), pa.timestamp("us"): struct.Struct("<q"), pa.float64(): struct.Struct("<d"),
    pa.int32(): struct.Struct("<i"), pa.int8(): struct.Struct("<i"),
}  # fmt: skip
_KINDS = {field.name: (field.nullable, _VALUES.get(field.type, field.type == pa.bool_() and bool)) for field in SCHEMA}
_WIDE = 8  # bytes of a key
_ALL_SAY = bytes((3, 0, 0, 0, 2 * PAGE & 127 | 128, 2 * PAGE >> 7, 1))  # how a page begins in which no row is null
type Cell = Callable[[bytes, bytes, int], Any]  # of a page, its column's dictionary and a row
type Keyed = Callable[[bytes, int], range]  # of a page, and a key, which is never negative
type _Take = Callable[[bytes, int, int], Any]  # of a page, where its values begin and which of them


def cell(column: Column) -> Cell:
    """Reads a row of this column; None for nothing. A page that is not as it should be raises `IndexError` or
    `struct.error`."""
    nullable, kind = _KINDS[column.name]
    if nullable or column.by_dictionary or not isinstance(kind, struct.Struct):
        return partial(_value, column.by_dictionary, nullable, _taking(kind, column.width))
    if column.split:
        return lambda page, _, row: kind.unpack(page[row :: len(page) // kind.size])[0]
    return lambda page, _, row: kind.unpack_from(page, kind.size * row)[0]


def keyed(column: Column) -> Keyed:
    """Finds the rows of a key in a page of this column that is sorted by it."""
    return _keyed_split if column.split else _keyed_plain


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


def _value(by_dictionary: bool, nullable: bool, take: _Take, page: bytes, words: bytes, row: int) -> Any:
    at = 0
    if nullable:
        if page.startswith(_ALL_SAY):
            at = len(_ALL_SAY)
        elif (before := _before(page, _SIZE.size, row)) is not None:
            at, row = _SIZE.size + _SIZE.unpack_from(page)[0], before
        else:
            return None
    return take(words, 0, _index(page, at, row)) if by_dictionary else take(page, at, row)


def _taking(kind: Any, width: int) -> _Take:
    if width:
        step = _SIZE.size + width
        return lambda page, at, row: page[at + row * step + _SIZE.size : at + row * step + step].decode()
    if isinstance(kind, struct.Struct):
        return lambda page, at, row: kind.unpack_from(page, at + kind.size * row)[0]
    return _flag if kind is bool else _text


def _flag(page: bytes, at: int, row: int) -> bool:
    return bool(page[at + (row >> 3)] >> (row & 7) & 1)


def _text(page: bytes, at: int, row: int) -> str:
    """One of the texts that stand here, each with its length before it."""
    for _ in range(row):
        at += _SIZE.size + _SIZE.unpack_from(page, at)[0]
    begin = at + _SIZE.size
    return page[begin : begin + _SIZE.unpack_from(page, at)[0]].decode()


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
        header, at = (page[at], at + 1) if page[at] < 128 else _varint(page, at)
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
    found = shift = 0
    while (byte := page[at]) > 127:
        found |= (byte & 127) << shift
        at, shift = at + 1, shift + 7
    return found | byte << shift, at + 1
