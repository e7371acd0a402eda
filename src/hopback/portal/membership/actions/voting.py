"""Recorded votes of the Executive Committee: opened by staff, cast by seats, decided once nobody could turn it."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.http import Http404
from django.urls import reverse

from hopback.policy.article_2_membership import Outcome, at_the_end, outcome, voting
from hopback.policy.figures import LONGEST_SHORTENING
from hopback.portal.accounts.models import Kind
from hopback.portal.accounts.viewer import SYSTEM, Viewer
from hopback.portal.ground import actions as ground
from hopback.portal.providers.models import Provider

from ..models import Ballot, Vote
from ..queries import record, seats_on
from ..refusals import NoVote
from ._common import enter, hold, only_staff, refusal, said, tell

VOTE_CLOSES = "membership.vote_closes"


@transaction.atomic
def open_vote(
    *,
    provider: Provider,
    about: str,
    months: int | None = None,
    reasons: str,
    closes_at: datetime,
    by: Viewer,
    now: datetime,
) -> Vote:
    """Ask the Committee about a provider: to shorten the six months (A2.4), to except it (A2.2), for advice (A2.7)."""
    only_staff(by)
    provider = hold(provider)
    kind = Vote.About(about)
    if kind is Vote.About.SHORTEN and (months is None or not 0 <= months <= LONGEST_SHORTENING):
        raise refusal(
            NoVote, "months", f"Say how many months are enough: 0, which waives them, to {LONGEST_SHORTENING}."
        )
    if closes_at <= now:
        raise refusal(NoVote, "closes_at", "A vote closes after it opened.")
    if Vote.objects.filter(provider=provider, about=kind, outcome="").exists():
        raise refusal(NoVote, "about", "Such a vote is open already.")
    seats = seats_that_vote(provider, now)
    if not seats:
        raise refusal(NoVote, "about", "No seat of the Executive Committee could vote on this.")
    vote = Vote.objects.create(
        provider=provider,
        about=kind,
        months=months if kind is Vote.About.SHORTEN else None,
        reasons=said(reasons),
        seats=seats,
        opened_by=by.name,
        opened_at=now,
        closes_at=closes_at,
    )
    ground.appoint(kind=VOTE_CLOSES, about=vote.public_id, due_at=closes_at, by=by, now=now)
    enter(provider, "membership.vote_opened", by=by, now=now, what=question(vote), vote=vote.public_id, seats=seats)
    for seat in Provider.objects.filter(public_id__in=seats):
        tell(
            seat,
            "membership_vote",
            by=by,
            now=now,
            about=provider.name,
            question=question(vote),
            reason=vote.reasons,
            closes_at=f"{closes_at:%d %B %Y, %H:%M} UTC",
            path=reverse("membership:vote", args=[vote.public_id]),
        )
    return vote


def seats_that_vote(about: Provider, now: datetime) -> list[str]:
    """Each control group once, and nobody in its own matter (A1.1)."""
    seats = seats_on(now)
    known = record([about.public_id, *seats], now)
    return sorted(voting(seats, about.public_id, known.facts, known.today))


def question(vote: Vote) -> str:
    """What is asked, as one sentence."""
    match vote.about:
        case Vote.About.SHORTEN if vote.months:
            return f"Are {vote.months} months of adherence enough instead of six?"
        case Vote.About.SHORTEN:
            return "Shall the six months of adherence be waived?"
        case Vote.About.EXCEPTION:
            return "Shall it be excepted from the rule that members are US-based?"
    return "Do you advise to end its membership?"


@transaction.atomic
def cast_ballot(*, vote: Vote, approves: bool, reasons: str, by: Viewer, now: datetime) -> Ballot:
    """An administrator of a provider with a seat votes for it: once, by name, with reasons."""
    seat = Provider.objects.filter(public_id=by.party).first()
    if seat is None or by.kind != Kind.PROVIDER or not by.is_admin or by.party not in vote.seats:
        raise Http404
    hold(vote.provider)
    held = Vote.objects.select_related("provider").get(pk=vote.pk)
    if held.outcome or held.closes_at <= now:
        raise refusal(NoVote, "approves", "This vote is over.")
    if by.party not in seats_on(now):
        raise refusal(NoVote, "approves", f"{seat.name} has no seat any more.")
    if held.ballots.filter(seat=seat).exists():
        raise refusal(NoVote, "approves", f"{seat.name} has voted already.")
    made = Ballot.objects.create(
        vote=held, seat=seat, approves=approves, reasons=said(reasons), cast_by=by.name, cast_at=now
    )
    enter(
        held.provider,
        "membership.ballot_cast",
        by=by,
        now=now,
        vote=held.public_id,
        seat=seat.name,
        approves=approves,
        reasons=made.reasons,
    )
    decided = outcome(_cast(held), held.seats, settings.COMMITTEE_QUORUM, settings.COMMITTEE_MAJORITY)
    if decided is not Outcome.OPEN:
        _settle(held, decided, now)
    return made


@transaction.atomic
def close_vote(*, about: str, by: Viewer, now: datetime) -> None:
    """The time to vote is over: who did not vote does not count, and without a quorum nothing is approved."""
    only_staff(by)
    vote = Vote.objects.select_related("provider").get(public_id=about)
    hold(vote.provider)
    vote.refresh_from_db()
    if not vote.outcome and vote.closes_at <= now:
        _settle(vote, at_the_end(_cast(vote), vote.seats, settings.COMMITTEE_QUORUM, settings.COMMITTEE_MAJORITY), now)


def _cast(vote: Vote) -> dict[str, bool]:
    return dict(vote.ballots.values_list("seat__public_id", "approves"))


def _settle(vote: Vote, decided: Outcome, now: datetime) -> None:
    vote.outcome, vote.decided_at = decided.value, now
    vote.save(update_fields=["outcome", "decided_at"])
    ground.drop_appointments(kinds=[VOTE_CLOSES], about=vote.public_id, by=SYSTEM, now=now)
    votes = _cast(vote)
    enter(
        vote.provider,
        "membership.vote_decided",
        by=SYSTEM,
        now=now,
        vote=vote.public_id,
        what=question(vote),
        decided=vote.get_outcome_display(),
        approving=sum(votes.values()),
        cast=len(votes),
        seats=len(vote.seats),
    )
    if vote.about != Vote.About.ADVICE:
        told = {"question": question(vote), "decided": vote.get_outcome_display()}
        tell(vote.provider, "membership_voted", by=SYSTEM, now=now, **told)
