"""The charts of summaries and reports, drawn by the house's own pen from their published tables alone."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.safestring import SafeString

from hopback.portal.layout.charts import Bar, Length, lengths, stacked
from hopback.portal.tracebacks.queries.endings import ORDER

KEPT_BACK = "st6"
LEGEND = [(colour, end.value) for end, colour in ORDER.items()]
LEGEND_KEPT_BACK = (KEPT_BACK, "Small numbers, kept back")
ANSWERS = ("st0", "st5", "st3")


def of(body: Mapping[str, Any]) -> dict[str, SafeString]:
    """By name: those that this body has numbers for."""
    tables = body["tables"]
    drawn: dict[str, SafeString] = {}
    if "months" in tables:
        drawn["months"] = _by_month(tables["months"], tuple(ORDER.values()), "Tracebacks by month and how they ended")
        drawn["requests"] = _by_month(tables["requests"], ANSWERS, "Requests by month, answered in time, late or never")
        drawn["years"] = _by_year(body)
    for name, colour in (("endings", "st0"), ("answers", "st5"), ("campaigns", "st0"), ("countries", "st1")):
        rows = [row for row in tables.get(name, {"rows": []})["rows"] if row[0] != "All"]
        if any(row[1] for row in rows):
            drawn[name] = lengths([Length(row[0], row[1], colour) for row in rows], said=_said(tables[name], rows))
    return drawn


def _said(table: Mapping[str, Any], rows: list[list[Any]]) -> str:
    """The chart in words: its largest number."""
    known = [row for row in rows if row[1] is not None]
    most = max(known, key=lambda row: row[1])
    return f"{table['title']}: most, {most[1]}, {most[0]}."


def _by_month(table: Mapping[str, Any], colours: tuple[str, ...], said: str) -> SafeString:
    """A column of a month whose total is kept back is not drawn; what is kept back of one is one grey part."""
    bars = []
    for name, total, *parts in table["rows"]:
        known = [part or 0 for part in parts] if total is not None else [0] * len(parts)
        bars.append(Bar(name[:3], (*known, (total or 0) - sum(known))))
    return stacked(bars, colours=[*colours, KEPT_BACK], said=f"{said}; the table beside it has the numbers.")


def _by_year(body: Mapping[str, Any]) -> SafeString:
    row = next(row for row in body["key"]["rows"] if row["name"] == "completed")
    bars = [Bar(year, (value or 0,)) for year, value in zip(body["key"]["columns"], row["values"], strict=True)]
    return stacked(bars, colours=["st0"], said="Tracebacks completed, year by year.")


def legend(body: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The colours of the chart by month, and the grey one where something is kept back in it."""
    rows = body["tables"].get("months", {"rows": []})["rows"]
    some = any(total is not None and None in parts for _, total, *parts in rows)
    return [*LEGEND, *([LEGEND_KEPT_BACK] if some else [])]


def of_ends(ends: Sequence[tuple[str, int]]) -> SafeString:
    """Exact, for staff."""
    rows = [Length(label, many, colour) for (label, many), colour in zip(ends, ORDER.values(), strict=True)]
    return lengths(rows, said="Tracebacks by the designation of their far end; the table has the numbers.")


def of_countries(countries: Sequence[tuple[str, int]]) -> SafeString:
    rows = [Length(label, many, "st1") for label, many in countries]
    return lengths(rows, said="Tracebacks by the country of the last provider; the table has the numbers.")
