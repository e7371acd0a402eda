"""Forms of publication. On what basis something is published is never pre-filled (A3.9)."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms

from hopback.policy.article_3_traceback.publication import Period, Span, period

from .queries.composing import REQUIRED, TEXTS


class BasisForm(forms.Form):
    basis = forms.CharField(
        label="On what basis",
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Who decided it and when, or which rule asks for it. It stands beside what is published.",
    )
    seen = forms.CharField(widget=forms.HiddenInput)


def _over(now: date) -> list[tuple[str, str]]:
    """The last twelve months and three years that are over, by their value and name."""
    months, years = period(Span.MONTH, now), period(Span.YEAR, now)
    found: list[Period] = []
    for of, many in ((months, 12), (years, 3)):
        for _ in range(many):
            of = of.before
            found.append(of)
    return [(value_of(one), one.name if one.span is Span.MONTH else f"The year {one.name}") for one in found]


def value_of(one: Period) -> str:
    """`month 2026-10-01`, as a form sends it."""
    return f"{one.span.value} {one.first_on.isoformat()}"


def read_period(value: str) -> Period:
    """Raises ValueError."""
    span, _, first_on = value.partition(" ")
    return period(Span(span), date.fromisoformat(first_on))


class PeriodForm(forms.Form):
    period = forms.ChoiceField(label="Of which time")

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["period"].choices = _over(today)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if "period" not in said:
            return said
        of = read_period(said["period"])
        return {"span": of.span, "first_on": of.first_on}


class TextsForm(forms.Form):
    """The parts of a report that staff write, and the reason of each provider that refused."""

    def __init__(self, *args: Any, refused: Iterable[dict[str, str]], is_year: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in TEXTS.items() if is_year else [("efforts", TEXTS["efforts"])]:
            hint = "Needed before it is published." if name in REQUIRED and is_year else ""
            self.fields[name] = forms.CharField(
                label=label, max_length=8000, required=False, help_text=hint, widget=forms.Textarea(attrs={"rows": 5})
            )
        for one in refused:
            self.fields[f"reason_{one['provider']}"] = forms.CharField(
                label=f"Reason that {one['name']} gave",
                max_length=1000,
                required=False,
                help_text="In words that may be published. Empty: it gave none.",
            )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        reasons = {name.removeprefix("reason_"): text for name, text in said.items() if name.startswith("reason_")}
        return {"texts": {name: said[name] for name in TEXTS if name in said}, "reasons": reasons}
