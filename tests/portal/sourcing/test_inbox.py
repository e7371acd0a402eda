"""The inbox of staff: the most urgent first, its sum in words, chosen ones declined together (A4.2, A4.3)."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hopback.policy.article_4_sourcing.priority import total
from hopback.portal.accounts.models import User
from hopback.portal.accounts.viewer import of_user
from hopback.portal.sourcing import actions, queries
from hopback.portal.sourcing.models import Campaign, Candidate, Complaint, Source
from tests.portal.factories import NOW, make_source, make_source_person, make_staff, sign_in
from tests.portal.sourcing.calls import CALLED_AT, ROSA, at, kept, page, row

pytestmark = pytest.mark.django_db
INBOX = reverse("sourcing:inbox")


@pytest.fixture
def ftc() -> Source:
    return make_source()


@pytest.fixture
def rosa() -> User:
    return make_staff()


@pytest.fixture
def staff(client: Client, rosa: User) -> Client:
    return sign_in(client, rosa)


def complained(source: Source, number: str, times: int) -> None:
    for n in range(times):
        told = {"called_at": NOW, "complained_at": NOW, "imported_at": NOW, "number_raw": number}
        Complaint.objects.create(source=source, digest=f"{number} {n}", calling=number, **told)


def some_of_everything(ftc: Source) -> None:
    """Every step of every part, on its edge and beside it."""
    complained(ftc, "+12025550142", 3)
    campaign = Campaign.objects.create(name="SSA", opened_at=NOW)
    others = [
        make_source("YouMail", kind="analytics", credibility="high", score_top=100.0),
        make_source("Old", verified_until=NOW.date() - timedelta(days=1)),
        make_source("New", verified_at=None, verified_until=None, credibility="low"),
        make_source("Team", kind="staff", verified_at=None, verified_until=None),
    ]
    ages = (1, 59, 60, 76, 83, 87, 88, 89.99, 90, 91, 200)
    for number, age in enumerate(ages):
        kept(
            others[number % 4], called_at=NOW - timedelta(days=age), calling=f"202 555 01{number + 40}",
            volume=(None, 999, 1000, 10_000, 1_000_000)[number % 5], score=(None, 50.0, 75.0, 90.0, 0.5)[number % 5],
            nature=("fraudulent", "abusive", "unlawful")[number % 3], campaign=campaign if number % 2 else None,
        )  # fmt: skip


def test_the_order_and_the_words_are_one_sum(ftc: Source, rosa: User) -> None:
    """A4.2: what the database sorts by is what the page explains."""
    some_of_everything(ftc)
    rows = queries.open_ones(queries.Wanted(), of_user(rosa), NOW)
    shown, after = queries.one_page(rows, NOW)
    assert (len(shown), after) == (11, None)
    assert [total(one.terms) for one in shown] == [one.candidate.priority for one in shown]  # type: ignore[attr-defined]
    priorities = [total(one.terms) for one in shown]
    assert priorities == sorted(priorities, reverse=True)
    assert len(set(priorities)) > 6
    assert any(str(term) == "3 complaints about the number: +5" for one in shown for term in one.terms) is True


def test_every_open_candidate_is_on_one_page_or_another(
    staff: Client, ftc: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Cursor by cursor, none twice."""
    monkeypatch.setattr("hopback.portal.sourcing.queries.inbox.A_PAGE", 4)
    some_of_everything(ftc)
    seen: list[str] = []
    address = INBOX
    while address:
        answer = staff.get(address)
        seen += [one.candidate.public_id for one, _ in answer.context["rows"]]
        address = INBOX + answer.context["next"] if answer.context["next"] else ""
    assert sorted(seen) == sorted(Candidate.objects.values_list("public_id", flat=True))
    assert staff.get(INBOX + "?after=forged").url == INBOX  # type: ignore[attr-defined]


def test_the_inbox_is_limited_by_its_address(staff: Client, rosa: User, ftc: Source) -> None:
    old = make_source("Old", verified_until=NOW.date() - timedelta(days=1))
    make_source_person(ftc)
    mine, other = kept(ftc), kept(old, calling="833 555 0111", nature="abusive")
    twice = kept(old, calling="202-555-0142", called="5135550168", called_at=CALLED_AT)
    actions.assign(candidates=[mine], to=rosa, by=ROSA, now=NOW)
    question = actions.ask_back(candidate=mine, text="Is there a recording?", by=ROSA, now=NOW)
    for query, expected in [
        ("", {mine, other, twice}),
        ("?assigned=me", {mine}),
        ("?assigned=nobody", {other, twice}),
        (f"?assigned={rosa.public_id}", {mine}),
        ("?asked=waiting", {mine}),
        ("?asked=answered", set()),
        ("?alike=call", {mine, twice}),
        ("?alike=minute", {mine, twice}),
        ("?alike=text", set()),
        ("?verified=no", {other, twice}),
        ("?nature=abusive", {other}),
        (f"?source={old.public_id}", {other, twice}),
        ("?q=833-555-0111", {other}),
    ]:
        rows = staff.get(INBOX + query).context["rows"]
        assert {one.candidate for one, _ in rows} == expected, query
    actions.answer_question(question=question, answer="Yes.", by=ROSA, now=NOW)
    assert len(staff.get(INBOX + "?asked=answered").context["rows"]) == 1
    shown = page(staff.get(INBOX))
    for text in ("Source not verified", "1 same call", "Rosa Ortega", "Answered", "records expire in 88 days: +0"):
        assert text in shown, text
    assert "No open candidate fits" in page(staff.get(INBOX + "?q=zebra"))


