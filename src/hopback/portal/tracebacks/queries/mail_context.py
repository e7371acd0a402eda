"""What a mail about a hop says: the call, the deadline in the receiver's zone, never the called number (A3.8)."""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings

from hopback.policy.article_3_traceback.communications import Variant
from hopback.policy.clocks import PROFILES
from hopback.portal.ground import phone
from hopback.portal.ground.statements import Prepared, run
from hopback.portal.providers import queries as providers
from hopback.portal.providers.models import Provider
from hopback.portal.sourcing.models import Candidate

from ..models import Hop
from .certified import certification_of


def variant_for(provider: Provider, *, backup: bool = False) -> Variant:
    """Who receives it decides the wording: member, foreign, first contact, non-cooperative, back-up (A3.8)."""
    found, holds, told = run(_MARKS, [provider.pk, provider.pk, provider.public_id])[0]
    return Variant(
        member=provider.tier != Provider.Tier.NONE,
        foreign=providers.proposed_foreign(provider) if found is None else bool(found),
        first_contact=not told,
        non_cooperative=bool(holds),
        backup=backup,
    )


# In one look: the last word on whether it is foreign (A1.5), whether it was found non-cooperative (A1.3), and whether
# it was ever written to.
_MARKS = """
    SELECT (SELECT "foreign" FROM providers_foreignfinding WHERE provider_id = %s ORDER BY id DESC LIMIT 1),
           EXISTS (SELECT 1 FROM providers_standingfinding WHERE provider_id = %s AND lifted_at IS NULL),
           EXISTS (SELECT 1 FROM notices_notice WHERE party = %s AND kind <> 'onboarding')
"""


def context_for(hop: Hop, variant: Variant, *, now: datetime, **extra: Any) -> dict[str, Any]:
    """The context contract of the mail templates; times in the provider's zone and in UTC."""
    assert hop.provider is not None
    candidate = hop.traceback.candidate
    incident = candidate.incident
    zone = ZoneInfo(hop.provider.zone)
    forward = candidate.purpose == Candidate.Purpose.TRACE_FORWARD
    return {
        "traceback_number": hop.traceback.number,
        "provider_name": hop.provider.name,
        "campaign": candidate.campaign.name if candidate.campaign else "",
        "call_time_local": local(incident.called_at, zone),
        "call_time_utc": utc(incident.called_at),
        "calling": phone.shown(incident.calling) if incident.calling else incident.calling_raw,
        "signed_by_you": hop.second_end,
        "sent_to": hop.downstream.provider.name if hop.downstream and hop.downstream.provider else "",
        "due_local": local(hop.due_at, zone) if hop.due_at else "",
        "due_utc": utc(hop.due_at) if hop.due_at else "",
        "hours_left": _hours(hop, now),
        "closes_local": local(hop.close_at, zone) if hop.close_at else "",
        "link_path": "/a/",
        "check_path": "/check/",
        "contacts_path": "/provider/",
        "certification": certification_of(candidate),
        "profile_title": PROFILES[hop.profile].title,
        "more_waiting": _more_waiting(hop),
        "is_forward": forward,
        "number": phone.shown(incident.called) if forward and incident.called else "",
        "secrets": [] if forward else [incident.called or incident.called_raw],
        "group": settings.GROUP_NAME,
        **{
            name: getattr(variant, name) for name in ("member", "foreign", "first_contact", "non_cooperative", "backup")
        },
        **extra,
    }


def local(moment: datetime, zone: ZoneInfo) -> str:
    """`Tue 20 Oct 2026, 12:25 PM CDT`."""
    there = moment.astimezone(zone)
    return f"{there:%a} {there.day} {there:%b %Y}, {there:%I:%M %p %Z}".replace(", 0", ", ")


def utc(moment: datetime) -> str:
    there = moment.astimezone(UTC)
    return f"{there.day} {there:%b %Y, %H:%M:%S} UTC"


def _hours(hop: Hop, now: datetime) -> int:
    if hop.due_at:
        return max(0, round((hop.due_at - now).total_seconds() / 3600))
    return round(PROFILES[hop.profile].answer_within.total_seconds() / 3600)


def _more_waiting(hop: Hop) -> int:
    """How many other calls of the same campaign wait for this provider."""
    campaign = hop.traceback.candidate.campaign_id
    if campaign is None:
        return 0
    waiting = _WAITING_TOO(provider=hop.provider_id, campaign=campaign)
    return sum(pk != hop.pk for (pk,) in waiting)


_WAITING_TOO = Prepared(
    lambda provider, campaign: (
        Hop.every.waiting().filter(provider=provider, traceback__candidate__campaign=campaign).values_list("pk")
    ),
    provider=int,
    campaign=int,
)
