"""One call as one switch wrote it down. Readers make it, archives keep it, search finds it."""

from datetime import datetime
from enum import StrEnum
from typing import NamedTuple


class TimeOf(StrEnum):
    """Which moment of the call `CallRecord.at` is: switches differ, and a matcher has to know."""

    SETUP = "setup"
    ANSWER = "answer"
    END = "end"  # the record was stamped when the call was over or refused


class Direction(StrEnum):
    """Seen from the switch that wrote the record."""

    UNKNOWN = ""
    INBOUND = "inbound"
    OUTBOUND = "outbound"
    INTERNAL = "internal"


class Place(NamedTuple):
    """Where a record stands, so that a person can look: a file (or table) and its line (or row), from 1."""

    source: str
    line: int


class CallRecord(NamedTuple):
    """Numbers and identifiers exactly as written, "" where the switch says nothing; times aware, in UTC.

    `calling` and `called` are those the switch received; what it sent on is in `calling_out` and `called_out`.
    Upstream (who sent it to us) is ingress, downstream is egress.
    """

    at: datetime  # by this switch's own clock, after its zone was taken off
    calling: str
    called: str
    place: Place
    time_of: TimeOf = TimeOf.SETUP
    precision_s: float = 1.0  # how finely `at` was written: 1.0 whole seconds, 60.0 minutes
    answered_at: datetime | None = None
    ended_at: datetime | None = None
    duration_s: float | None = None  # talking time where the switch tells it, else the whole call
    switch: str = ""  # which switch wrote it
    call: str = ""  # the switch's own id of the call: legs and attempts of one call share it
    leg: str = ""  # the switch's own id of this row
    direction: Direction = Direction.UNKNOWN
    calling_asserted: str = ""  # P-Asserted-Identity, Remote-Party-ID or the charge number
    caller_name: str = ""
    dialled: str = ""  # the called number before the switch or a database changed it
    routing_number: str = ""  # LRN
    diverted_from: str = ""  # Diversion, History-Info, RDNIS: who was called first
    calling_out: str = ""
    called_out: str = ""
    ingress_trunk: str = ""
    source_ip: str = ""
    ingress_call_id: str = ""
    egress_trunk: str = ""
    destination_ip: str = ""
    egress_call_id: str = ""
    account: str = ""  # the customer or account the switch booked the call on
    code: int | None = None  # SIP status, or Q.850 cause where `result` says so; differs from hop to hop
    result: str = ""  # in the switch's own words: ANSWERED, NORMAL_CLEARING, Busy Here
    attempt: bool = False  # an attempt that did not carry the call: a route that was tried and failed, an interim row
    identity: str = ""  # the SIP Identity header with its PASSporT, whole
    verstat: str = ""
