"""Seven ways to tamper with the log, all found by the head that was published last (A3.5).

`make soak` tries a thousand of each (`HOPBACK_SOAK_TAMPERINGS`).
"""

import os
import random

import pytest
from django.db import connection, transaction

from hopback.portal.accounts.viewer import SYSTEM
from hopback.portal.logbook import actions, queries
from hopback.portal.logbook.models import Entry, Payload
from hopback.wire import heads
from tests.portal.factories import NOW

TIMES = int(os.environ.get("HOPBACK_SOAK_TAMPERINGS") or 12)
ENTRIES = 40
FIELDS = ("at", "verb", "actor_kind", "actor", "actor_party", "traceback", "hop", "about", "payload_hash")
BEFORE_THE_FIRST = "0" * 64


class Undone(Exception):  # noqa: N818 - it reads as what happened
    """Takes one tampering back."""


@pytest.fixture
def log(db: None) -> str:
    """A log with a published head, whose triggers somebody with the whole database took away."""
    return _published()


def _published() -> str:
    for number in range(ENTRIES):
        actions.record(by=SYSTEM, now=NOW, verb="answer.given", hop=f"hop_{number}", named=f"Sable {number}")
    head = actions.publish_head(by=SYSTEM, now=NOW)
    assert head
    actions.record(by=SYSTEM, now=NOW, verb="note.written")
    _unlock()
    return head.note


def _unlock() -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for table in ("logbook_entry", "logbook_payload", "logbook_head"):
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            return
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name LIKE 'logbook_%'")
        for (name,) in cursor.fetchall():
            cursor.execute(f"DROP TRIGGER {name}")


def change_payload(luck: random.Random) -> None:
    seq = luck.randint(1, ENTRIES)
    body = Payload.objects.get(seq=seq).body
    at = luck.randrange(len(body))
    Payload.objects.filter(seq=seq).update(body=body[:at] + ("x" if body[at] != "x" else "y") + body[at + 1 :])


def change_field(luck: random.Random) -> None:
    entry, name = Entry.objects.get(seq=luck.randint(1, ENTRIES)), luck.choice(FIELDS)
    value = getattr(entry, name)
    other = (
        NOW.replace(microsecond=luck.randint(1, 999_999))
        if name == "at"
        else f"{luck.randint(0, 9**9)}"[: len(value) or 9]
    )
    Entry.objects.filter(seq=entry.seq).update(**{name: other if other != value else "other"})


def remove(luck: random.Random) -> None:
    """And close the gap, with every hash computed anew."""
    seq = luck.randint(1, ENTRIES)
    Entry.objects.filter(seq=seq).delete()
    Payload.objects.filter(seq=seq).delete()
    if luck.random() < 0.5:
        _renumbered(list(Entry.objects.order_by("seq")))


def insert(luck: random.Random) -> None:
    """An entry that never was, with every hash computed anew."""
    rows = list(Entry.objects.order_by("seq"))
    forged = Entry(at=NOW, verb="answer.given", actor_kind="provider", actor="Harbor Voice LLC")
    forged.seq = 10_000
    Payload.objects.create(seq=10_000, body=f'{{"salt":"{luck.random()}"}}')
    forged.payload_hash = actions.hash_of_payload(Payload.objects.get(seq=10_000).body)
    rows.insert(luck.randint(0, ENTRIES - 1), forged)
    _renumbered(rows)


def reorder(luck: random.Random) -> None:
    """Two entries change places, with every hash computed anew."""
    rows = list(Entry.objects.order_by("seq"))
    one, two = luck.sample(range(ENTRIES), 2)
    rows[one], rows[two] = rows[two], rows[one]
    _renumbered(rows)


def cut_off(luck: random.Random) -> None:
    """The end is gone without a trace, from somewhere that the head covers."""
    last = luck.randint(0, ENTRIES - 1)
    Entry.objects.filter(seq__gt=last).delete()
    Payload.objects.filter(seq__gt=last).delete()


def rewrite(luck: random.Random) -> None:
    """One word in one entry, and the whole chain behind it computed anew."""
    rows = list(Entry.objects.order_by("seq"))
    rows[luck.randrange(ENTRIES)].actor = f"Nobody {luck.random()}"
    _renumbered(rows)


def _renumbered(rows: list[Entry]) -> None:
    """These entries as a log that holds together."""
    bodies = dict(Payload.objects.values_list("seq", "body"))
    said = [bodies[row.seq] for row in rows]
    Entry.objects.all().delete()
    Payload.objects.all().delete()
    previous = BEFORE_THE_FIRST
    for seq, row in enumerate(rows, start=1):
        row.seq, row.previous_hash = seq, previous
        row.entry_hash = previous = actions.hash_of_entry(row)
    Entry.objects.bulk_create(rows)
    Payload.objects.bulk_create(Payload(seq=seq, body=body) for seq, body in enumerate(said, start=1))


SEVEN = (change_payload, change_field, remove, insert, reorder, cut_off, rewrite)


@pytest.mark.parametrize("tamper", SEVEN, ids=lambda tamper: tamper.__name__)
def test_the_last_published_head_finds_it(log: str, tamper) -> None:
    noted, luck = heads.read(log), random.Random(f"{tamper.__name__} 2026")
    assert queries.verify(noted=noted).ok
    missed = [number for number in range(TIMES) if _tampered(tamper, luck, noted)]
    assert missed == []


def _tampered(tamper, luck: random.Random, noted) -> bool:
    """Whether it went unnoticed. The published heads in the database go too: only the noted one is left."""
    try:
        with transaction.atomic():
            tamper(luck)
            with connection.cursor() as cursor:
                cursor.execute("DELETE FROM logbook_head")
            found = queries.verify(noted=noted).ok
            raise Undone
    except Undone:
        return found
