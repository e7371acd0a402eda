"""How like the call in question a record is, all but its time: numbers, Call-IDs, PASSporTs, durations."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum

from .. import number
from ..record import CallRecord
from .asked import Asked, alike, hides, keys_of, written_called, written_calling
from .passport import Claims, claims
from .settings import Names, Settings

_WEAK_ID = 8  # a Call-ID shorter than this is met again
_CUT_ID = 32  # switches cut Call-IDs; one that is cut has at least so many characters
_RING_S = 60.0
_EXTENSION = 4, 6  # digits
_SHOWN_HERE = 0.5  # of calls whose called party is shown no number have one in the record, the others do not


class Fits(StrEnum):
    """Which numbers fit; decides how many other calls would look the same."""

    BOTH = "both"
    ROUTED = "routed"  # the called number is lost, its routing number and the calling number fit
    HIDDEN = "hidden"  # the called number fits, and both say that the calling one is withheld
    CALLED = "called"
    CALLING = "calling"
    NEITHER = "neither"


@dataclass(frozen=True, slots=True)
class Likeness:
    """`share`: how often a call's own record looks like this. `weight`: how much likelier the rest makes it."""

    fits: Fits
    share: float
    weight: float
    proof: bool  # something that belongs to this one call alone
    reasons: tuple[str, ...]
    signed_at: float | None = None  # when the call was signed, where its PASSporT names these numbers


@dataclass(frozen=True, slots=True)
class Sign:
    weight: float
    reason: str = ""
    proof: bool = False


def likeness(record: CallRecord, asked: Asked, settings: Settings, downstream: Names) -> Likeness:
    said = claims(record.identity) if record.identity else None
    called, called_reason = _called(record, asked, settings, said)
    calling, calling_reason = _calling(record, asked, settings, said)
    fits, share = _fits(called, calling)
    signs = [*_identities(asked, said), *_call_ids(record, asked), *_rest(record, asked, downstream)]
    weight = 1.0
    for sign in signs:
        weight *= sign.weight
    reasons = tuple(reason for reason in (called_reason, calling_reason, *(s.reason for s in signs)) if reason)
    names_both = bool(said and said.orig in asked.calling and said.dest & asked.called)
    signed_at = said.iat if said and names_both else None
    return Likeness(fits, share, weight, any(s.proof for s in signs), reasons, signed_at)


def _fits(called: str, calling: str) -> tuple[Fits, float]:
    if called == "other":
        return (Fits.CALLING, 0.005) if calling == "same" else (Fits.NEITHER, 0.0)
    if calling == "same":
        return (Fits.ROUTED if called == "routed" else Fits.BOTH), 1.0
    if called == "routed":
        return Fits.NEITHER, 0.0
    if calling == "hidden":
        return Fits.HIDDEN, _SHOWN_HERE
    return Fits.CALLED, {"unasked": 1.0, "shown": _SHOWN_HERE, "withheld": 0.03, "other": 0.005}[calling]


def _called(record: CallRecord, asked: Asked, settings: Settings, said: Claims | None) -> tuple[str, str]:
    def key(raw: str) -> int:
        return number.key(raw, country=settings.country, prefixes=settings.prefixes) if raw else 0

    written = written_called(record)
    own = keys_of(*map(key, written))
    routing = keys_of(key(record.routing_number), *(number.routing_key(raw) for raw in written))
    if own & asked.called:
        carried = routing - own
        return "same", f"Called number carries LRN +{min(carried)}." if carried else ""
    if key(record.diverted_from) in asked.called:
        return "same", f"Forwarded here: {record.diverted_from} was called first, then {record.called}."
    if said and said.dest & asked.called:
        return "same", "The PASSporT in the record names the called number."
    if alike(own, asked.called):
        return "same", f"Called number is written {record.called} here, with a prefix nobody told us about."
    if _shortened(own, asked.called):
        return "same", f"Called number is shortened to {record.called} here."
    lost = own & (asked.routing | asked.called) or (routing & asked.called and not record.dialled)
    if lost or (own <= routing and routing & asked.routing):
        return "routed", "Only the routing number (LRN) of the called number is recorded."
    return "other", f"Another called number: {record.called or 'none'}."


