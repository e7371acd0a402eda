"""The sidecar of a Parquet file: the first (called key, time) of each thousand rows, and where their pages stand.

Some 200 bytes for each 1,024 calls; kept in memory, bisected, so that one look reads one page of each column.
It carries the seal of its file: a fence of another file, or a damaged one, is never followed.
"""

import json
import os
import struct
from array import array
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol
from zlib import crc32

import pyarrow.parquet as pq

from .constant import Constants
from .footer import FooterError, Frame, cut, footer_of
from .pages import Column, Places, located
from .schema import PAGE

_MAGIC = b"HBFENCE5"
_HEAD = struct.Struct("<8sQQIIQII")
_CHECK = struct.Struct("<I")
_SEALED = 4096  # bytes at the end of a Parquet file: the last row groups' offsets and sizes
SUFFIX = ".fence"


class _File(Protocol):
    def size(self) -> int: ...
    def read_at(self, nbytes: int, offset: int) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Seal:
    """What tells one Parquet file from another without reading it."""

    size: int
    end: int  # CRC-32 of its last bytes

    @classmethod
    def of(cls, file: _File) -> "Seal":
        size = file.size()
        begin = max(size - _SEALED, 0)
        return cls(size, crc32(file.read_at(size - begin, begin)))


@dataclass(frozen=True, slots=True)
class Fence:
    keys: array[int]  # first called key of each page
    times: array[int]  # first time of it, microseconds since 1970
    footers: array[int]  # where in the file each row group's own footer begins; one more says where the last ends
    frame: Frame
    seal: Seal
    constants: Constants  # columns that say the same in every row, and what
    places: Places

    def pages(self, key: int, first_us: int, last_us: int) -> range:
        """The pages that can hold calls to this key between these times, both included."""
        low = bisect_left(self.keys, key)
        high = bisect_right(self.keys, key, low)  # from one to the other they begin with this key, in the order of time
        begin = bisect_left(self.times, first_us, low, high) - 1
        return range(max(begin, 0), bisect_right(self.times, last_us, low, high))


def make(parquet: Path, seal: Seal, keys: array[int], times: array[int], constants: Constants) -> Fence:
    """The fence of a file that was just written, its pages beginning with these keys and times."""
    with parquet.open("rb") as file:
        begin, footer = footer_of(file)
    frame, places = cut(footer)
    metadata = pq.read_metadata(parquet)
    if len(keys) != -(-metadata.num_rows // PAGE):
        raise FooterError(f"{parquet.name} has {metadata.num_rows} rows, its fence {len(keys)} pages")
    names = frozenset(metadata.schema.names) - constants.keys()
    footers = array("q", (begin + place for place in places))
    return Fence(keys, times, footers, frame, seal, constants, located(parquet, metadata, names))


def write(path: Path, fence: Fence) -> None:
    """Beside, and then in its place: a reader finds a whole fence or none."""
    before, after = fence.frame.before, fence.frame.after
    said = json.dumps([fence.constants, fence.places.columns], ensure_ascii=False).encode()
    head = _HEAD.pack(
        _MAGIC, len(fence.keys), len(fence.footers), len(before), len(after), fence.seal.size, fence.seal.end, len(said)
    )
    columns = (fence.keys, fence.times, fence.footers)
    body = b"".join((head, before, after, said, *(column.tobytes() for column in columns), fence.places.said))
    beside = path.with_suffix(f".{os.getpid()}.writing")
    with beside.open("wb") as file:
        file.write(body + _CHECK.pack(crc32(body)))
        file.flush()
        os.fsync(file.fileno())
    beside.rename(path)


def read(path: Path) -> Fence:
    """Raises `FooterError` where this is no whole fence, `OSError` where there is none."""
    data = path.read_bytes()
    body = data[: -_CHECK.size]
    if len(body) < _HEAD.size or not body.startswith(_MAGIC) or data[len(body) :] != _CHECK.pack(crc32(body)):
        raise FooterError(f"{path.name} is no whole fence")
    _, count, groups, before, after, size, end, said = _HEAD.unpack_from(body)
    at = _HEAD.size + before + after
    frame = Frame(body[_HEAD.size : _HEAD.size + before], body[_HEAD.size + before : at])
    constants, columns = json.loads(body[at : at + said])
    begin, at = at + said, at + said + 8 * (2 * count + groups)
    keys = array("q", body[begin:at])
    places = Places(tuple(Column(*each) for each in columns), body[at:])
    return Fence(keys[:count], keys[count : 2 * count], keys[2 * count :], frame, Seal(size, end), constants, places)
