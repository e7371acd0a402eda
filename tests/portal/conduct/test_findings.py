"""A finding of non-cooperation: two people, notice first; contested, reviewed, lifted (A1.3, A3.10)."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.http import Http404

from hopback.policy.article_1_conduct import State, fingerprint
from hopback.policy.article_1_definitions import Standing
from hopback.policy.figures import NOTICE_BEFORE_FINDING
from hopback.portal.accounts.second_person import NeedsAnother, NeedsAPerson
from hopback.portal.accounts.viewer import SYSTEM, Viewer
from hopback.portal.conduct import actions, queries
from hopback.portal.conduct.models import Finding, Lifting, Review
from hopback.portal.conduct.refusals import NoGround, NotOpen, OwnFinding, SheetChanged, TimeToAnswer, WordsMissing
from hopback.portal.logbook.models import Entry
from hopback.portal.notices.models import Notice
from hopback.portal.providers import queries as providers
from hopback.portal.providers.models import StandingFinding
from tests.portal.factories import NOW
from tests.portal.tracebacks import staged

from .acting import DAY, LATER, PERIOD, Desk

pytestmark = pytest.mark.django_db
LATER_STILL = LATER + 3 * DAY


@pytest.fixture
def desk() -> Desk:
    return Desk()


def verbs() -> list[str]:
    return [verb for verb in Entry.objects.order_by("seq").values_list("verb", flat=True) if verb.startswith("conduct")]


def mails() -> list[str]:
    return list(Notice.objects.filter(kind__startswith="conduct").order_by("pk").values_list("kind", flat=True))


def listed(at: Any) -> list[str]:
    return [one.name for one in queries.non_cooperative(at)]


def test_the_whole_life_of_a_finding(desk: Desk) -> None:
    """Proposed on a frozen sheet, answered, confirmed by another, contested, upheld, contested, lifted by two."""
    found = desk.proposed()
    assert (desk.told().state, providers.standing(desk.harbor)) == (State.NOTIFIED, Standing.UNKNOWN)
    assert (found.sheet, found.fingerprint) == (desk.sheet, fingerprint(desk.sheet))
    actions.answer(finding=found, words="We moved offices.", by=desk.pat, now=LATER + DAY)
    assert (desk.told().state, listed(LATER + DAY)) == (State.TO_CONFIRM, [])
    found = actions.confirm(finding=found, by=desk.theo, now=LATER + 2 * DAY)
    assert (desk.told().state, listed(LATER_STILL)) == (State.STANDING, ["Harbor Voice LLC"])
    assert queries.non_cooperative(LATER_STILL)[0].finding == found.public_id
    assert found.fact is not None
    assert found.fact.found_by == "Rosa Ortega, Theo Lindqvist"
    actions.contest(finding=found, words="We answer since June.", by=desk.pat, now=LATER_STILL)
    assert desk.told().state is State.CONTESTED
    actions.review(finding=found, upheld=True, reasons="Nothing since.", by=desk.ida, now=LATER_STILL)
    assert desk.told().state is State.STANDING
    actions.contest(finding=found, words="Here are the records.", by=desk.pat, now=LATER_STILL)
    actions.review(finding=found, upheld=False, reasons="All answered.", by=desk.ida, now=LATER_STILL)
    (lifting,) = Lifting.objects.all()
    assert (desk.told().state, listed(LATER_STILL)) == (State.TO_LIFT, ["Harbor Voice LLC"])
    with pytest.raises(NeedsAnother):
        actions.confirm_lifting(lifting=lifting, by=desk.ida, now=LATER_STILL)
    actions.confirm_lifting(lifting=lifting, by=desk.rosa, now=LATER_STILL)
    assert (desk.told().state, listed(LATER_STILL)) == (State.LIFTED, [])
    assert providers.standing(desk.harbor) is Standing.UNKNOWN
    assert mails() == ["conduct_proposed", "conduct_found", "conduct_upheld", "conduct_lifted"]
    assert verbs() == [f"conduct.{each}" for each in (
        "proposed", "answered", "confirmed", "contested", "upheld", "contested", "not_upheld", "lifting_proposed",
        "lifted",
    )]  # fmt: skip


def test_the_factors_keep_the_figures_of_the_sheet_whatever_comes_after(desk: Desk) -> None:
    """A1.3: the factors' figures are kept with the determination."""
    desk.proposed()
    staged.traced(desk.path[:4], desk.users["rosa"], opened_at=LATER)
    (ground,) = desk.told().grounds
    assert (ground.label, ground.count, ground.of, ground.share) == ("No response", 2, 2, 100)
    assert desk.told().row.fingerprint != fingerprint(desk.sheet)


