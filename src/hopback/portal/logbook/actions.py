"""The one way into the log (A3.5)."""

import hashlib
import secrets
from datetime import UTC, datetime
from typing import Any, Protocol

import rfc8785
from django.db import connection, transaction

from .models import Entry, Payload

BEFORE_THE_FIRST = "0" * 64
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
    last = _last_entry()
    body = rfc8785.dumps({**payload, "salt": secrets.token_hex(16)}).decode()
    entry = Entry(
        seq=last.seq + 1 if last else 1,
        at=now,
        verb=verb,
        actor_kind=by.kind,
        actor=by.name[:120],
        actor_party=by.party,
        traceback=traceback,
        hop=hop,
        about=about,
        payload_hash=hash_of_payload(body),
        previous_hash=last.entry_hash if last else BEFORE_THE_FIRST,
    )
    entry.entry_hash = hash_of_entry(entry)
    entry.save(force_insert=True)
    Payload.objects.create(seq=entry.seq, body=body)
    return entry


def _last_entry() -> Entry | None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    return Entry.objects.order_by("-seq").first()


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
    return hashlib.sha256(rfc8785.dumps(fields)).hexdigest()
