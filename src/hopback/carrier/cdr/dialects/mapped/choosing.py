"""Which column says what: by its name where it has one that people use, by what stands in it, and how sure that is."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from . import names
from .layout import Layout
from .mapping import Column
from .shapes import Shape

_INBOUND = {"in", "inbound", "incoming", "i", "orig", "origination", "received", "terminating"}
_OUTBOUND = {"out", "outbound", "outgoing", "o", "term", "termination", "sent", "originating"}
_INTERNAL = {"internal", "local", "onnet"}


@dataclass(frozen=True)
class Guess:
    """`theirs`: a column, or a date's and a time's. `confidence` 0 to 1; `why` in words for a person."""

    ours: str
    theirs: Column | tuple[Column, Column]
    confidence: float
    why: str
    forms: tuple[str, ...] = ()  # of a time
    extra: dict[str, Any] = field(default_factory=dict)  # what else the mapping has to say about it

    @property
    def columns(self) -> tuple[Column, ...]:
        return self.theirs if isinstance(self.theirs, tuple) else (self.theirs,)


class _Choice:
    """Columns are given away one after the other; none twice."""

    def __init__(self, found: Layout) -> None:
        self.shapes = found.shapes
        self.guesses: list[Guess] = []
        self._taken: set[Column] = set()

    def free(self) -> list[Shape]:
        return [shape for shape in self.shapes if shape.column not in self._taken]

    def take(self, guess: Guess) -> None:
        self.guesses.append(guess)
        self._taken.update(guess.columns)

    def named(self, ours: str, fits: Callable[[Shape], bool]) -> Shape | None:
        """The free column with the most telling name whose content does not speak against it."""
        ranked = [
            (rank, shape.place, shape)
            for shape in self.free()
            if shape.name and (rank := names.rank(shape.name, names.NAMES[ours])) is not None and fits(shape)
        ]
        return min(ranked)[2] if ranked else None

    def by_name(self, ours: str, fits: Callable[[Shape], bool]) -> bool:
        if shape := self.named(ours, fits):
            sure = 0.9 if shape.values else 0.6
            self.take(Guess(ours, shape.column, sure, f"it is called {shape.name}"))
        return shape is not None


def choose(found: Layout) -> tuple[Guess, ...]:
    """The columns of a call record in this table, most important first."""
    choice = _Choice(found)
    _time(choice)
    _numbers(choice)
    _other_times(choice)
    _addresses(choice)
    _ids(choice)
    _direction(choice)
    _lengths(choice)
    for ours in ("ingress_trunk", "egress_trunk"):
        choice.by_name(ours, lambda shape: not shape.times and shape.addresses < 0.5 and shape.dialable < 0.5)
    choice.by_name("code", lambda shape: shape.counts > 0.9)
    for ours in ("result", "account", "caller_name", "switch", "identity", "verstat"):
        choice.by_name(ours, lambda shape: not shape.times)
    return tuple(choice.guesses)


def _time(choice: _Choice) -> None:
    """When a call was made: the column whose name says so, else the first with a time in every row."""
    full = [shape for shape in choice.shapes if shape.times and shape.filled > 0.9]
    named = _best(full, "at")
    pair = _pair(choice)
    if named is None and pair and not (full and not any(shape.name for shape in choice.shapes)):
        return choice.take(pair)
    if shape := named or (full[0] if full else None):
        why = f"it is called {shape.name} and holds times" if named else "it is the first with a time in every row"
        return choice.take(Guess("at", shape.column, 0.95 if named else 0.6, why, tuple(shape.times)))
    if pair:
        choice.take(pair)
    return None


def _best(shapes: Iterable[Shape], ours: str) -> Shape | None:
    ranked = [(names.rank(shape.name, names.NAMES[ours]), shape.place, shape) for shape in shapes if shape.name]
    told = [(rank, place, shape) for rank, place, shape in ranked if rank is not None]
    return min(told)[2] if told else None


def _pair(choice: _Choice) -> Guess | None:
    """A date in one column and the time of day in another: by name, else the first of both."""
    days = [shape for shape in choice.shapes if shape.days and not shape.times and shape.filled > 0.9]
    hours = [shape for shape in choice.shapes if shape.hours and not shape.times and shape.filled > 0.9]
    if not days or not hours:
        return None
    day, clock = _best(days, "day") or days[0], _best(hours, "clock") or hours[0]
    forms = tuple(f"{a} {b}" for a in day.days for b in clock.hours)
    return Guess("at", (day.column, clock.column), 0.85, "a date, and a time of day beside it", forms)


def _numbers(choice: _Choice) -> None:
    """Calling before called where no name says which is which: almost everybody writes them so."""
    for ours in ("calling", "called"):
        choice.by_name(ours, lambda shape: shape.dialable > 0.5 or not shape.values)
    taken = {guess.ours for guess in choice.guesses}
    for ours in ("calling", "called"):
        if ours in taken:
            continue
        free = [shape for shape in choice.free() if shape.phones > 0.6 or (shape.dialable > 0.9 and shape.distinct < 1)]
        best = max(free, key=lambda shape: (shape.phones > 0.6, -shape.place), default=None)
        if best:
            other = "called" if ours == "calling" else "calling"
            sure = 0.7 if other in taken else 0.5
            why = "it holds telephone numbers; check that it is not the other way round"
            choice.take(Guess(ours, best.column, sure, why))
    for ours in ("routing_number", "dialled", "diverted_from", "calling_asserted", "calling_out", "called_out"):
        choice.by_name(ours, lambda shape: shape.dialable > 0.5)


def _other_times(choice: _Choice) -> None:
    at = next((guess for guess in choice.guesses if guess.ours == "at"), None)
    if at is None or isinstance(at.theirs, tuple):
        return
    for ours in ("answered_at", "ended_at"):
        choice.by_name(ours, lambda shape: bool(set(shape.times) & set(at.forms)))


def _addresses(choice: _Choice) -> None:
    for ours in ("source_ip", "destination_ip"):
        choice.by_name(ours, lambda shape: shape.addresses > 0.8)
    for ours in ("source_ip", "destination_ip"):
        rest = [shape for shape in choice.free() if shape.addresses > 0.8]
        if rest and ours not in {guess.ours for guess in choice.guesses}:
            why = "it holds addresses; the first is taken for the side the call came from"
            choice.take(Guess(ours, rest[0].column, 0.5, why))


def _ids(choice: _Choice) -> None:
    for ours in ("ingress_call_id", "egress_call_id"):
        choice.by_name(ours, lambda shape: shape.ids > 0.8 and shape.distinct > 0.3)
    choice.by_name("call", lambda shape: shape.distinct > 0.5 and not shape.times)
    taken = {guess.ours for guess in choice.guesses}
    free = [shape for shape in choice.free() if shape.call_ids > 0.8 and shape.distinct > 0.3]
    if free and "ingress_call_id" not in taken:
        choice.take(Guess("ingress_call_id", free[0].column, 0.6, "it holds what looks like Call-IDs"))
    free = [shape for shape in choice.free() if shape.ids > 0.9 and shape.distinct > 0.9]
    if free and "call" not in taken:
        choice.take(Guess("call", free[0].column, 0.5, "it is different in every row, as the id of a call is"))


def _direction(choice: _Choice) -> None:
    shape = choice.named("direction", lambda shape: 0 < len(set(shape.values)) <= 12)
    if not shape:
        return
    words = {value.casefold() for value in shape.values}
    ways = {"inbound": words & _INBOUND, "outbound": words & _OUTBOUND, "internal": words & _INTERNAL}
    if ways["inbound"] or ways["outbound"]:
        extra = {way: sorted(found) for way, found in ways.items() if found}
        choice.take(Guess("direction", shape.column, 0.8, f"it is called {shape.name}", (), extra))


def _lengths(choice: _Choice) -> None:
    shape = choice.named("duration", lambda shape: shape.counts > 0.9 or shape.lengths > 0.9)
    why = f"it is called {shape.name}" if shape else "it holds small whole numbers that come again"
    if shape is None:
        numbered = [each for each in choice.free() if not each.name and each.counts > 0.95]
        free = [each for each in numbered if len(set(each.values)) > 3]
        shape = free[0] if free else None
    if shape:
        sure = 0.9 if shape.name else 0.4
        choice.take(Guess("duration", shape.column, sure, why, (), _unit(shape)))


def _unit(shape: Shape) -> dict[str, Any]:
    name = names.plain(shape.name)
    if shape.lengths > 0.9:
        return {"duration": "h:m:s"}
    if name.endswith("ms") or "milli" in name:
        return {"duration": "ms"}
    if "minute" in name or name.endswith("mins"):
        return {"duration": "min"}
    return {}
