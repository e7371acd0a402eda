"""Copies: who is given one, what it holds at any version, and how a gateway waits for the next (XB.6-XB.8)."""

import hashlib
import io
import json
import threading
import time
from datetime import timedelta
from typing import Any

import pytest
from django.db import connections
from django.http import Http404
from django.test import Client

from hopback.portal.accounts.models import Scope
from hopback.portal.accounts.viewer import of_user
from hopback.portal.do_not_originate import actions
from hopback.portal.do_not_originate.models import Conflict, Copy, Number
from hopback.portal.do_not_originate.queries import registry, versions
from hopback.portal.do_not_originate.refusals import StatisticsWrong
from hopback.portal.ground.signing_keys import keyring
from hopback.portal.membership.models import Membership
from hopback.portal.webhooks.models import Delivery, Endpoint
from hopback.wire.do_not_originate import entries, manifest
from hopback.wire.signing import kid_of
from tests.portal.do_not_originate import staged
from tests.portal.factories import NOW, make_key, make_provider_person, make_source_person, make_staff, make_team
from tests.portal.tracebacks import staged as traced

pytestmark = pytest.mark.django_db
LIST = "/api/v1/do-not-originate"


def key_of(provider: object, name: str = "Dana Whitfield") -> Client:
    person = make_provider_person(provider, name)  # type: ignore[arg-type]
    _, secret = make_key(person, Scope.DO_NOT_ORIGINATE)
    return Client(headers={"Authorization": f"Bearer {secret}"})


def body(response: object) -> str:
    return b"".join(response.streaming_content).decode()  # type: ignore[attr-defined]


def held(version: int, since: int | None = None) -> list[tuple[str, str]]:
    return [(row.change, row.entry.number) for row in versions.rows(version, since)]


def test_any_version_and_any_difference_can_be_made_again_XB_6() -> None:
    by = make_team()
    office = staged.listed(staged.requested(by, numbers="800-555-0140\n800-555-0141"), by)  # 1
    bank = staged.listed(staged.bank(by, numbers="888-555-0110\n+1202555*"), by)  # 2
    actions.drop_numbers(numbers=["+18005550141"], listing=office, because="Calls back.", by=by, now=NOW)  # 3
    again = staged.listed(staged.bank(by, numbers="800-555-0141"), by)  # 4
    actions.remove_listing(listing=bank, why="other", because="Sold.", by=by, now=NOW)  # 5
    everything = {
        0: [], 1: ["+18005550140", "+18005550141"],
        2: ["+1202555", "+18005550140", "+18005550141", "+18885550110"],
        3: ["+1202555", "+18005550140", "+18885550110"],
        4: ["+1202555", "+18005550140", "+18005550141", "+18885550110"],
        5: ["+18005550140", "+18005550141"],
    }  # fmt: skip
    assert versions.current() == 5
    for version, numbers in everything.items():
        assert held(version) == [("listed", one) for one in numbers]
    for since, before in everything.items():
        for version in range(since, 6):
            has = set(before)
            for change, number in held(version, since):
                has = has | {number} if change == "listed" else has - {number}
            assert sorted(has) == everything[version], f"{since} → {version}"
    assert held(4, 2) == [("listed", "+18005550141")], "it came back, for somebody else"
    assert [row.entry.listing for row in versions.rows(4, 2)] == [again.public_id]
    assert held(5, 2) == [("removed", "+1202555"), ("listed", "+18005550141"), ("removed", "+18885550110")]


