"""The list of tracebacks: filters that are addresses, order, and search (never by a part of a called number)."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet, Subquery

from hopback.policy.article_3_traceback.designations import Designation
from hopback.policy.article_3_traceback.initiation_and_tracking import AnswerKind, HopState, Status
from hopback.portal.ground import phone
from hopback.portal.providers import queries as providers
from hopback.portal.providers.models import Provider

from ..models import Answer, Hop, Traceback

SORTS = {
    "newest": ("-opened_at", "-pk"),
    "oldest": ("opened_at", "pk"),
    "due": (F("next_due").asc(nulls_last=True), "-opened_at"),
    "number": ("number",),
    "closed": (F("closed_at").desc(nulls_last=True), "-opened_at"),
}
SOON = timedelta(hours=4)
OFF = [HopState.SUPERSEDED.value, HopState.WITHDRAWN.value]


@dataclass(frozen=True, slots=True)
class Filters:
    """What the list is limited to; "" does not limit. Days are the reader's."""

    q: str = ""
    status: str = ""  # open, closed, or one of policy's
    late: str = ""  # overdue, soon, no_contact, identify
    campaign: str = ""
    provider: str = ""
    owner: str = ""
    designation: str = ""
    opened_from: date | None = None
    opened_to: date | None = None
    sort: str = "newest"


def listed(rows: QuerySet[Traceback], wanted: Filters, *, zone: str, now: datetime) -> QuerySet[Traceback]:
    """The rows of the list, each with `.waiting_hops`, `.hop_count` and `.next_due`."""
    waiting = Hop.objects.waiting().select_related("provider")
    due = Hop.objects.waiting().filter(traceback=OuterRef("pk")).values("due_at")[:1]
    rows = _limited(rows, wanted, zone, now)
    on_path = ~Q(hops__state__in=OFF) & Q(hops__second_end=False)
    return (
        rows.select_related("candidate__campaign", "owner")
        .prefetch_related(Prefetch("hops", waiting, to_attr="waiting_hops"))
        .annotate(next_due=Subquery(due), hop_count=Count("hops", filter=on_path))
        .order_by(*SORTS.get(wanted.sort, SORTS["newest"]))
    )


def _limited(rows: QuerySet[Traceback], wanted: Filters, zone: str, now: datetime) -> QuerySet[Traceback]:
    rows = _by_status(rows, wanted.status)
    if wanted.late:
        rows = rows.filter(Exists(_pressing(wanted.late, now).filter(traceback=OuterRef("pk"))))
    if wanted.campaign:
        rows = rows.filter(candidate__campaign__public_id=wanted.campaign)
    if wanted.provider:
        asked = Hop.objects.filter(traceback=OuterRef("pk"), provider__public_id=wanted.provider)
        rows = rows.filter(Exists(asked.exclude(state=HopState.SUPERSEDED.value)))
    if wanted.owner:
        rows = rows.filter(owner=None) if wanted.owner == "nobody" else rows.filter(owner__public_id=wanted.owner)
    if wanted.designation:
        rows = rows.filter(Exists(designated(wanted.designation).filter(traceback=OuterRef("pk"))))
    if wanted.opened_from:
        rows = rows.filter(opened_at__gte=_midnight(wanted.opened_from, zone))
    if wanted.opened_to:
        rows = rows.filter(opened_at__lt=_midnight(wanted.opened_to + timedelta(days=1), zone))
    return rows.filter(_matches(wanted.q.strip())) if wanted.q.strip() else rows


def _by_status(rows: QuerySet[Traceback], status: str) -> QuerySet[Traceback]:
    if status == Status.OPEN:
        return rows.filter(closed_at=None)
    if status == "closed":
        return rows.filter(closed_at__isnull=False)
    return rows.filter(closed_as=status) if status else rows


def _pressing(late: str, now: datetime) -> QuerySet[Hop]:
    waiting = Hop.objects.waiting()
    if late == "soon":
        return waiting.filter(due_at__gte=now, due_at__lt=now + SOON)
    if late == "no_contact":
        return waiting.filter(no_contact_at__isnull=False)
    if late == "identify":
        return waiting.filter(state=HopState.IDENTIFYING.value)
    return waiting.filter(due_at__lt=now)


def designated(name: str) -> QuerySet[Hop]:
    """Hops that carry a designation as the path stands now: what policy computes, asked of the database (A3.7)."""
    on_path = Hop.objects.exclude(state__in=OFF)
    last = Answer.objects.filter(hop=OuterRef("pk")).order_by("-version").values("kind")[:1]
    abroad = providers.with_facts(Provider.objects.all()).filter(foreign_now=True).values("pk")
    at_home = providers.with_facts(Provider.objects.all()).filter(foreign_now=False).values("pk")
    answered = on_path.filter(state=HopState.ANSWERED.value).annotate(said=Subquery(last))
    upstream = on_path.filter(downstream=OuterRef("pk"))
    match name:
        case Designation.NO_RESPONSE:
            return on_path.filter(state=HopState.NO_RESPONSE.value)
        case Designation.NOT_FOUND:
            return answered.filter(said__in=[AnswerKind.NOT_FOUND.value, AnswerKind.CANNOT_ANSWER.value])
        case Designation.US_ORIGIN:
            return answered.filter(said=AnswerKind.ORIGINATED.value, provider__in=at_home)
        case Designation.INTERNATIONAL_ORIGIN:
            return answered.filter(said=AnswerKind.ORIGINATED.value, provider__in=abroad)
        case Designation.US_POINT_OF_ENTRY:
            return on_path.filter(Exists(upstream.filter(provider__in=abroad)), provider__in=at_home)
        case Designation.FOREIGN_POINT_OF_DEPARTURE:
            return on_path.filter(provider__in=abroad, downstream__provider__in=at_home)
    return on_path.none()


def _matches(q: str) -> Q:
    """A traceback's number, a provider's or campaign's name, a calling number or four of its digits and more.

    A called number is CPNI: it is found only whole, so that nobody learns one digit by digit (XC.2)."""
    found = Q(number__icontains=q) | Q(public_id=q) | Q(candidate__campaign__name__icontains=q)
    if re.search(r"[A-Za-z]", q):
        named = Hop.objects.filter(traceback=OuterRef("pk"), provider__name__icontains=q)
        return found | Q(Exists(named.exclude(state=HopState.SUPERSEDED.value)))
    digits = re.sub(r"\D", "", q)
    if len(digits) >= 4:
        found |= Q(candidate__incident__calling__contains=digits)
    read = phone.read(q)
    if read.e164 and read.valid:
        found |= Q(candidate__incident__called=read.e164) | Q(candidate__incident__calling=read.e164)
    return found


def _midnight(day: date, zone: str) -> datetime:
    return datetime.combine(day, time(), ZoneInfo(zone))