def _shortened(own: Collection[int], asked_called: Collection[int]) -> bool:
    """An extension that is the end of the direct number."""
    return any(
        _EXTENSION[0] <= len(str(short)) <= _EXTENSION[1] and str(long).endswith(str(short))
        for short in own
        for long in asked_called
    )


def _calling(record: CallRecord, asked: Asked, settings: Settings, said: Claims | None) -> tuple[str, str]:
    if asked.withheld and hides(record.calling):
        return "hidden", "The calling number was withheld here too."
    if not asked.calling:
        return "shown" if asked.withheld else "unasked", "No calling number was asked for."
    keys = [number.key(raw, country=settings.country) for raw in written_calling(record)]
    own = keys_of(*keys)
    if own & asked.calling:
        asserted = keys[0] not in asked.calling
        return "same", "Calling number fits what was asserted or sent on, not what was received." if asserted else ""
    if said and said.orig in asked.calling:
        return "same", "The PASSporT in the record names the calling number."
    if alike(own, asked.calling):
        return "same", f"Calling number is written {record.calling} here."
    if not own:
        return "withheld", "The record shows no calling number."
    return "other", f"Another calling number: {record.calling}."


def _identities(asked: Asked, said: Claims | None) -> Iterator[Sign]:
    if asked.claims and said:
        if asked.claims.same_call(said):
            yield Sign(1e9, "Same PASSporT as the call in question.", proof=True)
        else:
            yield Sign(0.02, "It carried another PASSporT.")


def _call_ids(record: CallRecord, asked: Asked) -> Iterator[Sign]:
    wanted = asked.question.call_id
    if not wanted:
        return
    strong = len(wanted) >= _WEAK_ID
    if _same_id(record.egress_call_id, wanted):
        yield Sign(1e7 if strong else 50.0, "Same Call-ID as downstream's.", proof=strong)
    elif _same_id(record.ingress_call_id, wanted):
        yield Sign(1e6 if strong else 20.0, "Downstream's Call-ID is the one we received.", proof=strong)
    elif record.egress_call_id or record.ingress_call_id:
        yield Sign(0.5)


def _same_id(ours: str, theirs: str) -> bool:
    if not ours or ours == theirs:
        return bool(ours)
    short, long = sorted((ours, theirs), key=len)
    return len(short) >= _CUT_ID and long.startswith(short)


def _rest(record: CallRecord, asked: Asked, downstream: Names) -> Iterator[Sign]:
    yield _duration(record, asked.question.duration_s)
    if record.attempt:
        yield Sign(0.1, "An attempt that did not carry the call.")
    neighbour = asked.question.neighbour
    went = downstream(record) if neighbour else ""
    if went == neighbour and went:
        yield Sign(3.0, f"Sent on to {neighbour}.")
    elif went:
        yield Sign(0.02, f"Sent on to {went}, not to {neighbour}.")


def _duration(record: CallRecord, asked_s: float | None) -> Sign:
    ours = record.duration_s
    if asked_s is None or ours is None:
        return Sign(1.0)
    more = ours - asked_s
    if abs(more) <= 2 or any(0 <= more < step and ours % step == 0 for step in (6, 30, 60) if ours):
        return Sign(6.0 if asked_s > 0 else 2.0, f"Duration fits: {ours:.0f} s.")
    if asked_s == 0:
        return Sign(
            0.3 if ours <= _RING_S else 0.01, f"Nobody took the call in question, this one lasted {ours:.0f} s."
        )
    if -3 - asked_s * 0.02 <= more <= _RING_S + 3:
        return Sign(0.4 if more > 6 else 1.0)
    return Sign(0.02, f"Duration differs: {ours:.0f} s, asked {asked_s:.0f} s.")
