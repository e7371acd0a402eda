"""One traceback's page: the path as it stands, doubts shown, the called number hidden, and who can see what."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from hopback.portal.accounts.viewer import of_user
from hopback.portal.logbook.models import Entry
from hopback.portal.tracebacks import actions
from hopback.portal.tracebacks.models import AnswerFile, Traceback
from hopback.portal.tracebacks.queries import whole
from hopback.portal.tracebacks.queries.cards import cards
from hopback.wire.answers import AnswerIn
from tests.portal.factories import NOW, make_staff, sign_in
from tests.portal.tracebacks import staged

pytestmark = [pytest.mark.django_db, pytest.mark.once]
HOUR = timedelta(hours=1)


@pytest.fixture
def rosa() -> Any:
    return make_staff()


@pytest.fixture
def traced(rosa: Any) -> Traceback:
    return staged.traced(staged.the_five(), rosa, opened_at=NOW - 20 * HOUR)


@pytest.fixture
def page(client: Client, rosa: Any) -> Any:
    sign_in(client, rosa)

    def get(traceback: Traceback, **query: str) -> Any:
        with time_machine.travel(NOW, tick=False):
            return client.get(f"/tracebacks/{traceback.public_id}/", query)

    return get


def test_the_path_is_drawn_from_the_called_party_to_the_origin(page: Any, traced: Traceback) -> None:
    said = page(traced).content.decode()
    names = ["Cardinal Wireless", "Blue Ridge Telecom", "Meridian Transit Inc.", "Harbor Voice LLC", "Sable Route Ltd."]
    places = [said.index(f">{name}</a>") for name in names]
    assert places == sorted(places)
    assert "Waiting on hop 5" in said
    assert "Not yet known" in said


def test_points_of_entry_and_departure_stand_on_their_hops(traced: Traceback) -> None:
    """A1.4, A3.7: the gateway into the country, and the last provider outside it."""
    made = cards(whole.read(traced), NOW)
    assert [[label for label, _ in card.pills] for card in made] == [
        [], [], [], ["U.S. Point of Entry"], ["Foreign Point of Departure"],
    ]  # fmt: skip
    assert [card.role for card in made] == ["Terminating", "Transit", "Transit", "Gateway", "Waiting"]
    assert [card.foreign for card in made] == [False, False, False, False, True]
    assert [card.begins_band for card in made] == [True, False, False, False, True]


def test_a_waiting_hop_says_how_long_it_still_has(traced: Traceback) -> None:
    hop = traced.hops.get(position=5)
    assert hop.due_at is not None
    card = cards(whole.read(traced), hop.due_at - HOUR)[-1]
    assert (card.due, card.overdue) == ("Due in 1 h", False)
    card = cards(whole.read(traced), hop.due_at + timedelta(minutes=51))[-1]
    assert (card.due, card.overdue) == ("Overdue 51 min", True)
    assert "late" in card.css


def test_the_called_number_is_masked_everywhere(page: Any, traced: Traceback) -> None:
    """XC.2: opened only by a reveal, with its reason."""
    for query in ({}, {"view": "table"}, {"hop": traced.hops.get(position=1).public_id}):
        said = page(traced, **query).content.decode()
        assert "5550168" not in said
        assert "555 0168" not in said
    assert "+1 513 555 ••••" in page(traced).content.decode()


def test_contradictions_are_shown_not_hidden(page: Any, rosa: Any) -> None:
    """A3.4: an upstream provider that denies the call ends no path cleanly."""
    denied = staged.traced(staged.the_five()[:3], rosa, opened_at=NOW - 20 * HOUR)
    staged.answered(denied, NOW - HOUR, kind="not_found", searched="90 days, all trunks")
    said = page(denied).content.decode()
    assert "Contradiction" in said
    assert "contradicted</span>" in said


@pytest.mark.parametrize(("since", "doubted"), [("2026-10-19", True), ("2026-10-20", False)])
def test_a_provider_that_no_longer_keeps_the_day_denies_nothing(
    page: Any, rosa: Any, since: str, doubted: bool
) -> None:
    """A3.4, A3.7: "not found" contradicts who named it, unless its records begin after the call."""
    asked = staged.traced(staged.the_five()[:3], rosa, opened_at=NOW - 20 * HOUR)
    staged.answered(asked, NOW - HOUR, kind="not_found", searched="All", records_since=since)
    said = page(asked).content.decode()
    assert ("contradicted</span>" in said) is doubted
    assert "Records since" in page(asked, hop=asked.hops.get(position=3).public_id).content.decode()


def test_every_version_of_an_answer_can_be_read(page: Any, traced: Traceback) -> None:
    """A3.5: a correction appends a version; the one before stays."""
    hop = traced.hops.get(position=4)
    upstream = traced.hops.get(position=5).provider
    assert upstream is not None
    said = AnswerIn(kind="upstream", upstream=upstream.public_id, trunk="MIA-SBR-02")
    actions.correct(hop=hop, said=said, channel="page", by=staged.desk(hop), now=NOW - HOUR)
    detail = page(traced, hop=hop.public_id).context["hop"]
    assert [version.answer.version for version in detail.versions] == [2, 1]
    assert ("Trunk", "MIA-SBR-02", "mono") in detail.current.facts
    assert "Version 1" in page(traced, hop=hop.public_id).content.decode()


def test_a_hop_put_aside_stays_readable(page: Any, traced: Traceback) -> None:
    old = traced.hops.get(position=5)
    hop = traced.hops.get(position=4)
    said = AnswerIn(kind="not_found", searched="90 days, all trunks")
    actions.correct(hop=hop, said=said, channel="page", by=staged.desk(hop), now=NOW - HOUR)
    assert "Put aside after a correction" in page(traced).content.decode()
    assert "Superseded" in page(traced, hop=old.public_id).content.decode()


def test_a_hop_of_another_traceback_is_missing(page: Any, traced: Traceback, rosa: Any) -> None:
    five = [hop.provider for hop in traced.hops.order_by("position")]
    other = staged.traced(five[:1], rosa, opened_at=NOW - 2 * HOUR)
    assert page(traced, hop=other.hops.get().public_id).status_code == 404
    assert page(traced, hop="hop_none").status_code == 404


def test_deadlines_show_their_arithmetic(page: Any, traced: Traceback) -> None:
    """A3.6: reminders, the deadline and the closing, each with its moment and how it was reckoned."""
    context = page(traced).context
    assert [due.what for due in context["to_come"]] == [
        "Reminder 1 to Sable Route Ltd.",
        "Reminder 2 to Sable Route Ltd.",
        "Answer due",
        "Close as No Response",
    ]
    assert any("24 hours" in sentence for sentence in context["arithmetic"])


def test_a_preview_shows_a_providers_own_hop_and_no_other(page: Any, traced: Traceback) -> None:
    """A3.11: a downstream provider learns of no other hop, nor of any name upstream."""
    blue = traced.hops.get(position=2).provider
    assert blue is not None
    said = page(traced, **{"as": blue.public_id}).content.decode()
    assert "all that <b>Blue Ridge Telecom</b> sees" in said
    for name in ("Harbor Voice", "Sable Route", "5550168", "555 0168"):
        assert name not in said


@pytest.mark.parametrize("who", ["prv_none", ""])
def test_a_preview_as_nobody_is_missing(page: Any, traced: Traceback, who: str) -> None:
    assert page(traced, **{"as": who}).status_code == 404


def test_a_file_is_handed_out_as_a_download_only(client: Client, page: Any, traced: Traceback) -> None:
    answer = traced.hops.get(position=2).answers.get()
    kept = AnswerFile.objects.create(
        answer=answer,
        name='cdr "x".html',
        media_type="text/html",
        sha256="0" * 64,
        content=b"<script>alert(1)</script>",
    )
    address = f"/tracebacks/{traced.public_id}/files/{kept.pk}/"
    assert b"alert(1)" not in client.get(address).content, "a file is opened with a reason (XC.2)"
    got = client.post(address, {"reason": "The records name the trunk."})
    assert Entry.objects.latest("seq").verb == "cpni.revealed"
    assert got["Content-Disposition"].startswith("attachment")
    assert got["X-Content-Type-Options"] == "nosniff"
    assert client.get(f"/tracebacks/{traced.public_id}/files/{kept.pk + 1}/").status_code == 404


def test_names_from_outside_are_escaped(page: Any, rosa: Any) -> None:
    five = staged.the_five()
    five[0].name = "<img src=x onerror=alert(1)>"
    five[0].save()
    traced = staged.traced(five[:2], rosa, opened_at=NOW - 3 * HOUR, spoofing_evidence="<script>1</script>")
    said = page(traced).content.decode()
    assert "<img src=x" not in said
    assert "<script>1" not in said


def test_a_long_path_costs_no_more_reads(
    page: Any, rosa: Any, traced: Traceback, django_assert_max_num_queries: Any
) -> None:
    five = [hop.provider for hop in traced.hops.order_by("position")]
    longer = staged.traced([*five[:4], five[1], five[2], *five[3:]], rosa, opened_at=NOW - 20 * HOUR)
    for each in (traced, longer):
        with django_assert_max_num_queries(23):
            page(each)


def test_a_withdrawn_traceback_can_still_be_read(page: Any, traced: Traceback, rosa: Any) -> None:
    actions.withdraw(traceback=traced, reason="The wrong call", by=of_user(rosa), now=NOW)
    said = page(traced).content.decode()
    assert "Withdrawn" in said
    assert page(traced, view="table").status_code == 200
