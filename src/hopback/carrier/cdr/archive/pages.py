"""Single values out of the pages of a Parquet file: a look wants one row of thousands, and decodes no more than that.

For what the archive itself writes: pages of so many rows in all columns alike, v1, plain or by a dictionary. Where they
stand is found out once, when a file is written. A column that is anything else is left to Arrow.
"""

import struct
from array import array
from collections.abc import Callable, Container
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from .schema import PAGE, SCHEMA

_CODECS = {"LZ4": "lz4_raw", "LZ4_RAW": "lz4_raw", "ZSTD": "zstd"}
_PLAIN, _BY_DICTIONARY = 0, 8
_NUMBER = 0x15  # a field of 32 bits follows
_HEAD = (_NUMBER,) * 4  # type, bytes unpacked, bytes packed, CRC
_DATA = 0, (*_HEAD, 0x1C, _NUMBER, _NUMBER, _NUMBER, _NUMBER, 0, 0)  # a page's type, and how its header goes on
_DICTIONARY = 2, (*_HEAD, 0x3C, _NUMBER, _NUMBER)
_MOST_WORDS = 2048  # of a dictionary that is walked through for one of them
_SIZE = struct.Struct("<I")
_VALUES = {
    pa.int64(): struct.Struct("<q"), pa.timestamp("us"): struct.Struct("<q"), pa.float64(): struct.Struct("<d"),
    pa.int32(): struct.Struct("<i"), pa.int8(): struct.Struct("<i"),
}  # fmt: skip
_KINDS = {field.name: (field.nullable, _VALUES.get(field.type, field.type == pa.bool_() and bool)) for field in SCHEMA}
type Cell = Callable[[bytes, bytes, int], Any]  # of a page, its column's dictionary and a row
type _Integers = npt.NDArray[np.int64]
type _Bytes = npt.NDArray[np.uint8]


class Column(NamedTuple):
    name: str
    codec: str
    by_dictionary: bool  # its dictionary is a page before the data


@dataclass(frozen=True, slots=True)
class Places:
    """Where the pages of these columns stand, `PAGE` rows by `PAGE` rows: a dictionary's before its column's data."""

    columns: tuple[Column, ...]
    offsets: array[int]  # in the file
    packed: array[int]  # bytes there
    sizes: array[int]  # bytes unpacked
    sums: array[int]  # CRC-32 of the packed bytes

    @classmethod
    def of(cls, columns: tuple[Column, ...], pages: int, data: bytes) -> "Places":
        """From the bytes of its `numbers`."""
        count = pages * sum(1 + column.by_dictionary for column in columns)
        numbers = array("I", data[8 * count :])
        each = (numbers[begin : begin + count] for begin in (0, count, 2 * count))
        return cls(columns, array("q", data[: 8 * count]), *each)

    @property
    def numbers(self) -> tuple[array[int], ...]:
        return self.offsets, self.packed, self.sizes, self.sums


def located(path: Path, metadata: pq.FileMetaData, names: Container[str]) -> Places:
    """The pages of those of these columns that can be read here."""
    raw = np.memmap(path, np.uint8, "r")
    groups = [metadata.row_group(n) for n in range(metadata.num_row_groups)]
    rows = np.array([group.num_rows for group in groups])
    columns: list[Column] = []
    found: list[_Integers] = []
    for number, name in enumerate(metadata.schema.names):
        if name in names:
            chunks = [group.column(number) for group in groups]
            pages = _pages(raw, chunks, rows, text=pa.types.is_string(SCHEMA.field(name).type))
            if pages and (codec := _CODECS.get(chunks[0].compression)):
                columns.append(Column(name, codec, len(pages) > 1))
                found += pages
    each = np.stack(found, axis=1) if found else np.empty((0, 0, 4), np.int64)
    offsets, *others = (each[:, :, n] for n in range(4))
    numbers = offsets.tobytes() + b"".join(other.astype(np.uint32).tobytes() for other in others)
    return Places.of(tuple(columns), len(each), numbers)


def _pages(raw: _Bytes, chunks: list[Any], rows: _Integers, *, text: bool) -> list[_Integers]:
    """Of one column: (offset, bytes packed, bytes, CRC) of each page, those of its dictionaries before; nothing where
    they are not as ours."""
    at = np.array([chunk.data_page_offset for chunk in chunks])
    words = np.array([chunk.dictionary_page_offset or 0 for chunk in chunks])
    ends = np.where(words > 0, words, at) + np.array([chunk.total_compressed_size for chunk in chunks])
    encoding = _BY_DICTIONARY if words.all() else _PLAIN
    dictionary = _headed(raw, words, _DICTIONARY, _PLAIN, at) if words.all() else None
    if words.any() and (dictionary is None or (text and dictionary[0].max() > _MOST_WORDS)):
        return []
    pages = np.zeros((len(rows), -(-int(rows.max()) // PAGE), 4), np.int64)
    for n in range(pages.shape[1]):
        live = np.flatnonzero(rows > n * PAGE)
        found = _headed(raw, at[live], _DATA, encoding, None)
        if found is None or (found[0] != np.minimum(rows[live] - n * PAGE, PAGE)).any():
            return []
        pages[live, n] = found[1]
        at[live] = found[1][:, 0] + found[1][:, 1]
    if (at != ends).any():
        return []
    data = pages[pages[:, :, 0] > 0]
    return [data] if dictionary is None else [np.repeat(dictionary[1], -(-rows // PAGE), axis=0), data]


def _headed(
    raw: _Bytes, at: _Integers, kind: tuple[int, tuple[int | None, ...]], encoding: int, ends: _Integers | None
) -> tuple[_Integers, _Integers] | None:
    """How many values, and (offset, bytes packed, bytes, CRC), of pages whose headers begin here. `ends`: where their
    bytes end, if a header says more than is read of it."""
    read: list[_Integers] = []
    for marker in kind[1]:
        if (raw[np.minimum(at, len(raw) - 1)] != marker).any():
            return None
        at = at + 1
        if marker == _NUMBER:
            value, at = _varints(raw, at)
            read.append(value)
    of_kind, size, packed, crc, values, encoded, *_ = read
    begins = at if ends is None else ends - packed
    if (of_kind != kind[0]).any() or (encoded != encoding).any():
        return None
    return values, np.stack((begins, packed, size, crc & 0xFFFFFFFF), axis=1)


def _varints(raw: _Bytes, at: _Integers) -> tuple[_Integers, _Integers]:
    value, more = np.zeros_like(at), np.ones_like(at, dtype=bool)
    for shift in range(0, 35, 7):
        byte = raw[np.minimum(at, len(raw) - 1)].astype(np.int64)
        value |= np.where(more, (byte & 127) << shift, 0)
        at = at + more
        more &= byte > 127
    return value >> 1 ^ -(value & 1), at


def cell(column: Column) -> Cell:
    """Reads a row of this column; None for nothing. A page that is not as it should be raises `IndexError` or
    `struct.error`."""
    nullable, kind = _KINDS[column.name]
    if not nullable and not column.by_dictionary and isinstance(kind, struct.Struct):
        return lambda page, _, row: kind.unpack_from(page, kind.size * row)[0]
    return partial(_value, column.by_dictionary, nullable, kind)


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
