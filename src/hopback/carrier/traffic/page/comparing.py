"""One customer beside the typical one of the same days: what is odd about it is seen at a glance."""

from collections.abc import Callable, Iterable, Mapping
from statistics import median
from typing import NamedTuple

from ..figures import Figures
from ..leaving_out import Measure
from .writing import Safe, table, tag

type Usual = Mapping[str, float]


class _Told(NamedTuple):
    """How a measure is told; `rests_on`: what the records have to tell for it."""

    of: Callable[[Figures], float]
    form: str
    rests_on: Measure | None = None

    def said(self, f: Figures, value: float) -> str:
        return self.form.format(value) if self.rests_on is None or f.knows(self.rests_on) else UNKNOWN


UNKNOWN = "–"
_ANSWERED = _Told(lambda f: f.share(f.answered), "{:.0%}", Measure.ANSWERS)
_SHORT = _Told(lambda f: f.of_answered(f.short), "{:.0%}", Measure.TALK)
_MEASURES: Mapping[str, _Told] = {
    "Calls a day": _Told(lambda f: f.a_day, "{:,.0f}"),
    "Answered": _ANSWERED,
    "Answered, over within 6 s": _SHORT,
    "Talk, on average": _Told(lambda f: f.mean_talk_s, "{:,.0f} s", Measure.TALK),
    "Numbers it shows": _Told(lambda f: f.exact.callers if f.exact else f.callers, "{:,.0f}", Measure.CALLER_IDS),
    "Calls to the same number": _Told(lambda f: 1 / f.parties if f.parties else 0, "{:.1f}"),
}


def answers(f: Figures) -> tuple[str, str]:
    """How many of its calls are answered, and how many of those end within 6 seconds."""
    return _ANSWERED.said(f, _ANSWERED.of(f)), _SHORT.said(f, _SHORT.of(f))


def usual(customers: Iterable[Figures]) -> Usual:
    """Half of all customers have less, half have more."""
    found = list(customers)
    return {name: median(told.of(f) for f in found) if found else 0.0 for name, told in _MEASURES.items()}


def compared(figures: Figures, typical: Usual) -> Safe:
    rows = [
        (name, told.said(figures, told.of(figures)), told.said(figures, typical[name]))
        for name, told in _MEASURES.items()
    ]
    heads = ("Measure", "This customer", "Typical customer")
    return tag(
        "div",
        table(heads, rows, caption=f"{figures.name} beside the typical customer", right=frozenset({1, 2})),
        class_="cmp",
    )
