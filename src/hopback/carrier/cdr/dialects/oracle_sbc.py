"""Oracle (Acme Packet) session border controllers: the local CDR files, one row per event of a call.

A Stop row (2) holds the whole call; Start (1) and Interim (3) rows are skipped. Both Call-IDs stand in it, so that it
bridges this back-to-back user agent. Places are those of Oracle's accounting guides S-C6.1 to S-CX6.4 and S-Cz9, told
apart by where the time of setup stands; what follows the first media flow is read only in the S-C6 and S-CX widths, as
the places of later releases could not be checked. Realms serve as trunks. `"` in names is not doubled by the switch.
"""

import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from ..reading import Row, Settings, Skipped
from ..record import CallRecord, Place, TimeOf
from . import fields, moments, text, widths
from .fields import RowError
from .moments import NoTimeError

START, STOP, INTERIM = "1", "2", "3"
_SKIPPED = {
    START: "a Start row: the Stop row of its call holds it all",
    INTERIM: "an Interim row: the Stop row of its call holds it all",
    "7": "accounting was switched on",
    "8": "accounting was switched off",
}
_STAMP = re.compile(r"\d\d:\d\d:\d\d(?:\.\d+)? [A-Z]{2,5} [A-Z][A-Za-z]{2} +\d{1,2} \d{4}", re.A)
_URI = re.compile(r"\s*(?:sips?|tel):([^@>\s]+)(@?)", re.I)
_FLOW = re.compile(r"\S*:\d+|\d*", re.A)
_SETUP = 13  # where a Stop row of S-CX6.2 and later has its time of setup, from 0; S-C6.1 has one cell less before it
_TAILS = {169: -1, 171: 0, 175: 0}  # widths of which the end is known, and how far it stands from S-CX6.2's


class OracleSbc:
    name = "oracle-sbc"
    title = "Oracle / Acme Packet SBC (local CDR files)"
    zoned = True

    def recognises(self, path: Path, head: bytes) -> float:
        rows = [split(line) for line in text.head_lines(head)[:40]]
        calls = [cells for cells in rows if len(cells) > 20 and cells[0] in (START, STOP, INTERIM)]
        good = sum(any(_STAMP.fullmatch(cell) for cell in cells[9:16]) for cells in calls)
        return 0.97 * good / len(rows) if rows else 0.0

    def read(self, path: Path, settings: Settings, *, after_line: int = 0) -> Iterator[Row]:
        return fields.over_files(path, settings, after_line, _read)


def split(line: str) -> list[str]:
    """The cells of a row: a quotation mark ends a cell only in front of a comma, all others belong to the value."""
    cells: list[str] = []
    parts: list[str] = []  # of a value with commas in it
    for cell in line.split(","):
        if parts:
            parts.append(cell)
            if cell[-1:] == '"':
                cells.append(",".join(parts)[1:-1])
                parts = []
        elif cell[:1] != '"':
            cells.append(cell)
        elif len(cell) > 1 and cell[-1] == '"':
            cells.append(cell[1:-1])
        else:
            parts = [cell]
    return [*cells, ",".join(parts)[1:]] if parts else cells


def _read(path: Path, settings: Settings, after_line: int) -> Iterator[Row]:
    known = widths.usual((split(line) for line in text.head_lines(text.head(path))), lambda cells: cells[0])
    for line in text.lines(path, after_line=after_line):
        if line.broken:
            yield text.rejected(path, line.number, line.broken, line.text)
        elif line.text.strip():
            yield _row(line, known.get(STOP, frozenset()), settings, path)


def _row(line: text.Line, known: frozenset[int], settings: Settings, path: Path) -> Row:
    cells, place = split(line.text), Place(str(path), line.number)
    if cells[0] in _SKIPPED and len(cells) > 3:
        return Skipped(place, _SKIPPED[cells[0]])
    try:
        if cells[0] != STOP:
            raise RowError(f"its first cell is “{cells[0][:40]}”; 1, 2 and 3 are Start, Stop and Interim")
        if why := widths.misfit(cells, known):
            raise RowError(why)
        return _call(cells, place, settings)
    except (RowError, NoTimeError) as error:
        return text.rejected(path, line.number, str(error), line.text)


