"""The one way into the log (A3.5)."""

import hashlib
import json
import secrets
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple, Protocol

import rfc8785
from django.conf import settings
from django.db import connection, transaction

from hopback.portal.ground import actions as ground
from hopback.portal.ground import signing_keys
from hopback.portal.ground.statements import run
from hopback.wire import heads

from . import tree
from .models import Entry, Head, Subtree

BEFORE_THE_FIRST = "0" * 64
COLUMNS = tuple(field.column for field in Entry._meta.concrete_fields)
_PAYLOAD = "INSERT INTO logbook_payload (seq, body) VALUES (%s, %s)"
_ENTRY = f"INSERT INTO logbook_entry ({', '.join(COLUMNS)}) VALUES ({', '.join(['%s'] * len(COLUMNS))})"  # noqa: S608 - names of ours
HUGE = 2**53
HEAD = "log.head"
LOCK = 0x_10_6B_00  # any constant: one writer at a time extends the chain on PostgreSQL


class Actor(Protocol):
    """Who did it, as far as the log needs to know; every `accounts.viewer.Viewer` is one."""

    @property
    def kind(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def party(self) -> str: ...


def record(
    *,
    by: Actor,
    now: datetime,
    verb: str,
    traceback: str = "",
    hop: str = "",
    about: str = "",
    **payload: Any,
) -> Entry:
    """Append one entry, inside the transaction of what it tells of. `payload` is JSON: text, numbers, lists."""
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("An entry belongs to the transaction it tells of.")
    last_seq, last_hash = _head()
    body = canonical({**payload, "salt": secrets.token_hex(16)})
    entry = Entry(
        seq=last_seq + 1,
        at=now,
        verb=verb,
        actor_kind=by.kind,
        actor=by.name[:120],
        actor_party=by.party,
        traceback=traceback,
        hop=hop,
        about=about,
        payload_hash=hash_of_payload(body),
        previous_hash=last_hash,
    )
    entry.entry_hash = hash_of_entry(entry)
    _append(entry, body)
    transaction.on_commit(_Head(entry.seq, entry.entry_hash))
    return entry


@transaction.atomic
def note_download(*, what: str, rows: int, asked: str, by: Actor, now: datetime) -> Entry:
    """Somebody took a list as a file; `asked` has the filters as their address says them (XC.2)."""
    return record(by=by, now=now, verb="list.downloaded", what=what, rows=rows, asked=asked)


@transaction.atomic
def publish_head(*, by: Actor, now: datetime) -> Head | None:
    """Sign the root over all entries and publish it; None where nothing was entered since the last one.

    Its own entry is covered by the next head, so that each is vouched for by the one after it."""
    size, _ = _head()
    last = Head.objects.first()
    if size == 0 or (last and size <= last.size + 1):
        return None
    Subtree.objects.bulk_create(tree.new_subtrees(size))
    root = tree.stored().root(size)
    note = heads.signed(tree.origin(), size, root, now, signing_keys.keyring().signs)
    head = Head.objects.create(size=size, root=root.hex(), at=now, note=note)
    record(by=by, now=now, verb="log.head_published", size=size, root=head.root)
    return head


@transaction.atomic
def publish_on_time(*, about: str, by: Actor, now: datetime) -> None:
    """A head, and the appointment for the next one."""
    publish_head(by=by, now=now)
    next_at = now + timedelta(minutes=settings.LOG_HEAD_EVERY_MINUTES)
    ground.appoint(kind=HEAD, about=about, due_at=next_at, by=by, now=now)


class _Head(NamedTuple):
    """The end of the chain, as this transaction knows it while it holds the lock.

    It waits among what is done on commit, where Django forgets it when its savepoint or transaction is rolled back:
    the lock may be gone then, and what it says is."""

    seq: int
    entry_hash: str

    def __call__(self) -> None:
        """Nothing is left to do."""


def _head() -> tuple[int, str]:
    """Sequence number and hash of the last entry; from here on nobody else appends until this transaction ends."""
    for _, kept, *_ in reversed(connection.run_on_commit):
        if isinstance(kept, _Head):
            return kept
    if connection.vendor == "postgresql":
        run("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    last = run("SELECT seq, entry_hash FROM logbook_entry ORDER BY seq DESC LIMIT 1")
    return last[0] if last else (0, BEFORE_THE_FIRST)


def _append(entry: Entry, body: str) -> None:
    """Both rows; on PostgreSQL in one statement."""
    values = [getattr(entry, column) for column in COLUMNS]
    if connection.vendor == "postgresql":
        run(f"WITH said AS ({_PAYLOAD}) {_ENTRY}", [entry.seq, body, *values])
    else:
        run(_PAYLOAD, [entry.seq, body])
        run(_ENTRY, values)
    entry._state.adding = False


def hash_of_payload(body: str) -> str:
    return hashlib.sha256(body.encode()).hexdigest()


def hash_of_entry(entry: Entry) -> str:
    """SHA-256 over the canonical JSON (RFC 8785) of every field of the entry but the hash itself."""
    fields = {
        "seq": entry.seq,
        "at": entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "verb": entry.verb,
        "actor_kind": entry.actor_kind,
        "actor": entry.actor,
        "actor_party": entry.actor_party,
        "traceback": entry.traceback,
        "hop": entry.hop,
        "about": entry.about,
        "payload_hash": entry.payload_hash,
        "previous_hash": entry.previous_hash,
    }
    return hashlib.sha256(canonical(fields).encode()).hexdigest()


def canonical(said: dict[str, Any]) -> str:
    """RFC 8785. For texts, small whole numbers and lists of them the standard library writes the same, much faster."""
    if _is_plain(said):
        return json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return rfc8785.dumps(said).decode()


def _is_plain(value: Any) -> bool:
    """Nothing whose spelling or order the two could see differently: no fraction, no huge number, no rare name."""
    if isinstance(value, dict):
        return all(isinstance(name, str) and name.isascii() and _is_plain(each) for name, each in value.items())
    if isinstance(value, list | tuple):
        return all(map(_is_plain, value))
    return type(value) is str or value is None or (type(value) is int and abs(value) < HUGE) or type(value) is bool
