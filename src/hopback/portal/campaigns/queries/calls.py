"""The calls of a campaign counted by the database: numbers, area codes, hours, what makes them suspicious (A1.7)."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Count, F, Max, Min, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast, Coalesce, ExtractHour, NullIf, Substr

from hopback.policy.article_1_campaigns import Counted
from hopback.policy.article_1_definitions import CHARACTERISTIC_LABELS
from hopback.portal.ground import phone
from hopback.portal.sourcing.models import Campaign, Candidate

MOST_NUMBERS = 15
MOST_AREAS = 12
SHOWN_AS = Coalesce(NullIf("incident__calling", Value("")), "incident__calling_raw")


@dataclass(frozen=True, slots=True)
class Sum:
    """All calls of a campaign at one look. `suspicious` has (label, calls), the most common first."""

    counted: Counted
    first_at: datetime | None
    last_at: datetime | None
    attestations: list[tuple[str, int]]
    suspicious: list[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class Number:
    """A number as people write it, and in how many calls or texts it stands."""

    shown: str
    calls: int
    first_at: datetime | None = None
    last_at: datetime | None = None
    e164: str = ""  # where it leads on to other pages


def calls_of(campaign: Campaign) -> QuerySet[Candidate]:
    """Calls that were made; a call-back number that is followed is none (A1.10)."""
    return Candidate.objects.filter(campaign=campaign, purpose=Candidate.Purpose.TRACEBACK)


def sum_of(campaign: Campaign) -> Sum:
    """One read, whatever the number of calls."""
    rows = calls_of(campaign).annotate(
        shown=SHOWN_AS,
        begins=Substr("incident__calling", 1, 8),  # +1, area code, exchange
        called_begins=Substr("incident__called", 1, 8),
        told=Cast("characteristics", TextField()),
    )
    grades = {f"signed_{grade}": Count("pk", filter=Q(incident__attestation=grade)) for grade in "ABC"}
    marks = {each.value: Count("pk", filter=Q(told__contains=f'"{each.value}"')) for each in CHARACTERISTIC_LABELS}
    found: dict[str, Any] = rows.aggregate(
        calls=Count("pk"),
        numbers=Count("shown", distinct=True),
        neighbours=Count("pk", filter=Q(begins=F("called_begins"), begins__startswith="+1")),
        no_numbers=Count("pk", filter=Q(incident__calling="")),
        unsigned=Count("pk", filter=Q(incident__attestation="")),
        first_at=Min("incident__called_at"),
        last_at=Max("incident__called_at"),
        **grades,
        **marks,
    )
    suspicious = [(label, found[each.value]) for each, label in CHARACTERISTIC_LABELS.items() if found[each.value]]
    signed = [(f"Attestation {grade}", found[f"signed_{grade}"]) for grade in "ABC" if found[f"signed_{grade}"]]
    return Sum(
        counted=Counted(**{name: found[name] for name in Counted.__dataclass_fields__}),
        first_at=found["first_at"],
        last_at=found["last_at"],
        attestations=signed + ([("No signature", found["unsigned"])] if found["unsigned"] else []),
        suspicious=sorted(suspicious, key=lambda one: -one[1]),
    )


def calling_numbers(campaign: Campaign) -> list[Number]:
    """Those that most calls showed. A calling number is a claim: proprietary, not CPNI."""
    rows = calls_of(campaign).annotate(shown=SHOWN_AS).values("shown")
    told = {"n": Count("pk"), "first_at": Min("incident__called_at"), "last_at": Max("incident__called_at")}
    most = rows.annotate(**told).order_by("-n", "-last_at")[:MOST_NUMBERS]
    return [Number(phone.shown(row["shown"]), row["n"], row["first_at"], row["last_at"]) for row in most]


def area_codes(campaign: Campaign) -> list[tuple[str, int]]:
    """Where the called numbers are at home: the area code and no digit more (XC.2, XC.3)."""
    rows = calls_of(campaign).filter(incident__called__startswith="+1").annotate(area=Substr("incident__called", 3, 3))
    return [
        (row["area"], row["n"])
        for row in rows.values("area").annotate(n=Count("pk")).order_by("-n", "area")[:MOST_AREAS]
    ]


def hours(campaign: Campaign, zone: str) -> list[int]:
    """How many calls came in each hour of the reader's day."""
    hour = ExtractHour("incident__called_at", tzinfo=ZoneInfo(zone))
    counted = Counter(dict(calls_of(campaign).annotate(hour=hour).values_list("hour").annotate(n=Count("pk"))))
    return [counted[each] for each in range(24)]


def followed_numbers(campaign: Campaign) -> Counter[str]:
    """Call-back numbers that were followed, as E.164 where they can be read (A1.10)."""
    rows = Candidate.objects.filter(campaign=campaign, purpose=Candidate.Purpose.TRACE_FORWARD)
    number = Coalesce(NullIf("incident__called", Value("")), "incident__called_raw")
    return Counter(dict(rows.annotate(number=number).values_list("number").annotate(n=Count("pk"))))
