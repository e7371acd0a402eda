"""The tree over the log (RFC 6962): its root, that an entry is in it, that one tree begins like an earlier one.

Leaves are numbered from 0. `Tree` is told where to find the hash of a complete subtree, so that a proof over a million
entries asks for some dozens.
"""

from collections.abc import Callable, Iterable, Sequence
from hashlib import sha256

from .proofs import node, root_of_path

EMPTY = sha256(b"").digest()
KEPT = 8  # levels of a subtree that is worth keeping: the hashes below are computed anew in no time
BLOCK = 1 << KEPT
type Complete = Callable[[int, int], bytes]  # (level, index): over 2**level leaves from index * 2**level
type Tell = Callable[[int, int, bytes], None]


class Growing:
    """A tree that leaves are added to; it keeps one hash for each complete subtree, some twenty for a million.

    `size` and `peaks`, the largest subtree first, are where it goes on after another program."""

    def __init__(self, size: int = 0, peaks: Iterable[bytes] = (), tell: Tell | None = None) -> None:
        self.size, self.peaks, self._tell = size, list(peaks), tell

    def add(self, leaves: Sequence[bytes]) -> None:
        """Add leaf hashes; `tell` hears of each subtree of `KEPT` levels or more that they complete."""
        at = 0
        while at < len(leaves):
            if self.size % BLOCK == 0 and len(leaves) - at >= BLOCK:
                self._push(complete_root(leaves[at : at + BLOCK]), KEPT)
                at += BLOCK
            else:
                self._push(leaves[at], 0)
                at += 1

    def _push(self, found: bytes, level: int) -> None:
        rest = self.size >> level
        self.size += 1 << level
        while True:
            if level >= KEPT and self._tell:
                self._tell(level, rest, found)
            if not rest & 1:
                break
            found, rest, level = node(self.peaks.pop(), found), rest >> 1, level + 1
        self.peaks.append(found)

    def root(self) -> bytes:
        if not self.peaks:
            return EMPTY
        found = self.peaks[-1]
        for peak in reversed(self.peaks[:-1]):
            found = node(peak, found)
        return found


def complete_root(leaves: Sequence[bytes]) -> bytes:
    """The root over 2**n leaf hashes."""
    level = leaves
    while len(level) > 1:
        level = [sha256(b"\1" + left + right).digest() for left, right in zip(level[::2], level[1::2], strict=True)]
    return level[0]


class Tree:
    """What can be asked of a tree of any size, by the hashes of its complete subtrees."""

    def __init__(self, complete: Complete) -> None:
        self._complete = complete

    def root(self, size: int) -> bytes:
        return self.over(0, size) if size else EMPTY

    def inclusion(self, index: int, size: int) -> list[bytes]:
        """The path from leaf `index` to the root of the first `size` leaves. Raises ValueError."""
        if not 0 <= index < size:
            raise ValueError(f"A tree of {size} has no leaf {index}.")
        return self._path(index, 0, size)

    def consistency(self, first: int, second: int) -> list[bytes]:
        """That the tree of `second` leaves begins with the `first` ones. Raises ValueError."""
        if not 0 < first <= second:
            raise ValueError(f"A tree of {second} does not go on after one of {first}.")
        return self._beyond(first, 0, second, True)

    def over(self, start: int, end: int) -> bytes:
        """The hash over these leaves: of a subtree, or of one that is not complete."""
        count = end - start
        if count & (count - 1) == 0:
            return self._complete(count.bit_length() - 1, start // count)
        middle = start + _left(count)
        return node(self.over(start, middle), self.over(middle, end))

    def _path(self, index: int, start: int, end: int) -> list[bytes]:
        if end - start == 1:
            return []
        middle = start + _left(end - start)
        if index < middle:
            return [*self._path(index, start, middle), self.over(middle, end)]
        return [*self._path(index, middle, end), self.over(start, middle)]

    def _beyond(self, first: int, start: int, end: int, whole: bool) -> list[bytes]:
        """`whole`: the earlier tree is this very subtree from the beginning, whose hash its reader knows."""
        if first == end - start:
            return [] if whole else [self.over(start, end)]
        left = _left(end - start)
        if first <= left:
            return [*self._beyond(first, start, start + left, whole), self.over(start + left, end)]
        return [*self._beyond(first - left, start + left, end, False), self.over(start, start + left)]


def _left(count: int) -> int:
    """How many of these leaves are left of the root: the largest power of two below `count`."""
    return 1 << (count - 1).bit_length() - 1


def includes(leaf_hash: bytes, index: int, size: int, path: Sequence[bytes], root: bytes) -> bool:
    """Whether the leaf stands at this place of the tree with this root."""
    return root_of_path(leaf_hash, index, size, list(path)) == root


def consistent(first: int, first_root: bytes, second: int, second_root: bytes, proof: Sequence[bytes]) -> bool:
    """Whether the later tree begins with the earlier one (RFC 9162, 2.1.4.2)."""
    if first == second:
        return not proof and first_root == second_root
    if not 0 < first < second:
        return False
    path = [first_root, *proof] if first & (first - 1) == 0 else list(proof)
    if not path:
        return False
    at, last = first - 1, second - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    earlier = later = path[0]
    for step in path[1:]:
        if last == 0:
            return False
        if at & 1 or at == last:
            earlier, later = node(step, earlier), node(step, later)
            while at and not at & 1:
                at, last = at >> 1, last >> 1
        else:
            later = node(later, step)
        at, last = at >> 1, last >> 1
    return earlier == first_root and later == second_root and last == 0
