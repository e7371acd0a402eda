"""What a FreeSWITCH record says: a leg by the names of its channel variables, whichever module wrote it down.

`uuid` is FreeSWITCH's own id of a leg, not the Call-ID. Epochs need no zone and go before the local stamps.
"""

import re
from collections.abc import Callable, Mapping
from datetime import datetime, tzinfo
from typing import Any

from ..reading import Settings
from ..record import CallRecord, Direction, Place
from . import fields, moments
from .fields import RowError
from .moments import Moment

type Get = Callable[[str], str]  # a channel variable by its name, "" when it is not there
type Profile = Mapping[str, str]  # the numbers with which a leg reached the dialplan

ASKED = (  # the variables that are read, so that a reader of rows can have all of them at hand
    "accountcode", "ani", "answer_epoch", "answer_stamp", "answer_uepoch", "billmsec", "billsec", "call_uuid",
    "caller_id_name", "caller_id_number", "destination_number", "direction", "duration", "end_epoch", "end_stamp",
    "end_uepoch", "hangup_cause", "last_app", "last_arg", "mduration", "network_addr", "originating_leg_uuid",
    "proto_specific_hangup_cause", "rdnis", "sip_P-Asserted-Identity", "sip_Remote-Party-ID", "sip_auth_username",
    "sip_call_id", "sip_from_display", "sip_from_user", "sip_gateway", "sip_gateway_name", "sip_h_Diversion",
    "sip_h_Identity", "sip_h_P-Asserted-Identity", "sip_h_identity", "sip_invite_failure_status", "sip_network_ip",
    "sip_req_user", "sip_term_status", "sip_to_user", "sip_verstat", "start_epoch", "start_stamp", "start_uepoch",
    "uuid",
)  # fmt: skip
_BRIDGED = re.compile(r"(?:[{\[<][^}\]>]*[}\]>])*sofia/(?:gateway/(?P<gateway>[^/]+)/|[^/]+/)(?P<number>[^@/,|;]*)")
_DIRECTIONS = {"inbound": Direction.INBOUND, "outbound": Direction.OUTBOUND}
_CAUSE = re.compile(r"[A-Z][A-Z0-9_]+|\d{1,3}", re.A)


def call(get: Get, place: Place, settings: Settings, *, profile: Profile, origin: Profile, switch: str) -> CallRecord:
    """`profile`: this leg's own; `origin`: that of the leg it was made for, empty for a leg that came in.

    Raises `RowError` or `NoTimeError`."""
    start = _when(get, "start", settings.zone)
    if start is None:
        raise RowError("it has no start time")
    cause = get("hangup_cause")
    if cause and not _CAUSE.fullmatch(cause):
        raise RowError(f"“{cause[:40]}” is no hangup cause of FreeSWITCH")
    answered, ended = _at(_when(get, "answer", settings.zone)), _at(_when(get, "end", settings.zone))
    outbound = get("direction") == "outbound"
    told = _outbound(get, profile, origin) if outbound else _inbound(get, profile)
    fields.somebody(told["calling"], told["called"])
    return CallRecord(
        at=start.at,
        precision_s=start.precision_s,
        place=place,
        answered_at=answered,
        ended_at=ended,
        duration_s=_duration(get, answered is not None),
        switch=settings.switch or switch,
        call=get("call_uuid") or get("originating_leg_uuid") or get("uuid"),
        leg=get("uuid"),
        direction=_DIRECTIONS.get(get("direction"), Direction.UNKNOWN),
        caller_name=profile.get("caller_id_name") or get("caller_id_name") or get("sip_from_display"),
        diverted_from=get("sip_h_Diversion") or profile.get("rdnis", "") or get("rdnis"),
        account=get("accountcode"),
        code=_code(get),
        result=cause,
        attempt=outbound and answered is None and bool(get("originating_leg_uuid") or origin),
        identity=get("sip_h_identity") or get("sip_h_Identity"),
        verstat=get("sip_verstat"),
        **told,
    )


def _inbound(get: Get, profile: Profile) -> dict[str, Any]:
    shown = profile.get("caller_id_number") or get("caller_id_number")
    calling = get("sip_from_user") or profile.get("ani") or get("ani") or shown
    called = get("sip_req_user") or profile.get("destination_number") or get("destination_number")
    dialled = get("sip_to_user")
    asserted = get("sip_P-Asserted-Identity") or get("sip_h_P-Asserted-Identity") or get("sip_Remote-Party-ID")
    onward = _BRIDGED.match(get("last_arg")) if get("last_app") == "bridge" else None
    return {
        "calling": calling,
        "called": called,
        "calling_asserted": asserted or (shown if shown != calling else ""),
        "dialled": dialled if dialled != called else "",
        "called_out": onward["number"] if onward else "",
        "ingress_trunk": get("sip_gateway") or get("sip_auth_username"),
        "source_ip": get("sip_network_ip") or profile.get("network_addr") or get("network_addr"),
        "ingress_call_id": get("sip_call_id"),
        "egress_trunk": (onward["gateway"] or "") if onward else get("sip_gateway_name"),
    }


def _outbound(get: Get, profile: Profile, origin: Profile) -> dict[str, Any]:
    """What came in is known of the leg it was made for, if at all; else what went out stands for both."""
    calling = profile.get("caller_id_number") or get("caller_id_number") or get("sip_from_user")
    called = profile.get("destination_number") or get("destination_number") or get("sip_to_user")
    return {
        "calling": origin.get("caller_id_number") or calling,
        "called": origin.get("destination_number") or called,
        "calling_out": calling,
        "called_out": called,
        "source_ip": origin.get("network_addr", ""),
        "egress_trunk": get("sip_gateway_name"),
        "destination_ip": get("sip_network_ip"),
        "egress_call_id": get("sip_call_id"),
    }


def _when(get: Get, name: str, zone: tzinfo) -> Moment | None:
    for epoch in (get(f"{name}_uepoch"), get(f"{name}_epoch")):
        if epoch and epoch != "0":
            return moments.epoch(epoch)
    stamp = get(f"{name}_stamp")
    return moments.moment(stamp, zone) if stamp and not stamp.startswith(("0000", "1969", "1970")) else None


def _at(found: Moment | None) -> datetime | None:
    return found.at if found else None


def _duration(get: Get, answered: bool) -> float | None:
    for name, unit in (("billmsec", 1000), ("billsec", 1)) if answered else (("mduration", 1000), ("duration", 1)):
        if (raw := get(name)) and (length := fields.seconds(raw)) is not None:
            return length / unit
    return None


def _code(get: Get) -> int | None:
    for raw in (get("sip_term_status"), get("sip_invite_failure_status"), get("proto_specific_hangup_cause")):
        if code := fields.sip_code(raw.removeprefix("sip:")):
            return code
    return None
