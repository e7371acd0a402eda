"""Cisco BroadWorks application servers: accounting files, one row for each user's part in a call.

No heading; a comma inside a value is written `\\,`. Only rows of type Normal are calls. Places are those of BroadWorks'
accounting interface (R22). Times are in UTC. An Originating row is a call that the user made: it came in from the
user's device and went out by the route; of a Terminating row it is the other way round.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from ..reading import UTC, Row, Settings, Skipped
from ..record import CallRecord, Direction, Place
from . import fields, moments, text, widths
from .fields import RowError
from .moments import NoTimeError

_TYPES = ("Normal", "Start", "End", "Interim", "Failover", "Long Duration", "Cancel", "Mid-call")
_ESCAPED = re.compile(r"\\(.)")
_SPLIT = re.compile(r"(?<!\\),")
_STAMP = re.compile(r"\d{14}(?:\.\d{1,3})?", re.A)
_OUT, _IN = "Originating", "Terminating"
_WIDTH = 34  # cells up to the account code


class Broadworks:
    name = "broadworks"
    title = "Cisco BroadWorks (accounting files)"
    zoned = True

    def recognises(self, path: Path, head: bytes) -> float:
        rows = [_cells(line) for line in text.head_lines(head)[:40]]
        known = [cells for cells in rows if len(cells) > 2 and cells[2] in _TYPES]
        calls = [cells for cells in known if cells[2] == "Normal"]
        good = sum(len(c) >= _WIDTH and c[5] in (_IN, _OUT) and bool(_STAMP.fullmatch(c[9])) for c in calls)
        return 0.95 * good / len(calls) if calls and len(known) >= len(rows) - 1 else 0.0

    def read(self, path: Path, settings: Settings, *, after_line: int = 0) -> Iterator[Row]:
        return fields.over_files(path, settings, after_line, _read)


def _cells(line: str) -> list[str]:
    if "\\" not in line:
        return [cell.strip() for cell in line.split(",")]
    return [(_ESCAPED.sub(r"\1", cell) if "\\" in cell else cell).strip() for cell in _SPLIT.split(line)]


def _read(path: Path, settings: Settings, after_line: int) -> Iterator[Row]:
    rows = (_cells(line) for line in text.head_lines(text.head(path)))
    known = widths.usual(rows, lambda cells: cells[2] if len(cells) > 2 else "")
    for line in text.lines(path, after_line=after_line):
        if line.broken:
            yield text.rejected(path, line.number, line.broken, line.text)
        elif line.text.strip():
            yield _row(line, known.get("Normal", frozenset()), settings, path)


def _row(line: text.Line, known: frozenset[int], settings: Settings, path: Path) -> Row:
    cells, place = _cells(line.text), Place(str(path), line.number)
    kind = cells[2] if len(cells) > 2 else ""
    if kind in _TYPES and kind != "Normal":
        return Skipped(place, f"a row of type {kind}, not a call")
    if line.number == 1 and len(cells) < _WIDTH:
        return Skipped(place, "the heading of the file")
    try:
        if kind != "Normal":
            raise RowError(f"its type is “{kind[:40]}”, not Normal: the row is damaged")
        if why := widths.misfit(cells, known):
            raise RowError(why)
        return _call(cells, place, settings)
    except (RowError, NoTimeError) as error:
        return text.rejected(path, line.number, str(error), line.text)


def _call(cells: Sequence[str], place: Place, settings: Settings) -> CallRecord:
    if len(cells) < _WIDTH or cells[5] not in (_IN, _OUT):
        raise RowError("its sixth cell is neither Originating nor Terminating: the row is damaged")
    at = moments.compact(cells[9], UTC)
    fields.somebody(cells[6], cells[8])
    device, network = (cells[26], cells[27]), (cells[23], cells[24])
    ingress, egress = (device, network) if cells[5] == _OUT else (network, device)
    redirected = cells[38] if len(cells) > 38 else ""
    return CallRecord(
        at=at.at,
        precision_s=at.precision_s,
        answered_at=_time(cells[12]),
        ended_at=(ended := _time(cells[13])),
        duration_s=(ended - answered).total_seconds() if ended and (answered := _time(cells[12])) else None,
        place=place,
        switch=settings.switch,
        call=cells[44] if len(cells) > 44 and cells[44] else cells[0],
        leg=cells[0],
        direction=Direction.OUTBOUND if cells[5] == _OUT else Direction.INBOUND,
        calling=cells[6],
        called=cells[8],
        dialled=cells[17] if cells[17] != cells[8] else "",
        called_out=cells[20] if cells[20] != cells[8] else "",
        diverted_from=redirected,
        ingress_trunk=ingress[0],
        source_ip=_address(ingress[0]),
        ingress_call_id=ingress[1],
        egress_trunk=egress[0],
        destination_ip=_address(egress[0]),
        egress_call_id=egress[1],
        account=cells[3],
        code=int(cells[14]) if cells[14].isascii() and cells[14].isdecimal() and len(cells[14]) < 4 else None,
        result="Q.850" if cells[14] else "",
    )


def _time(raw: str) -> datetime | None:
    if not raw:
        return None
    if not _STAMP.fullmatch(raw):
        raise RowError(f"“{raw[:40]}” stands where a time should: the row lost or gained a comma")
    return moments.compact(raw, UTC).at


def _address(raw: str) -> str:
    found = fields.address(raw)
    return found if found.count(".") == 3 and found[0].isdecimal() and found[-1].isdecimal() else ""
