"""The charts of a campaign, drawn by the house's own pen, each with its sentence."""

from collections.abc import Sequence
from datetime import date

from django.utils.safestring import SafeString

from hopback.portal.layout.charts import Bar, stacked

LAST_MONTHS = 12


def unit_of(most: int) -> tuple[int, str]:
    """In what a chart counts, so that its figures stay short."""
    for size, name in ((1_000_000, "million calls"), (1_000, "thousand calls")):
        if most >= 10 * size:
            return size, name
    return 1, "calls"


def volumes(months: Sequence[tuple[date, int]], name: str) -> tuple[SafeString, str]:
    """The chart of the last months, and the unit it counts in."""
    last = months[-LAST_MONTHS:]
    size, unit = unit_of(max(calls for _, calls in last))
    bars = [Bar(f"{month:%b}", (round(calls / size),)) for month, calls in last]
    said = f"Volume of {name} by month, in {unit}; the latest is {last[-1][1]:,} in {last[-1][0]:%B %Y}."
    return stacked(bars, colours=["st0"], said=said), unit


def hours(counted: Sequence[int]) -> SafeString:
    """Two hours in each column: twelve labels can be read on a phone, 24 cannot."""
    pairs = [(f"{hour:02d}", (counted[hour] + counted[hour + 1],)) for hour in range(0, 24, 2)]
    most = max(range(24), key=lambda hour: counted[hour])
    said = f"Calls by hour of the reader's day; most, {counted[most]}, between {most:02d}:00 and {most + 1:02d}:00."
    return stacked([Bar(label, part) for label, part in pairs], colours=["st5"], said=said)
