"""A referral is written, read by a second person where it is suspicious, and sent, each by people (A5.1-A5.3)."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.http import Http404

from hopback.policy.article_5_enforcement.referring import (
    GROUNDS,
    Ground,
    NotPermitted,
    NotReady,
    State,
    check_ground,
    counted,
    facts,
)
from hopback.policy.article_5_enforcement.scanning import Found
from hopback.portal.accounts.second_person import NeedsAnother, confirm, proposal
from hopback.portal.accounts.viewer import Viewer
from hopback.portal.conduct import queries as conduct
from hopback.portal.logbook import actions as logbook
from hopback.portal.providers.models import Provider
from hopback.portal.sourcing.models import Campaign

from ..models import Agency, Referral, ReferredTo
from ..queries import referrals as queries
from ..queries.known import scanned
from ..refusals import AgencyWrong
from ._common import only_people_of_staff

WRITTEN_AGAIN = {
    "confirmed_by": "", "confirmed_by_user": None, "confirmed_at": None,
    "returned_at": None, "returned_by": "", "returned_because": "",
}  # fmt: skip


@transaction.atomic
def write_referral(
    *,
    provider: Provider,
    ground: str,
    campaign: Campaign | None = None,
    since_on: date,
    until_on: date,
    agencies: Sequence[Agency],
    summary: str,
    by: Viewer,
    now: datetime,
) -> Referral:
    """A person writes it; the portal adds the facts. Raises NotPermitted where CPNI or a name stands in it (A5.3)."""
    only_people_of_staff(by)
    told = _told(provider, ground, campaign, since_on, until_on, agencies, summary, now)
    referral = Referral.objects.create(**told, **proposal(by, now))
    _for(referral, agencies)
    _enter(referral, "referral.written", by=by, now=now)
    return referral


@transaction.atomic
def revise_referral(
    *,
    referral: Referral,
    ground: str,
    campaign: Campaign | None = None,
    since_on: date,
    until_on: date,
    agencies: Sequence[Agency],
    summary: str,
    by: Viewer,
    now: datetime,
) -> Referral:
    """Written again before it was sent: whoever read it before has to read it again."""
    only_people_of_staff(by)
    held = _held(referral, State.HELD, State.READY, State.RETURNED)
    told = _told(held.provider, ground, campaign, since_on, until_on, agencies, summary, now)
    for name, value in (told | proposal(by, now) | WRITTEN_AGAIN).items():
        setattr(held, name, value)
    held.save()
    _for(held, agencies)
    _enter(held, "referral.revised", by=by, now=now)
    return held


def _told(
    provider: Provider,
    ground: str,
    campaign: Campaign | None,
    since_on: date,
    until_on: date,
    agencies: Sequence[Agency],
    summary: str,
    now: datetime,
) -> dict[str, Any]:
    """The fields of one version, scanned."""
    _whole(ground, since_on, until_on, agencies, summary, now)
    lines = _facts(provider, Ground(ground), campaign, conduct.Period(since_on, until_on), now)
    text = queries.whole_text(summary, lines.values())
    seen = refuse_real(scanned(text, queries.names_permitted(provider, now)))
    return {
        "provider": provider, "ground": ground, "campaign": campaign, "since_on": since_on, "until_on": until_on,
        "facts": lines, "summary": summary.strip(), "seen": sorted({one.seen.value for one in seen}),
    }  # fmt: skip


def _whole(
    ground: str, since_on: date, until_on: date, agencies: Sequence[Agency], summary: str, now: datetime
) -> None:
    if ground not in list(Ground):
        raise AgencyWrong("Say why it is referred.", "ground")
    if since_on > until_on or until_on > now.date():
        raise AgencyWrong("The period begins before it ends, and ends no later than today.", "until_on")
    if not agencies:
        raise AgencyWrong("Choose an agency.", "agencies")
    if not summary.strip():
        raise AgencyWrong("Sum up the investigation in a few sentences.", "summary")


def _facts(
    provider: Provider, ground: Ground, campaign: Campaign | None, period: conduct.Period, now: datetime
) -> dict[str, str]:
    """What the portal says itself: permitted fields and no others (A5.3)."""
    counts = conduct.sheet_of(provider, period).counts
    since = queries.is_non_cooperative(provider, now)
    check_ground(ground, is_non_cooperative=since is not None, requests=counts.requests)
    told = {
        "provider": provider.name,
        "country": provider.country_name,
        "ground": GROUNDS[ground],
        "found_on": f"{since:%d %B %Y}" if since else "",
        "campaign": campaign.name if campaign else "",
        "period": f"{period.since:%d %B %Y} to {period.until:%d %B %Y}",
        **counted(counts),
    }
    return {fact.field: fact.value for fact in facts(told)}


def refuse_real(found: Sequence[Found]) -> Sequence[Found]:
    """Raises NotPermitted for a real value, which nobody can release; what only looks like one comes back (A5.3)."""
    if real := [one for one in found if one.is_real]:
        raise NotPermitted(f"Write it without {' and without '.join(one.words for one in real)}.")
    return found


def _for(referral: Referral, agencies: Sequence[Agency]) -> None:
    referral.to.all().delete()
    ReferredTo.objects.bulk_create([ReferredTo(referral=referral, agency=agency) for agency in dict.fromkeys(agencies)])


@transaction.atomic
def release_referral(*, referral: Referral, by: Viewer, now: datetime) -> None:
    """A second person has read it: what looks suspicious is none. A real value is refused even then (A5.3)."""
    only_people_of_staff(by)
    held = _held(referral, State.HELD)
    refuse_real(queries.suspicions(held, now))
    confirm(held, by, now)
    held.save(update_fields=["confirmed_by", "confirmed_by_user", "confirmed_at"])
    _enter(held, "referral.released", by=by, now=now)


@transaction.atomic
def return_referral(*, referral: Referral, because: str, by: Viewer, now: datetime) -> None:
    """A second person gives it back, and says what is wrong with it."""
    only_people_of_staff(by)
    held = _held(referral, State.HELD, State.READY)
    if by.user_id == held.proposed_by_user:
        raise NeedsAnother(f"{held.proposed_by} wrote this. Somebody else reads it.")
    if not because.strip():
        raise AgencyWrong("Say what is wrong with it.", "because")
    told = {"returned_at": now, "returned_by": by.name, "returned_because": because.strip()}
    cleared = {"confirmed_by": "", "confirmed_by_user": None, "confirmed_at": None}
    for name, value in (cleared | told).items():
        setattr(held, name, value)
    held.save(update_fields=[*cleared, *told])
    _enter(held, "referral.returned", by=by, now=now)


def hold_ready(referral: Referral) -> Referral:
    """The referral, if it may leave."""
    return _held(referral, State.READY)


def _held(referral: Referral, *states: State) -> Referral:
    """As it is now, in one of these states."""
    rows = Referral.objects.select_for_update(of=("self",)).select_related("provider")
    found = rows.filter(pk=referral.pk).first()
    if found is None:
        raise Http404
    now_it_is = queries.state(found)
    if now_it_is not in states:
        raise NotReady(f"This referral is {now_it_is.value} now. Look at it again.")
    return found


def _enter(referral: Referral, verb: str, *, by: Viewer, now: datetime) -> None:
    logbook.record(
        by=by,
        now=now,
        verb=verb,
        about=referral.public_id,
        provider=referral.provider.name,
        ground=referral.ground,
        seen=referral.seen,
        agencies=[one.agency.source.name for one in referral.to.select_related("agency__source")],
        because=referral.returned_because,
    )
