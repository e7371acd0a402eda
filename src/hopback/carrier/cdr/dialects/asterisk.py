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
_DIRECT = tuple(f for f in fields.TEXTS if f not in ("switch", "call", "leg", "called_out", "ingress_trunk"))
_UNIQUE = re.compile(r"(?:(.+)-)?(\d{9,10})\.(\d+)", re.A)
_CHANNEL = re.compile(r"([A-Za-z][A-Za-z0-9]*)/(.+?)(?:-[0-9A-Fa-f]+)?(?:;[12])?", re.A)
_CLID = re.compile(r'\s*"?(.*?)"?\s*<([^<>]*)>\s*', re.S)
_DAY = 26 * 3600  # a unique id further from the record's own time belongs to another call, or is damaged
_REMEMBERED = 4096


@dataclass(frozen=True, slots=True)
class Shape:
    """Where the cells of a row stand; -1 is a last, empty cell for what is not there."""

    places: Mapping[str, int]
    direct: tuple[tuple[str, int], ...]

    def cell(self, cells: Sequence[str], name: str) -> str:
        return cells[self.places.get(name, -1)]


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
    return Shape(places, tuple((f, places[f]) for f in _DIRECT if f in places))


def call(cells: list[str], at: Shape, place: Place, settings: Settings, seen: Seen) -> CallRecord:
    """`cells` with one empty cell more at their end. Raises `RowError` or `NoTimeError`."""
    told: dict[str, Any] = {name: cells[where] for name, where in at.direct}
    unique = at.cell(cells, "uniqueid")
    found = _UNIQUE.fullmatch(unique)
    began, offset = _began(at.cell(cells, "start"), found, settings.zone)
    answered, ended = (_later(at.cell(cells, name), began, offset, settings.zone) for name in ("answer", "end"))
    name, number = split_clid(at.cell(cells, "clid"))
    channel, onward = at.cell(cells, "channel"), at.cell(cells, "dstchannel")
    told["calling"] = told.get("calling") or number
    told["caller_name"] = told.get("caller_name") or name
    told["called"] = told.get("called") or _dialled(at.cell(cells, "lastapp"), at.cell(cells, "lastdata"), onward)
    fields.somebody(told["calling"], told["called"])
    if told.get("source_ip"):
        told["source_ip"] = fields.address(told["source_ip"])
    told.setdefault("egress_trunk", trunk(onward))
    inward = at.cell(cells, "ingress_trunk") or trunk(channel)
    if not told.get("source_ip") and fields.is_address(inward):
        told["source_ip"] = inward
    result = told.get("result", "")
    return CallRecord(
        at=began.at,
        place=place,
        precision_s=began.precision_s,
        answered_at=answered,
        ended_at=ended,
        duration_s=_duration(at, cells, result),
        switch=settings.switch or (cells[at.places["switch"]] if "switch" in at.places else _system(found)),
        call=at.cell(cells, "linkedid") or unique,
        leg=f"{unique}/{sequence}" if (sequence := at.cell(cells, "sequence")) else unique,
        direction=Direction.INTERNAL if channel.startswith("Local/") else Direction.UNKNOWN,
        called_out=at.cell(cells, "called_out")
        or _dialled(at.cell(cells, "lastapp"), at.cell(cells, "lastdata"), onward),
        ingress_trunk=inward,
        attempt=seen.again(unique) and result != "ANSWERED",
        **told,
    )


def _began(start: str, unique: re.Match[str] | None, zone: tzinfo) -> tuple[Moment, timedelta | None]:
    """When the call began, and what to add to local times to have UTC; None: ask the zone."""
    written = moments.moment(start, zone) if start else None
    if unique is None:
        if written is None:
            raise RowError("the row has neither a start time nor a unique id")
        return written, None
    try:
        true = moments.epoch(unique.group(2))
    except moments.NoTimeError:
        true = None
    if true is None or (written and abs((written.at - true.at).total_seconds()) > _DAY):
        if written is None:
            raise RowError("the row has no start time and its unique id tells none")
        return written, None
    if written is None:
        return true, None
    if written.precision_s < 1.0:
        return written, None
    return true, _offset(start, true.at)


def _offset(start: str, true: datetime) -> timedelta | None:
    """How far UTC is from what the switch's clock showed, if that is a quarter of an hour's multiple."""
    naive = _naive(start)
    if naive is None:
        return None
    off = (true - naive).total_seconds()
    quarters = round(off / 900) * 900
    return timedelta(seconds=quarters) if abs(off - quarters) <= 5 else None


@lru_cache(maxsize=4096)
def _naive(raw: str) -> datetime | None:
    try:
        return datetime.fromisoformat(raw).replace(tzinfo=UTC) if len(raw) == 19 else None
    except ValueError:
        return None


def _later(raw: str, began: Moment, offset: timedelta | None, zone: tzinfo) -> datetime | None:
    if not raw or raw in ("0000-00-00 00:00:00", "0"):
        return None
    naive = _naive(raw) if offset is not None else None
    if naive is not None and offset is not None:
        return max(naive + offset, began.at)
    found = moments.moment(raw, zone)
    return max(found.at, began.at) if found.at.year == began.at.year else found.at


def _duration(at: Shape, cells: list[str], result: str) -> float | None:
    talking, whole = at.cell(cells, "billsec"), at.cell(cells, "duration")
    return fields.seconds(talking if talking and (result == "ANSWERED" or not whole) else whole)


def _system(unique: re.Match[str] | None) -> str:
    """`systemname` of asterisk.conf stands before the unique id."""
    return (unique.group(1) or "") if unique else ""


@lru_cache(maxsize=4096)
def trunk(channel: str) -> str:
    """`tg-MidAm-in` of `PJSIP/tg-MidAm-in-0000002a`; nothing for channels inside the switch."""
    found = _CHANNEL.fullmatch(channel)
    if not found or found.group(1) in ("Local", "Surrogate", "Message", "Bridge", "AsyncGoto", "Parked"):
        return ""
    return found.group(2).split("/")[0] if found.group(1) == "DAHDI" else found.group(2)


@lru_cache(maxsize=4096)
def split_clid(clid: str) -> tuple[str, str]:
    """Name and number of `"NAME" <2025550147>`."""
    found = _CLID.fullmatch(clid)
    return (found.group(1).strip(), found.group(2).strip()) if found else (clid.strip().strip('"'), "")


def _dialled(app: str, data: str, onward: str) -> str:
    """The number that Dial sent on: `PJSIP/15105550199@trunk,40`, `SIP/trunk/15105550199`, `DAHDI/g1/15105550199`."""
    if app != "Dial" or not data:
        return ""
    wanted = trunk(onward)
    for resource in data.split(",")[0].split("|")[0].split("&"):
        parts = resource.split("/")
        if len(parts) < 2 or (wanted and wanted not in resource):
            continue
        number = parts[1].split("@")[0] if len(parts) == 2 and "@" in parts[1] else parts[-1] if len(parts) > 2 else ""
        number = number.removeprefix("sip:").split("@")[0]
        if number:
            return number
    return ""
