"""What was done about traffic, as far as told: open, answered, and seen again afterwards (XA.5)."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Prefetch, QuerySet

from hopback.policy.appendix_a_mitigation import NamedAs, seen_again, settles
from hopback.policy.article_3_traceback.answers import Mitigation as Did
from hopback.portal.accounts.models import Kind, Scope
from hopback.portal.accounts.viewer import Viewer
from hopback.portal.providers.queries.control import control_groups
from hopback.portal.tracebacks import words

from ..models import Mitigation, Report

ROLES = {NamedAs.ORIGIN: "Origin", NamedAs.POINT_OF_ENTRY: "Point of entry"}
OPEN, ANSWERED, WITHDRAWN = "open", "answered", "withdrawn"


@dataclass
class Told:
    """One question, everything said to it, and later tracebacks that it did not prevent (staff only)."""

    row: Mitigation
    reports: list[Report]
    again: list[Mitigation] = field(default_factory=list)

    @property
    def last(self) -> Report | None:
        return self.reports[-1] if self.reports else None

    @property
    def state(self) -> str:
        if self.row.withdrawn_at:
            return WITHDRAWN
        return ANSWERED if self.last and settles(Did(self.last.did)) else OPEN

    @property
    def did(self) -> str:
        """`Blocked`; `Nothing yet`; "" where nothing was said."""
        if self.last is None:
            return ""
        return "Nothing yet" if self.last.did == Did.NONE else words.MITIGATIONS[Did(self.last.did)]

    @property
    def role(self) -> str:
        return ROLES[NamedAs(self.row.named_as)]

    @property
    def campaign(self) -> str:
        kept = self.row.hop.traceback.candidate.campaign
        return kept.name if kept else ""


def visible_to(viewer: Viewer | None) -> QuerySet[Mitigation]:
    """Staff see all, a provider its own, the holder of a link the one it is about."""
    rows = Mitigation.objects.order_by("-asked_at", "-pk")
    if viewer is None:
        return rows.none()
    if viewer.kind == Kind.STAFF and (viewer.scopes is None or Scope.TRACEBACKS in viewer.scopes):
        return rows
    if viewer.kind == Kind.PROVIDER and viewer.party and (viewer.scopes is None or Scope.HOPS in viewer.scopes):
        return rows.filter(provider__public_id=viewer.party)
    if viewer.kind == "link" and viewer.about:
        return rows.filter(public_id=viewer.about)
    return rows.none()


def whole(rows: QuerySet[Mitigation]) -> QuerySet[Mitigation]:
    near = "provider", "hop__traceback__candidate__incident", "hop__traceback__candidate__campaign"
    return rows.select_related(*near).prefetch_related(Prefetch("reports", Report.objects.order_by("pk")))


def told(rows: Iterable[Mitigation], viewer: Viewer) -> list[Told]:
    """Of rows that are whole; two more reads for whoever may know of other tracebacks."""
    found = [Told(row, list(row.reports.all())) for row in rows]
    if viewer.is_staff:
        _look_for_later_ones(found)
    return found


def with_later_ones(rows: QuerySet[Mitigation]) -> list[Told]:
    """Of rows that are whole, with the later tracebacks: not for everybody's eyes."""
    found = [Told(row, list(row.reports.all())) for row in rows]
    _look_for_later_ones(found)
    return found


def _look_for_later_ones(found: list[Told]) -> None:
    """Tracebacks of the same campaign that ended at the same provider, or its group, by calls made afterwards."""
    claims = [one for one in found if one.last is not None and one.row.withdrawn_at is None]
    campaigns = {one.row.hop.traceback.candidate.campaign_id for one in claims} - {None}
    if not campaigns:
        return
    groups = control_groups()
    others = whole(
        Mitigation.objects.filter(hop__traceback__candidate__campaign__in=campaigns, withdrawn_at=None).order_by("pk")
    )
    by_campaign: dict[int | None, list[Mitigation]] = {}
    for other in others:
        by_campaign.setdefault(other.hop.traceback.candidate.campaign_id, []).append(other)
    for one in claims:
        assert one.last is not None
        did, said_at = Did(one.last.did), one.last.said_at
        for other in by_campaign.get(one.row.hop.traceback.candidate.campaign_id, []):
            called_at = _called_at(other)
            group = groups.of(one.row.provider.public_id, called_at.date())
            elsewhere = other.hop.traceback_id != one.row.hop.traceback_id
            if elsewhere and other.provider.public_id in group and seen_again(did, said_at, [called_at]):
                one.again.append(other)


def _called_at(mitigation: Mitigation) -> datetime:
    return mitigation.hop.traceback.candidate.incident.called_at