def test_the_list_travels_signed_and_is_not_sent_twice_XB_6() -> None:
    by, machine = make_team(), key_of(staged.member())
    staged.office(by)
    first = machine.get(LIST)
    text = body(first)
    said = manifest.verify(first["Hopback-Manifest"], {kid_of(key): key for key in keyring().listed})
    assert (said.version, said.since, said.listed, said.removed) == (1, None, 1, 0)
    assert said.sha256 == manifest.sha256_of([text])
    row = next(iter(entries.whole(io.StringIO(text))))
    assert (row.entry.number, row.entry.recipient, row.entry.priority) == ("+18005550140", staged.OFFICE, 1)
    assert (first["ETag"], first["Hopback-Version"]) == ('"v1"', "1")
    assert machine.get(LIST, headers={"If-None-Match": first["ETag"]}).status_code == 304
    nothing = machine.get(f"{LIST}?since=1&format=json")
    assert (nothing["ETag"], body(nothing).count("+1800")) == ('"v1-1"', 0)
    ahead = machine.get(f"{LIST}?since=7")
    assert (ahead.status_code, "whole list" in ahead.json()["detail"]) == (409, True)
    assert [(one.name, one.version, one.since, one.form) for one in Copy.objects.order_by("pk")] == [
        ("Harbor Voice LLC", 1, None, "csv"),
        ("Harbor Voice LLC", 1, 1, "json"),
    ]


def test_copies_go_to_steering_members_and_named_analytics_providers_alone_XB_6() -> None:
    by, harbor = make_team(), staged.member()
    staged.office(by)
    quill, clear = staged.member("Quill Telephony", "affiliate"), staged.analytics(by)
    doors = [key_of(harbor), key_of(quill, "Lee Ward")]
    _, secret = make_key(make_source_person(clear, "Ivy Stone"), Scope.DO_NOT_ORIGINATE)
    doors.append(Client(headers={"Authorization": f"Bearer {secret}"}))
    told = [one.get(LIST) for one in doors]
    assert [one.status_code for one in told] == [200, 404, 200]
    assert "+18005550140" in body(told[0])
    actions.end_reader(reader=clear.reads_do_not_originate.get(), because="It sold itself.", by=by, now=NOW)
    Membership.objects.filter(provider=harbor).update(ended_at=NOW)
    assert [one.get(LIST).status_code for one in doors] == [404, 404, 404]


def test_who_implemented_says_so_with_its_day_by_machine_and_once_XB_7() -> None:
    by, harbor = make_team(), staged.member()
    listing, machine = staged.office(by), key_of(harbor)
    post = {"content_type": "application/json", "headers": {"Idempotency-Key": "k1"}}
    for _ in range(2):
        done = machine.post(f"{LIST}/{listing.public_id}/implementations", {"implemented_on": "2026-10-20"}, **post)
        assert (done.status_code, done.json()["provider"]) == (201, "Harbor Voice LLC")
    before = machine.post(f"{LIST}/{listing.public_id}/implementations", {"implemented_on": "2026-01-01"},
                          content_type="application/json")  # fmt: skip
    assert (before.status_code, before.json()["clause"]) == (422, "XB.7")
    one = machine.get(f"{LIST}/{listing.public_id}").json()
    assert (one["numbers"], one["authorised_on"], one["state"]) == (["+18005550140"], "2026-10-01", "approved")
    assert [each["implemented_on"] for each in one["implementations"]] == ["2026-10-20"]


def test_the_order_follows_a_members_own_figures_XB_8() -> None:
    by, harbor = make_team(), staged.member()
    dana = of_user(make_provider_person(harbor))
    bank = staged.listed(staged.bank(by, numbers="+1888555*"), by)
    shop = staged.listed(staged.bank(by, numbers="877-555-0120", name="Corner Shop", calls_a_day=5_000), by)
    office = staged.office(by)
    assert [step.listing for step in registry.plan(harbor.public_id)] == [office, shop, bank]
    counts = [("+18885550110", 300), ("+18885550199", 20), ("+18775550120", 7), ("+16145550100", 9)]
    assert actions.give_statistics(counts=counts, by=dana, now=NOW) == 2
    plan = registry.plan(harbor.public_id)
    assert [(step.listing, step.calls) for step in plan] == [(office, None), (bank, 320), (shop, 7)]
    assert plan[1].suggested.because == "A private request; 320 calls in your own statistics."
    with pytest.raises(StatisticsWrong):
        actions.give_statistics(counts=[("+16145550100", 9)], by=dana, now=NOW)
    with pytest.raises(Http404):
        actions.give_statistics(counts=counts, by=of_user(make_provider_person(staged.member("Quill", "affiliate"),
                                                                               "Lee Ward")), now=NOW)  # fmt: skip


