"""The Executive Committee: its seats, its votes, and the casting of one."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from hopback.policy.article_2_membership import WORDS, Tier, to_join
from hopback.portal.accounts.decorators import provider_admin_only, viewer_required
from hopback.portal.accounts.viewer import Viewer
from hopback.portal.ground import clock
from hopback.portal.logbook.downloads import asked_for, hand_over
from hopback.portal.providers.models import Provider

from .. import actions, queries
from ..actions.voting import question
from ..forms import BallotForm
from ..models import Vote
from ._page import form_page

COLUMNS = (
    "vote",
    "about",
    "provider",
    "opened",
    "closes",
    "outcome",
    "decided",
    "seat",
    "voted",
    "by",
    "at",
    "reasons",
)


@viewer_required
@require_safe
def committee(request: HttpRequest) -> HttpResponse:
    """For staff and for those who sit on it; for others there is no such page."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    now = clock.now()
    if not (viewer.is_staff or queries.has_seat(viewer, now)):
        raise Http404
    votes = queries.votes_visible_to(viewer, now).select_related("provider").order_by("-opened_at")
    if asked_for(request):
        return hand_over(request, "votes", COLUMNS, _lines(list(votes.prefetch_related("ballots__seat"))), now=now)
    rows = queries.committee(now)
    context = {
        "seats": [row for row in rows if row.seat.holds],
        "others": [row for row in rows if not row.seat.holds],
        "open": [(vote, question(vote), viewer.party in vote.seats) for vote in votes if not vote.outcome],
        "decided": [(vote, question(vote)) for vote in votes if vote.outcome],
        "staff": viewer.is_staff,
    }
    return render(request, "membership/committee.html", context)


def _lines(votes: list[Vote]) -> list[list[object]]:
    """One line for each ballot, and one for a vote that nobody cast yet."""
    lines: list[list[object]] = []
    for vote in votes:
        start = [vote.public_id, vote.about, vote.provider.name, vote.opened_at, vote.closes_at, vote.outcome]
        cast = vote.ballots.all()
        for each in cast:
            said = [each.seat.name, "yes" if each.approves else "no", each.cast_by, each.cast_at, each.reasons]
            lines.append([*start, vote.decided_at, *said])
        if not cast:
            lines.append([*start, vote.decided_at, "", "", "", None, ""])
    return lines


@viewer_required
@require_safe
def vote(request: HttpRequest, vote: str) -> HttpResponse:
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    now = clock.now()
    found = queries.the_vote(viewer, vote, now)
    ballots = list(found.ballots.select_related("seat").order_by("cast_at"))
    voted = {each.seat.public_id for each in ballots}
    waiting = Provider.objects.filter(public_id__in=set(found.seats) - voted).order_by("name")
    context = {
        "vote": found,
        "question": question(found),
        "ballots": ballots,
        "approving": sum(each.approves for each in ballots),
        "waiting": waiting,
        "mine": viewer.is_admin and not found.outcome and viewer.party in set(found.seats) - voted,
        "conditions": _conditions(found) if found.about != Vote.About.ADVICE else [],
        "staff": viewer.is_staff,
    }
    return render(request, "membership/vote.html", context)


def _conditions(vote: Vote) -> list[tuple[str, bool]]:
    """Whether each condition holds, and no word of how: others' paths are not the Committee's to see (A3.11)."""
    one = vote.provider.public_id
    known = queries.record([one], clock.now())
    application = vote.provider.membership_applications.filter(outcome="").first()
    tier = Tier(application.tier) if application else Tier.STEERING
    return [(WORDS[each.condition], each.holds) for each in to_join(one, tier, known.facts, known.today)]


@provider_admin_only
def cast(request: HttpRequest, vote: str) -> HttpResponse:
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    found = queries.the_vote(viewer, vote, clock.now())
    if viewer.party not in found.seats:
        raise Http404
    back = reverse("membership:vote", args=[found.public_id])
    title = question(found)
    return form_page(
        request,
        BallotForm(request.POST or None),
        actions.cast_ballot,
        told={"vote": found},
        done="Your vote is recorded.",
        back=back,
        title=title,
        lead=f"About {found.provider.name}. {found.reasons}",
        warning="Your vote is shown with your name and reasons, and cannot be changed.",
        submit="Vote",
        crumbs=[("Executive Committee", reverse("membership:committee")), (found.provider.name, back), ("Vote", "")],
    )
