"""The responder's day: wait for a request, work on it, look again at what is open; go on when the portal is away."""

import os
import sqlite3
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from queue import Empty, SimpleQueue

import jwt

from hopback.carrier.client import KeyRefusedError, NotThereError, Portal, PortalError, UnreachableError
from hopback.carrier.service.stopping import Stop, Stopped
from hopback.wire.answers import HopOut
from hopback.wire.signing import Request

from . import state
from .desk import Desk

FIRST_PAUSE_S, LONGEST_PAUSE_S = 0.5, 30.0
NOTHING_NEW_S, LONGEST_IDLE_S = 0.5, 5.0

type Clock = Callable[[], datetime]


@dataclass
class Loop:
    """`told`: hop ids that webhooks brought; None where the portal is long-polled."""

    desk: Desk
    portal: Portal
    stop: Stop
    clock: Clock = lambda: datetime.now(UTC)
    told: "SimpleQueue[str] | None" = None

    def __post_init__(self) -> None:
        self.settings = self.desk.settings
        self.newest: datetime | None = None  # when the newest request we know was asked
        self.swept = 0.0
        self.pause, self.idle = FIRST_PAUSE_S, NOTHING_NEW_S
        self.stuck, self.stuck_pause = "", FIRST_PAUSE_S
        self.state = state.State(pid=os.getpid(), started_at=self.clock())

    def run(self) -> None:
        """Until asked to stop. Raises KeyRefusedError: then nobody but a person can go on."""
        try:
            while not self.stop.requested:
                self._round()
        except Stopped:
            pass

    def once(self) -> None:
        """What was left over, then every open hop, once. Raises UnreachableError."""
        if not self.settings.dry_run:
            self.desk.send_left_over(self.clock())
        self._sweep()

    def _round(self) -> None:
        try:
            self.desk.records.refresh()
            self.desk.send_left_over(self.clock())
            if time.monotonic() - self.swept >= self.settings.webhooks.sweep_s or not self.swept:
                self._sweep()
            else:
                self.desk.again(self.clock())
            self._wait()
            self._unstuck()
        except KeyRefusedError:
            raise
        except PortalError as away:
            self._away(away)
        except (sqlite3.OperationalError, OSError) as full:
            self._stuck(full)

    def _wait(self) -> None:
        if self.told is not None:
            self._wait_for_webhooks(self.told)
        else:
            self._poll()

    def _poll(self) -> None:
        begun, listed_at = time.monotonic(), self.clock()
        patience = self._patience()
        with self.stop.waiting():
            hops = self.portal.hops(wait_s=int(patience), asked_after=self.newest)
        self._reached()
        new = self._take(hops, listed_at)
        if new or time.monotonic() - begun > NOTHING_NEW_S:
            self.idle = NOTHING_NEW_S
            return
        self._sleep(min(self.idle, patience))  # it told us at once what we know already
        self.idle = min(self.idle * 2, LONGEST_IDLE_S)

    def _wait_for_webhooks(self, told: "SimpleQueue[str]") -> None:
        try:
            with self.stop.waiting():
                ids = [told.get(timeout=self._patience())]
        except Empty:
            return
        while not told.empty():
            ids.append(told.get())
        listed_at = self.clock()
        hops = [hop for each in dict.fromkeys(ids) if (hop := self._fetched(each))]
        self._reached()
        self._take(hops, listed_at)

    def _fetched(self, hop: str) -> HopOut | None:
        """A webhook carries an id only; whether the hop is ours, the portal says."""
        try:
            return self.portal.hop(hop)
        except NotThereError:
            return None

    def _sweep(self) -> None:
        listed_at = self.clock()
        with self.stop.waiting():
            hops = self.portal.hops()
        self._reached()
        self._take(hops, listed_at)
        if not self.settings.dry_run:
            self.desk.gone({hop.id for hop in hops}, self.clock())
        self.swept = time.monotonic()

    def _take(self, hops: list[HopOut], listed_at: datetime) -> bool:
        before = self.newest
        self.desk.take(hops, listed_at=listed_at, now=self.clock())
        self.newest = max([*_asked_at(hops, self.clock()), *([before] if before else [])], default=None)
        return self.newest != before

    def _patience(self) -> float:
        """Seconds to wait for something new before looking again at what is open here."""
        longest = float(self.settings.portal.wait_s) if self.told is None else self.settings.webhooks.sweep_s
        if not self.desk.pending:
            return longest
        return min(longest, self.settings.search.again_s)

    def _reached(self) -> None:
        now = self.clock()
        self.pause = FIRST_PAUSE_S
        if self.state.trouble not in ("", self.stuck):
            self.desk.say("The portal answers again.")
        self._tell(replace(self.state, polled_at=now, reached_at=now, trouble=self.stuck))

    def _away(self, away: PortalError) -> None:
        if str(away) != self.state.trouble:
            self.desk.say(f"{away} Trying again.")
        self._tell(replace(self.state, polled_at=self.clock(), trouble=str(away)))
        asked_for = away.after_s if isinstance(away, UnreachableError) else None
        self._sleep(asked_for or self.pause)
        self.pause = min(self.pause * 2, LONGEST_PAUSE_S)

    def _stuck(self, problem: Exception) -> None:
        """The disk is full, or away: what cannot be written down does not leave the house. Goes on when it can be."""
        trouble = f"The journal {self.settings.journal} cannot be written: {problem}."
        if trouble != self.stuck:
            self.desk.say(f"{trouble} Nothing leaves until it can. Trying again.")
            self.stuck_pause = FIRST_PAUSE_S
        self.stuck = trouble
        self._tell(replace(self.state, trouble=trouble))
        self._sleep(self.stuck_pause)
        self.stuck_pause = min(self.stuck_pause * 2, LONGEST_PAUSE_S)

    def _unstuck(self) -> None:
        if self.stuck:
            self.desk.say("The journal can be written again.")
            self.stuck = ""
            self._tell(replace(self.state, trouble=""))

    def _sleep(self, seconds: float) -> None:
        with self.stop.waiting():
            self.stop.sleep(seconds)

    def _tell(self, now: state.State) -> None:
        self.state = now
        if not self.settings.dry_run:
            with suppress(OSError):  # it is only looked at: on a full disk the old one stays
                state.write(self.settings.state_file, now)


def _asked_at(hops: Iterable[HopOut], now: datetime) -> Iterable[datetime]:
    """As the portal signed it; the next poll asks for what is newer. What is missed by that, a sweep finds."""
    for hop in hops:
        try:
            claims = jwt.PyJWS().decode_complete(hop.signed, options={"verify_signature": False})["payload"]
            yield min(Request.model_validate_json(claims).asked_at, now)
        except (jwt.PyJWTError, ValueError):
            continue
