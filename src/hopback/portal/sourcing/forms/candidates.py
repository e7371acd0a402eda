"""The forms about candidates. Nothing is pre-selected that a person has to decide (A4.1, A4.2)."""

from datetime import datetime
from typing import Any

from django import forms

from hopback.policy.article_1_definitions import CHARACTERISTIC_LABELS
from hopback.policy.article_4_sourcing import QUESTIONS, Basis, Nature, Test
from hopback.portal.accounts.forms import zones
from hopback.portal.ground import uploads
from hopback.portal.providers import queries as providers
from hopback.portal.providers.models import Provider

from .. import discretion
from ..models import Campaign, Candidate, Source
from ..reading import read_row

BASES = [
    (Basis.PROTECTION_222D2.value, "Protection of users and networks, 47 U.S.C. 222(d)(2)"),
    (Basis.CUSTOMER_APPROVAL.value, "Approval of the customer who was called"),
]
NATURES = [(each.value, each.value.capitalize()) for each in Nature]
STATES = [("", "Any state"), ("waiting", "Waiting"), ("opened", "Opened"), ("declined", "Declined")]
STATES += [("duplicate", "Declined as a duplicate")]
YES_NO = [("yes", "Yes"), ("no", "No")]


def sentences(label: str, rows: int = 3, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=4000, widget=forms.Textarea(attrs={"rows": rows}), **more)


def _line(label: str, most: int, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=most, required=False, **more)


class FilterForm(forms.Form):
    q = forms.CharField(label="Number, source, campaign, provider", max_length=80, required=False)
    state = forms.ChoiceField(choices=STATES, required=False)
    nature = forms.ChoiceField(choices=[("", "Any nature"), *NATURES], required=False)
    source = forms.CharField(max_length=24, required=False, widget=forms.HiddenInput)
    campaign = forms.CharField(max_length=24, required=False, widget=forms.HiddenInput)


