"""The report as JSON and as CSV: the same figures as the page, for programs and spreadsheets."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from .figures import Call
from .report import Report
from .scoring import LOOK_AT, Scored
from .steps import Place, steps

_HEAD = (
    "rank", "name", "known_as", "score", "look_at", "calls", "calls_a_day", "answered_share", "short_share_of_answered",
    "mean_talk_s", "called_numbers", "calling_numbers", "area_codes", "neighbour_share", "sequential_share", "invalid",
    "unassigned", "listed", "from_abroad_with_1", "why",
)  # fmt: skip
_CALLS = ("who", "at_utc", "calling", "called", "talk_s", "why", "source", "line")


def as_object(report: Report, place: Place) -> dict[str, Any]:
    return {
        "made_at": report.made_at.isoformat(),
        "days": list(report.days),
        "days_counted_now": report.new_days,
        "calls": report.calls,
        "look_at_from": LOOK_AT,
        "all_customers": report.all_customers,
        "left_out": {measure.value: list(needs) for measure, needs in report.left_out.items()},
        "suspects": [each.figures.name for each in report.suspects],
        "calls_by_day": dict(report.by_day),
        "calls_by_hour_utc": list(report.by_hour),
        "customers": [one_as_object(each, place) for each in report.customers],
        "upstreams": [one_as_object(each, place) for each in report.upstreams],
        "numbers": [one_as_object(each, place) for each in report.numbers],
    }


def one_as_object(one: Scored, place: Place) -> dict[str, Any]:
    f = one.figures
    found: dict[str, Any] = {
        "what": f.what.value, "name": f.name, "known_as": f.known_as, "score": one.score, "look_at": one.suspect,
        "first_at": f.first_at.isoformat(), "last_at": f.last_at.isoformat(), "seen_with": list(f.seen_with),
        "figures": f.as_object(),
        "signs": [
            {"name": s.name, "points": round(s.points, 1), "sentence": s.sentence,
             "characteristic": s.characteristic.value if s.characteristic else ""} for s in one.signs
        ],
        "evidence": [_call(call) for call in f.exact.evidence] if f.exact else [],
    }  # fmt: skip
    if one.suspect:
        found["next"] = [
            {"step": s.what.value, "label": s.label, "why": s.why, "command": s.command, "link": s.link}
            for s in steps(one, place)
        ]
    return found


def _call(call: Call) -> dict[str, Any]:
    return {
        "at": call.at.isoformat(), "calling": number(call.calling), "called": number(call.called),
        "talk_s": call.talk_s, "why": list(call.why), "source": call.source, "line": call.line,
    }  # fmt: skip


def number(key: int) -> str:
    return f"+{key}" if key else ""


def ranking_csv(found: Iterable[Scored]) -> str:
    return _csv(_HEAD, (_ranked(rank, each) for rank, each in enumerate(found, 1)))


def calls_csv(report: Report) -> str:
    """The evidence of everybody who is to be looked at, with the called numbers: for the house alone."""
    return _csv(_CALLS, (row for each in report.suspects for row in _evidence(each)))


def _ranked(rank: int, one: Scored) -> list[object]:
    said: Mapping[str, object] = {
        "rank": rank, "name": one.figures.name, "known_as": one.figures.known_as, "score": one.score,
        "look_at": "yes" if one.suspect else "no", "why": " ".join(sign.sentence for sign in one.signs),
    } | dict(one.figures.as_object())  # fmt: skip
    return [said[name] for name in _HEAD]


def _evidence(one: Scored) -> Iterator[list[object]]:
    for call in one.figures.exact.evidence if one.figures.exact else ():
        said = _call(call)
        yield [one.figures.name, said["at"], said["calling"], said["called"], said["talk_s"], "; ".join(call.why),
               call.source, call.line]  # fmt: skip


def _csv(head: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(head)
    writer.writerows([_cell(cell) for cell in row] for row in rows)
    return text.getvalue()


def _cell(cell: object) -> object:
    """No formula: a text that begins as one is led by a quote. Numbers with their plus stay numbers."""
    if cell is None:
        return ""
    if isinstance(cell, str) and cell[:1] in ("=", "+", "-", "@", "\t", "\r") and not cell[1:].isdigit():
        return "'" + cell
    return cell
