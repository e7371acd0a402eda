"""The registry as staff read it, one listing as whoever may, and what a member takes first (XB.5, XB.8)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.http import Http404

from hopback.policy.appendix_b_do_not_originate import Category, Suggested, Weighed, suggest
from hopback.policy.figures import CONFIRMATION_WAITED_FOR
from hopback.portal.accounts.viewer import Viewer

from ..models import Confirmation, Conflict, Implementation, Listing, Number, Statistic
from .readers import may_take
from .requesters import listings_of, organization_of
from .rounds import amount

STATES = [("", "All"), ("asked", "To be decided"), ("listed", "Listed"), ("unconfirmed", "Unconfirmed"),
          ("conflict", "In conflict"), ("removed", "Removed"), ("declined", "Declined")]  # fmt: skip
LISTED = Q(approved_at__isnull=False, removed_at=None)


class Wanted(NamedTuple):
    """The filters, as the address says them."""

    q: str = ""
    state: str = ""
    category: str = ""


def listings() -> QuerySet[Listing]:
    """With `.last_asked`, `.last_confirmed` of its recipient's latest round, and `.disputed`."""
    latest = Confirmation.objects.filter(recipient=OuterRef("recipient")).order_by("-round")
    conflict = Conflict.objects.filter(listing=OuterRef("pk"), settled_at=None)
    rows = Listing.objects.select_related("recipient", "recipient__served_by", "recipient__source").defer("letter")
    return rows.annotate(
        last_asked=Subquery(latest.values("asked_at")[:1]),
        last_confirmed=Subquery(latest.values("confirmed_at")[:1]),
        disputed=Exists(conflict),
    ).order_by("-requested_at", "-pk")


def filtered(rows: QuerySet[Listing], wanted: Wanted, now: datetime) -> QuerySet[Listing]:
    if q := wanted.q.strip():
        digits = "".join(one for one in q if one.isdigit())
        number = Q(pk__in=Number.objects.filter(number__contains=digits).values("listing")) if len(digits) > 3 else Q()
        rows = rows.filter(
            Q(recipient__name__icontains=q) | Q(public_id=q) | Q(recipient__vendor__icontains=q) | number
        )
    if wanted.category:
        rows = rows.filter(recipient__category=wanted.category)
    match wanted.state:
        case "asked":
            return rows.filter(approved_at=None, declined_at=None)
        case "declined":
            return rows.exclude(declined_at=None)
        case "removed":
            return rows.exclude(removed_at=None)
        case "listed":
            return rows.filter(LISTED)
        case "unconfirmed":
            return rows.filter(LISTED, last_asked__lte=now - CONFIRMATION_WAITED_FOR, last_confirmed=None)
        case "conflict":
            return rows.filter(LISTED, disputed=True)
    return rows


def state_of(row: Any, now: datetime) -> tuple[str, str]:
    """Words and colour of the badge, of a row of `listings`."""
    if row.removed_at:
        return "Removed", "line"
    if row.declined_at:
        return "Declined", "line"
    if not row.approved_at:
        return "To be decided", "amber"
    if getattr(row, "disputed", False):
        return "In conflict", "red"
    asked, confirmed = getattr(row, "last_asked", None), getattr(row, "last_confirmed", None)
    if asked and not confirmed and asked <= now - CONFIRMATION_WAITED_FOR:
        return "Unconfirmed", "red"
    return "Listed", "green"


def visible_to(viewer: Viewer, now: datetime) -> QuerySet[Listing]:
    """Staff all; who is given copies all that was ever listed, and what it has to vet; an organisation its own."""
    rows = listings()
    if viewer.is_staff:
        return rows
    source = organization_of(viewer)
    if source is not None:
        return rows.filter(pk__in=listings_of(source).values("pk"))
    if may_take(viewer.party, now):
        to_vet = Q(recipient__served_by__public_id=viewer.party, recipient__category=Category.PRIVATE.value)
        return rows.filter(Q(approved_at__isnull=False) | to_vet)
    return rows.none()


def the_listing(viewer: Viewer, public_id: str, now: datetime) -> Listing:
    found = visible_to(viewer, now).filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found


def to_vet(viewer: Viewer, now: datetime) -> QuerySet[Listing]:
    """Requests that wait for the vetting of this Steering member."""
    rows = visible_to(viewer, now).filter(approved_at=None, declined_at=None, vettings=None)
    return rows.filter(recipient__served_by__public_id=viewer.party, recipient__category=Category.PRIVATE.value)


def live_numbers(rows: Iterable[Listing]) -> dict[int, int]:
    """key of a listing → how many numbers it stands for: what is listed, or was asked for."""
    found = {}
    for row in rows:
        numbers = Number.objects.filter(listing=row)
        found[row.pk] = amount(numbers if row.removed_at else numbers.filter(removed_in=None))
    return found


def implementations(rows: Iterable[Listing]) -> dict[int, list[Implementation]]:
    found: dict[int, list[Implementation]] = {}
    for one in Implementation.objects.filter(listing__in=list(rows)).order_by("implemented_on", "name"):
        found.setdefault(one.listing_id, []).append(one)
    return found


@dataclass(frozen=True, slots=True)
class Step:
    """One line of a member's own page. `done`: its own report."""

    listing: Listing
    suggested: Suggested
    done: Implementation | None
    calls: int | None

    @property
    def is_done(self) -> bool:
        return self.done is not None and self.done.taken_out_on is None

    @property
    def to_take_out(self) -> bool:
        return self.is_done and self.listing.removed_at is not None


def plan(party: str) -> list[Step]:
    """What is listed, in the order that is suggested to this member, each with its reason (XB.8)."""
    done = {one.listing_id: one for one in Implementation.objects.filter(party=party)}
    seen = dict(Statistic.objects.filter(party=party).values_list("listing_id", "calls"))
    listed = {row.public_id: row for row in listings().filter(LISTED)}
    weighed = [
        Weighed(row.public_id, Category(row.recipient.category), row.calls_a_day, seen.get(row.pk, 0) if seen else None)
        for row in listed.values()
    ]
    found = [(listed[one.listing], one) for one in suggest(weighed)]
    return [Step(row, one, done.get(row.pk), seen.get(row.pk)) for row, one in found]


def to_take_out(party: str) -> list[Implementation]:
    """What this member took in, that was removed since."""
    rows = Implementation.objects.filter(party=party, taken_out_on=None).exclude(listing__removed_at=None)
    return list(rows.select_related("listing__recipient").order_by("listing__removed_at"))
