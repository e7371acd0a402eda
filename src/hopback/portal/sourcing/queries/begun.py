"""What a candidate begins with where somebody comes from a number that was complained about (A1.7, A1.10)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import Count, Max, Min, Q

from ..models import Campaign, Candidate, Complaint


def begun(asked: Mapping[str, str]) -> dict[str, Any]:
    """Initial values of the form: the number, who told of it and what was told; nothing that a person has to judge.

    `asked`: `purpose`, `number` in E.164, perhaps `campaign`."""
    number, purpose = asked.get("number", "")[:20], asked.get("purpose", "")
    if purpose not in Candidate.Purpose.values or not number:
        return {}
    forward = purpose == Candidate.Purpose.TRACE_FORWARD
    campaign = Campaign.objects.filter(public_id=asked.get("campaign", ""), merged_into=None).first()
    found: dict[str, Any] = {"purpose": purpose, "called" if forward else "calling": number}
    if campaign:
        found["campaign"] = campaign.public_id
    return found | _told(number, campaign, forward=forward)


def _told(number: str, campaign: Campaign | None, *, forward: bool) -> dict[str, Any]:
    rows = Complaint.objects.filter(Q(calling=number) | Q(call_back=number))
    told = rows.aggregate(
        n=Count("pk"), recorded=Count("pk", Q(recorded=True)), first=Min("complained_at"), last=Max("complained_at")
    )
    said = [f"The calls of {campaign.name} ask to call this number back."] if campaign and forward else []
    if not told["n"]:
        return {"evidence": " ".join(said)} if said else {}
    newest = rows.select_related("source").order_by("-called_at", "pk")[0]
    names = sorted(set(rows.order_by().values_list("source__name", flat=True)))
    many = "1 complaint" if told["n"] == 1 else f"{told['n']} complaints"
    days = _days(told["first"], told["last"])
    said.append(f"{many} about it ({', '.join(names)}; {days}); {told['recorded']} of a recorded message.")
    subjects = rows.exclude(subject="").values_list("subject").annotate(n=Count("pk")).order_by("-n", "subject")[:3]
    if about := [f"{subject} ({n})" for subject, n in subjects]:
        said.append(f"About: {'; '.join(about)}.")
    moment = newest.called_at.isoformat(timespec="seconds")
    return {"evidence": " ".join(said), "called_at": moment, "source": newest.source.public_id}


def _days(first: datetime, last: datetime) -> str:
    """`20 Oct 2026`, `28 Sep to 20 Oct 2026`, `6 Jul 2021 to 20 Oct 2026`."""
    end = f"{last.day} {last:%b %Y}"
    if first.date() == last.date():
        return end
    begin = f"{first.day} {first:%b}" if first.year == last.year else f"{first.day} {first:%b %Y}"
    return f"{begin} to {end}"