def test_nobody_confirms_what_they_proposed(desk: Desk) -> None:
    found = desk.proposed()
    actions.answer(finding=found, words="No.", by=desk.pat, now=LATER)
    with pytest.raises(NeedsAnother, match="Rosa Ortega proposed this"):
        actions.confirm(finding=found, by=desk.rosa, now=LATER)
    assert not StandingFinding.objects.exists()


def test_the_database_refuses_one_person_as_both(desk: Desk) -> None:
    """A1.3: not by raw SQL either."""
    found = desk.proposed()
    fact = StandingFinding.objects.create(provider=desk.harbor, reasons="x", found_by="x", found_at=NOW)
    one = {"confirmed_by": "Rosa Ortega", "confirmed_by_user": desk.rosa.user_id, "confirmed_at": NOW}
    lifting = actions.propose_lifting(fact=fact, reasons="x", by=desk.rosa, now=NOW)
    for row, change in (
        (Finding.objects.filter(pk=found.pk), {**one, "fact": fact}),
        (Finding.objects.filter(pk=found.pk), {**one, "confirmed_by_user": desk.theo.user_id, "fact": None}),
        (Lifting.objects.filter(pk=lifting.pk), one),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            row.update(**change)


@pytest.mark.parametrize("who", ["key", "system", "pat"])
def test_a_machine_or_a_stranger_decides_nothing(desk: Desk, who: str) -> None:
    by: Viewer = {
        "key": replace(desk.theo, scopes=frozenset({"tracebacks"}), key_id=7),
        "system": SYSTEM,
        "pat": desk.pat,
    }[who]
    refused = NeedsAPerson if who == "key" else Http404
    found = desk.proposed()
    actions.answer(finding=found, words="No.", by=desk.pat, now=LATER)
    fact = StandingFinding.objects.create(provider=desk.path[1], reasons="x", found_by="x", found_at=NOW)
    lifting = actions.propose_lifting(fact=fact, reasons="x", by=desk.rosa, now=NOW)
    told = {"by": by, "now": LATER}
    for act in (
        lambda: desk.proposed(provider=desk.path[2], **told),
        lambda: actions.confirm(finding=found, **told),
        lambda: actions.drop(finding=found, because="x", **told),
        lambda: actions.review(finding=found, upheld=True, reasons="x", **told),
        lambda: actions.propose_lifting(fact=fact, reasons="x", **told),
        lambda: actions.confirm_lifting(lifting=lifting, **told),
        lambda: actions.drop_lifting(lifting=lifting, because="x", **told),
    ):
        with pytest.raises(refused):
            act()


def test_notice_comes_first_and_time_to_answer(desk: Desk) -> None:
    """A1.3: nobody confirms before the provider answered or its time is over; silence holds nothing up."""
    found = desk.proposed()
    assert found.answer_until == LATER + NOTICE_BEFORE_FINDING == LATER + 10 * DAY
    with pytest.raises(TimeToAnswer, match="can answer until"):
        actions.confirm(finding=found, by=desk.theo, now=found.answer_until - timedelta(seconds=1))
    mail = Notice.objects.get(kind="conduct_proposed")
    assert mail.party == desk.harbor.public_id
    for words in ("Two requests without an answer", "No response", f"{found.answer_until:%d %B %Y}"):
        assert words in mail.text
    actions.confirm(finding=found, by=desk.theo, now=found.answer_until)
    assert listed(found.answer_until) == ["Harbor Voice LLC"]


def test_who_cannot_be_reached_is_found_all_the_same(desk: Desk) -> None:
    desk.harbor.contacts.all().update(ended_at=NOW)
    type(desk.pat_user).objects.filter(pk=desk.pat_user.pk).update(is_active=False)
    found = desk.proposed()
    assert (found.told, mails()) == (False, [])
    actions.confirm(finding=found, by=desk.theo, now=found.answer_until)
    assert listed(found.answer_until) == ["Harbor Voice LLC"]


@pytest.mark.parametrize(
    ("wrong", "refused"),
    [
        ({"factors": []}, NoGround),
        ({"factors": ["on_time"]}, NoGround),
        ({"factors": ["origin"]}, NoGround),
        ({"factors": ["none", "rumour"]}, NoGround),
        ({"evidence": []}, NoGround),
        ({"evidence": ["hop_222222222222"]}, NoGround),
        ({"reasons": "  "}, WordsMissing),
        ({"seen": "0" * 64}, SheetChanged),
    ],
)
def test_a_finding_rests_on_its_sheet(desk: Desk, wrong: dict[str, Any], refused: type[Exception]) -> None:
    """A1.3: on factors that it counts, hops of this group, and reasons; on the sheet that was looked at."""
    with pytest.raises(refused):
        desk.proposed(**wrong)
    assert not Finding.objects.exists()


def test_hops_of_another_group_are_no_evidence(desk: Desk) -> None:
    others = queries.sheet_of(desk.path[0], PERIOD).requests
    with pytest.raises(NoGround) as refused:
        desk.proposed(evidence=[*desk.hops, others[0].hop])
    assert refused.value.field == "evidence"


def test_one_finding_at_a_time(desk: Desk) -> None:
    found = desk.proposed()
    with pytest.raises(NotOpen, match="proposed already"):
        desk.proposed()
    actions.drop(finding=found, because="They called.", by=desk.theo, now=LATER)
    assert (desk.told().state, mails()[-1]) == (State.DROPPED, "conduct_dropped")
    for act in (actions.confirm, actions.answer):
        with pytest.raises(NotOpen):
            act(finding=found, by=desk.theo, now=LATER, **({"words": "x"} if act is actions.answer else {}))
    again = desk.proposed()
    actions.confirm(finding=again, by=desk.theo, now=LATER + 11 * DAY)
    with pytest.raises(NotOpen, match="non-cooperative already"):
        desk.proposed()


def test_the_finder_does_not_review_it(desk: Desk) -> None:
    """A3.10."""
    found = desk.standing()
    with pytest.raises(NotOpen):
        actions.review(finding=found, upheld=True, reasons="x", by=desk.ida, now=LATER_STILL)
    reply = actions.contest(finding=found, words="No.", by=desk.pat, now=LATER_STILL)
    with pytest.raises(NotOpen, match="contested already"):
        actions.contest(finding=found, words="No!", by=desk.pat, now=LATER_STILL)
    with pytest.raises(OwnFinding):
        actions.review(finding=found, upheld=True, reasons="x", by=desk.rosa, now=LATER_STILL)
    mine = {"finder_user": desk.rosa.user_id, "reviewed_by_user": desk.rosa.user_id, "reviewed_by": "x"}
    with pytest.raises(IntegrityError), transaction.atomic():
        Review.objects.create(reply=reply, upheld=True, reasons="x", reviewed_at=NOW, **mine)


def test_a_fact_from_before_is_lifted_by_two_as_well(desk: Desk) -> None:
    fact = StandingFinding.objects.create(provider=desk.harbor, reasons="x", found_by="Rosa Ortega", found_at=NOW)
    assert list(queries.on_record()) == [fact]
    lifting = actions.propose_lifting(fact=fact, reasons="Answers now.", by=desk.rosa, now=NOW)
    with pytest.raises(NotOpen, match="proposed already"):
        actions.propose_lifting(fact=fact, reasons="Answers now.", by=desk.theo, now=NOW)
    actions.drop_lifting(lifting=lifting, because="It does not.", by=desk.theo, now=NOW)
    assert listed(NOW) == ["Harbor Voice LLC"]
    lifting = actions.propose_lifting(fact=fact, reasons="Now it does.", by=desk.theo, now=NOW)
    actions.confirm_lifting(lifting=lifting, by=desk.rosa, now=NOW)
    assert (listed(NOW), list(queries.on_record())) == ([], [])


def test_the_provider_speaks_for_itself_alone(desk: Desk) -> None:
    """Its administrator, the holder of its link, or staff who write down what it said; nobody else, no key."""
    found = desk.proposed()
    strangers = (
        replace(desk.pat, role="member"),
        replace(desk.pat, party=desk.path[0].public_id),
        replace(desk.pat, scopes=frozenset({"hops"})),
        Viewer(kind="link", name="x", party=desk.harbor.public_id, about="fnd_222222222222"),
        SYSTEM,
    )
    for by in strangers:
        with pytest.raises(Http404):
            actions.answer(finding=found, words="x", by=by, now=LATER)
    link = Viewer(kind="link", name="noc@harbor.example", party=desk.harbor.public_id, about=found.public_id)
    for by, channel in ((desk.pat, "page"), (link, "link"), (desk.theo, "staff")):
        assert actions.answer(finding=found, words="x", by=by, now=LATER).channel == channel
    assert list(queries.visible_to(link)) == list(queries.visible_to(replace(desk.pat, role="member"))) == [found]
    for by in (replace(desk.pat, party=desk.path[0].public_id), replace(desk.rosa, scopes=frozenset()), SYSTEM, None):
        assert not queries.visible_to(by).exists()
