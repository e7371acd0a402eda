"""What closed tracebacks found about providers, for many providers at once (A2.4, A2.6, A3.6, A3.7)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.db.models import Q

from hopback.policy.article_3_traceback.designations import Designation, designations
from hopback.policy.article_3_traceback.initiation_and_tracking import HopState, Status

from ..models import Answer, Deadline, Hop
from .endings import paths
from .listing import OFF


@dataclass(frozen=True, slots=True)
class NamedHop:
    """A provider named as the origin, or else as a US point of entry, on the day its traceback closed (UTC)."""

    provider: str
    traceback: str
    number: str
    hop: str
    on: date
    origin: bool


@dataclass(frozen=True, slots=True)
class SilentHop:
    """A request that became No Response on a day, and when a late answer took that back (UTC)."""

    provider: str
    traceback: str
    number: str
    hop: str
    on: date
    answered_on: date | None


def named_as_source(providers: Collection[str], since: date, until: date) -> list[NamedHop]:
    """Findings as origin or US point of entry of these providers between these days, both included.

    Five reads, however many tracebacks and providers. Of a path as it stands now: what a correction took off it is
    no finding, nor is anything of a traceback that is open or was withdrawn."""
    closed = Hop.objects.exclude(state__in=OFF).exclude(traceback__closed_as=Status.WITHDRAWN)
    theirs = closed.filter(
        provider__public_id__in=providers,
        traceback__closed_at__gte=_midnight(since),
        traceback__closed_at__lt=_midnight(until + timedelta(days=1)),
    ).select_related("provider", "traceback")
    rows = {row.public_id: row for row in theirs}
    found = []
    for path in paths({row.traceback_id for row in rows.values()}).values():
        for hop, given in zip(path, designations(path), strict=True):
            origin = bool(given & {Designation.US_ORIGIN, Designation.INTERNATIONAL_ORIGIN})
            if hop.id in rows and (origin or Designation.US_POINT_OF_ENTRY in given):
                found.append(NamedHop(*_about(rows[hop.id]), _day(rows[hop.id].traceback.closed_at), origin))
    return found


def silent(providers: Collection[str], since: date, until: date) -> list[SilentHop]:
    """Requests of these providers that became No Response between these days, both included."""
    ran_out = Deadline.objects.filter(
        Q(hop__state=HopState.NO_RESPONSE.value) | Q(hop__answers__late=True),
        kind=Deadline.Kind.CLOSE,
        fired_at__gte=_midnight(since),
        fired_at__lt=_midnight(until + timedelta(days=1)),
        hop__provider__public_id__in=providers,
    )
    rows = ran_out.exclude(hop__state__in=OFF).select_related("hop__provider", "hop__traceback").distinct()
    late = Answer.objects.filter(hop__in=[row.hop_id for row in rows], late=True).order_by("-version")
    answered = dict(late.values_list("hop", "answered_at"))
    return [SilentHop(*_about(row.hop), _day(row.fired_at), _day(answered.get(row.hop_id))) for row in rows]


def _about(hop: Hop) -> tuple[str, str, str, str]:
    assert hop.provider is not None
    return hop.provider.public_id, hop.traceback.public_id, hop.traceback.number, hop.public_id


def _day(moment: datetime | None) -> date | None:
    return moment.astimezone(UTC).date() if moment else None


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
