"""How long providers take to answer, as a distribution: a person is judged on more than a count (XA.3)."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta

from hopback.policy.figures import RETURN_RESULTS
from hopback.portal.layout.charts import Box

from .figures import requests_since, with_first_answer

MOST = 8


def response_times(days: int, now: datetime, most: int = MOST) -> list[Box]:
    """The most asked providers of the last days, the fastest first. Silence counts as long as it has lasted."""
    hops, within = with_first_answer(requests_since(now - timedelta(days=days), now)), RETURN_RESULTS.length
    hours: dict[tuple[int, str], list[float]] = defaultdict(list)
    good: dict[tuple[int, str], int] = defaultdict(int)
    rows = hops.values_list("provider", "provider__name", "received_at", "first_at", "over_at")
    for pk, name, received_at, first_at, over_at in rows:
        if first_at is None and received_at + within > now:
            continue  # still has time
        took = (first_at or over_at or now) - received_at
        hours[pk, name].append(max(took.total_seconds(), 0) / 3600)
        good[pk, name] += first_at is not None and took <= within
    asked = sorted(hours, key=lambda who: -len(hours[who]))[:most]
    boxes = [_box(who[1], sorted(hours[who]), good[who]) for who in asked]
    return sorted(boxes, key=lambda box: box.median)


def _box(name: str, hours: Sequence[float], good: int) -> Box:
    p10, q1, middle, q3, p90 = (quantile(hours, share) for share in (0.10, 0.25, 0.50, 0.75, 0.90))
    return Box(name, len(hours), p10, q1, middle, q3, p90, good / len(hours))


def quantile(ordered: Sequence[float], share: float) -> float:
    """Linear between neighbours; one value is every quantile of itself."""
    place = share * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)


def sentence(boxes: Sequence[Box], days: int) -> str:
    """The chart in words."""
    goal = RETURN_RESULTS.amount
    quick = sum(1 for box in boxes if box.median <= goal)
    slow = ", ".join(f"{box.name} has a median of {box.median:.1f} hours" for box in boxes if box.median > goal)
    said = f"Hours from request to answer for the {len(boxes)} most asked providers, last {days} days. "
    said += f"{quick} of {len(boxes)} have a median within {goal} hours"
    return f"{said}; {slow}." if slow else f"{said}."
