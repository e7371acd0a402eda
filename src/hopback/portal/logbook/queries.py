"""Questions to the log: what is in it, and whether it is whole (A3.5)."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from json.encoder import encode_basestring as text  # type: ignore[attr-defined]
from typing import Any, NamedTuple

from django.db.models import Max, OuterRef, QuerySet, Subquery, TextField
from django.db.models.functions import Cast

from hopback.wire.merkle import Growing
from hopback.wire.proofs import Note

from .models import Entry, Head, Payload
from .tree import leaf_hashes

BEFORE_THE_FIRST = "0" * 64  # as in actions, which lie above
FIELDS = (
    "seq",
    "at_text",
    "verb",
    "actor_kind",
    "actor",
    "actor_party",
    "traceback",
    "hop",
    "about",
    "payload_hash",
    "previous_hash",
    "entry_hash",
)
AT_ONCE = 5_000


@dataclass(frozen=True, slots=True)
class Told:
    """One entry with what it says; `payload` is empty where it was lawfully erased."""

    seq: int
    at: datetime
    verb: str
    actor_kind: str
    actor: str
    traceback: str
    hop: str
    about: str
    entry_hash: str
    payload: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Verification:
    """How far the chain holds. `head` is the hash of the last good entry; `erased` counts empty payloads."""

    ok: bool
    entries: int
    head: str
    erased: int = 0
    first_bad: int | None = None
    reason: str = ""


def told(entries: QuerySet[Entry]) -> list[Told]:
    """Entries with their payloads, in two reads."""
    rows = list(entries)
    bodies = dict(Payload.objects.filter(seq__in=[e.seq for e in rows]).values_list("seq", "body"))
    return [_told(entry, bodies.get(entry.seq, "")) for entry in rows]


def _told(entry: Entry, body: str) -> Told:
    payload = json.loads(body) if body else {}
    payload.pop("salt", None)
    return Told(
        seq=entry.seq,
        at=entry.at,
        verb=entry.verb,
        actor_kind=entry.actor_kind,
        actor=entry.actor,
        traceback=entry.traceback,
        hop=entry.hop,
        about=entry.about,
        entry_hash=entry.entry_hash,
        payload=payload,
    )


def of_traceback(traceback: str) -> list[Told]:
    """All that happened to one traceback, the latest first. For staff: the caller has checked."""
    return told(Entry.objects.filter(traceback=traceback).order_by("-seq"))


def latest(before: int | None = None, limit: int = 100) -> list[Told]:
    """The whole log from its end, `limit` entries at a time, each `seq` less than `before`."""
    rows = Entry.objects.order_by("-seq")
    return told((rows.filter(seq__lt=before) if before else rows)[:limit])


def last_head() -> Head | None:
    """The head that was published last."""
    return Head.objects.first()


def head() -> tuple[int, str]:
    """How many entries there are, and the hash of the last one."""
    last = Entry.objects.order_by("-seq").values_list("seq", "entry_hash").first()
    return last or (0, BEFORE_THE_FIRST)


def verify(until: str | None = None, noted: Note | None = None) -> Verification:
    """Walk the whole chain, and see that the log begins as each head says that was published of it.

    `until` is the hash of an entry and `noted` a head, as somebody wrote it down earlier: both must still be on it."""
    previous, count, erased, reached = BEFORE_THE_FIRST, 0, 0, until in (None, BEFORE_THE_FIRST)
    tree, hashes, published = Growing(), list[str](), _published(noted)
    mark = published.pop() if published else None
    for row in _rows():
        fault = _fault(row, count + 1, previous)
        if fault:
            return Verification(False, count, previous, erased, count + 1, fault)
        count += 1
        previous = row[11]
        hashes.append(previous)
        erased += row[12] is None
        reached = reached or previous == until
        while mark and mark.size == count:
            _grow(tree, hashes)
            if tree.root().hex() != mark.root:
                return Verification(False, count, previous, erased, 1, mark.fault())
            mark = published.pop() if published else None
        if len(hashes) >= AT_ONCE:
            _grow(tree, hashes)
    if fault := _cut_off(count, reached, mark):
        return Verification(False, count, previous, erased, count + 1, fault)
    return Verification(True, count, previous, erased)


def _grow(tree: Growing, hashes: list[str]) -> None:
    tree.add(list(leaf_hashes(hashes)))
    hashes.clear()


class _Mark(NamedTuple):
    """What the log has to be at this size."""

    size: int
    root: str
    when: str

    def fault(self) -> str:
        return f"The first {self.size} entries are not those whose head was published{self.when}: they were rewritten."


def _published(noted: Note | None) -> list[_Mark]:
    """The latest first, so that the next to come is taken from the end."""
    marks = [
        _Mark(head.size, head.root, f" on {head.at:%d %B %Y at %H:%M} UTC")
        for head in Head.objects.iterator(chunk_size=AT_ONCE)
    ]
    if noted:
        marks.append(_Mark(noted.size, noted.root.hex(), " and noted"))
    return sorted(marks, key=lambda mark: -mark.size)


def _rows() -> Iterator[tuple[Any, ...]]:
    """Every entry in order: `FIELDS`, then the payload's text or None. Streamed, never all in memory."""
    body = Payload.objects.filter(seq=OuterRef("seq")).values("body")
    rows = Entry.objects.order_by("seq").annotate(said=Subquery(body), at_text=Cast("at", TextField()))
    return rows.values_list(*FIELDS, "said").iterator(chunk_size=AT_ONCE)


def _fault(row: tuple[Any, ...], seq: int, previous: str) -> str:
    """What is wrong with this row as entry number `seq` after the entry with hash `previous`; "" if nothing."""
    if row[0] != seq:
        return f"Entry {seq} is missing: the next one is number {row[0]}."
    if row[10] != previous:
        return f"Entry {seq} does not follow the entry before it."
    if row[12] is not None and hashlib.sha256(row[12].encode()).hexdigest() != row[9]:
        return f"What entry {seq} says was changed."
    if hashlib.sha256(canonical(row).encode()).hexdigest() != row[11]:
        return f"Entry {seq} was changed."
    return ""


def canonical(row: tuple[Any, ...]) -> str:
    """RFC 8785 of an entry's fields: the text that `actions.hash_of_entry` hashes, eight times as fast.

    The moment is the database's own text, `2026-10-19 13:41:27.5+00` or the like, always UTC."""
    seq, at, verb, kind, actor, party, traceback, hop, about, payload_hash, previous, *_ = row
    moment = f"{at[:10]}T{at[11:19]}{at[19:].partition('+')[0] or '.':0<7}+00:00"
    return (
        f'{{"about":{text(about)},"actor":{text(actor)},"actor_kind":{text(kind)},"actor_party":{text(party)},'
        f'"at":"{moment}","hop":{text(hop)},"payload_hash":{text(payload_hash)},'
        f'"previous_hash":{text(previous)},"seq":{seq},"traceback":{text(traceback)},"verb":{text(verb)}}}'
    )


def _cut_off(count: int, reached: bool, mark: _Mark | None) -> str:
    last_payload = Payload.objects.aggregate(last=Max("seq"))["last"] or 0
    if last_payload > count:
        return f"Entries after number {count} were removed: what one of them said is still here."
    if mark:
        return f"The log ends at entry {count}, but a head of {mark.size} entries was published{mark.when}."
    return "" if reached else f"The log ends at entry {count}, before the head that was noted earlier."
