"""Cisco Unified Communications Manager: a heading of names, a line of their types, one row per leg of a call.

Read by name, as the order grows with every release. Times count seconds from 1970 in UTC, 0 for never; addresses are
IPv4 in a signed number, its first byte the lowest. Names and meanings are those of Cisco's CDR administration guide.
Call-IDs are cut to 32 signs by CUCM, so that they would match nothing: they are left out.
"""

import ipaddress
import struct
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path

from ..reading import Rejected, Row, Settings, Skipped, UnreadableError
from ..record import CallRecord, Place, TimeOf
from . import fields, moments, text
from .fields import RowError
from .moments import NoTimeError

_NEEDED = (
    "cdrrecordtype", "globalcallid_callid", "datetimeorigination", "callingpartynumber", "originalcalledpartynumber",
)  # fmt: skip
_TYPES = ("INTEGER", "VARCHAR", "UNIQUEIDENTIFIER")
_CALL, _QUALITY = "1", "2"  # cdrRecordType: a call; its media (CMR)


class Cucm:
    name = "cucm"
    title = "Cisco CUCM (CDR flat files)"
    zoned = True

    def recognises(self, path: Path, head: bytes) -> float:
        lines = text.head_lines(head)
        return 0.99 if lines and set(_NEEDED) <= set(_names(lines[0])) else 0.0

    def read(self, path: Path, settings: Settings, *, after_line: int = 0) -> Iterator[Row]:
        return fields.over_files(path, settings, after_line, _read)


def _names(heading: str) -> list[str]:
    cells, _ = text.split(heading)
    return [name.strip().lower() for name in cells or []]


def _read(path: Path, settings: Settings, after_line: int) -> Iterator[Row]:
    rows = text.rows(path)
    heading = next(rows, None)
    if heading is None:
        return
    names = _names(heading.raw)
    if missing := [name for name in _NEEDED if name not in names]:
        raise UnreadableError(f"{path} does not begin with the names of CUCM's columns: {missing[0]} is missing.")
    if after_line < heading.line:
        yield Skipped(Place(str(path), heading.line), "the names of the columns")
    for row in rows:
        if row.line > after_line:
            yield _row(row, names, settings, path)


def _row(row: text.Cells, names: list[str], settings: Settings, path: Path) -> Row:
    place = Place(str(path), row.line)
    if row.broken:
        return text.rejected(path, row.line, row.broken, row.raw)
    if all(cell.strip().upper().startswith(_TYPES) for cell in row.cells):
        return Skipped(place, "the types of the columns")
    if len(row.cells) != len(names):
        return _bad(row, path, f"the row has {len(row.cells)} cells, the heading {len(names)}")
    cells = dict(zip(names, (cell.strip() for cell in row.cells), strict=True))
    kind = cells["cdrrecordtype"]
    if kind == _QUALITY:
        return Skipped(place, "a record of the quality of the media (CMR), not of a call")
    try:
        if kind != _CALL:
            raise RowError(f"cdrRecordType is “{kind[:40]}”; 1 is a call: the row is damaged")
        return _call(cells, place, settings)
    except (RowError, NoTimeError) as error:
        return _bad(row, path, str(error))


def _bad(row: text.Cells, path: Path, reason: str) -> Rejected:
    return text.rejected(path, row.line, reason, row.raw)


def _call(cells: Mapping[str, str], place: Place, settings: Settings) -> CallRecord:
    def get(name: str) -> str:
        return cells.get(name.lower(), "")

    begun, ended = _time(get("dateTimeOrigination")), _time(get("dateTimeDisconnect"))
    if (at := begun or ended) is None:
        raise NoTimeError("dateTimeOrigination and dateTimeDisconnect are both 0: nothing says when this call was")
    called = get("originalCalledPartyNumber") or get("finalCalledPartyNumber")
    final = get("finalCalledPartyNumber")
    sent = get("outpulsedCalledPartyNumber") or final
    calling, calling_sent = get("callingPartyNumber"), get("outpulsedCallingPartyNumber")
    fields.somebody(calling, called)
    return CallRecord(
        at=at,
        time_of=TimeOf.SETUP if begun else TimeOf.END,
        answered_at=_time(get("dateTimeConnect")),
        ended_at=ended,
        duration_s=fields.seconds(get("duration")),
        place=place,
        switch=settings.switch or get("globalCallId_ClusterID"),
        call=f"{get('globalCallID_callManagerId')}/{get('globalCallID_callId')}",
        leg=get("pkid"),
        calling=calling,
        called=called,
        calling_out=calling_sent if calling_sent != calling else "",
        called_out=sent if sent != called else "",
        diverted_from=called if final and final != called else "",
        ingress_trunk=get("origDeviceName"),
        egress_trunk=get("destDeviceName"),
        source_ip=_address(get("origIpv4v6Addr"), get("origIpAddr")),
        destination_ip=_address(get("destIpv4v6Addr"), get("destIpAddr")),
        account=get("clientMatterCode"),
        code=(cause := _cause(get("origCause_value"), get("destCause_value"))),
        result="" if cause is None else "Q.850",
    )


def _time(raw: str) -> datetime | None:
    return moments.epoch(raw).at if raw.strip("0") else None


def _address(written: str, number: str) -> str:
    """Newer releases write addresses out as well; 0 and "" are unknown."""
    if written:
        return written
    if not number.strip("0"):
        return ""
    try:
        return str(ipaddress.IPv4Address(struct.pack("<i", int(number))))
    except (ValueError, struct.error) as error:
        raise RowError(f"“{number[:40]}” is no IPv4 address in a signed number, as CUCM writes them") from error


def _cause(*raws: str) -> int | None:
    """The first Q.850 cause that is not 0."""
    numbers = (int(raw) for raw in raws if raw.isascii() and raw.isdecimal() and len(raw) < 10)
    return next((number for number in numbers if number), None)
