"""Where the pages of a Parquet file stand, for a look that wants one row: found out once, when the file is written.

For what the archive itself writes: pages of so many rows in all columns alike, v1, in streams of bytes, plain or by a
dictionary. A column that is anything else is left to Arrow.
"""

import struct
from collections.abc import Container
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from .schema import PAGE, SCHEMA

_CODECS = {"LZ4": "lz4_raw", "LZ4_RAW": "lz4_raw", "ZSTD": "zstd", "UNCOMPRESSED": ""}
_PLAIN, _BY_DICTIONARY, _SPLIT = 0, 8, 9
_NUMBER = 0x15  # a field of 32 bits follows
_HEAD = (_NUMBER,) * 4  # type, bytes unpacked, bytes packed, CRC
_DATA = 0, (*_HEAD, 0x1C, _NUMBER, _NUMBER, _NUMBER, _NUMBER, 0, 0)  # a page's type, and how its header goes on
_DICTIONARY = 2, (*_HEAD, 0x3C, _NUMBER, _NUMBER)
_LENGTH = 4  # bytes before a text that say how long it is
_MOST_WORDS = 2048  # of a dictionary that is walked through for one of them
_NEAR = 32 * 1024  # bytes that are read along rather than asking the system once more
_OURS = frozenset(SCHEMA)
type _Integers = npt.NDArray[np.int64]
type _Bytes = npt.NDArray[np.uint8]


class Column(NamedTuple):
    name: str
    codec: str  # nothing where they are not packed
    by_dictionary: bool  # its dictionary is a page before the data
    split: bool = False  # in streams: the lowest byte of every value, then the next of every value, …
    width: int = 0  # bytes of each text in its dictionaries, where they are all as long


@dataclass(frozen=True, slots=True)
class Places:
    """Where the pages of these columns stand, `PAGE` rows by `PAGE` rows: a dictionary's before its column's data."""

    columns: tuple[Column, ...]
    said: bytes  # of `PAGE` rows after the other: their pages' offsets, bytes packed, bytes, CRC-32 of those packed

    @property
    def count(self) -> int:
        """How many pages hold the same rows."""
        return sum(1 + column.by_dictionary for column in self.columns)

    @property
    def layout(self) -> struct.Struct:
        """Of what is said of the pages of the same rows."""
        return struct.Struct(f"<{self.count}q{3 * self.count}I")

    def table(self) -> npt.NDArray[np.void]:
        return np.frombuffer(self.said, _table_of(self.count))

    def reads(self, first: int, last: int) -> list[range]:
        """These of the pages of the same rows, in runs of those that always stand near each other and in order."""
        table = self.table()
        begins = table["offsets"][:, first:last]
        apart = begins[:, 1:] - begins[:, :-1] - table["packed"][:, first : last - 1]
        far = ((apart < 0) | (apart > _NEAR)).any(axis=0)
        cuts = [first, *(first + 1 + int(n) for n in np.flatnonzero(far)), last]
        return [range(begin, end) for begin, end in pairwise(cuts) if begin < end]


def _table_of(count: int) -> np.dtype[np.void]:
    names = ("packed", "sizes", "sums")
    return np.dtype([("offsets", "<i8", (count,)), *((name, "<u4", (count,)) for name in names)])


def located(path: Path, metadata: pq.FileMetaData, names: Container[str]) -> Places:
    """The pages of those of these columns that can be read here."""
    raw = np.memmap(path, np.uint8, "r")
    groups = [metadata.row_group(n) for n in range(metadata.num_row_groups)]
    rows = np.array([group.num_rows for group in groups])
    columns: list[Column] = []
    found: list[_Integers] = []
    for number, field in enumerate(metadata.schema.to_arrow_schema()):
        if field.name in names and field in _OURS:
            chunks = [group.column(number) for group in groups]
            split = not field.nullable and "BYTE_STREAM_SPLIT" in chunks[0].encodings
            pages = _pages(raw, chunks, rows, _SPLIT if split else _PLAIN, text=pa.types.is_string(field.type))
            if pages and (codec := _CODECS.get(chunks[0].compression)) is not None:
                by_dictionary = len(pages) > 1
                width = _width(raw, pages[0], codec) if by_dictionary and pa.types.is_string(field.type) else 0
                columns.append(Column(field.name, codec, by_dictionary, split, width))
                found += pages
    each = np.stack(found, axis=1) if found else np.empty((0, 0, 4), np.int64)
    table = np.empty(len(each), _table_of(each.shape[1]))
    for n, name in enumerate(table.dtype.names or ()):
        table[name] = each[:, :, n]
    return Places(tuple(columns), table.tobytes())


def _pages(raw: _Bytes, chunks: list[Any], rows: _Integers, encoding: int, *, text: bool) -> list[_Integers]:
    """Of one column: (offset, bytes packed, bytes, CRC) of each page, those of its dictionaries before; nothing where
    they are not as ours."""
    at = np.array([chunk.data_page_offset for chunk in chunks])
    words = np.array([chunk.dictionary_page_offset or 0 for chunk in chunks])
    ends = np.where(words > 0, words, at) + np.array([chunk.total_compressed_size for chunk in chunks])
    encoding = _BY_DICTIONARY if words.all() else encoding
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


def _width(raw: _Bytes, dictionaries: _Integers, codec: str) -> int:
    """How long every text in these pages is, in bytes; 0 where they differ."""
    widths = set()
    for at, packed, size, _ in np.unique(dictionaries, axis=0).tolist():
        page = raw[at : at + packed].tobytes()
        texts = pa.Codec(codec).decompress(page, size, asbytes=True) if codec else page
        width = int.from_bytes(texts[:_LENGTH], "little")
        if len(texts) % (_LENGTH + width):
            return 0
        each = np.frombuffer(texts, np.uint8).reshape(-1, _LENGTH + width)
        if (each[:, :_LENGTH] != each[:1, :_LENGTH]).any():
            return 0
        widths.add(width)
    return widths.pop() if len(widths) == 1 else 0


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
    return values, np.stack((begins, packed, size, crc), axis=1)


def _varints(raw: _Bytes, at: _Integers) -> tuple[_Integers, _Integers]:
    value, more = np.zeros_like(at), np.ones_like(at, dtype=bool)
    for shift in range(0, 35, 7):
        byte = raw[np.minimum(at, len(raw) - 1)].astype(np.int64)
        value |= np.where(more, (byte & 127) << shift, 0)
        at = at + more
        more &= byte > 127
    return value >> 1 ^ -(value & 1), at
