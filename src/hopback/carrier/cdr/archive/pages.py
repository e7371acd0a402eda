"""Single values out of the pages of a Parquet file: a look wants one row of thousands, and decodes no more than that.

For what the archive itself writes: one data page for each column of a row group, v1, plain or by a dictionary. Where
they stand is found out once, when a file is written. A column that is anything else is left to Arrow.
"""

import struct
from array import array
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from .schema import SCHEMA

_CODECS = {"LZ4": "lz4_raw", "LZ4_RAW": "lz4_raw", "ZSTD": "zstd"}
_PLAIN, _BY_DICTIONARY = 0, 8
_DATA, _DICTIONARY = (0, 0x1C), (2, 0x3C)  # a page's type, and how its own header is announced
_MOST_WORDS = 512  # of a dictionary that is walked through for one of them
_SIZE = struct.Struct("<I")
_VALUES = {
    pa.int64(): struct.Struct("<q"), pa.timestamp("us"): struct.Struct("<q"), pa.float64(): struct.Struct("<d"),
    pa.int32(): struct.Struct("<i"), pa.int8(): struct.Struct("<i"),
}  # fmt: skip
_KINDS = {field.name: (field.nullable, _VALUES.get(field.type, field.type == pa.bool_() and bool)) for field in SCHEMA}
type Cell = Callable[[bytes, bytes, int], Any]  # of a page, its column's dictionary and a row
type _Integers = npt.NDArray[np.int64]


class Column(NamedTuple):
    name: str
    codec: str
    by_dictionary: bool  # its dictionary is a page before the data


@dataclass(frozen=True, slots=True)
class Places:
    """Where the pages of these columns stand, row group by row group: a dictionary's before its column's data."""

    columns: tuple[Column, ...]
    offsets: array[int]  # in the file
    packed: array[int]  # bytes there
    sizes: array[int]  # bytes unpacked
    sums: array[int]  # CRC-32 of the packed bytes

    @classmethod
    def of(cls, columns: tuple[Column, ...], groups: int, data: bytes) -> "Places":
        """From the bytes of its `numbers`."""
        count = groups * sum(1 + column.by_dictionary for column in columns)
        numbers = array("I", data[8 * count :])
        each = (numbers[begin : begin + count] for begin in (0, count, 2 * count))
        return cls(columns, array("q", data[: 8 * count]), *each)

    @property
    def numbers(self) -> tuple[array[int], ...]:
        return self.offsets, self.packed, self.sizes, self.sums


def located(path: Path, metadata: pq.FileMetaData, names: Iterable[str]) -> Places:
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
    return Places.of(tuple(columns), len(groups), numbers)


def _pages(raw: np.memmap[Any, Any], chunks: list[Any], rows: _Integers, *, text: bool) -> list[_Integers]:
    """Of one column: (offset, bytes packed, bytes, CRC) of each row group's pages; empty where they are not as ours."""
    data = np.array([chunk.data_page_offset for chunk in chunks])
    words = np.array([chunk.dictionary_page_offset or 0 for chunk in chunks])
    ends = np.where(words > 0, words, data) + np.array([chunk.total_compressed_size for chunk in chunks])
    encoding = _BY_DICTIONARY if words.all() else _PLAIN
    found = _headed(raw, data, ends, _DATA, encoding)
    if found is None or not np.array_equal(found[0], rows) or (encoding == _PLAIN and (text or words.any())):
        return []
    if encoding == _PLAIN:
        return [found[1]]
    dictionary = _headed(raw, words, data, _DICTIONARY, _PLAIN)
    if dictionary is None or (text and dictionary[0].max() > _MOST_WORDS):
        return []
    return [dictionary[1], found[1]]


def _headed(
    raw: np.memmap[Any, Any], at: _Integers, ends: _Integers, kind: tuple[int, int], encoding: int
) -> tuple[_Integers, _Integers] | None:
    """How many values, and (offset, bytes packed, bytes, CRC), of pages whose headers begin and bytes end here."""
    read: list[_Integers] = []
    for marker in (0x15, 0x15, 0x15, 0x15, None, 0x15, 0x15):  # fields of 32 bits; a structure begins in between
        if (raw[np.minimum(at, len(raw) - 1)] != (kind[1] if marker is None else marker)).any():
            return None
        at = at + 1
        if marker is not None:
            value, at = _varints(raw, at)
            read.append(value)
    of_kind, size, packed, crc, values, encoded = read
    begins = ends - packed
    if (of_kind != kind[0]).any() or (encoded != encoding).any() or (begins < at).any():
        return None
    return values, np.stack((begins, packed, size, crc & 0xFFFFFFFF), axis=1)


def _varints(raw: np.memmap[Any, Any], at: _Integers) -> tuple[_Integers, _Integers]:
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
    return _text(page, row)


def _text(words: bytes, row: int) -> str:
    """One of the words of a dictionary, each with its length before it."""
    step = _SIZE.size + _SIZE.unpack_from(words)[0]
    at = row * step
    if any(words[n : at + _SIZE.size : step] != words[n : n + 1] * (row + 1) for n in range(_SIZE.size)):
        at = 0  # they are not all as long as the first
        for _ in range(row):
            at += _SIZE.size + _SIZE.unpack_from(words, at)[0]
    begin = at + _SIZE.size
    return words[begin : begin + _SIZE.unpack_from(words, at)[0]].decode()


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
                return int.from_bytes(page[at + (bit >> 3) :][:5], "little") >> (bit & 7) & (1 << width) - 1
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
