"""From the odds to a verdict, in sentences."""

from collections.abc import Callable

from .asked import Asked
from .calls import Leg
from .drift import Clock
from .holdings import Held, moment
from .likeness import Fits
from .question import Certainty, Match, Verdict
from .settings import Settings
from .stages import Stage
from .weighing import Odds, Weighed
from .wording import reasons, seconds

_PLAUSIBLE = 0.5  # all records together, against that it is none of them
_STRANGE_CLOCK = 0.1
_WORTH_WAITING = 0.05
_WORTH_NAMING = 0.005
_TEACHES = 0.02  # a record with one number that fits teaches its clock; only many that agree make a difference

type ClockOf = Callable[[Leg], Clock]


def sure(odds: Odds, settings: Settings) -> bool:
    """Every plausible record that could carry an answer names one upstream; what names another is beyond the odds."""
    best = odds.best
    if best is None or not best.counts or not best.call.upstream:
        return False
    return odds.for_upstream(best.call.upstream) >= 1 - 1 / settings.sure


def plausible(odds: Odds) -> bool:
    """Enough for a person to look at: where both numbers fit and only the clock is strange, less is enough."""
    by_both = sum(each.chance for each in odds.weighed if each.leg.like.fits is Fits.BOTH and not each.leg.known_clock)
    return 1 - odds.none >= _PLAUSIBLE or by_both >= _STRANGE_CLOCK


def verdict(odds: Odds, asked: Asked, held: Held, done: list[Stage], clock_of: ClockOf, settings: Settings) -> Verdict:
    certainty, because = _judged(odds, held, settings)
    matches = tuple(_match(each, odds, clock_of) for each in odds.weighed if each.chance > 0)
    return Verdict(certainty, matches, _searched(asked, held, done), because, held.since)


def _judged(odds: Odds, held: Held, settings: Settings) -> tuple[Certainty, str]:
    if sure(odds, settings):
        return Certainty.SURE, _why_sure(odds)
    if held.behind and odds.none >= _WORTH_WAITING:
        return Certainty.NOT_YET, f"Records of that time are still to come. {held.sentence}"
    if plausible(odds):
        return Certainty.AMBIGUOUS, _why_not(odds)
    kept = " This store keeps answered calls only." if held.answered_only else ""
    beside = f" The likest is {_named(odds.weighed[0])}, and does not fit well enough." if odds.weighed else ""
    return Certainty.NOT_FOUND, f"No record fits.{kept}{beside}"


def _why_sure(odds: Odds) -> str:
    best = odds.weighed[0]
    upstream = best.call.upstream
    agreeing = sum(each.chance >= _WORTH_NAMING and each.call.upstream == upstream for each in odds.weighed)
    if agreeing == 1:
        return f"One call fits, and it came from {upstream}."
    return f"{agreeing} calls fit, and all came from {upstream}."


def _why_not(odds: Odds) -> str:
    best = odds.weighed[0]
    names = {each.call.upstream for each in odds.weighed if each.chance >= _WORTH_NAMING}
    if not best.counts:
        which = "called" if best.leg.like.fits is Fits.CALLED else "calling"
        return f"Only the {which} number and the time fit: a person has to look."
    if best.call.entry.inner:
        return "It came from another switch of ours, whose record of it is not here."
    if not best.call.upstream:
        return "The record that fits does not say where the call came in."
    if len(names) > 1:
        chances = ", ".join(f"{name or 'unknown'} {_chance(odds, name)}" for name in _by_chance(odds, names))
        return f"Calls that fit came from different upstreams: {chances}."
    return f"{_named(best)} fits, but its time is {seconds(abs(best.leg.off_s))} off: that could be another call."


def _by_chance(odds: Odds, names: set[str]) -> list[str]:
    return sorted(names, key=lambda name: (-_total(odds, name), name))


def _total(odds: Odds, name: str) -> float:
    return sum(each.chance for each in odds.weighed if each.call.upstream == name)


def _chance(odds: Odds, name: str) -> str:
    return f"{_total(odds, name):.0%}"


def _named(weighed: Weighed) -> str:
    place = weighed.call.entry.record.place
    return f"{place.source}, line {place.line}"


def _match(weighed: Weighed, odds: Odds, clock_of: ClockOf) -> Match:
    fits = weighed.leg.like.fits
    better = (Fits.BOTH,) if fits is Fits.BOTH else (Fits.BOTH, fits)
    by_itself = sum(each.leg.like.fits in better for each in odds.weighed) == 1
    return Match(
        record=weighed.call.entry.record,
        upstream=weighed.call.upstream,
        score=weighed.chance,
        off_s=round(weighed.call.entry.off_s, 3),
        reasons=reasons(weighed.call, weighed.leg, clock_of(weighed.leg)),
        alone=by_itself and (fits is Fits.BOTH or weighed.chance >= _TEACHES),
    )


def _searched(asked: Asked, held: Held, done: list[Stage]) -> str:
    how = "; ".join(stage.name for stage in done)
    numbers = "both numbers in every written form, also ported, forwarded and as sent on"
    return f"{numbers[0].upper()}{numbers[1:]}, around {moment(asked.question.asked_at)}: {how}. {held.sentence}"
