"""The forms of lawful requests. Nothing is pre-selected that a person has to say."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from hopback.policy.article_5_enforcement.lawful_requests import Instrument
from hopback.portal.enforcement.queries.agencies import agencies
from hopback.portal.ground import phone, uploads
from hopback.portal.providers.models import Provider
from hopback.portal.tracebacks.models import Traceback

from .queries.requests import campaigns

KINDS = [
    (Instrument.SUBPOENA.value, "A subpoena"),
    (Instrument.DEMAND.value, "A Civil Investigative Demand"),
    (Instrument.OTHER.value, "Another lawful request"),
    (Instrument.CONSENT.value, "No request: the customer who received the call consents"),
]
DAY = {"type": "date"}


def words(label: str, rows: int = 3, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=4000, widget=forms.Textarea(attrs={"rows": rows}), **more)


def day(label: str, **more: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs=DAY), **more)


class RequestForm(forms.Form):
    instrument = forms.ChoiceField(label="What was received", choices=KINDS, widget=forms.RadioSelect)
    agency = forms.ModelChoiceField(agencies(), label="For which agency")
    reference = forms.CharField(label="Its reference", max_length=80)
    asked_by = forms.CharField(label="Who signed it", max_length=120, help_text="The official, or the customer.")
    received_on = day("Received on")
    due_on = day("Due on")
    document = forms.FileField(
        label="The document", widget=forms.ClearableFileInput(attrs={"accept": uploads.ACCEPT_ATTRIBUTE})
    )
    scope = words("Its scope, in its own words")
    tracebacks = words("Tracebacks", 2, required=False, help_text="Their numbers. What is left empty narrows nothing.")
    providers = words("Providers", 2, required=False, help_text="Their names as listed, one a line.")
    campaign = forms.ModelChoiceField(campaigns(), required=False, empty_label="Any")
    called = forms.CharField(
        label="Called number", max_length=40, required=False, help_text="Only for a consent: the customer’s own number."
    )
    called_from = day("Calls from", required=False)
    called_until = day("Calls until", required=False)

    def clean_tracebacks(self) -> list[Traceback]:
        wanted = list(dict.fromkeys(re.findall(r"[^\s,;]+", self.cleaned_data["tracebacks"].upper())))
        found = {one.number: one for one in Traceback.objects.filter(number__in=wanted)}
        _all_found([one for one in wanted if one not in found])
        return [found[one] for one in wanted]

    def clean_providers(self) -> list[Provider]:
        wanted = [line.strip() for line in self.cleaned_data["providers"].splitlines() if line.strip()]
        found = {name: Provider.objects.filter(name__iexact=name).order_by("pk").first() for name in wanted}
        _all_found([name for name, one in found.items() if one is None])
        return [one for one in found.values() if one]

    def clean_called(self) -> str:
        said = self.cleaned_data["called"].strip()
        number = phone.read(said).e164 if said else ""
        if said and not number:
            raise ValidationError("This is no telephone number.")
        return number

    def clean_document(self) -> uploads.Upload:
        try:
            return uploads.accept(self.cleaned_data["document"])
        except uploads.UploadRefused as refused:
            raise ValidationError(str(refused)) from refused


def _all_found(missing: list[str]) -> None:
    if missing:
        raise ValidationError(f"Not known here: {', '.join(missing)}.")


def _yes_or_no(label: str) -> forms.TypedChoiceField:
    choices = [("yes", "Yes"), ("no", "No")]
    return forms.TypedChoiceField(
        label=label, choices=choices, coerce=lambda said: said == "yes", widget=forms.RadioSelect
    )


class ReviewForm(forms.Form):
    valid = _yes_or_no("Is it valid?")
    clear = _yes_or_no("Is its scope clear?")
    reasons = words("Why")


class TellForm(forms.Form):
    provider = forms.ChoiceField(label="Whom", required=False)
    forbidden_because = words(
        "The law forbids telling, because",
        2,
        required=False,
        help_text="Then nothing is sent, and this stands on record.",
    )

    def __init__(self, *args: Any, untold: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["provider"].choices = [("", "All that are left"), *untold]  # type: ignore[attr-defined]


class ObjectionForm(forms.Form):
    provider = forms.ChoiceField(label="Which provider")
    objection = words("What it said")

    def __init__(self, *args: Any, told: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["provider"].choices = told  # type: ignore[attr-defined]


class ProposeForm(forms.Form):
    not_in_scope = words(
        "What was asked that we hold nothing of",
        2,
        required=False,
        help_text="It stands in the package. Empty: nothing.",
    )


class BecauseForm(forms.Form):
    because = words("Why", 2)
