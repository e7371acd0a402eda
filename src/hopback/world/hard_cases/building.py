"""From a kind and a seed to a house: its traffic, its records, its past and its cases."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from random import Random
from types import MappingProxyType

from ..draws import draw
from . import clocks, forms, rows
from .calls import Dialler, TrueCall
from .house import LEGS, OTHERS, Asked, Case, House, Row, There, Told, twins
from .several import several

FIRST_TIME = 0.15  # of the houses

type Teller = Callable[[Random], Told]

# The mismatches a matcher must survive, in the order of docs/carrier/search.md.
KINDS: Mapping[str, Teller] = MappingProxyType(
    {
        "skewed clock": clocks.skewed,
        "wrong zone": clocks.zoned,
        "summer time ends": clocks.summer_time_ends,
        "another moment": clocks.another_moment,
        "coarse times": clocks.coarse,
        "number forms": forms.written,
        "called number changed": forms.called_changed,
        "calling number changed": forms.calling_changed,
        "identifiers differ": rows.identifiers,
        "durations differ": rows.durations,
        "unanswered missing": rows.unanswered,
        "copies and inner legs": rows.doubled,
        "shared address": rows.shared_address,
        "dense spoofing": rows.dense,
        "equal calls": rows.equal,
        "late records": clocks.late,
        "broken characters": forms.characters,
        "never carried": rows.never_carried,
        "several at once": several,
    }
)


def houses(kind: str, seed: int, cases: int, each: int = 25) -> Iterator[House]:
    """Houses of one kind with at least so many cases together."""
    number = 0
    while cases > 0:
        built = house(kind, seed, number, each)
        cases -= len(built.cases)
        number += 1
        yield built


def house(kind: str, seed: int, number: int, most: int = 25) -> House:
    """One house, the same for the same names."""
    chance = draw("hard", kind, seed, number)
    told = _never_asked(KINDS[kind](chance), chance)
    dialler = Dialler(told.shape, chance)
    history = dialler.history(told.history)
    bursts = [dialler.burst() for _ in range(told.shape.bursts)]
    others = [call for burst in bursts for call in dialler.around(burst)]
    redials = [call for burst in bursts for call in burst]
    written = {call.id: _written(told, call, chance) for call in (*history, *redials, *others)}
    wanted = chance.sample(redials, len(redials))
    chosen = [call for call in wanted if told.asks(call)][:most]
    complete_to = told.shape.start + timedelta(seconds=told.complete_after_s)
    return House(
        kind=kind,
        seed=f"{seed}:{number}",
        rows=_rows(told, (*history, *redials, *others), written, chance),
        history=tuple(written[call.id][1] for call in history),
        cases=tuple(_case(told, call, redials, written[call.id], complete_to.timestamp()) for call in chosen),
        complete_to=complete_to,
        now=complete_to + timedelta(hours=1),
    )


def _never_asked(told: Told, chance: Random) -> Told:
    """Some providers are asked for the first time; their redials keep to one upstream, or nobody could tell them."""
    if chance.random() >= FIRST_TIME or not told.first_time:
        return told
    return replace(told, history=0, shape=replace(told.shape, split=0.0, on_the_hour=False))


def _written(told: Told, call: TrueCall, chance: Random) -> tuple[list[Row], Asked]:
    asked = told.habits.asked(call, chance)
    return told.bend(call, told.habits.row(call), asked), asked


def _rows(
    told: Told, calls: Sequence[TrueCall], written: Mapping[int, tuple[list[Row], Asked]], chance: Random
) -> tuple[Row, ...]:
    kept = [row for call in calls if told.keeps(call) for row in written[call.id][0]]
    chance.shuffle(kept)
    return tuple(kept)


def _case(
    told: Told, call: TrueCall, redials: Sequence[TrueCall], written: tuple[list[Row], Asked], complete_to: float
) -> Case:
    rows_, asked = written
    if told.keeps(call):
        there = There.HERE
    else:
        there = There.NOT_YET if call.at.timestamp() + 300 > complete_to else There.ABSENT
    return Case(
        asked=asked,
        there=there,
        lines=frozenset(row["line"] for row in rows_ if row["line"] % LEGS < OTHERS),
        upstream=call.upstream,
        twins=told.twins | twins(call, redials, told.apart_s),
    )
