"""The Executive Committee votes: waivers, exceptions, advice. (A2.2, A2.4, A2.7, A2.8)"""

from datetime import date, timedelta

import pytest
from django.http import Http404

from hopback.policy.clause import Refused
from hopback.portal.accounts.models import Role
from hopback.portal.accounts.viewer import SYSTEM, Viewer, of_user
from hopback.portal.ground import actions as ground
from hopback.portal.membership import actions, queries
from hopback.portal.membership.models import Ending
from hopback.portal.membership.refusals import AdviceMissing, NoSupport, NotOpen, NoVote
from hopback.portal.notices.models import Notice
from hopback.portal.providers.models import Provider
from tests.portal.factories import NOW, make_provider_person, make_team

from . import staged

pytestmark = pytest.mark.django_db
YOUNG = (NOW - timedelta(days=30)).date()


@pytest.fixture
def by() -> Viewer:
    return make_team()


@pytest.fixture
def seats(by: Viewer) -> list[Provider]:
    """Three providers that pay for a seat."""
    names = ("Cardinal Wireless", "Meridian Transit Inc.", "Tessera Networks")
    return [staged.member(staged.agreed(name), by, level="Executive") for name in names]


@pytest.fixture
def young(by: Viewer) -> Provider:
    """Agreed a month ago, and asks for the Steering Committee."""
    provider = staged.agreed("Pale Moon Telecom", on=YOUNG)
    staged.signed(provider)
    staged.applied(provider, "steering")
    return provider


def failing(provider: Provider, by: Viewer, now=NOW) -> list[str]:
    known = queries.record([provider.public_id], now)
    return [
        each.name for each in queries.failing(queries.shown(provider.public_id, "steering", known, by, joining=True))
    ]


def test_the_committee_waives_the_six_months_by_recorded_vote(
    seats: list[Provider], young: Provider, by: Viewer
) -> None:
    """A2.4: decided once nobody could turn it; who voted, how, when and why stands on record."""
    vote = staged.asked(young, by)
    assert failing(young, by) == ["adherence"]
    staged.votes(vote, seats[0], yes=True)
    assert vote.outcome == ""
    staged.votes(vote, seats[1], yes=True)
    assert vote.outcome == "approved"
    assert failing(young, by) == []
    said = list(vote.ballots.values_list("seat__name", "approves", "reasons", "cast_by"))
    assert said[0] == ("Cardinal Wireless", True, "The record is clean.", "Cardinal Admin")
    assert Notice.objects.filter(kind="membership_vote").count() == 3
    assert "approved" in Notice.objects.get(kind="membership_voted").text.lower()


def test_it_can_shorten_them_as_well(seats: list[Provider], young: Provider, by: Viewer) -> None:
    """A2.4: three months since 20 September."""
    vote = staged.asked(young, by, months=3)
    for seat in seats[:2]:
        staged.votes(vote, seat, yes=True)
    known = queries.record([young.public_id], NOW)
    (adherence,) = queries.failing(queries.shown(young.public_id, "steering", known, by, joining=True))
    assert adherence.from_on == date(2026, 12, 20)


def test_a_vote_that_is_not_approved_changes_nothing(seats: list[Provider], young: Provider, by: Viewer) -> None:
    vote = staged.asked(young, by)
    for seat in seats[:2]:
        staged.votes(vote, seat, yes=False)
    assert vote.outcome == "rejected"
    assert failing(young, by) == ["adherence"]


def test_the_clock_closes_a_vote_and_without_a_quorum_nothing_is_approved(
    seats: list[Provider], young: Provider, by: Viewer
) -> None:
    """A2.8: one of three is no quorum of a half."""
    vote = staged.asked(young, by)
    staged.votes(vote, seats[0], yes=True)
    ground.sweep(by=SYSTEM, now=vote.closes_at - timedelta(seconds=1))
    vote.refresh_from_db()
    assert vote.outcome == ""
    ground.sweep(by=SYSTEM, now=vote.closes_at)
    vote.refresh_from_db()
    assert vote.outcome == "rejected"
    with pytest.raises(NoVote, match="over"):
        staged.votes(vote, seats[1], yes=True)


def test_an_exception_takes_staff_and_the_committee(seats: list[Provider], by: Viewer) -> None:
    """A2.2: staff approve by asking, with their reasons; the Committee by its vote."""
    abroad = staged.agreed("Red Maple Line", country="CA")
    staged.signed(abroad)
    assert failing(abroad, by) == ["us_based"]
    vote = staged.asked(abroad, by, about="exception", reasons="Serves US customers alone.")
    for seat in seats[:2]:
        assert failing(abroad, by) == ["us_based"]
        staged.votes(vote, seat, yes=True)
    assert failing(abroad, by) == []


