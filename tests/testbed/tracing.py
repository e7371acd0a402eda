"""Reports calls to the portal, watches their tracebacks, and holds what comes out against the truth."""

import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from statistics import median
from typing import Any

from tests.testbed.plan import Call
from tests.testbed.portal import Portal
from tests.testbed.topology import Network

AT_ONCE = 4  # tracebacks under way; more would only wait for each other
STALLED = 30.0  # seconds without any move after which nobody will move by himself
RESTING = 3.0
LOOK_EVERY = 0.1


class Came(StrEnum):
    """What came of a trace."""

    TRUE = "true"  # the customer who made the call, named by its provider
    PERSON = "to_a_person"  # nothing wrong was said; a hop waits for somebody to decide
    BROKEN = "broken"  # it ended without an origin
    FALSE = "false"  # somebody was named who did not carry, or did not make, the call


@dataclass(frozen=True, slots=True)
class Outcome:
    """One traced call. `seconds` from the first question to the last answer, by the portal's clock."""

    call: Call
    came: Came
    seconds: float
    why: str = ""


@dataclass
class Tracing:
    """`is_drafted(key, hop)`: did a provider's responder leave it to a person? `ask_why`: what does it say of it?"""

    portal: Portal
    network: Network
    ask_why: Callable[[str, str], str]
    is_drafted: Callable[[str, str], bool] = lambda key, hop: False
    names: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        self.names = {public_id: key for key, public_id in self.portal.ids.items()}

    def trace(self, calls: Sequence[Call]) -> list[Outcome]:
        """Each call reported as its called party would, opened, and watched until it is closed or stalls."""
        reported = self.portal.report(_reports(calls), self.network.last.key)
        waiting = list(zip(calls, reported, strict=True))[::-1]
        under_way: dict[str, _Watched] = {}
        found: list[Outcome] = []
        while waiting or not self._rest(under_way):
            while waiting and sum(not each.rests for each in under_way.values()) < AT_ONCE:
                call, candidate = waiting.pop()
                under_way[self.portal.trace(candidate)] = _Watched(call)
            for traceback, watched in list(under_way.items()):
                if watched.is_due and watched.is_closed(self.portal.path(traceback)):
                    del under_way[traceback]
                    found.append(self._judged(watched.call, watched.seen))
            time.sleep(LOOK_EVERY)
        return found + [self._judged(each.call, each.seen) for each in under_way.values()]

    def _rest(self, under_way: "dict[str, _Watched]") -> bool:
        """Will nobody move any more by himself? What one call teaches of a clock may settle another's draft."""
        quiet = time.monotonic() - max((each.moved for each in under_way.values()), default=0.0)
        if quiet < RESTING:
            return not under_way
        return quiet > STALLED or all(self._is_drafted(each.seen["path"][-1]) for each in under_way.values())

    def _is_drafted(self, hop: Any) -> bool:
        return self.is_drafted(self.names.get(hop["provider"], ""), hop["id"])

    def _judged(self, call: Call, path: Any) -> Outcome:
        hops = path["path"]
        seconds = _seconds(hops)
        asked = tuple(self.names.get(hop["provider"], hop["provider_name"]) for hop in hops)
        if asked != call.path[: len(asked)]:
            return Outcome(call, Came.FALSE, seconds, f"asked {' → '.join(asked)}, not {' → '.join(call.path)}")
        if path["status"] == "open":
            return Outcome(call, Came.PERSON, seconds, f"{asked[-1]}: {self.ask_why(asked[-1], hops[-1]['id'])}")
        return self._closed(call, path, asked, seconds)

    def _closed(self, call: Call, path: Any, asked: tuple[str, ...], seconds: float) -> Outcome:
        last = path["path"][-1]
        if last["answer"] != "originated" or path["presented_as"] != "origin_found":
            why = f"{asked[-1]} said {last['answer'] or 'nothing'}; {path['presented_as']} {path['contradictions']}"
            return Outcome(call, Came.BROKEN, seconds, why)
        customer = self.portal.hop(last["id"], asked[-1])["answer"]["customer"]["name"]
        if asked != call.path or customer != call.customer.name:
            return Outcome(call, Came.FALSE, seconds, f"{asked[-1]} named {customer}, not {call.customer.name}")
        return Outcome(call, Came.TRUE, seconds)


@dataclass
class _Watched:
    call: Call
    seen: Any = None
    moved: float = field(default_factory=time.monotonic)
    looked: float = 0.0

    @property
    def rests(self) -> bool:
        """Does it wait for something other than time on this machine, as it seems?"""
        return time.monotonic() - self.moved > RESTING

    @property
    def is_due(self) -> bool:
        """Look often at what moves, and seldom at what rests."""
        return time.monotonic() - self.looked > (RESTING if self.rests else 0.0)

    def is_closed(self, path: Any) -> bool:
        self.looked = time.monotonic()
        if path != self.seen:
            self.seen, self.moved = path, self.looked
        return bool(path["status"] != "open")


def _reports(calls: Sequence[Call]) -> list[tuple[str, str, datetime]]:
    """A called party knows what its telephone showed, and the time to the second. The portal takes a call once, so of
    two that look the same in the same second one is told a second later: nothing becomes easier to tell apart by it."""
    told: dict[tuple[str, str, datetime], None] = {}
    for call in calls:
        assert call.begun_at
        at = call.begun_at.replace(microsecond=0)
        while (report := (call.calling or "anonymous", call.called, at)) in told:
            at += timedelta(seconds=1)
        told[report] = None
    return list(told)


def _seconds(hops: Sequence[Any]) -> float:
    over = [datetime.fromisoformat(hop["over_at"]) for hop in hops if hop["over_at"]]
    return (max(over) - datetime.fromisoformat(hops[0]["asked_at"])).total_seconds() if over else 0.0


def summary(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """One JSON line: ordinary calls, which must all come out true, and twins, which must not come out false."""
    ordinary = [each for each in outcomes if not each.call.twin]
    twins = [each for each in outcomes if each.call.twin]
    seconds = [each.seconds for each in outcomes if each.came is Came.TRUE] or [0.0]
    return {
        "calls": len(ordinary),
        **_counted(ordinary),
        "by_hops": {str(n): c for n, c in sorted(Counter(len(each.call.path) for each in ordinary).items())},
        "twins": {"calls": len(twins), **_counted(twins)},
        "seconds_median": round(median(seconds), 3),
        "seconds_worst": round(max(seconds), 3),
        "told": [_told(each) for each in outcomes if each.came is not Came.TRUE],
    }


def _counted(outcomes: Sequence[Outcome]) -> dict[str, int]:
    counted = Counter(each.came for each in outcomes)
    return {came.value: counted[came] for came in Came}


def _told(each: Outcome) -> dict[str, str]:
    call = each.call
    return {
        "call": call.mark,
        "came": each.came.value,
        "twin": str(call.twin).lower(),
        "origin": f"{call.origin}, {call.customer.name}",
        "numbers": f"{call.calling or 'anonymous'} to {call.called}, {call.fate.value}",
        "begun_at": str(call.begun_at),
        "why": each.why,
    }
