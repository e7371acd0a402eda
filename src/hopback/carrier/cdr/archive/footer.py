"""One row group's own footer, cut out of a Parquet file's: so that a look into a large file parses a kilobyte of it.

A footer is one `FileMetaData` in Thrift's compact protocol; its fourth field lists the row groups. A file's footer with
all but one of them left out is again a footer, and its offsets hold.
"""

import re
from dataclasses import dataclass
from typing import BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq

_MAGIC = b"PAR1"
_ROW_GROUPS = 4  # the field of FileMetaData
_NAME = b"\x06called"  # of the first column
_TRUE, _FALSE, _BYTE, _I16, _I32, _I64, _DOUBLE, _BINARY, _LIST, _SET, _MAP, _STRUCT = range(1, 13)


class FooterError(ValueError):
    """This is no Parquet file that the archive wrote."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around the row groups in a footer: the schema before, the writer's name after."""

    before: bytes
    after: bytes

    def around(self, groups: bytes, count: int = 1) -> pq.FileMetaData:
        """The footer of a file that has these row groups only, so many of them."""
        footer = self.before + _heading(count) + groups + self.after
        return pq.read_metadata(pa.BufferReader(b"".join((_MAGIC, footer, len(footer).to_bytes(4, "little"), _MAGIC))))


def _heading(count: int) -> bytes:
    """That a list of so many structures follows."""
    if count < 15:
        return bytes((count << 4 | _STRUCT,))
    size = bytearray()
    while count > 127:
        size.append(count & 127 | 128)
        count >>= 7
    return bytes((15 << 4 | _STRUCT, *size, count))


def footer_of(file: BinaryIO) -> tuple[int, bytes]:
    """Where the footer of an open Parquet file begins, and its bytes."""
    end = file.seek(0, 2)
    file.seek(max(end - 8, 0))
    tail = file.read(8)
    size = int.from_bytes(tail[:4], "little")
    if tail[4:] != _MAGIC or size + 12 > end:
        raise FooterError("the file does not end as Parquet does: it was cut off, or is something else")
    begin = file.seek(end - 8 - size)
    return begin, file.read(size)


def cut(footer: bytes) -> tuple[Frame, list[int]]:
    """The frame, and where each row group begins in the footer; one more says where the last ends."""
    try:
        return _cut(footer)
    except IndexError as error:
        raise FooterError("the footer breaks off") from error


def _cut(footer: bytes) -> tuple[Frame, list[int]]:
    at, field = 0, 0
    while header := footer[at]:
        at, field, kind = _field(footer, at, field, header)
        if field == _ROW_GROUPS:
            places = _places(footer, *_list(footer, at))
            return Frame(footer[:at], footer[places[-1] :]), places
        at = _skip(footer, at, kind)
    raise FooterError("the footer lists no row groups")


def _places(footer: bytes, count: int, of: int, begin: int) -> list[int]:
    """All row groups begin alike, up to the name of their first column; walked through where that does not tell."""
    alike = footer[begin : footer.find(_NAME, begin) + len(_NAME)]
    places = [found.start() for found in re.finditer(re.escape(alike), footer)] if len(alike) > len(_NAME) else []
    if len(places) == count and count and places[0] == begin:
        return [*places, _skip(footer, places[-1], of)]
    places = [begin]
    for _ in range(count):
        places.append(_skip(footer, places[-1], of))
    return places


def _field(data: bytes, at: int, last: int, header: int) -> tuple[int, int, int]:
    """Where the value begins, the field's number and its type."""
    if step := header >> 4:
        return at + 1, last + step, header & 15
    number, at = _varint(data, at + 1)
    return at, number >> 1 ^ -(number & 1), header & 15


def _list(data: bytes, at: int) -> tuple[int, int, int]:
    """How many, of which type, and where the first begins."""
    head = data[at]
    if head >> 4 < 15:
        return head >> 4, head & 15, at + 1
    count, at = _varint(data, at + 1)
    return count, head & 15, at


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = data[at]
        value |= (byte & 127) << shift
        at, shift = at + 1, shift + 7
        if byte < 128:
            return value, at


def _skip(data: bytes, at: int, kind: int) -> int:
    """Where the value of this type that begins here ends."""
    if kind in (_TRUE, _FALSE):
        return at
    if kind in (_BYTE, _DOUBLE):
        return at + (1 if kind == _BYTE else 8)
    if kind in (_I16, _I32, _I64):
        return _varint(data, at)[1]
    if kind == _BINARY:
        size, at = _varint(data, at)
        return at + size
    return _skip_many(data, at, kind)


def _skip_many(data: bytes, at: int, kind: int) -> int:
    if kind in (_LIST, _SET):
        count, of, at = _list(data, at)
        for _ in range(count):
            at = at + 1 if of in (_TRUE, _FALSE) else _skip(data, at, of)
        return at
    if kind != _STRUCT:
        raise FooterError(f"the footer holds a value of type {kind}, which Parquet does not have")
    field = 0
    while header := data[at]:
        at, field, inner = _field(data, at, field, header)
        at = _skip(data, at, inner)
    return at + 1
