"""Ribbon (Sonus) SBC, GSX and SWe: the accounting files (`*.ACT`), one row per event, its kind in the first cell.

STOP is a call that was answered, ATTEMPT one that was not; START and INTERMEDIATE rows are skipped, as a STOP follows.
Places up to the ingress trunk group are those of Ribbon's CDR field descriptions; those behind it are counted in the
order of its VSA mapping, and read only where what stands there looks right. Times are those of the node, in tenths; its
zone is told by the row. Before releases that write local time they were GMT: then `times = "gmt"` among the columns.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta, timezone, tzinfo
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

from ..reading import UTC, Row, Settings, Skipped
from ..record import CallRecord, Place, TimeOf
from . import fields, moments, text, widths
from .fields import RowError
from .moments import NoTimeError


class _Layout(NamedTuple):
    """Places from 1, as Ribbon counts them."""

    ended_on: int
    ended_at: int
    reason: int
    calling: int
    called: int
    before: int  # the called number before its first translation
    ingress_trunk: int
    ingress_sip: int
    dialled: int
    egress_trunk: int
    egress_sip: int
    incoming_calling: int
    global_id: int
    name: int
    ingress_remote: int
    egress_remote: int


LAYOUTS = {
    "STOP": _Layout(11, 12, 15, 20, 21, 24, 34, 52, 60, 68, 69, 70, 82, 106, 126, 33),
    "ATTEMPT": _Layout(105, 10, 12, 17, 18, 21, 31, 45, 53, 58, 59, 60, 72, 97, 116, 30),
}
_FINAL = 146  # of an ATTEMPT: 0 when another route was tried after it
_OTHERS = {
    "START": "a START row: the STOP row of its call holds it all",
    "INTERMEDIATE": "an INTERMEDIATE row: the STOP row of its call holds it all",
    "EVENT": "an EVENT row: not a call",
    "REBOOT": "the node started",
    "SWITCHOVER": "the node changed over to its other half",
    "SW_CHANGE": "the node's software changed",
}
_DATE = re.compile(r"\d\d/\d\d/\d{4}", re.A)
_CLOCK = re.compile(r"\d\d:\d\d:\d\d(?:\.\d)?", re.A)
_ID = re.compile(r"(?:0x)?[0-9A-Fa-f]{1,18}", re.A)
_DIGITS = re.compile(r"[+0-9A-Fa-f*#]{0,32}", re.A)
_ADDRESS = re.compile(r"\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?|\[?[0-9A-Fa-f]*:[0-9A-Fa-f:.]+\]?(?::\d+)?", re.A)
_ZONE = re.compile(r"gmt(minus|plus)?(\d\d)?(\d\d)?(?:-(.*))?", re.I)
_PLACES = {
    "eastern-us": "America/New_York", "central-us": "America/Chicago", "mountain-us": "America/Denver",
    "pacific-us": "America/Los_Angeles", "arizona-us": "America/Phoenix", "indiana-us": "America/Indiana/Indianapolis",
    "alaska": "America/Anchorage", "hawaii": "Pacific/Honolulu", "atlantic-canada": "America/Halifax",
}  # fmt: skip


class RibbonSbc:
    name = "ribbon-sbc"
    title = "Ribbon / Sonus SBC (ACT accounting files)"
    zoned = True

    def recognises(self, path: Path, head: bytes) -> float:
        kinds = [line.partition(",") for line in text.head_lines(head)[:40]]
        rows = [rest for kind, _, rest in kinds if kind in LAYOUTS or kind in _OTHERS]
        dated = sum(bool(_DATE.search(rest) and rest.count(",") > 20) for rest in rows)
        return 0.97 * dated / len(rows) if rows and len(rows) >= len(kinds) - 2 else 0.0

    def read(self, path: Path, settings: Settings, *, after_line: int = 0) -> Iterator[Row]:
        return fields.over_files(path, settings, after_line, _read)


def _read(path: Path, settings: Settings, after_line: int) -> Iterator[Row]:
    rows = (text.split(line)[0] or [""] for line in text.head_lines(text.head(path)))
    known = widths.usual(rows, lambda cells: cells[0])
    believed = frozenset().union(*known.values()) or None
    for row in text.rows(path, after_line=after_line, widths=believed):
        yield _row(row, known, settings, path)


def _row(row: text.Cells, known: widths.Widths, settings: Settings, path: Path) -> Row:
    kind, place = row.raw.partition(",")[0].strip(), Place(str(path), row.line)
    if kind in _OTHERS:
        return Skipped(place, _OTHERS[kind])
    if kind not in LAYOUTS and (row.line == 1 or "administratively closed" in row.raw):
        return Skipped(place, "the heading or the end of the file")
    try:
        if row.broken:
            raise RowError(row.broken)
        if kind not in LAYOUTS:
            raise RowError("its first cell is none of STOP, ATTEMPT, START …: the row is damaged")
        if why := widths.misfit(row.cells, known.get(kind, frozenset())):
            raise RowError(why)
        return _call(_Cells(row.cells), kind, place, settings)
    except (RowError, NoTimeError) as error:
        return text.rejected(path, row.line, str(error), row.raw)


class _Cells:
    """Cells by their places from 1; "" beyond the last one."""

    def __init__(self, cells: Sequence[str]) -> None:
        self._cells = [cell.strip() for cell in cells]
        if len(cells) < 34:
            raise RowError(f"the row has {len(cells)} cells; a whole one has well over a hundred: it is cut off")

    def __getitem__(self, place: int) -> str:
        return self._cells[place - 1] if place <= len(self._cells) else ""

    def checked(self, place: int, form: re.Pattern[str], what: str) -> str:
        """ "" or what has this form."""
        cell = self[place]
        if cell and not form.fullmatch(cell):
            raise RowError(f"“{cell[:40]}” in cell {place} is no {what}: the row lost or gained a comma")
        return cell

    def sub(self, place: int, number: int) -> str:
        """One of the values that stand between commas in one quoted cell."""
        values = self[place].split(",")
        return values[number - 1].strip() if values[0].upper().startswith("SIP") and len(values) >= number else ""


def _call(cells: _Cells, kind: str, place: Place, settings: Settings) -> CallRecord:
    at_places = LAYOUTS[kind]
    zone = UTC if settings.columns.get("times") == "gmt" else node_zone(cells[5]) or settings.zone
    begun = _moment(cells, 6, 7, zone)
    ended = _moment(cells, at_places.ended_on, at_places.ended_at, zone)
    if (at := begun or ended) is None:
        raise NoTimeError("neither a time of start nor one of disconnection is written")
    translated = cells.checked(at_places.called, _DIGITS, "telephone number")
    sent = cells.checked(at_places.calling, _DIGITS, "telephone number")
    calling = cells.checked(at_places.incoming_calling, _DIGITS, "telephone number") or sent
    before = cells.checked(at_places.before, _DIGITS, "telephone number")
    called = cells.checked(at_places.dialled, _DIGITS, "telephone number") or before or translated
    fields.somebody(calling, called)
    return CallRecord(
        at=at.at,
        precision_s=at.precision_s,
        time_of=TimeOf.SETUP if begun else TimeOf.END,
        answered_at=_answered(cells, kind, begun),
        ended_at=ended.at if ended else None,
        duration_s=_ticks(cells[14]) if kind == "STOP" else None,
        place=place,
        switch=settings.switch or cells[2],
        call=cells[at_places.global_id] or cells.checked(3, _ID, "accounting id"),
        leg=cells.checked(3, _ID, "accounting id"),
        calling=calling,
        called=called,
        calling_out=sent if sent != calling else "",
        called_out=translated if translated != called else "",
        dialled=before if before != called else "",
        caller_name=cells[at_places.name],
        ingress_trunk=cells[at_places.ingress_trunk],
        egress_trunk=cells[at_places.egress_trunk],
        source_ip=_remote(cells, at_places.ingress_remote),
        destination_ip=_remote(cells, at_places.egress_remote),
        ingress_call_id=cells.sub(at_places.ingress_sip, 2),
        egress_call_id=cells.sub(at_places.egress_sip, 2),
        code=_reason(cells[at_places.reason]),
        result="Q.850" if cells[at_places.reason] else "",
        attempt=kind == "ATTEMPT" and cells[_FINAL] == "0",
    )


def _moment(cells: _Cells, on: int, clock: int, zone: tzinfo) -> moments.Moment | None:
    date, hour = cells.checked(on, _DATE, "date"), cells.checked(clock, _CLOCK, "time")
    return moments.local(f"{date} {hour}", zone) if date and hour else None


def _answered(cells: _Cells, kind: str, begun: moments.Moment | None) -> datetime | None:
    waited = _ticks(cells[10]) if kind == "STOP" else None
    return begun.at + timedelta(seconds=waited) if begun and waited is not None else None


def _ticks(raw: str) -> float | None:
    """Lengths of time are counted in ticks of ten milliseconds."""
    return int(raw) / 100 if raw.isascii() and raw.isdecimal() and len(raw) < 10 else None


def _reason(raw: str) -> int | None:
    if raw and not (raw.isascii() and raw.isdecimal() and len(raw) < 6):
        raise RowError(f"“{raw[:40]}” is no reason of disconnection: the row lost or gained a comma")
    return int(raw) if raw else None


def _remote(cells: _Cells, place: int) -> str:
    """The address of the other side; our own stands in the cell before it."""
    ours, theirs = cells.checked(place - 1, _ADDRESS, "address"), cells.checked(place, _ADDRESS, "address")
    if ours and not theirs:
        raise RowError(f"cell {place} holds no address, the one before it does: the row lost or gained a comma")
    return fields.address(theirs)


def node_zone(name: str) -> tzinfo | None:
    """`gmtMinus05-Eastern-US`, `EST`, `America/Chicago`; None where nobody can tell."""
    if known := moments.zone_named(name):
        return known
    found = _ZONE.fullmatch(name.strip())
    if not found:
        return None
    sign, hours, minutes, where = found.groups()
    if where and where.lower() in _PLACES:
        return ZoneInfo(_PLACES[where.lower()])
    off = timedelta(hours=int(hours or 0), minutes=int(minutes or 0))
    return timezone(-off if sign and sign.lower() == "minus" else off) if off < timedelta(hours=24) else None
