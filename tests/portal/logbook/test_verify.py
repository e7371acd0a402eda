"""The log is a chain: whoever changes, removes, adds or reorders an entry breaks it (A3.5)."""

import hashlib
import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import rfc8785
from django.db import connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from hopback.portal.logbook import actions, queries
from hopback.portal.logbook.models import Entry, Payload
from tests.portal.factories import NOW

SOMEBODY = type("Somebody", (), {"kind": "provider", "name": "Harbor “Voice” LLC\n", "party": "prv_7Qk2"})()
ENTRIES = 7


def _unlock() -> None:
    """Take the triggers away, as somebody with the whole database could."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for table in ("logbook_entry", "logbook_payload"):
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            return
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name LIKE 'logbook_%'")
        for (name,) in cursor.fetchall():
            cursor.execute(f"DROP TRIGGER {name}")


@pytest.fixture
def log(db: None) -> None:
    with transaction.atomic():
        for i in range(ENTRIES):
            moment = NOW + timedelta(minutes=i, microseconds=i * 130_000)
            actions.record(by=SOMEBODY, now=moment, verb="answer.given", hop=f"hop_{i}", named="Sable Route Ltd.")
    _unlock()


def test_an_empty_log_is_whole(db: None) -> None:
    assert queries.verify() == queries.Verification(True, 0, "0" * 64)


def test_an_untouched_log_is_whole(log: None) -> None:
    found = queries.verify()
    assert (found.ok, found.entries, found.first_bad, found.reason) == (True, ENTRIES, None, "")
    assert found.head == Entry.objects.get(seq=ENTRIES).entry_hash == queries.head()[1]


def test_a_changed_payload_is_found(log: None) -> None:
    body = Payload.objects.get(seq=3).body.replace("Sable Route", "Harbor Voice")
    Payload.objects.filter(seq=3).update(body=body)
    found = queries.verify()
    assert (found.ok, found.first_bad, found.reason) == (False, 3, "What entry 3 says was changed.")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("at", NOW + timedelta(days=1)),
        ("verb", "answer.late"),
        ("actor_kind", "staff"),
        ("actor", "Rosa Ortega"),
        ("actor_party", ""),
        ("traceback", "tb_x"),
        ("hop", ""),
        ("about", "prv_x"),
        ("payload_hash", "0" * 64),
        ("entry_hash", "f" * 64),
    ],
)
def test_every_changed_field_is_found(log: None, field: str, value: object) -> None:
    Entry.objects.filter(seq=4).update(**{field: value})
    found = queries.verify()
    assert (found.ok, found.first_bad) == (False, 4)


def test_a_payload_changed_with_its_hash_is_found(log: None) -> None:
    body = rfc8785.dumps({"named": "nobody", "salt": "x"}).decode()
    Payload.objects.filter(seq=2).update(body=body)
    Entry.objects.filter(seq=2).update(payload_hash=hashlib.sha256(body.encode()).hexdigest())
    assert queries.verify().reason == "Entry 2 was changed."


def test_an_entry_forged_with_all_its_hashes_is_found_at_the_next(log: None) -> None:
    entry = Entry.objects.get(seq=2)
    entry.actor = "Rosa Ortega"
    Entry.objects.filter(seq=2).update(actor=entry.actor, entry_hash=actions.hash_of_entry(entry))
    found = queries.verify()
    assert (found.first_bad, found.reason) == (3, "Entry 3 does not follow the entry before it.")


def test_a_removed_entry_is_found(log: None) -> None:
    Entry.objects.filter(seq=5).delete()
    Payload.objects.filter(seq=5).delete()
    found = queries.verify()
    assert (found.first_bad, found.reason) == (5, "Entry 5 is missing: the next one is number 6.")


def test_a_removed_entry_with_the_rest_renumbered_is_found(log: None) -> None:
    for table in (Entry, Payload):
        table.objects.filter(seq=5).delete()
        for seq in range(6, ENTRIES + 1):
            table.objects.filter(seq=seq).update(seq=seq - 1)
    assert queries.verify().first_bad == 5


def test_an_inserted_entry_is_found(log: None) -> None:
    for seq in range(ENTRIES, 3, -1):
        Entry.objects.filter(seq=seq).update(seq=seq + 1)
        Payload.objects.filter(seq=seq).update(seq=seq + 1)
    body = rfc8785.dumps({"salt": "x"}).decode()
    forged = Entry(
        seq=4,
        at=NOW,
        verb="answer.given",
        actor_kind="provider",
        actor="Harbor Voice LLC",
        payload_hash=actions.hash_of_payload(body),
        previous_hash=Entry.objects.get(seq=3).entry_hash,
    )
    forged.entry_hash = actions.hash_of_entry(forged)
    forged.save(force_insert=True)
    Payload.objects.create(seq=4, body=body)
    assert queries.verify().first_bad == 5


@pytest.mark.parametrize("pair", [(2, 3), (1, ENTRIES)])
def test_two_swapped_entries_are_found(log: None, pair: tuple[int, int]) -> None:
    for table in (Entry, Payload):
        for old, new in ((pair[0], 900), (pair[1], pair[0]), (900, pair[1])):
            table.objects.filter(seq=old).update(seq=new)
    assert queries.verify().first_bad == pair[0]


def test_a_reordered_log_is_found(log: None) -> None:
    for table in (Entry, Payload):
        for seq in range(1, ENTRIES + 1):
            table.objects.filter(seq=seq).update(seq=900 + ENTRIES + 1 - seq)
        for seq in range(901, 901 + ENTRIES):
            table.objects.filter(seq=seq).update(seq=seq - 900)
    assert queries.verify().first_bad == 1


def test_a_log_cut_short_is_found_by_a_head_that_was_noted(log: None) -> None:
    noted = queries.head()[1]
    for table in (Entry, Payload):
        table.objects.filter(seq__gt=4).delete()
    assert queries.verify().ok, "nobody can see this without the noted head"
    found = queries.verify(until=noted)
    assert (found.ok, found.entries, found.first_bad) == (False, 4, 5)
    assert "before the head" in found.reason


def test_a_log_cut_short_carelessly_is_found_without(log: None) -> None:
    Entry.objects.filter(seq__gt=4).delete()
    assert "still here" in queries.verify().reason


def test_a_head_noted_earlier_lies_on_a_longer_log(log: None) -> None:
    assert queries.verify(until=Entry.objects.get(seq=4).entry_hash).ok


def test_a_rewritten_log_does_not_reach_the_noted_head(log: None) -> None:
    """Whoever computes the whole chain anew is found by a head kept elsewhere."""
    noted, previous = queries.head()[1], "0" * 64
    for entry in Entry.objects.order_by("seq"):
        entry.actor, entry.previous_hash = "Nobody", previous
        entry.entry_hash = previous = actions.hash_of_entry(entry)
        Entry.objects.filter(seq=entry.seq).update(
            actor=entry.actor, previous_hash=entry.previous_hash, entry_hash=entry.entry_hash
        )
    assert queries.verify().ok
    assert not queries.verify(until=noted).ok


def test_lawful_erasure_keeps_the_chain(log: None) -> None:
    Payload.objects.filter(seq=3).delete()
    found = queries.verify()
    assert (found.ok, found.erased) == (True, 1)
    assert queries.latest()[ENTRIES - 3].payload == {}


@given(
    text=st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=7, max_size=7),
    seq=st.integers(1, 2**53 - 1),
    at=st.datetimes(datetime(1, 1, 2), datetime(9999, 12, 30), timezones=st.just(UTC)),
)
def test_the_fast_canonical_text_is_that_of_the_standard(text: list[str], seq: int, at: datetime) -> None:
    """RFC 8785, as an independent library writes it."""
    names = ("verb", "actor_kind", "actor", "actor_party", "traceback", "hop", "about")
    entry = Entry(seq=seq, at=at, payload_hash="a" * 64, previous_hash="b" * 64, **dict(zip(names, text, strict=True)))
    for stored in (f"{at:%Y-%m-%d %H:%M:%S.%f}".rjust(26, "0"), f"{at.replace(tzinfo=None).isoformat(' ')}+00"):
        row = (seq, stored, *text, "a" * 64, "b" * 64, "", None)
        assert hashlib.sha256(queries.canonical(row).encode()).hexdigest() == actions.hash_of_entry(entry)
    assert json.loads(queries.canonical(row))["seq"] == seq


def test_the_chain_is_walked_in_one_read_whatever_its_length(log: None, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(3):  # the heads; the entries with what they say, streamed; the last payload
        queries.verify()
