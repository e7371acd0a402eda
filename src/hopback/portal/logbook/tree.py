"""The tree over the log's entries: leaf n is the hash of entry n + 1 (RFC 6962)."""

from collections.abc import Iterable, Iterator

from django.conf import settings

from hopback.wire.merkle import BLOCK, KEPT, Growing, Tree, complete_root
from hopback.wire.proofs import leaf

from .models import Entry, Subtree


def origin() -> str:
    """What the log is called in its heads."""
    return f"{settings.HOST}/log"


def stored() -> Tree:
    """The whole log as a tree. Blocks of entries are read once, whole subtrees as they are kept."""
    blocks: dict[int, list[bytes]] = {}

    def complete(level: int, index: int) -> bytes:
        if level >= KEPT:
            kept = Subtree.objects.filter(level=level, index=index).values_list("hash", flat=True).first()
            return bytes.fromhex(kept) if kept else complete_root(leaves(index << level, (index + 1) << level))
        number, first = divmod(index << level, BLOCK)
        if number not in blocks:
            blocks[number] = leaves(number * BLOCK, (number + 1) * BLOCK)
        return complete_root(blocks[number][first : first + (1 << level)])

    return Tree(complete)


def leaves(start: int, end: int) -> list[bytes]:
    return list(leaf_hashes(_hashes(start, end)))


def leaf_hashes(entry_hashes: Iterable[str]) -> Iterator[bytes]:
    return map(leaf, map(bytes.fromhex, entry_hashes))


def _hashes(start: int, end: int) -> Iterator[str]:
    rows = Entry.objects.filter(seq__gt=start, seq__lte=end).order_by("seq")
    return rows.values_list("entry_hash", flat=True).iterator(chunk_size=BLOCK)


def new_subtrees(size: int) -> list[Subtree]:
    """The complete subtrees of the first `size` entries that are not kept yet."""
    begin = Subtree.objects.filter(level=KEPT).count() * BLOCK
    peaks = [stored().over(start, end) for start, end in _peaks(begin)]
    found: list[Subtree] = []
    growing = Growing(begin, peaks, lambda level, index, said: found.append(_subtree(level, index, said)))
    for start in range(begin, size - BLOCK + 1, BLOCK):
        growing.add(leaves(start, start + BLOCK))
    return found


def _subtree(level: int, index: int, said: bytes) -> Subtree:
    return Subtree(level=level, index=index, hash=said.hex())


def _peaks(size: int) -> Iterator[tuple[int, int]]:
    """The largest complete subtrees of this many leaves, from the left."""
    start = 0
    for level in reversed(range(size.bit_length())):
        if size >> level & 1:
            yield start, start + (1 << level)
            start += 1 << level
