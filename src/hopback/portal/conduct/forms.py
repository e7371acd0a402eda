"""The forms about conduct. Nothing is pre-selected that a person has to decide."""

from datetime import date
from typing import Any

from django import forms

from hopback.policy.article_1_conduct import FACTORS, STATES, Factor, Role, Sheet, State, Timing

from .queries import Period, period_ending

ROLES = {Role.TERMINATING: "Terminating", Role.UPSTREAM: "Upstream", Role.FOREIGN: "Foreign"}
TIMINGS = {
    Timing.ON_TIME: "answered on time",
    Timing.LATE: "answered late",
    Timing.NONE: "no response",
    Timing.OPEN: "still open",
}
EARLIEST = date(2000, 1, 1)


def _words(label: str, rows: int = 5, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=4000, widget=forms.Textarea(attrs={"rows": rows}), **more)


def _day(label: str) -> forms.DateField:
    return forms.DateField(label=label, required=False, widget=forms.DateInput(attrs={"type": "date"}))


class PeriodForm(forms.Form):
    """Days of UTC; the address holds them."""

    since = _day("From")
    until = _day("Through")

    def __init__(self, data: Any, today: date) -> None:
        super().__init__(data if "since" in data or "until" in data else None)
        self.usual = period_ending(today)
        for name in ("since", "until"):
            self.fields[name].initial = getattr(self.usual, name)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        since, until = said.get("since") or self.usual.since, said.get("until") or self.usual.until
        if since > until:
            raise forms.ValidationError("The period ends before it begins.")
        if since < EARLIEST:
            raise forms.ValidationError("There was nothing to count before 2000.")
        return {"since": since, "until": until}

    @property
    def period(self) -> Period:
        """What is asked for; what is usual where the address says nothing, or nothing that can be."""
        return Period(**self.cleaned_data) if self.is_valid() else self.usual


class ListForm(forms.Form):
    """The filters of the list of groups, which are its address."""

    q = forms.CharField(label="Provider", max_length=80, required=False)
    role = forms.ChoiceField(label="Role", choices=[("", "Any role"), *ROLES.items()], required=False)
    far = forms.ChoiceField(
        label="Beyond three quarters of its peers",
        choices=[("", "Any"), *((each, words.label) for each, words in FACTORS.items())],
        required=False,
    )
    sort = forms.ChoiceField(
        choices=[("", ""), ("name", ""), ("requests", ""), *((each, "") for each in FACTORS)], required=False
    )

    @property
    def wanted(self) -> dict[str, str]:
        self.is_valid()
        return {name: self.cleaned_data.get(name, "") for name in self.fields}


class StateForm(forms.Form):
    state = forms.ChoiceField(
        label="State", choices=[("", "Open and standing"), *STATES.items(), ("all", "All")], required=False
    )

    def shows(self, state: State) -> bool:
        """Without a filter, what is over is on no list (A3.10)."""
        wanted = self.cleaned_data.get("state", "") if self.is_valid() else ""
        return wanted in {"all", state} or (not wanted and state not in {State.LIFTED, State.DROPPED})


class ProposeForm(forms.Form):
    """The factors that the sheet counts, and the requests behind it."""

    factors = forms.MultipleChoiceField(label="Factors", widget=forms.CheckboxSelectMultiple)
    evidence = forms.MultipleChoiceField(
        label="Requests that show it",
        widget=forms.CheckboxSelectMultiple,
        help_text="The provider sees which they are.",
    )
    reasons = _words("Reasons", help_text="They are sent to the provider.")
    seen = forms.CharField(max_length=64, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, sheet: Sheet, fingerprint: str, numbers: dict[str, str]) -> None:
        super().__init__(data, initial={"seen": fingerprint})
        self.fields["factors"].choices = list(_grounds(sheet))  # type: ignore[attr-defined]
        self.fields["evidence"].choices = [  # type: ignore[attr-defined]
            (one.hop, f"{numbers.get(one.hop, one.hop)}, {one.on:%d %b %Y}, {TIMINGS[one.timing]}")
            for one in sheet.requests
        ]


def _grounds(sheet: Sheet) -> Any:
    for factor, words in FACTORS.items():
        share = sheet.counts.shares[factor]
        if share.count and not words.good:
            yield factor.value, f"{words.label}: {share.count} of {share.of} {words.of}{_usual(sheet, factor)}"


def _usual(sheet: Sheet, factor: Factor) -> str:
    others = sheet.beside[factor]
    return f"; median of its peers {float(others.median):.0%}" if others else ""


class WordsForm(forms.Form):
    words = _words("In your words", 8)


class BecauseForm(forms.Form):
    because = _words("Reasons", help_text="They are sent to the provider.")


class LiftForm(forms.Form):
    reasons = _words("What shows that it holds no longer", help_text="It is sent to the provider once confirmed.")


class KeepForm(forms.Form):
    because = _words("Why the finding stands")


class ReviewForm(forms.Form):
    upheld = forms.TypedChoiceField(
        label="After looking at it again",
        choices=[("yes", "The finding stands"), ("no", "It is to be lifted: a second person confirms that")],
        coerce=lambda said: said == "yes",
        widget=forms.RadioSelect,
    )
    reasons = _words("Reasons", help_text="They are sent to the provider.")
