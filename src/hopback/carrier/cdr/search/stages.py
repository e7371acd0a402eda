"""Where to look, near first: what one search after the other reads."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from ..store import Span
from .asked import Asked
from .drift import FARTHEST_H

_NEAR = timedelta(minutes=2)
_WIDE = timedelta(minutes=10)
_LONG_AFTER = timedelta(hours=4)  # a record stamped at the end of a long call
_SLIP = timedelta(seconds=150)
_HALF_HOUR = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Stage:
    """`widely`: with it and those before, all was searched that both numbers could be found in."""

    name: str  # for the sentence that says what was searched
    numbers: frozenset[int]
    spans: tuple[Span, ...]
    by_calling: bool = False
    widely: bool = False
    last_resort: bool = False  # only when nothing plausible is found


def near(asked: Asked, offsets: Iterable[float]) -> Stage:
    return Stage("within 2 minutes", asked.called, _around(asked, offsets, _NEAR, _NEAR))


def further(asked: Asked, offsets: Iterable[float]) -> Iterator[Stage]:
    """What follows `near` when that does not settle it."""
    centres = sorted({0.0, *offsets})
    yield Stage("within 10 minutes", asked.called, _around(asked, centres, _WIDE, _WIDE))
    yield Stage(
        "off by whole and half hours up to 14, and up to 4 hours after",
        asked.called,
        _merged([*_slips(asked), *_around(asked, (0.0,), _WIDE, _LONG_AFTER)]),
        widely=True,
    )
    if asked.routing:
        spans = _around(asked, centres, _WIDE, _WIDE)
        yield Stage("under its routing number", asked.routing, spans, widely=True, last_resort=True)
    if asked.calling:
        spans = _around(asked, centres, _WIDE, _WIDE)
        yield Stage("by the calling number alone", asked.calling, spans, by_calling=True, widely=True, last_resort=True)


def _times(asked: Asked) -> list[datetime]:
    return sorted({asked.question.asked_at, asked.question.at})


def _around(asked: Asked, offsets: Iterable[float], before: timedelta, after: timedelta) -> tuple[Span, ...]:
    centres = [at + timedelta(seconds=off) for at in _times(asked) for off in {0.0, *offsets}]
    return _merged(Span(at - before, at + after) for at in centres)


def _slips(asked: Asked) -> Iterator[Span]:
    at = asked.question.asked_at
    for half in range(-2 * FARTHEST_H, 2 * FARTHEST_H + 1):
        yield Span(at + half * _HALF_HOUR - _SLIP, at + half * _HALF_HOUR + _SLIP)


def _merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    merged: list[Span] = []
    for span in sorted(spans, key=lambda each: each.begin):
        if merged and span.begin <= merged[-1].end:
            merged[-1] = Span(merged[-1].begin, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return tuple(merged)
