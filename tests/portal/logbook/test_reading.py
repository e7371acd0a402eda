"""The log in sentences: every verb, known or not, with all its names or few."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from hopback.portal.logbook import actions, reading
from hopback.portal.logbook.queries import Told
from hopback.portal.logbook.sentences import WORDS
from tests.portal.factories import (
    NOW,
    make_key,
    make_provider,
    make_provider_person,
    make_staff,
    sign_in,
)


def _told(verb: str, *, at: datetime = NOW, actor: str = "Dana Whitfield", kind: str = "provider", **payload) -> Told:
    return Told(1, at, verb, kind, actor, "tb_x", "hop_x", "", "f" * 64, payload)


def _line(verb: str, **more) -> reading.Line:
    return reading.line(_told(verb, **more), "America/New_York")


def test_an_answer_says_who_named_whom_and_how() -> None:
    said = _line("answer.given", provider="Harbor Voice", named="Sable Route Ltd.", channel="link", trunk="MIA-SBR-02")
    assert said.sentence == "<b>Harbor Voice</b> answered: received from <b>Sable Route Ltd.</b>"
    assert said.detail == "Email link · Dana Whitfield · trunk MIA-SBR-02 · 14:06:00 UTC"
    assert (said.tone, said.icon) == ("a", "mail")


def test_an_answer_that_names_nobody_is_said_in_words() -> None:
    said = _line("answer.given", provider="Harbor Voice", named="")
    assert said.sentence == "<b>Harbor Voice</b> answered"
    entry = Told(
        1, NOW, "answer.late", "link", "Dana", "tb", "hop", "", "f", {"provider": "Harbor Voice", "kind": "not_found"}
    )
    assert reading.line(entry, "UTC").sentence == "<b>Harbor Voice</b> answered late: could not find the call"


def test_an_answer_by_api_has_its_icon() -> None:
    said = _line("answer.given", provider="Harbor Voice", named="Sable Route Ltd.", channel="api")
    assert (said.icon, said.detail) == ("code", "API · Dana Whitfield · 14:06:00 UTC")


def test_what_is_not_told_gives_a_plainer_sentence() -> None:
    assert _line("answer.given", provider="Harbor Voice", kind="provider").sentence.startswith("<b>Harbor Voice</b>")
    assert _line("answer.given").sentence == "<b>Dana Whitfield</b> answered"


def test_a_moment_is_told_in_the_readers_zone() -> None:
    due = datetime(2026, 10, 20, 18, 47, tzinfo=UTC)
    assert "answer due 20 Oct, 14:47 EDT" in _line("hop.clock_started", due_at=due.isoformat()).sentence


def test_the_day_in_utc_is_said_where_it_is_another_one() -> None:
    late = datetime(2026, 10, 20, 2, 30, tzinfo=UTC)
    assert reading.line(_told("note.written", at=late), "America/New_York").detail == "20 Oct, 02:30:00 UTC"
    assert reading.line(_told("note.written", at=late), "UTC").detail == "02:30:00 UTC"


def test_what_the_portal_does_itself_is_automatic() -> None:
    said = _line("hop.reminded", actor="Hopback", kind="system", provider="Sable Route Ltd.")
    assert (said.sentence, said.detail) == ("<b>Reminder</b> to Sable Route Ltd.", "Automatic · 14:06:00 UTC")


@pytest.mark.parametrize("verb", sorted(WORDS))
def test_every_verb_says_something_even_with_nothing_told(verb: str) -> None:
    said = _line(verb)
    assert said.sentence
    assert "{" not in said.sentence


def test_an_unknown_verb_says_its_name() -> None:
    assert _line("campaign.merged").sentence == "<b>Dana Whitfield</b>: campaign merged"


def test_what_people_wrote_is_text_never_markup() -> None:
    nasty = "<script>alert(1)</script> {actor} {0}"
    for verb in WORDS:
        said = _line(verb, provider=nasty, named=nasty, text=nasty, person=nasty, label=nasty, actor=nasty)
        assert "<script>" not in said.sentence
    assert "&lt;script&gt;" in _line("note.written", text=nasty).sentence


def test_nested_and_odd_values_do_no_harm() -> None:
    odd = {"provider": ["Harbor Voice", {"x": 1}, None], "named": True, "due_at": "2026-99-99T00:00:00+00:00"}
    assert "Harbor Voice" in _line("answer.given", **odd).sentence
    assert "2026-99-99" in _line("hop.clock_started", **odd).sentence


def test_days_are_the_readers_days_the_latest_first() -> None:
    late = datetime(2026, 10, 20, 2, 30, tzinfo=UTC)  # still Monday in New York
    entries = [_told("note.written", at=at) for at in (NOW, late, NOW - timedelta(days=400))]
    new_york = reading.page(entries, which="", zone="America/New_York", now=NOW)
    assert [d for d, _ in new_york.days] == [
        "Today, Tuesday 20 October",
        "Monday 19 October",
        "Monday 15 September 2025",
    ]
    assert len(reading.page(entries, which="", zone="UTC", now=NOW).days) == 2


def test_tabs_count_and_choose() -> None:
    entries = [
        _told("notice.posted", to=["noc@sableroute.example"]),
        _told("notice.accepted"),
        _told("answer.given"),
        _told("note.written", kind="staff"),
        _told("hop.overdue", provider="x"),
        _told("campaign.merged", kind="staff"),
    ]
    page = reading.page(entries, which="email", zone="UTC", now=NOW)
    assert [(t.label, t.count, t.current) for t in page.tabs] == [
        ("All", 6, False),
        ("Email", 2, True),
        ("Answers", 1, False),
        ("Staff", 2, False),
    ]
    assert [line.verb for _, lines in page.days for line in lines] == ["notice.posted", "notice.accepted"]
    assert sum(len(lines) for _, lines in reading.page(entries, which="nonsense", zone="UTC", now=NOW).days) == 6


@pytest.fixture
def entries(db: None) -> None:
    make_key(make_provider_person(make_provider()), "hops")
    make_key(make_staff(), "tracebacks", label="night shift")


def test_staff_read_the_log_and_verify_it(client: Client, entries: None) -> None:
    sign_in(client, make_staff("Tom Ibarra"))
    page = client.get(reverse("logbook:log")).content.decode()
    assert "made the key “night shift”" in page
    assert 'class="ci s"' in page
    assert "All 2 entries hold together" in client.post(reverse("logbook:log")).content.decode()


def test_tampering_is_shouted(client: Client, entries: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hopback.portal.logbook.queries._fault", lambda *_: "Entry 1 was changed.")
    sign_in(client, make_staff("Tom Ibarra"))
    assert "tampered" in client.post(reverse("logbook:log")).content.decode()


def test_a_long_log_is_read_backwards_page_by_page(client: Client, db: None) -> None:
    from django.db import transaction

    somebody = type("S", (), {"kind": "system", "name": "Hopback", "party": ""})()
    with transaction.atomic():
        for i in range(205):
            actions.record(by=somebody, now=NOW, verb="hop.overdue", provider=f"Provider {i + 1}")
    sign_in(client, make_staff())
    seen = []
    address = reverse("logbook:log")
    while address:
        page = client.get(address)
        seen += [e.seq for e in page.context["entries"]]
        older = page.context["older"]
        address = f"{reverse('logbook:log')}?before={older}" if older else ""
    assert seen == list(range(205, 0, -1))


def test_the_log_is_no_page_for_anybody_else(client: Client, entries: None) -> None:
    """XC.1"""
    assert client.get(reverse("logbook:log")).status_code == 302
    sign_in(client, make_provider_person(make_provider("Sable Route Ltd."), "Ana Choc"))
    assert client.get(reverse("logbook:log")).status_code == 404
    assert client.post(reverse("logbook:log")).status_code == 404
