"""Numbers that consumers complained about anew, and what is known of each here (A1.6, A1.7, A1.10)."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Count, Max, Q, QuerySet

from hopback.evidence.complaints.spikes import Spike, spike
from hopback.portal.ground import phone
from hopback.portal.sourcing.models import Campaign, Candidate, Complaint
from hopback.portal.tracebacks.models import Traceback

from . import listed
from .since import Since
from .spoken import Spoken

FORWARD = Candidate.Purpose.TRACE_FORWARD


@dataclass(slots=True)
class Known:
    """One number: what came in about it, and what it touches. `campaigns` has (campaign, why)."""

    number: str
    new: int
    recorded: int
    states: int
    last_at: datetime
    spike: Spike
    campaigns: list[tuple[Campaign, str]] = field(default_factory=list)
    tracebacks: list[Traceback] = field(default_factory=list)
    followed: list[Traceback] = field(default_factory=list)
    candidates: int = 0
    call_backs: int = 0
    listing: str = ""

    @property
    def shown(self) -> str:
        return phone.shown(self.number)

    @property
    def is_odd(self) -> bool:
        """Nobody can have it."""
        return not phone.read(self.number).valid

    @property
    def is_spoken(self) -> bool:
        """Somebody is asked to call it: it can be followed to its customer."""
        return bool(self.call_backs or any(why.startswith("spoken") for _, why in self.campaigns))

    @property
    def campaign(self) -> Campaign | None:
        return self.campaigns[0][0] if self.campaigns else None


def new_numbers(when: Since, show: str, spoken: Spoken) -> QuerySet[Any]:
    """Dictionaries, most complaints first. `show`: "" all, `known` what touches something here."""
    rows = Complaint.objects.filter(imported_at__gte=when.at).exclude(calling="")
    if show == "known":
        told = Candidate.objects.exclude(incident__calling="").values("incident__calling")
        forward = Candidate.objects.filter(purpose=FORWARD).exclude(incident__called="").values("incident__called")
        some = (sorted(spoken), told, forward, listed.all_of())
        rows = rows.filter(reduce(or_, (Q(calling__in=each) for each in some)))
    counted = rows.values("calling").annotate(
        new=Count("pk"),
        recorded=Count("pk", Q(recorded=True)),
        states=Count("state", filter=~Q(state=""), distinct=True),
        last=Max("called_at"),
    )
    return counted.order_by("-new", "-last", "calling")


def known(rows: Iterable[Mapping[str, Any]], when: Since, spoken: Spoken) -> list[Known]:
    """A page of them, each with what it touches; as many questions for one as for a hundred."""
    rows = list(rows)
    numbers = [row["calling"] for row in rows]
    before = usual(numbers, when)
    found = {
        row["calling"]: Known(
            row["calling"],
            row["new"],
            row["recorded"],
            row["states"],
            row["last"],
            spike(row["new"], before[row["calling"]], when.before),
        )
        for row in rows
    }
    _with_campaigns(found, spoken)
    _with_tracebacks(found)
    listings = listed.of(numbers)
    about = Complaint.objects.filter(call_back__in=numbers).values_list("call_back").annotate(n=Count("pk"))
    for number, count in about.order_by():
        found[number].call_backs = count
    for number, says in listings.items():
        found[number].listing = says
    return list(found.values())


def usual(numbers: Sequence[str], when: Since) -> Counter[str]:
    """Complaints about each in the days before."""
    rows = Complaint.objects.filter(calling__in=numbers, imported_at__lt=when.at)
    rows = rows.filter(imported_at__gte=when.at - timedelta(days=max(when.before, 1.0)))
    return Counter(dict(rows.values_list("calling").annotate(n=Count("pk")).order_by()))


def _with_campaigns(found: dict[str, Known], spoken: Spoken) -> None:
    why: dict[str, dict[int, str]] = defaultdict(dict)
    for number in found:
        for pk, texts in spoken.get(number, Counter()).most_common():
            why[number][pk] = "spoken in 1 text" if texts == 1 else f"spoken in {texts} texts"
    called = Candidate.objects.filter(incident__calling__in=found, campaign__isnull=False)
    counted = called.values_list("incident__calling", "campaign", "campaign__merged_into").annotate(n=Count("pk"))
    for number, pk, heir, calls in counted.order_by("-n", "campaign"):
        why[number].setdefault(heir or pk, "calling number of 1 call" if calls == 1 else f"calling number of {calls}")
    campaigns = Campaign.objects.in_bulk({pk for some in why.values() for pk in some})
    for number, some in why.items():
        found[number].campaigns = [(campaigns[pk], says) for pk, says in some.items()]


def _with_tracebacks(found: dict[str, Known]) -> None:
    told = Q(incident__calling__in=found) | Q(purpose=FORWARD, incident__called__in=found)
    rows = Candidate.objects.filter(told).select_related("incident", "opened")
    for row in rows.order_by("-pk")[:1_000]:
        forward = row.purpose == FORWARD
        number = row.incident.called if forward else row.incident.calling
        opened = getattr(row, "opened", None)
        if opened is None:
            found[number].candidates += not row.closed_as
        elif forward:
            found[number].followed.append(opened)
        else:
            found[number].tracebacks.append(opened)


def totals(when: Since) -> dict[str, int]:
    """New complaints, about how many numbers, how many of them recorded, and how many had no number to be read."""
    return Complaint.objects.filter(imported_at__gte=when.at).aggregate(
        complaints=Count("pk"),
        numbers=Count("calling", ~Q(calling=""), distinct=True),
        recorded=Count("pk", Q(recorded=True)),
        unread=Count("pk", Q(calling="")),
    )