class PlaceForm(forms.Form):
    """Who is asked first, and which campaign it is."""

    terminating_provider = _line("Terminating provider", 200, help_text="Its name or id. It is asked first.")
    chosen = forms.ChoiceField(label="Is it one of these?", required=False, widget=forms.RadioSelect)
    campaign = forms.ModelChoiceField(
        Campaign.objects.filter(merged_into=None).order_by("name"),
        to_field_name="public_id",
        required=False,
        empty_label="No campaign yet",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.found: list[Provider] = self._like() if self.is_bound else []
        if self.found:
            told = [(provider.public_id, f"{provider.name}, {provider.place}") for provider in self.found]
            self.fields["chosen"].choices = told  # type: ignore[attr-defined]
        else:
            del self.fields["chosen"]

    def _like(self) -> list[Provider]:
        """What the words may mean, unless they say it exactly."""
        words = str(self.data.get("terminating_provider", "")).strip()
        exact = Provider.objects.filter(public_id=words) | Provider.objects.filter(name__iexact=words)
        if not words or len(exact[:2]) == 1:
            return []
        return list(providers.search(words)[:8])

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        words, chosen = said.pop("terminating_provider", ""), said.pop("chosen", "")
        exact = Provider.objects.filter(public_id=chosen or words) or Provider.objects.filter(name__iexact=words)
        said["first_provider"] = exact[0] if words and len(exact) == 1 else None
        if words and said["first_provider"] is None:
            self.add_error("terminating_provider", _which(words, bool(self.found)))
        return said


def _which(words: str, some: bool) -> str:
    return "Choose one of those below." if some else f"No listed provider is called “{words}”."


class CandidateForm(PlaceForm):
    """One call. What is wrong is said by the reader that spreadsheets and the API go through."""

    source = forms.ModelChoiceField(
        Source.objects.order_by("name"), to_field_name="public_id", empty_label="Choose a source", label="Told by"
    )
    purpose = forms.ChoiceField(choices=Candidate.Purpose.choices, widget=forms.RadioSelect, label="What is asked")
    called = forms.CharField(
        label="Called number", max_length=80, help_text="In any spelling. For a trace forward, the call-back number."
    )
    calling = _line("Calling number", 80, help_text="As it was shown, even if it is not a number.")
    called_at = forms.CharField(label="Call time", max_length=60, help_text="Such as 2026-10-19 09:41:27.")
    zone = forms.ChoiceField(label="Time zone of the call time", help_text="Not needed where the time has its offset.")
    nature = forms.ChoiceField(choices=NATURES, widget=forms.RadioSelect, label="The traffic is")
    characteristics = forms.MultipleChoiceField(
        label="What makes it suspicious",
        choices=[(each.value, label) for each, label in CHARACTERISTIC_LABELS.items()],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    evidence = sentences("Evidence", 4, help_text="What was heard, who complained, what was measured.")
    file = forms.FileField(
        label="Recording, capture or letter",
        required=False,
        help_text=f"{uploads.ACCEPTED}, at most 5 MB.",
        widget=forms.ClearableFileInput(attrs={"accept": uploads.ACCEPT_ATTRIBUTE}),
    )
    basis = forms.ChoiceField(choices=BASES, widget=forms.RadioSelect, label="Legal basis")
    approval = sentences("Whose approval, when and how", 2, required=False, help_text="Where approval is the basis.")
    attestation = forms.ChoiceField(
        choices=[("", "None, or not known"), ("A", "A, full"), ("B", "B, partial"), ("C", "C, gateway")], required=False
    )
    signer_ocn = _line("Signer", 4, help_text="Operating company number of who signed.")
    identity_header = sentences("Identity header", 2, required=False)
    source_ip = _line("Originating IP address", 45)
    called_ip = _line("Called IP address", 45)
    originating_point_code = _line("Originating point code", 20)
    destination_point_code = _line("Destination point code", 20)
    sip_anomalies = sentences("SIP header anomalies", 2, required=False)
    spoofing_evidence = sentences("Evidence of spoofing", 2, required=False)
    volume = _line("Calls like it", 16, help_text="How many, as far as known.")

    def __init__(self, *args: Any, now: datetime, own: Source | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.now, self.own = now, own
        self.fields["zone"].choices = [("", "The time has its offset"), *zones()]  # type: ignore[attr-defined]
        self.fields["zone"].required = False
        if own:
            del self.fields["source"]
            known = self.fields["campaign"].queryset  # type: ignore[attr-defined]
            self.fields["campaign"].queryset = discretion.tellable(known, to=own.public_id, now=now)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        source = self.own or said.get("source")
        row = {name: said.get(name) for name in self.fields if name not in {"source", "file", "campaign", "chosen"}}
        row.pop("terminating_provider", None)
        read = read_row(row, source=source, now=self.now)
        for fault in read.faults:
            if fault.field not in self.errors:
                self.add_error(fault.field if fault.field in self.fields else None, fault.reason)
        placed = {"first_provider": said.get("first_provider"), "campaign": said.get("campaign")}
        return {"source": source, "files": self._files(said.get("file")), "details": {**read.details, **placed}}

    def say_only(self, name: str) -> None:
        """Somebody looked something up and did not mean to be done: no word about the other fields."""
        for other in [field for field in self.errors if field != name]:
            del self.errors[other]

    def _files(self, file: Any) -> list[uploads.Upload]:
        if not file:
            return []
        try:
            return [uploads.accept(file)]
        except uploads.UploadRefused as refused:
            self.add_error("file", str(refused))
            return []


class DueDiligenceForm(forms.Form):
    """The three tests, each with its reason (A4.2, A4.3)."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for test in Test:
            self.fields[test.value] = forms.TypedChoiceField(
                label=QUESTIONS[test], choices=YES_NO, coerce=lambda said: said == "yes", widget=forms.RadioSelect
            )
            self.fields[f"{test.value}_why"] = sentences("Why", 2)


class ImportForm(forms.Form):
    source = forms.ModelChoiceField(
        Source.objects.order_by("name"), to_field_name="public_id", empty_label="Choose a source", label="Told by"
    )
    file = forms.FileField(
        label="Spreadsheet",
        help_text="CSV in UTF-8, at most 500 rows.",
        widget=forms.FileInput(attrs={"accept": ".csv"}),
    )

    def __init__(self, *args: Any, own: Source | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if own:
            del self.fields["source"]


class ReasonForm(forms.Form):
    reason = forms.CharField(label="Why you need it", max_length=400, help_text="Kept in the log with your name.")