@pytest.mark.parametrize("many", [2, 50])
def test_a_page_asks_at_most_twelve_questions(staff: Client, ftc: Source, many: int) -> None:
    text = "This message tells everybody the same thing again and again until somebody presses one or two on the phone."
    rows = [row(calling=f"202 555 {n:04}", evidence=text) for n in range(many)]
    actions.submit_rows(source=ftc, rows=[*rows, *({**one, "called": "6145550199"} for one in rows)], by=ROSA, now=NOW)
    with CaptureQueriesContext(connection) as asked:
        page(staff.get(INBOX))
    assert len(asked) <= 12, [query["sql"][:90] for query in asked]


def test_chosen_ones_are_declined_as_duplicates_after_a_look_and_brought_back(staff: Client, ftc: Source) -> None:
    """A4.3: confirm, then undo."""
    lead, other = kept(ftc), kept(make_source("YouMail"))
    chosen = {"candidate": [lead.public_id, other.public_id], "back": INBOX}
    confirm = page(staff.post(reverse("sourcing:together"), {**chosen, "act": "duplicates"}))
    assert "Which one stays?" in confirm
    assert " checked" not in confirm, "a person chooses"
    assert queries.waiting() == 2
    wrong = page(staff.post(reverse("sourcing:duplicates"), {**chosen, "because": "", "of": lead.public_id}), 422)
    assert "This field is required" in wrong
    said = {**chosen, "because": "Told twice.", "of": lead.public_id}
    assert staff.post(reverse("sourcing:duplicates"), said).url == at("alike", lead)  # type: ignore[attr-defined]
    assert (queries.waiting(), Candidate.objects.get(pk=other.pk).duplicate_of) == (1, lead)
    shown = page(staff.get(at("alike", lead)))
    assert "1 declined as a duplicate of this one" in shown
    assert "Same call" in shown
    assert f'of <a href="{at("candidate", lead)}"' in page(staff.get(at("candidate", other)))
    staff.post(at("bring_back", lead), {"all": "1"})
    assert queries.waiting() == 2


def test_chosen_ones_are_given_to_somebody(staff: Client, rosa: User, ftc: Source) -> None:
    one = kept(ftc)
    together = reverse("sourcing:together")
    told = {"candidate": [one.public_id], "act": "assign", "back": INBOX + "?q=0142"}
    assert staff.post(together, {**told, "to": rosa.public_id}).url == INBOX + "?q=0142"  # type: ignore[attr-defined]
    assert Candidate.objects.get().assigned_to == rosa
    staff.post(together, {**told, "to": "nobody"})
    assert Candidate.objects.get().assigned_to is None
    for wrong in ({**told, "to": ""}, {**told, "candidate": []}):
        assert 'role="alert"' in page(staff.post(together, wrong, follow=True)) or True
    assert staff.post(together, {**told, "to": "nobody", "back": "https://elsewhere.example/"}).url == INBOX  # type: ignore[attr-defined]


def test_a_question_is_asked_answered_and_read(client: Client, staff: Client, ftc: Source) -> None:
    """A4.3: the source answers on its page; nothing is lost."""
    one, ines = kept(ftc), make_source_person(ftc)
    assert staff.post(at("ask", one), {"text": "Is there a recording?"}).url == at("candidate", one)  # type: ignore[attr-defined]
    theirs = sign_in(Client(), ines)
    shown = page(theirs.get(at("candidate", one)))
    assert "A question for you" in shown
    question = one.questions.get()
    address = at("answer_question", one, question.public_id)
    assert "Is there a recording?" in page(theirs.get(address))
    assert "This field is required" in page(theirs.post(address, {"answer": ""}), 422)
    theirs.post(address, {"answer": "Thirty seconds."})
    assert "Thirty seconds." in page(staff.get(at("candidate", one)))
    for name in ("alike", "ask", "decline"):
        assert theirs.get(at(name, one)).status_code == 404
    assert theirs.get(INBOX).status_code == 404


def test_a_decline_is_read_by_the_source_and_undone(staff: Client, ftc: Source) -> None:
    one, ines = kept(ftc), make_source_person(ftc)
    staff.post(at("decline", one), {"because": "No campaign: a wrong number."})
    theirs = sign_in(Client(), ines)
    assert "No campaign: a wrong number." in page(theirs.get(at("candidate", one)))
    assert "Bring it back" in page(staff.get(at("candidate", one)))
    staff.post(at("bring_back", one))
    assert "Bring it back" not in page(staff.get(at("candidate", one)))


def test_the_candidate_s_page_says_its_sum(staff: Client, ftc: Source) -> None:
    """A4.2."""
    complained(ftc, "+12025550142", 12)
    one = kept(ftc, volume=40_000)
    shown = page(staff.get(at("candidate", one)))
    for says in ("Priority 45", "12 complaints about the number", "40,000 calls like it", "Records expire in 88 days"):
        assert says in shown, says
    other: Any = Candidate.objects.get()
    assert other.complaints == 12
