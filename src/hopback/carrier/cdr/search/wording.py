"""Times and clocks in words, as reasons for a person."""

from collections.abc import Iterator

from ..record import TimeOf
from .calls import Call, Leg
from .drift import Clock, split

_NOTICED_S = 2.0
_STAMPED = {TimeOf.ANSWER: "Its time is the answer's.", TimeOf.END: "Its time is the end's."}


def reasons(call: Call, leg: Leg, clock: Clock) -> tuple[str, ...]:
    """Why this record: numbers and proofs first, then its time, then how the leg that came from outside was found."""
    said = [*leg.like.reasons, *_time(leg, clock)]
    if call.entry is not leg:
        said.append(f"The same call came in at {call.entry.record.switch or call.entry.record.place.source}.")
    if call.entry.inner:
        said.append("It came from another switch of ours, whose record of it is not here.")
    if len(call.legs) > 1:
        said.append(f"{len(call.legs)} records of one call.")
    return tuple(said)


def _time(leg: Leg, clock: Clock) -> Iterator[str]:
    name = leg.record.switch or "the switch"
    zone, _ = split(leg.fit.off_s)
    if zone:
        side = "earlier" if zone < 0 else "later"
        known = f", as {clock.learned_from} calls before" if clock.learned_from and clock.zone == zone else ""
        yield f"Found {_hours(abs(zone))} {side}: {name} writes another zone's time{known}."
    drift = clock.drift
    if drift and abs(drift.middle) >= _NOTICED_S:
        gains = f" and gains {clock.daily_s:.1f} s a day" if abs(clock.daily_s) >= 0.5 else ""
        side = "ahead" if drift.middle > 0 else "behind"
        learned = f"learned from {clock.learned_from} calls"
        yield f"Clock of {name} runs {seconds(abs(drift.middle))} {side}{gains} ({learned})."
    yield from filter(None, (_STAMPED.get(leg.record.time_of),))
    yield f"{seconds(abs(split(leg.off_s)[1]))} off the asked time."


def _hours(zone_s: int) -> str:
    whole, half = divmod(zone_s, 3600)
    return f"{whole + 0.5 if half else whole:g} h"


def seconds(s: float) -> str:
    return f"{s:.1f} s" if s < 10 else f"{s:.0f} s"
