"""What an Asterisk record says, whichever of its back-ends wrote it: channels, dial strings, and the true time.

Times are local and without a zone, but a unique id begins with the second in UTC at which the channel was made.
"""

import re
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, tzinfo
from functools import lru_cache
from typing import Any

from ..reading import Settings
from ..record import CallRecord, Direction, Place
from . import fields, moments
from .fields import RowError
from .moments import Moment

DISPOSITIONS = frozenset(("ANSWERED", "NO ANSWER", "BUSY", "FAILED", "CONGESTION", "UNKNOWN", "NOANSWER"))
FLAGS = frozenset(("DOCUMENTATION", "BILLING", "OMIT", "IGNORE", "DEFAULT", "UNKNOWN", "1", "2", "3", "0", ""))
USUAL: Mapping[str, Sequence[str]] = {  # Asterisk's own words, and those of the tables people make for it
    "calling": ("src", "callerid(num)", "cnum"),
    "called": ("dst",),
    "dialled": ("did",),
    "clid": ("clid", "callerid"),
    "channel": ("channel",),
    "dstchannel": ("dstchannel",),
    "lastapp": ("lastapp",),
    "lastdata": ("lastdata",),
    "start": ("start", "calldate", "eventtime", "at", "start_time"),
    "answer": ("answer", "answerdate", "answered_at"),
    "end": ("end", "hangupdate", "enddate", "ended_at"),
    "duration": ("duration",),
    "billsec": ("billsec",),
    "result": ("disposition",),
    "amaflags": ("amaflags",),
    "account": ("accountcode",),
    "uniqueid": ("uniqueid",),
    "linkedid": ("linkedid",),
    "sequence": ("sequence",),
    "source_ip": ("peerip", "recvip", "channel(peerip)", "channel(recvip)"),
    "ingress_call_id": ("sipcallid", "callid", "channel(callid)", "channel(pjsip,call-id)"),
    "diverted_from": ("rdnis", "callerid(rdnis)"),
}
_OWN = frozenset((
    "clid", "channel", "dstchannel", "lastapp", "lastdata", "start", "answer", "end", "duration", "billsec", "uniqueid",
    "linkedid", "sequence", "result", "switch", "called_out", "ingress_trunk",
))  # fmt: skip
_DIRECT = tuple(f for f in fields.TEXTS if f not in ("switch", "call", "leg", "called_out", "ingress_trunk"))
_UNIQUE = re.compile(r"(?:(.+)-)?(\d{9,10})", re.A | re.S)  # before its dot
_INSIDE = frozenset(("Local", "Surrogate", "Message", "Bridge", "AsyncGoto", "Parked"))
_HEX = frozenset("0123456789abcdefABCDEF")
_NEVER = frozenset(("0000-00-00 00:00:00", "0"))
_DAY = 26 * 3600  # a unique id further from the record's own time belongs to another call, or is damaged
_REMEMBERED = 4096


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """Where the cells of a row stand; -1 is a last, empty cell for what is not there."""

    direct: tuple[tuple[str, int], ...]  # fields that are taken as they are
    clid: int = -1
    channel: int = -1
    dstchannel: int = -1
    lastapp: int = -1
    lastdata: int = -1
    start: int = -1
    answer: int = -1
    end: int = -1
    duration: int = -1
    billsec: int = -1
    uniqueid: int = -1
    linkedid: int = -1
    sequence: int = -1
    result: int = -1
    switch: int = -1
    called_out: int = -1
    ingress_trunk: int = -1

    @property
    def numbered(self) -> bool:
        return any(name in ("calling", "called") for name, _ in self.direct)


@dataclass(slots=True)
class Seen:
    """Unique ids of the last rows: a further unanswered row of a call is an attempt, or its end told again."""

    ids: OrderedDict[str, None] = field(default_factory=OrderedDict)

    def again(self, unique: str) -> bool:
        if not unique or unique in self.ids:
            return bool(unique)
        self.ids[unique] = None
        if len(self.ids) > _REMEMBERED:
            self.ids.popitem(last=False)
        return False


def shape(names: Sequence[str], settings: Settings) -> Shape:
    places = fields.arranged(names, USUAL, settings)
    own = {name: place for name, place in places.items() if name in _OWN}
    return Shape(direct=tuple((f, places[f]) for f in _DIRECT if f in places), **own)


