"""The forms about campaigns."""

import re
from datetime import date
from typing import Any

from django import forms

from hopback.portal.sourcing.models import Campaign

from .models import Text
from .queries.listing import SORTS
from .words import LANGUAGES

STATES = [("", "Open and closed"), ("open", "Open"), ("closed", "Closed"), ("merged", "Merged into another")]
SORTED_BY = {
    "newest": "Newest",
    "name": "Name",
    "calls": "Most calls told",
    "traced": "Most tracebacks",
    "volume": "Largest volume",
    "last": "Latest call",
}


def words(label: str, rows: int = 4, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=8000, widget=forms.Textarea(attrs={"rows": rows}), **more)


class FilterForm(forms.Form):
    q = forms.CharField(label="Name, words, brand, calling number", max_length=80, required=False)
    state = forms.ChoiceField(choices=STATES, required=False)
    sort = forms.ChoiceField(label="Order", choices=[(name, SORTED_BY[name]) for name in SORTS], required=False)


class NewCampaignForm(forms.Form):
    name = forms.CharField(max_length=120)
    message = words("What the calls say", required=False)
    volume_a_month = forms.IntegerField(label="Calls a month", min_value=0, max_value=2**53, required=False)


class CampaignForm(NewCampaignForm):
    brands = forms.CharField(
        label="Whose name the calls take",
        help_text="A brand, an authority, a company: one a line.",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    pattern = words(
        "How the calls are made",
        3,
        required=False,
        help_text="What the counts do not show: ringless, press one, bursts.",
    )

    def clean_brands(self) -> list[str]:
        return [line.strip() for line in self.cleaned_data["brands"].splitlines() if line.strip()]


class TextForm(forms.Form):
    kind = forms.ChoiceField(label="What it is", choices=Text.Kind.choices, widget=forms.RadioSelect)
    language = forms.ChoiceField(choices=[("", "Choose"), *LANGUAGES.items()])
    text = words("The words", 8)
    told_by = forms.CharField(label="Who heard it", max_length=200, help_text="A source, a recording, a person.")


class MonthField(forms.CharField):
    """`2026-10`, as a month control sends it."""

    widget = forms.TextInput(attrs={"type": "month", "placeholder": "2026-10"})

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not (found := re.fullmatch(r"(\d{4})-(0[1-9]|1[0-2])", text)) or not 1990 <= int(found[1]) <= 2100:
            raise forms.ValidationError("Write the month as 2026-10.")
        return date(int(found[1]), int(found[2]), 1)


class VolumeForm(forms.Form):
    month_on = MonthField(label="Month")
    calls = forms.IntegerField(label="Calls in that month", min_value=0, max_value=2**53)
    told_by = forms.CharField(
        label="Who tells it", max_length=200, help_text="An analytics provider, a member, a count."
    )


class CloseForm(forms.Form):
    why = forms.CharField(label="Why it is closed", max_length=400, help_text="Kept in the log with your name.")


class MergeForm(forms.Form):
    """`confirmed` is said on the second page only."""

    confirmed = forms.BooleanField(required=False, widget=forms.HiddenInput)
    into = forms.ModelChoiceField(Campaign.objects.none(), to_field_name="public_id", empty_label="Choose a campaign")

    def __init__(self, *args: Any, campaign: Campaign, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Campaign.objects.filter(merged_into=None).exclude(pk=campaign.pk).order_by("name")
        self.fields["into"].queryset = others  # type: ignore[attr-defined]
        self.fields["into"].label = f"“{campaign.name}” is the same as"


class OpenWithForm(forms.Form):
    """`calls`: public ids with spaces between them, as the page before showed them."""

    calls = forms.CharField(max_length=40_000, widget=forms.HiddenInput)
    name = forms.CharField(max_length=120)
