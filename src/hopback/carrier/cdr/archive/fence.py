"""The sidecar of a Parquet file: the first (called key, time) of each row group, and where its footer stands.

A few bytes for each thousands of calls; kept in memory, bisected, so that one look reads one row group.
"""

import struct
from array import array
from bisect import bisect_right
from dataclasses import dataclass
from pathlib import Path

from .footer import FooterError, Frame, cut, footer_of

_MAGIC = b"HBFENCE1"
_HEAD = struct.Struct("<8sQII")
SUFFIX = ".fence"


@dataclass(frozen=True, slots=True)
class Fence:
    keys: array[int]  # first called key of each row group
    times: array[int]  # first time of it, microseconds since 1970
    footers: array[int]  # where in the file its own footer begins; one more says where the last ends
    frame: Frame

    def groups(self, key: int, first_us: int, last_us: int) -> range:
        """The row groups that can hold calls to this key between these times, both included."""
        count = len(self.keys)
        begin = bisect_right(range(count), (key, first_us - 1), key=self._first) - 1
        end = bisect_right(range(count), (key, last_us), lo=max(begin, 0), key=self._first)
        return range(max(begin, 0), end)

    def _first(self, group: int) -> tuple[int, int]:
        return self.keys[group], self.times[group]


def make(parquet: Path, keys: array[int], times: array[int]) -> Fence:
    """The fence of a file that was just written, its row groups beginning with these keys and times."""
    with parquet.open("rb") as file:
        begin, footer = footer_of(file)
    frame, places = cut(footer)
    if len(places) != len(keys) + 1:
        raise FooterError(f"{parquet.name} has {len(places) - 1} row groups, its fence {len(keys)}")
    return Fence(keys, times, array("q", (begin + place for place in places)), frame)


def write(path: Path, fence: Fence) -> None:
    before, after = fence.frame.before, fence.frame.after
    with path.open("wb") as file:
        file.write(_HEAD.pack(_MAGIC, len(fence.keys), len(before), len(after)) + before + after)
        for column in (fence.keys, fence.times, fence.footers):
            column.tofile(file)


def read(path: Path) -> Fence:
    """Raises `FooterError` where this is no fence, `OSError` where there is none."""
    with path.open("rb") as file:
        head = file.read(_HEAD.size)
        if len(head) < _HEAD.size or not head.startswith(_MAGIC):
            raise FooterError(f"{path.name} is no fence")
        _, count, before, after = _HEAD.unpack(head)
        frame = Frame(file.read(before), file.read(after))
        keys, times, footers = array("q"), array("q"), array("q")
        try:
            keys.fromfile(file, count)
            times.fromfile(file, count)
            footers.fromfile(file, count + 1)
        except EOFError as error:
            raise FooterError(f"{path.name} breaks off") from error
    return Fence(keys, times, footers, frame)