def call(cells: list[str], at: Shape, place: Place, settings: Settings, seen: Seen) -> CallRecord:
    """`cells` with one empty cell more at their end. Raises `RowError` or `NoTimeError`."""
    told: dict[str, Any] = {name: cells[where] for name, where in at.direct}
    unique, channel, onward, result = cells[at.uniqueid], cells[at.channel], cells[at.dstchannel], cells[at.result]
    system, began, offset = _began(cells[at.start], unique.partition(".")[0], settings.zone)
    outward = trunk(onward)
    dialled = _dialled(cells[at.lastdata], outward) if cells[at.lastapp] == "Dial" else ""
    _add_numbers(told, cells[at.clid], dialled)
    inward = cells[at.ingress_trunk] or trunk(channel)
    _add_ways(told, inward, outward)
    return CallRecord(
        at=began.at,
        place=place,
        precision_s=began.precision_s,
        answered_at=_later(cells[at.answer], began.at, offset, settings.zone),
        ended_at=_later(cells[at.end], began.at, offset, settings.zone),
        duration_s=_duration(cells[at.billsec], cells[at.duration], result),
        switch=settings.switch or cells[at.switch] or system,
        call=cells[at.linkedid] or unique,
        leg=f"{unique}/{sequence}" if (sequence := cells[at.sequence]) else unique,
        direction=Direction.INTERNAL if channel.startswith("Local/") else Direction.UNKNOWN,
        called_out=cells[at.called_out] or dialled,
        ingress_trunk=inward,
        attempt=seen.again(unique) and result != "ANSWERED",
        **told,
    )


def _add_numbers(told: dict[str, Any], clid: str, dialled: str) -> None:
    name, number = split_clid(clid)
    if not told.get("calling"):
        told["calling"] = number
    if not told.get("caller_name"):
        told["caller_name"] = name
    if not told.get("called"):
        told["called"] = dialled
    fields.somebody(told["calling"], told["called"])


def _add_ways(told: dict[str, Any], inward: str, outward: str) -> None:
    if told.get("source_ip"):
        told["source_ip"] = fields.address(told["source_ip"])
    elif fields.is_address(inward):
        told["source_ip"] = inward
    told.setdefault("egress_trunk", outward)


@lru_cache(maxsize=16384)
def _began(start: str, unique: str, zone: tzinfo) -> tuple[str, Moment, timedelta | None]:
    """The system's name, when the call began, and what to add to local times to have UTC; None: ask the zone."""
    written = moments.moment(start, zone) if start else None
    found = _UNIQUE.fullmatch(unique)
    true = _true(found.group(2)) if found else None
    system = (found.group(1) or "") if found else ""  # `systemname` of asterisk.conf stands before the unique id
    if written is None and true is None:
        raise RowError("the row has neither a start time nor a unique id that tells one")
    if written and true and abs((written.at - true.at).total_seconds()) > _DAY:
        true = None
    if written and (true is None or written.precision_s < 1.0):
        return system, written, None
    assert true is not None
    return system, true, _offset(start, true.at) if start else None


def _true(seconds: str) -> Moment | None:
    try:
        return moments.epoch(seconds)
    except moments.NoTimeError:
        return None


def _offset(start: str, true: datetime) -> timedelta | None:
    """How far UTC is from what the switch's clock showed, if that is a multiple of a quarter of an hour."""
    naive = _naive(start)
    if naive is None:
        return None
    off = (true - naive).total_seconds()
    quarters = round(off / 900) * 900
    return timedelta(seconds=quarters) if abs(off - quarters) <= 5 else None


def _naive(raw: str) -> datetime | None:
    try:
        return datetime.fromisoformat(raw).replace(tzinfo=UTC) if len(raw) == 19 else None
    except ValueError:
        return None


def _later(raw: str, began: datetime, offset: timedelta | None, zone: tzinfo) -> datetime | None:
    if not raw or raw in _NEVER:
        return None
    found = _moved(raw, offset, zone)
    return max(found, began)


@lru_cache(maxsize=16384)
def _moved(raw: str, offset: timedelta | None, zone: tzinfo) -> datetime:
    naive = _naive(raw) if offset is not None else None
    return naive + offset if naive is not None and offset is not None else moments.moment(raw, zone).at


def _duration(talking: str, whole: str, result: str) -> float | None:
    return fields.seconds(talking if talking and (result == "ANSWERED" or not whole) else whole)


def trunk(channel: str) -> str:
    """`tg-MidAm-in` of `PJSIP/tg-MidAm-in-0000002a`; nothing for channels inside the switch."""
    kind, _, rest = channel.partition("/")
    name, dash, tail = rest.rpartition("-")
    if not rest or not kind.isalnum() or kind in _INSIDE:
        return ""
    if kind == "DAHDI":
        return rest.split("/")[0].split("-")[0]
    return name if dash and _HEX.issuperset(tail) else rest


def split_clid(clid: str) -> tuple[str, str]:
    """Name and number of `"NAME" <2025550147>`."""
    name, _, number = clid.strip().removesuffix(">").rpartition("<") if clid.endswith(">") else (clid, "", "")
    return name.strip().strip('"').strip(), number.strip()


def _dialled(data: str, wanted: str) -> str:
    """The number that Dial sent on: `PJSIP/15105550199@trunk,40`, `SIP/trunk/15105550199`, `DAHDI/g1/15105550199`."""
    for resource in data.split(",")[0].split("|")[0].split("&"):
        parts = resource.split("/")
        if len(parts) < 2 or (wanted and wanted not in resource):
            continue
        number = parts[-1] if len(parts) > 2 else parts[1] if "@" in parts[1] else ""
        if number := number.removeprefix("sip:").split("@")[0]:
            return number
    return ""