def test_a_number_seen_as_a_genuine_caller_raises_a_conflict_XB_1() -> None:
    rosa = make_staff()
    by, harbor = of_user(rosa), staged.member()
    one = traced.traced([harbor], rosa, opened_at=NOW - timedelta(hours=9), campaign="Tax relief")
    calling = one.candidate.incident.calling
    listing = staged.listed(staged.requested(by, numbers=calling), by)
    traced.answered(one, NOW - timedelta(hours=1), kind="originated", attestation="A", customer={"name": "Lark LLC"})
    for _ in range(2):
        actions.look_at_answers(about="answers", by=by, now=NOW)
    found = Conflict.objects.get()
    assert (found.listing, found.kind, found.number, found.party) == (listing, "signed", calling, harbor.public_id)
    machine = key_of(harbor)
    told = {"kind": "outgoing", "number": calling, "words": "Forty calls on Monday."}
    path = f"{LIST}/{listing.public_id}/conflicts"
    assert machine.post(path, json.dumps(told), content_type="application/json").status_code == 201
    other = machine.post(path, json.dumps(told | {"number": "+18005550199"}), content_type="application/json")
    assert other.status_code == 422
    actions.settle_conflict(conflict=found, because="The signature is forged.", by=by, now=NOW)
    assert registry.listings().get(pk=listing.pk).disputed


def test_a_change_is_told_to_webhooks_of_who_reads_XB_6() -> None:
    by, harbor, quill = make_team(), staged.member(), staged.member("Quill Telephony", "affiliate")
    for provider in (harbor, quill):
        Endpoint.objects.create(party=provider.public_id, url="https://93.184.215.14/x", created_at=NOW,
                                events=["do_not_originate.changed"], created_by="Dana", secret="x")  # fmt: skip
    staged.office(by)
    sent = Delivery.objects.get()
    assert sent.endpoint.party == harbor.public_id
    assert json.loads(sent.body)["data"] == {"version": 1}


@pytest.mark.django_db(transaction=True)
def test_whoever_waits_has_the_change_as_soon_as_it_is_approved_XB_6() -> None:
    by, machine = make_team(), key_of(staged.member())
    staged.office(by)
    more = staged.requested(by, numbers="800-555-0141")
    actions.answer_tests(listing=more, findings=staged.findings(), by=by, now=NOW)
    found: list[tuple[int, str, float]] = []

    def wait() -> None:
        began = time.monotonic()
        answer = machine.get(f"{LIST}?since=1&wait=20")
        found.append((answer.status_code, body(answer), time.monotonic() - began))
        connections.close_all()

    waiting = threading.Thread(target=wait)
    waiting.start()
    time.sleep(0.5)
    actions.approve(listing=more, by=by, now=NOW)
    waiting.join(20)
    status, text, seconds = found[0]
    assert (status, "+18005550141" in text, seconds < 5) == (200, True, True)


def test_a_large_list_is_one_statement_read_in_a_stream_XB_6(django_assert_num_queries: Any) -> None:
    """A small one of the million that `docs/operate/do_not_originate.md` tells of."""
    by = make_team()
    listing = staged.office(by)
    rows = (Number(listing=listing, number=f"+1{n}", listed_in=1) for n in range(8_775_550_000, 8_775_556_000))
    Number.objects.bulk_create(rows, batch_size=5_000)
    with django_assert_num_queries(2):  # the other one asks what its listing is
        assert sum(1 for _ in versions.rows(1, None)) == 6_001
    with django_assert_num_queries(3):  # read once for its hash and for whoever takes it, after a look at the record
        found, pieces = versions.content_with_text(1, None)
        text = b"".join(pieces)
    pieces.close()  # type: ignore[attr-defined]
    assert (len(text) > versions.IN_MEMORY, hashlib.sha256(text).hexdigest()) == (True, found.sha256)
    assert versions.content(1, 0).listed == 6_001
