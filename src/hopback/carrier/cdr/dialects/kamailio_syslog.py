"""Kamailio's accounting lines in syslog or on its error output: `ACC: transaction answered: timestamp=…;method=…`,
and those of whole calls, `log_write_cdr(): start_time=…; end_time=…; …`.

Without `log_extra` such a line names no number; it is rejected with that reason, for nobody could ever find it.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from ..reading import Row, Settings, Skipped
from ..record import Place
from . import fields, kamailio, text
from .fields import RowError

_LINE = re.compile(r"ACC: ([a-z ]+): (timestamp=.*)", re.S)
_CALL = re.compile(r"log_write_cdr\(\): (start_time=.*)|: (start_time=[\d.]+; end_time=[\d.]+; duration=.*)", re.S)
_TRACES = (
    "log_write_cdr",
    "; end_time=",
    "start_time=",
    "ACC: ",
    "acc_log_request",
    "transaction answered: ",
    "call missed: ",
    "timestamp=",
    "call_id=",
)
_OF_IDENTITY = frozenset(("info", "alg", "ppt"))  # parameters of the Identity header, which hold the same semicolon
_STARTS = {
    "timestamp": "time",
    "time_exten": "time_exten",
    "code": "sip_code",
    "reason": "sip_reason",
    "call_id": "callid",
}


class KamailioSyslog:
    name = "kamailio-syslog"
    title = "Kamailio acc lines in syslog"
    zoned = True

    def recognises(self, path: Path, head: bytes) -> float:
        lines = text.head_lines(head)
        hits = sum(bool(_LINE.search(line) or _CALL.search(line)) for line in lines)
        return 0.0 if not hits else 0.85 + 0.1 * hits / len(lines)

    def read(self, path: Path, settings: Settings, *, after_line: int = 0) -> Iterator[Row]:
        return fields.over_files(path, settings, after_line, _read)


def _read(path: Path, settings: Settings, after_line: int) -> Iterator[Row]:
    shapes: dict[tuple[str, ...], kamailio.Shape] = {}

    def make(row: text.Cells) -> Row:
        place = Place(str(path), row.line)
        found = _LINE.search(row.raw) or _CALL.search(row.raw)
        if not found:
            if any(trace in row.raw for trace in _TRACES):
                raise RowError("it looks like a line of accounting, but is damaged or cut off")
            return Skipped(place, "no line of accounting")
        told = _pairs(found[2]) if found.re is _LINE else _call(found[1] or found[2])
        keys = tuple(told)
        if keys not in shapes:
            if len(shapes) > 1000:
                shapes.clear()
            there = {ours: theirs for ours, theirs in settings.columns.items() if theirs.lower() in keys}
            shapes[keys] = kamailio.shape(keys, Settings(zone=settings.zone, columns=there))
        shape = shapes[keys]
        if found.re is _LINE and not shape.transaction:
            raise RowError("the line names no method: it is damaged or cut off")
        return kamailio.call([*told.values(), ""], shape, place, settings)

    yield from fields.made(path, _rows(path), make, after_line=after_line)


def _pairs(raw: str) -> dict[str, str]:
    """The values by their names. A semicolon within a value belongs to it when no known way of writing begins there."""
    found: dict[str, str] = {}
    last = ""
    for part in raw.split(";"):
        key, equals, value = part.partition("=")
        if last and (not equals or not key.isidentifier() or (last == "identity" and key in _OF_IDENTITY)):
            found[last] += ";" + part
        else:
            last = _STARTS.get(key, key).lower()
            found[last] = value
    if found.get("time_exten"):
        found["time_attr"] = found.get("time", "")
    return found


def _call(raw: str) -> dict[str, str]:
    return _pairs(raw.rstrip("; ").replace("; ", ";"))


def _rows(path: Path) -> Iterator[text.Cells]:
    return (text.Cells(line.number, [], line.text, line.broken) for line in text.lines(path) if line.text.strip())