def _call(cells: list[str], place: Place, settings: Settings) -> CallRecord:
    setup = next((at for at in (_SETUP - 1, _SETUP) if len(cells) > at and _STAMP.fullmatch(cells[at])), None)
    if setup is None or len(cells) < setup + 14:
        raise RowError("no time of setup stands in its 14th cell (or 13th), as in a Stop row: the row is damaged")
    at, ended = moments.local(cells[setup], settings.zone), _time(cells[setup + 2], settings)
    name, calling = _party(cells[setup - 4])
    called = _party(cells[setup - 3])[1]
    fields.somebody(calling, called)
    egress, ingress = _realms(cells, setup)
    tail = _Tail(cells)
    cause = cells[setup + 3]
    sent_to = tail.party(135)
    return CallRecord(
        at=at.at,
        precision_s=at.precision_s,
        time_of=TimeOf.SETUP,
        answered_at=_time(cells[setup + 1], settings),
        ended_at=ended,
        duration_s=fields.seconds(cells[setup - 1]),
        place=place,
        switch=settings.switch or cells[1],
        call=cells[3],
        calling=calling,
        called=called,
        caller_name=name,
        calling_asserted=tail.party(125),
        diverted_from=tail.party(130),
        called_out=sent_to if sent_to != called else "",
        ingress_trunk=ingress,
        egress_trunk=egress,
        source_ip=fields.address(tail.cell(127)) or cells[setup + 13],
        destination_ip=fields.address(tail.cell(129)),
        ingress_call_id=cells[4],
        egress_call_id=cells[5],
        code=fields.sip_code(tail.cell(134)) or _cause(cause),
        result="" if fields.sip_code(tail.cell(134)) or _cause(cause) is None else "Q.850",
    )


def _time(raw: str, settings: Settings) -> datetime | None:
    """Empty, or zeros, where the call did not come that far."""
    if not raw.strip("0:. "):
        return None
    if not _STAMP.fullmatch(raw):
        raise RowError(f"“{raw[:40]}” stands where a time should: the row lost or gained a comma")
    return moments.local(raw, settings.zone).at


def _party(raw: str) -> tuple[str, str]:
    """Display name and number of a From or To header, whole as the switch writes it."""
    name, bracket, rest = raw.rpartition("<")
    if found := _URI.match(rest):
        user, at = found.groups()
        return name.strip(' "') if bracket else "", "" if not at and fields.address(user) != user else user
    return "", raw.strip()


def _realms(cells: list[str], setup: int) -> tuple[str, str]:
    """Egress and ingress. Releases differ in their order: the first media flow comes in on the ingress realm."""
    egress, ingress, flow, incoming = cells[setup + 8], cells[setup + 9], cells[setup + 10], cells[setup + 12]
    if not _FLOW.fullmatch(flow):
        raise RowError(f"“{flow[:40]}” stands where the media flow should: the row lost or gained a comma")
    return (ingress, egress) if incoming and incoming == egress != ingress else (egress, ingress)


def _cause(raw: str) -> int | None:
    return int(raw) if raw.isascii() and raw.isdecimal() and 0 < int(raw[:6]) < 128 else None


class _Tail:
    """The cells behind the media flows, by their places in S-CX6.2, from 0; "" in rows of other widths."""

    def __init__(self, cells: list[str]) -> None:
        self._cells = cells
        self._shift = _TAILS.get(len(cells))

    def cell(self, place: int) -> str:
        return "" if self._shift is None else self._cells[place + self._shift].strip()

    def party(self, place: int) -> str:
        return _party(self.cell(place))[1]
