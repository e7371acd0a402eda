"""What Kamailio's accounting says, wherever written: a transaction (acc, missed_calls) or a whole dialog (acc_cdrs).

Neither holds numbers, addresses or trunks by itself: they stand in columns that the owner added and named (`db_extra`,
`cdr_extra`). The usual names are known here; `Settings.columns` tells others, ours = theirs.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import tzinfo
from functools import lru_cache
from typing import Any

from ..reading import Settings, Skipped, UnreadableError
from ..record import CallRecord, Place, TimeOf
from . import fields, moments
from .fields import RowError
from .moments import Moment

USUAL: Mapping[str, Sequence[str]] = {
    "calling": ("src_user", "calling", "from_user", "caller", "caller_id", "calling_number", "caller_number", "ani",
                "src_number", "from_number", "src", "fu", "cli", "source_user", "a_number", "from_uri", "src_uri"),
    "called": ("dst_user", "called", "ruri_user", "callee", "called_number", "callee_number", "dnis", "dst_number",
               "to_number", "dst", "ru", "b_number", "destination", "to_user", "ruri", "dst_uri"),
    "dialled": ("dst_ouser", "dialled", "dialed", "orig_called", "original_called", "ouser"),
    "calling_asserted": ("pai", "p_asserted_identity", "asserted_identity", "asserted", "pai_user", "rpid"),
    "caller_name": ("from_name", "caller_name", "display_name", "cnam", "src_name"),
    "routing_number": ("lrn", "rn", "routing_number"),
    "diverted_from": ("diversion", "diverted_from", "rdnis", "div"),
    "calling_out": ("out_calling", "calling_out", "src_user_out", "out_src_user"),
    "called_out": ("out_called", "called_out", "dst_user_out", "out_dst_user"),
    "ingress_trunk": ("trunk", "src_trunk", "in_trunk", "trunk_in", "ingress_trunk", "src_gw", "in_gw", "src_peer"),
    "source_ip": ("src_ip", "source_ip", "srcip", "received_ip", "from_ip", "si", "src_addr", "ip"),
    "ingress_call_id": ("callid", "call_id"),
    "egress_trunk": ("out_trunk", "dst_trunk", "trunk_out", "egress_trunk", "gateway", "gw", "dst_gw", "dst_peer"),
    "destination_ip": ("dst_ip", "destination_ip", "dstip", "to_ip", "dst_addr"),
    "egress_call_id": ("out_callid", "callid_out", "egress_call_id", "out_call_id"),
    "account": ("account", "customer", "customer_id", "account_id", "accountcode", "src_account"),
    "identity": ("identity", "identity_header", "identity_hdr", "passport"),
    "verstat": ("verstat",),
    "result": ("sip_reason", "reason"),
    "method": ("method",), "code": ("sip_code", "code"), "row": ("id",), "from_tag": ("from_tag",),
    "time": ("time", "timestamp"), "seconds": ("time_attr",), "micros": ("time_exten", "time_usec"),
    "start": ("start_time",), "end": ("end_time",), "duration": ("duration",), "ms_duration": ("ms_duration",),
    "created": ("created",),
}  # fmt: skip
SKIPPED = frozenset(
    "BYE CANCEL ACK OPTIONS REGISTER PRACK UPDATE INFO REFER NOTIFY SUBSCRIBE MESSAGE PUBLISH".split()  # noqa: SIM905
)
TRANSACTION = ("method", "from_tag", "to_tag", "callid", "sip_code", "sip_reason", "time")  # columns of acc, in order
DIALOG = ("start_time", "end_time", "duration")  # columns of acc_cdrs, in order
_LOOKS = ({"method", "callid", "sip_code", "time"}, {"start_time", "end_time", "duration", "callid"})
_EPOCH = re.compile(r"[12]\d{9}(?:\.\d+)?", re.A)  # time_mode 1, with time_exten beside it, or 2
_CHALLENGED = (401, 407)
_NEVER = ("", "0", "0000-00-00 00:00:00")
_OWN = frozenset((
    "switch", "method", "code", "row", "from_tag", "time", "seconds", "micros", "start", "end", "duration",
    "ms_duration", "created",
))  # fmt: skip
_DIRECT = tuple(name for name in fields.TEXTS if name not in ("switch", "call", "leg"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """Where the cells of a row stand; -1 is a last, empty cell for what is not there."""

    direct: tuple[tuple[str, int], ...]  # fields that are taken as they are
    addresses: tuple[str, ...]  # those of them that are addresses
    table: str = ""
    transaction: bool = False
    numbered: bool = False
    switch: int = -1
    method: int = -1
    code: int = -1
    row: int = -1
    from_tag: int = -1
    time: int = -1
    seconds: int = -1
    micros: int = -1
    start: int = -1
    end: int = -1
    duration: int = -1
    ms_duration: int = -1
    created: int = -1


def shape(names: Sequence[str], settings: Settings, table: str = "") -> Shape:
    places = fields.arranged(names, USUAL, settings)
    direct = tuple((f, places[f]) for f in _DIRECT if f in places)
    return Shape(
        direct=direct,
        addresses=tuple(f for f, _ in direct if f in ("source_ip", "destination_ip")),
        table=table,
        transaction="method" in places,
        numbered="calling" in places or "called" in places,
        **{name: place for name, place in places.items() if name in _OWN},
    )


def numbered(shapes: Iterable[Shape], source: object, names: Iterable[str]) -> None:
    """`UnreadableError` when no shape has a column for a number: without numbers no call is ever found."""
    if not any(at.numbered for at in shapes):
        raise UnreadableError(
            f"None of the columns in {source} is known to hold the calling or the called number: {', '.join(names)}. "
            "Name them: calling = “…”, called = “…”. If there are none, add them to db_extra and cdr_extra of acc."
        )


def looks(names: Sequence[str]) -> bool:
    """Are these the columns of acc, missed_calls or acc_cdrs?"""
    found = {name.strip().lower() for name in names}
    return any(found >= wanted for wanted in _LOOKS)


def is_opensips(names: Sequence[str]) -> bool:
    return bool({"ms_duration", "setuptime"} & {name.strip().lower() for name in names})


def call(cells: list[str], at: Shape, place: Place, settings: Settings) -> CallRecord | Skipped:
    """`cells` with one empty cell more at their end. Raises `RowError` or `NoTimeError`."""
    if at.transaction:
        method = cells[at.method].strip().upper()
        if method in SKIPPED:
            return Skipped(place, f"{method}: part of a call, no call of its own")
        if method != "INVITE":
            raise RowError(f"“{method[:40]}” is no method of SIP: the row is damaged, or its columns are others")
    told: dict[str, Any] = {"calling": "", "called": ""}
    told.update([(name, cells[where]) for name, where in at.direct])
    fields.somebody(told["calling"], told["called"])
    for name in at.addresses:
        told[name] = fields.address(told[name])
    told["place"] = place
    told["switch"] = settings.switch or cells[at.switch]
    told["call"] = told.get("ingress_call_id", "")
    told["leg"] = f"{at.table}.{cells[at.row]}" if at.table and cells[at.row] else cells[at.from_tag]
    told["code"] = _code(cells[at.code])
    return (_transaction if at.transaction else _dialog)(cells, at, settings.zone, told)


@lru_cache(maxsize=1024)
def _code(raw: str) -> int | None:
    """Drivers without types write 200.0."""
    written = raw.strip().removesuffix(".0")
    code = fields.sip_code(written)
    if written and code is None:
        raise RowError(f"“{raw[:40]}” is no status of SIP")
    return code


def _transaction(cells: list[str], at: Shape, zone: tzinfo, common: dict[str, Any]) -> CallRecord:
    """`time` is that of the final answer: the call's beginning is earlier by the time it rang. OpenSIPS can write whole
    calls here: `created` is the INVITE then, `time` the answer, `duration` counts from it."""
    code = common["code"]
    if code is None:
        raise RowError("the row has no status of SIP")
    when = _when(cells, at, zone)
    answered = 200 <= code < 300
    began, created = when, cells[at.created]
    whole_call = created not in _NEVER
    if whole_call:
        began = moments.moment(created, zone)
    time_of = TimeOf.SETUP if whole_call else TimeOf.ANSWER if answered else TimeOf.END
    return CallRecord(
        at=began.at,
        precision_s=began.precision_s,
        time_of=time_of,
        answered_at=when.at if answered else None,
        ended_at=None if answered else when.at,
        duration_s=_talked(cells[at.ms_duration], cells[at.duration]) if answered else None,
        attempt=code in _CHALLENGED,
        **common,
    )


def _talked(milliseconds: str, whole: str) -> float | None:
    exact = fields.seconds(milliseconds)
    return exact / 1000 if exact else fields.seconds(whole)


def _dialog(cells: list[str], at: Shape, zone: tzinfo, common: dict[str, Any]) -> CallRecord:
    start = moments.moment(cells[at.start], zone)
    end = cells[at.end]
    return CallRecord(
        at=start.at,
        precision_s=start.precision_s,
        ended_at=moments.moment(end, zone).at if end else None,
        duration_s=fields.seconds(cells[at.duration]),
        **common,
    )


def _when(cells: list[str], at: Shape, zone: tzinfo) -> Moment:
    """`time_attr` counts seconds since 1970 and needs no zone: it goes before `time`, which databases write without."""
    seconds = cells[at.seconds]
    if _EPOCH.fullmatch(seconds):
        return moments.epoch(seconds) if "." in seconds else moments.parts(seconds, cells[at.micros])
    return moments.moment(cells[at.time], zone)
