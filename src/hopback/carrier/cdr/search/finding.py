"""The search: near first, then wider, until it is sure or there is nothing left to look at."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from ..record import CallRecord, TimeOf
from ..store import CallStore
from . import stages
from .asked import Asked, asked
from .calls import Leg, calls
from .drift import Clock
from .holdings import Held, held, keeps_answered_only
from .judging import plausible, sure, verdict
from .likeness import Fits, likeness
from .question import Certainty, Question, Verdict
from .settings import USUAL, Names, Settings, nobody, trunk_or_address
from .skews import Skews
from .timing import fit
from .weighing import Odds, weigh

_KNOWN = 5  # calls from which a clock is known
_MOST_BUSY = 5000  # records of one busy number that are looked at, nearest first


def find(
    question: Question,
    store: CallStore,
    *,
    now: datetime,
    skew: Skews | None = None,
    upstream: Names = trunk_or_address,
    downstream: Names = nobody,
    settings: Settings = USUAL,
) -> Verdict:
    """Which record is this call, and how sure is that (A3.2)? `upstream` and `downstream` tell parties apart."""
    return _Search(question, store, now, skew or Skews(), upstream, downstream, settings).run()


def find_many(
    questions: Sequence[Question],
    store: CallStore,
    *,
    now: datetime,
    skew: Skews | None = None,
    upstream: Names = trunk_or_address,
    downstream: Names = nobody,
    settings: Settings = USUAL,
) -> list[Verdict]:
    """The same for many, in their order. A store that can look up many at once is asked once for what is near."""
    skews = skew or Skews()
    searches = [_Search(each, store, now, skews, upstream, downstream, settings) for each in questions]
    together = getattr(store, "called_many", None)
    if together is None:
        return [search.run() for search in searches]
    first = [search.first for search in searches]
    found: list[list[CallRecord]] = together([(stage.numbers, stage.spans) for stage in first])
    return [search.run(near) for search, near in zip(searches, found, strict=True)]


class _Search:
    def __init__(
        self,
        question: Question,
        store: CallStore,
        now: datetime,
        skews: Skews,
        upstream: Names,
        downstream: Names,
        settings: Settings,
    ) -> None:
        self.question, self.store, self.skews = question, store, skews
        self.upstream, self.downstream, self.settings = upstream, downstream, settings
        self.asked: Asked = asked(question, settings)
        self.offsets = skews.offsets(question.neighbour, question.asked_at)
        self.first = stages.near(self.asked, self.offsets)
        self.now = now
        self.legs: dict[int, Leg | None] = {}  # by identity of their records, which live as long as the search

    def run(self, near: Sequence[CallRecord] | None = None) -> Verdict:
        holdings = self.store.holdings()
        here = held(holdings, self.question, self.now, self.settings)
        if unreadable := self._unreadable(here):
            return unreadable
        self.switches = tuple(each.switch for each in holdings if each.switch)
        records = _once(self._read(self.first) if near is None else near)
        done = [self.first]
        odds, here = self._weighed(records, here, widely=False)
        for stage in stages.further(self.asked, self.offsets):
            if self._settled(odds, stage, done[-1]):
                break
            before, records = len(records), _once([*records, *self._read(stage)])
            if len(records) > before or (stage.widely and not done[-1].widely):
                odds, here = self._weighed(records, here, widely=stage.widely)
            done.append(stage)
        return verdict(odds, self.asked, here, done, self._clock, self.settings)

    def _settled(self, odds: Odds, next_stage: stages.Stage, last: stages.Stage) -> bool:
        """Nothing that is still unread can change it. A record of a longer call, stamped at its end, is further on."""
        if next_stage.last_resort and plausible(odds):
            return True
        ends = any(leg.record.time_of is TimeOf.END for each in odds.weighed for leg in each.call.legs)
        return sure(odds, self.settings) and (last.widely or not ends)

    def _unreadable(self, here: Held) -> Verdict | None:
        if self.asked.called or self.asked.calling:
            return None
        because = "Neither number of the question can be read as a telephone number: a person has to look."
        return Verdict(Certainty.AMBIGUOUS, (), f"Nothing was searched. {here.sentence}", because)

    def _read(self, stage: stages.Stage) -> Collection[CallRecord]:
        if not stage.numbers:
            return ()
        look = self.store.calling if stage.by_calling else self.store.called
        return look(stage.numbers, stage.spans)

    def _weighed(self, records: list[CallRecord], here: Held, *, widely: bool) -> tuple[Odds, Held]:
        if keeps_answered_only(records) and not self.question.duration_s:
            here = replace(here, missing=max(here.missing, 0.2))
        records = sorted(records, key=self._nearness)[:_MOST_BUSY]
        for record in records:
            if id(record) not in self.legs:
                self.legs[id(record)] = self._leg(record)
        legs = [leg for record in records if (leg := self.legs[id(record)])]
        return weigh(calls(legs), missing=here.missing, widely=widely), here

    def _nearness(self, record: CallRecord) -> tuple[float, str, int]:
        return abs(record.at.timestamp() - self.asked.at), record.place.source, record.place.line

    def _leg(self, record: CallRecord) -> Leg | None:
        like = likeness(record, self.asked, self.settings, self.downstream)
        if like.fits is Fits.NEITHER and not like.proof:
            return None
        clock = self._clock_of(record)
        fitting = fit(record, self.asked, clock, like.signed_at)
        name = self.upstream(record)
        off_s, known = fitting.off_s - clock.off_s, clock.learned_from >= _KNOWN
        return Leg(record, name, self._inner(name), like, fitting, off_s, known)

    def _inner(self, name: str) -> bool:
        """Did it come from another switch of the house?"""
        return name.startswith(self.settings.own) or any(name == s or name.endswith(f"-{s}") for s in self.switches)

    def _clock(self, leg: Leg) -> Clock:
        return self._clock_of(leg.record)

    def _clock_of(self, record: CallRecord) -> Clock:
        return self.skews.clock(record.switch, self.question.neighbour, self.question.asked_at)


def _once(records: Iterable[CallRecord]) -> list[CallRecord]:
    """The first of each: its leg may have been made already."""
    found: dict[tuple[object, ...], CallRecord] = {}
    for record in records:
        place = record.place
        found.setdefault((place.source, place.line, record.leg, record.at, record.called), record)
    return list(found.values())