def test_each_seat_votes_once_and_nobody_else_at_all(seats: list[Provider], young: Provider, by: Viewer) -> None:
    """A2.8: a responder speaks for nobody, nor does a member without a seat, nor staff."""
    vote = staged.asked(young, by)
    staged.votes(vote, seats[0], yes=True)
    with pytest.raises(NoVote, match="has voted already"):
        staged.votes(vote, seats[0], yes=False)
    seatless = staged.member(staged.agreed("Blue Ridge Telecom"), by, level="Supporting")
    responder = of_user(make_provider_person(seats[1], "Jules Pruitt", role=Role.MEMBER))
    for somebody in (responder, by, staged.administrator(seatless), staged.administrator(young)):
        with pytest.raises(Http404):
            actions.cast_ballot(vote=vote, approves=True, reasons="Yes.", by=somebody, now=NOW)


def test_a_seat_that_no_longer_supports_the_group_votes_no_more(
    seats: list[Provider], young: Provider, by: Viewer
) -> None:
    """A2.8: seats are of Steering members that support the group at a set level, today."""
    vote = staged.asked(young, by)
    support = seats[0].supports.get()
    actions.end_support(support=support, until_on=NOW.date(), by=by, now=NOW)
    assert [row.provider.name for row in queries.committee(NOW) if row.seat.holds] == [each.name for each in seats[1:]]
    with pytest.raises(NoVote, match="no seat any more"):
        staged.votes(vote, seats[0], yes=True)


def test_nobody_votes_in_its_own_matter(seats: list[Provider], by: Viewer) -> None:
    """A1.1, A2.7: nor a company under common control with it."""
    actions.propose_end(provider=seats[0], reasons="Does not answer.", by=by, now=NOW)
    vote = Ending.objects.get().advice
    assert sorted(vote.seats) == sorted(each.public_id for each in seats[1:])
    assert not queries.votes_visible_to(staged.administrator(seats[0]), NOW).exists()


def test_levels_of_support_are_set_and_dated(by: Viewer) -> None:
    """A2.8."""
    harbor = staged.agreed("Harbor Voice LLC")
    told = {"provider": harbor, "by": by, "now": NOW}
    with pytest.raises(NoSupport, match="The levels are"):
        actions.record_support(level="Platinum", since_on=NOW.date(), **told)
    with pytest.raises(NoSupport, match="not before"):
        actions.record_support(level="Executive", since_on=NOW.date() + timedelta(days=1), **told)
    actions.record_support(level="Supporting", since_on=date(2026, 2, 1), **told)
    actions.record_support(level="Executive", since_on=date(2026, 8, 1), **told)
    rows = harbor.supports.order_by("since_on").values_list("level", "until_on")
    assert list(rows) == [("Supporting", date(2026, 8, 1)), ("Executive", None)]


def test_without_a_seat_that_could_vote_there_is_no_vote(young: Provider, by: Viewer) -> None:
    with pytest.raises(NoVote, match="No seat"):
        staged.asked(young, by)


def test_a_membership_ends_after_notice_and_advice(seats: list[Provider], by: Viewer) -> None:
    """A2.7: noticed to the member, advised by the Committee, then confirmed; every step by mail and in the log."""
    affiliate = staged.member(staged.agreed("Blue Ridge Telecom"), by, "affiliate")
    actions.propose_end(provider=affiliate, reasons="Named three times since it joined.", by=by, now=NOW)
    ending = Ending.objects.get()
    assert "Named three times" in Notice.objects.get(kind="membership_end_proposed").text
    with pytest.raises(AdviceMissing):
        actions.confirm_end(ending=ending, because="It goes on.", by=by, now=NOW)
    for seat in seats[:2]:
        staged.votes(ending.advice, seat, yes=True)
    actions.confirm_end(ending=Ending.objects.get(), because="It goes on.", by=by, now=NOW)
    affiliate.refresh_from_db()
    assert affiliate.tier == "none"
    assert affiliate.memberships.get().ended_because == "It goes on."
    assert "It goes on." in Notice.objects.get(kind="membership_ended").text
    with pytest.raises(NotOpen):
        actions.confirm_end(ending=ending, because="Again.", by=by, now=NOW)


def test_staff_may_drop_it_whatever_the_advice(seats: list[Provider], by: Viewer) -> None:
    """A2.7: it may be ended; a person decides."""
    actions.propose_end(provider=seats[2], reasons="Missed calls.", by=by, now=NOW)
    actions.drop_end(ending=Ending.objects.get(), because="It came back.", by=by, now=NOW)
    seats[2].refresh_from_db()
    assert seats[2].tier == "steering"
    assert Notice.objects.filter(kind="membership_end_dropped").exists()


def test_a_member_can_leave(seats: list[Provider], by: Viewer) -> None:
    actions.leave(provider=seats[0], because="We merged.", by=staged.administrator(seats[0]), now=NOW)
    seats[0].refresh_from_db()
    assert seats[0].tier == "none"
    assert not queries.has_seat(staged.administrator(seats[0]), NOW)


def test_a_vote_has_reasons_a_length_and_an_end(seats: list[Provider], young: Provider, by: Viewer) -> None:
    for wrong in ({"months": 6}, {"months": None}, {"closes_at": NOW}, {"reasons": " "}):
        with pytest.raises(Refused):
            staged.asked(young, by, **wrong)
    staged.asked(young, by)
    with pytest.raises(NoVote, match="open already"):
        staged.asked(young, by)
