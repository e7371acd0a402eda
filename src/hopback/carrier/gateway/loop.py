"""The day of a gateway's list: wait for a change, take it, feed the switch; go on with the last copy when alone."""

import os
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial

from hopback.carrier.client import KeyRefusedError, Portal, PortalError
from hopback.carrier.service.stopping import Stop, Stopped
from hopback.wire.do_not_originate.entries import NotAList, Row
from hopback.wire.signing import NotSigned

from . import office
from .copy import Folder, Held, NotTaken, Taker
from .copy.folder import BrokenCopy
from .copy.taking import Taken
from .feeding.feed import Choice, Feed, FeedError, Sink
from .reporting import Reports
from .settings import Settings
from .state import Fed, State, keep, read, words

FIRST_PAUSE_S, LONGEST_PAUSE_S = 0.5, 20.0
AGAIN_S = 5  # a switch that could not be fed is tried again so soon


@dataclass
class Loop:
    """`say` gets a sentence for what happens; `clock` is the clock at the door."""

    settings: Settings
    portal: Portal
    taker: Taker
    folder: Folder
    sinks: list[Sink]
    choice: Choice
    stop: Stop
    clock: Callable[[], datetime]
    say: Callable[[str], None]
    held: Held | None = None
    pause: float = FIRST_PAUSE_S
    loud_at: datetime | None = None
    state: State = field(init=False)

    def __post_init__(self) -> None:
        before = read(office.state_file(self.settings))
        now = self.clock()
        self.state = State(os.getpid(), now, before.reached_at if before else None)
        self.reports = Reports(self.settings.list.folder / office.REPORTS)

    def begin(self) -> None:
        """With the copy of before, whether the portal is there or not."""
        try:
            self.held = self.folder.checked()
        except BrokenCopy as broken:
            self.say(str(broken))
            self.folder.forget()
        if self.held:
            self._feed(self.held)

    def run(self) -> None:
        """Until asked to stop. Raises KeyRefusedError: then nobody but a person can go on."""
        try:
            self.begin()
            while not self.stop.requested:
                self.round()
        except Stopped:
            pass

    def once(self) -> None:
        """Take what is new now. Raises PortalError, NotTaken, FeedError."""
        self.begin()
        self._reached(self.taker.take(self.held))
        self._report()
        self.state = replace(self.state, pid=0)
        self._keep()
        if trouble := [fed.trouble for fed in self.state.fed if fed.trouble]:
            raise FeedError(" ".join(trouble))

    def round(self) -> None:
        try:
            hungry = any(fed.trouble for fed in self.state.fed)
            with self.stop.waiting():
                taken = self.taker.take(self.held, wait_s=AGAIN_S if hungry else self.settings.portal.wait_s)
            self._reached(taken)
            if hungry and taken is None and self.held:
                self._feed(self.held)
            self._report()
            self.pause = FIRST_PAUSE_S
        except KeyRefusedError as refused:
            self._away(str(refused))
            raise
        except (PortalError, NotTaken, NotSigned, NotAList, OSError) as problem:
            self._away(str(problem))
        self._keep()

    def _reached(self, taken: Taken | None) -> None:
        """The portal said what the list is: our copy is that list."""
        if self.state.trouble:
            self.say("The portal answers again.")
        self.state = replace(self.state, reached_at=self.clock(), trouble="")
        self.loud_at = None
        if taken:
            before, self.held = self.held, taken.held
            self.say(f"Version {taken.held.version} of the list: {taken.held.listed:,} rows.")
            self._feed(taken.held, taken.changes, before)

    def _away(self, why: str) -> None:
        """Go on with the last copy, and say so: at once, and again each time it has grown too old."""
        now = self.clock()
        if why != self.state.trouble:
            self.say(why)
        self.state = replace(self.state, trouble=why)
        age, limit = self.state.age(now), timedelta(minutes=self.settings.list.stale_min)
        if age is not None and age > limit and (self.loud_at is None or now - self.loud_at > limit):
            self.loud_at = now
            self.say(f"OLD LIST: the gateway goes on with a copy that was last known to be right {words(age)} ago.")
        self._keep()
        self.stop.sleep(self.pause)
        self.pause = min(self.pause * 2, LONGEST_PAUSE_S)

    def _feed(self, held: Held, changes: list[Row] | None = None, before: Held | None = None) -> None:
        feed = Feed(held.version, held.sha256, partial(self.folder.rows, held), self.choice)
        if before and changes is not None:
            mark = Feed(before.version, before.sha256, feed.rows, self.choice).mark
            feed = replace(feed, changes=changes, before=mark)
        self.state = replace(self.state, fed=tuple(self._fed(sink, feed) for sink in self.sinks))
        self._keep()
        if not any(fed.trouble for fed in self.state.fed):
            self._implemented(feed, held)

    def _fed(self, sink: Sink, feed: Feed) -> Fed:
        known = next((fed for fed in self.state.fed if fed.name == sink.name), Fed(sink.name))
        try:
            how = sink.take(feed)
        except (FeedError, NotAList) as problem:
            if str(problem) != known.trouble:
                self.say(f"{sink.name}: {problem}")
            return replace(known, trouble=str(problem))
        self.say(f"{sink.name}: version {feed.version}, {how}.")
        return Fed(sink.name, feed.version, self.clock().isoformat(), how)

    def _implemented(self, feed: Feed, held: Held) -> None:
        """Only what stops calls is an implementation, and only where there is a switch (XB.7)."""
        if self.sinks and feed.choice.answer != "log" and self.settings.report.implemented == "yes":
            if feed.choice.at_most:
                listings = {row.entry.listing for row in feed.chosen()}
            elif feed.changes is None:
                listings = self.folder.listings(held)
            else:
                listings = {row.entry.listing for row in feed.changes if row.change == "listed"}
            self.reports.due(listings, self.clock().date())

    def _report(self) -> None:
        if count := self.reports.send(self.portal):
            self.say(f"{count} listings reported as implemented.")

    def _keep(self) -> None:
        keep(office.state_file(self.settings), self.state)
