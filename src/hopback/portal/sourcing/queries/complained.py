"""What consumers complained about: by number, with the candidates that a number has (A1.7)."""

from typing import Any

from django.db.models import Count, Max, Q, QuerySet

from ..models import Candidate, Complaint


def numbers(q: str = "", alone: bool = False) -> QuerySet[Any]:
    """Calling numbers with their complaints, most first; `alone`: only those that no candidate tells of."""
    rows = Complaint.objects.exclude(calling="")
    if digits := "".join(sign for sign in q if sign.isdigit()):
        rows = rows.filter(calling__contains=digits)
    elif q.strip():
        rows = rows.filter(Q(subject__icontains=q.strip()) | Q(state__iexact=q.strip()))
    if alone:
        rows = rows.exclude(calling__in=Candidate.objects.values("incident__calling"))
    counted = rows.values("calling").annotate(
        complaints=Count("pk"),
        recorded=Count("pk", Q(recorded=True)),
        states=Count("state", distinct=True),
        last=Max("complained_at"),
    )
    return counted.order_by("-complaints", "-last", "calling")


def totals() -> dict[str, Any]:
    """How many, about how many numbers, up to when, and by subject."""
    found = Complaint.objects.aggregate(
        complaints=Count("pk"),
        numbers=Count("calling", ~Q(calling=""), distinct=True),
        last=Max("complained_at"),
        odd=Count("pk", ~Q(odd="")),
    )
    by_subject = Complaint.objects.values_list("subject").annotate(n=Count("pk")).order_by("-n", "subject")[:8]
    return {**found, "subjects": list(by_subject)}
