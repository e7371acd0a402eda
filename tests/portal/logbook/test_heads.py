"""What is published of the log, and what anybody can prove with it (A3.5)."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse
from typer.testing import CliRunner

from hopback.cli import app
from hopback.portal.accounts.viewer import SYSTEM
from hopback.portal.ground import actions as ground
from hopback.portal.ground import signing_keys
from hopback.portal.logbook import actions, queries, tree
from hopback.portal.logbook.models import Entry, Head, Subtree
from hopback.wire import heads
from hopback.wire.merkle import BLOCK, consistent, includes
from hopback.wire.proofs import head_holds, leaf
from tests.portal.factories import NOW

pytestmark = pytest.mark.django_db


def grow(count: int) -> None:
    with transaction.atomic():
        for _ in range(count):
            actions.record(by=SYSTEM, now=NOW, verb="hop.overdue", provider="Sable Route Ltd.")


def publish(minutes: int = 0) -> Head:
    head = actions.publish_head(by=SYSTEM, now=NOW + timedelta(minutes=minutes))
    assert head
    return head


def keys() -> list[bytes]:
    return [key.public_bytes_raw() for key in signing_keys.keyring().listed]


def test_a_head_is_signed_by_the_portals_key_and_read_back_out_of_a_mail() -> None:
    grow(5)
    head = publish()
    said = heads.read("Dear Ines, here it is:\n\n" + " ".join(head.note.split()) + "\n\nThe group")
    assert (said.size, said.root.hex(), said.origin) == (5, head.root, tree.origin())
    assert heads.signer(said, signing_keys.keyring().listed) is not None
    assert head_holds(said, keys()), "the verifier that needs nothing but Python says the same"


def test_a_changed_head_is_none() -> None:
    grow(5)
    note = publish().note.replace("\n5\n", "\n6\n")
    with pytest.raises(heads.NoHead, match="was changed"):
        heads.signer(heads.read(note), signing_keys.keyring().listed)
    assert not head_holds(heads.read(note), keys())
    assert heads.signer(heads.read(note), [Ed25519PrivateKey.generate().public_key()]) is None
    with pytest.raises(heads.NoHead, match="no head"):
        heads.read("48213")


def test_nothing_new_gives_no_new_head() -> None:
    assert actions.publish_head(by=SYSTEM, now=NOW) is None
    grow(1)
    publish()
    assert actions.publish_head(by=SYSTEM, now=NOW) is None, "the entry that tells of a head is no news"
    grow(1)
    assert publish().size == 3


def test_it_happens_by_itself_from_the_first_tick_on() -> None:
    grow(1)
    for _ in range(2):
        ground.begin_standing(by=SYSTEM, now=NOW)
    ground.sweep(by=SYSTEM, now=NOW)
    ground.sweep(by=SYSTEM, now=NOW + timedelta(minutes=59))
    assert Head.objects.count() == 1
    grow(1)
    ground.sweep(by=SYSTEM, now=NOW + timedelta(minutes=60))
    assert [head.size for head in Head.objects.all()] == [3, 1]


def test_subtrees_are_kept_once_and_proofs_lean_on_them(client: Client) -> None:
    grow(BLOCK - 1)
    first = publish()
    grow(2 * BLOCK + 30)
    second = publish()
    assert set(Subtree.objects.values_list("level", "index")) == {(8, 0), (8, 1), (8, 2), (9, 0)}
    said = client.get("/api/v1/log/consistency", {"first": first.size, "second": second.size}).json()
    proof = [bytes.fromhex(one) for one in said["hashes"]]
    assert consistent(first.size, bytes.fromhex(first.root), second.size, bytes.fromhex(second.root), proof)
    for number in (1, BLOCK, BLOCK + 1, second.size):
        said = client.get("/api/v1/log/inclusion", {"entry": number, "size": second.size}).json()
        entry = leaf(bytes.fromhex(Entry.objects.get(seq=number).entry_hash))
        path = [bytes.fromhex(one) for one in said["hashes"]]
        assert includes(entry, said["first"], said["size"], path, bytes.fromhex(second.root))


def test_the_heads_are_listed_for_anybody(client: Client) -> None:
    grow(1)
    publish()
    grow(1)
    last = publish(60)
    said = client.get("/api/v1/log/heads").json()
    assert [one["size"] for one in said["items"]] == [3, 1]
    assert heads.read(json.dumps(said)).size == 3
    page = client.get(reverse("logbook:heads")).content.decode()
    assert last.root in page
    assert client.get(reverse("logbook:head_text")).content.decode() == last.note


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ("inclusion?entry=4&size=1", 404),
        ("inclusion?entry=1&size=2", 404),
        ("inclusion?entry=0&size=1", 422),
        ("consistency?first=3&second=1", 400),
        ("consistency?first=1&second=9", 404),
    ],
)
def test_a_proof_that_there_is_not(client: Client, asked: str, status: int) -> None:
    grow(1)
    publish()
    grow(1)
    publish()
    assert client.get(f"/api/v1/log/{asked}").status_code == status


def test_no_head_yet(client: Client) -> None:
    assert client.get(reverse("logbook:head_text")).status_code == 404
    assert "No head yet" in client.get(reverse("logbook:heads")).content.decode()


@pytest.mark.parametrize("table", [Head, Subtree])
def test_what_was_published_only_grows(table: type[Head] | type[Subtree]) -> None:
    grow(BLOCK)
    publish()
    with pytest.raises(DatabaseError), transaction.atomic():
        table.objects.all().delete()


def test_the_program_holds_the_log_to_a_head_in_a_file(tmp_path: Path) -> None:
    grow(3)
    kept = tmp_path / "head.txt"
    kept.write_text(publish().note)
    grow(1)
    for head in (str(kept), kept.read_text()):
        said = CliRunner().invoke(app, ["log", "verify", "--head", head])
        assert (said.exit_code, "The first 3 are those" in said.output) == (0, True)
    kept.write_text(kept.read_text().replace("\n3\n", "\n4\n"))
    said = CliRunner().invoke(app, ["log", "verify", "--head", str(kept)])
    assert (said.exit_code, "was changed" in said.output) == (2, True)
    assert CliRunner().invoke(app, ["log", "verify", "--head", "nowhere.txt"]).exit_code == 2


def test_a_head_of_a_longer_log_says_that_its_end_is_gone() -> None:
    grow(3)
    noted = heads.read(heads.signed(tree.origin(), 9, b"\1" * 32, NOW, signing_keys.keyring().signs))
    found = queries.verify(noted=noted)
    assert (found.ok, found.first_bad) == (False, 4)
    assert "a head of 9 entries was published" in found.reason
