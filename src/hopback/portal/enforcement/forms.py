"""The forms of agencies. Nothing is pre-selected that a person has to say."""

from typing import Any

from django import forms

from hopback.policy.article_5_enforcement import Level
from hopback.policy.article_5_enforcement.addresses import STATES

LEVELS = [
    (Level.FEDERAL.value, "Of the federal government"),
    (Level.STATE.value, "Of a state"),
]


def words(label: str, rows: int = 3, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=4000, widget=forms.Textarea(attrs={"rows": rows}), **more)


class WhatForm(forms.Form):
    """Of which government it is, and what it enforces."""

    level = forms.ChoiceField(label="It is", choices=LEVELS, widget=forms.RadioSelect)
    state = forms.ChoiceField(
        label="Which state", required=False, choices=[("", "None"), *((one, one.upper()) for one in sorted(STATES))]
    )
    enforces = words(
        "What it enforces",
        2,
        help_text="Which laws against illegal robocalls, and how we know that it investigates them.",
    )


class AgencyForm(WhatForm):
    name = forms.CharField(max_length=200)
    verified_how = words("How it was verified", 2, required=False)
    field_order = ["name", "level", "state", "enforces", "verified_how"]


class PersonForm(forms.Form):
    name = forms.CharField(label="Full name", max_length=120)
    title = forms.CharField(max_length=120, required=False)
    email = forms.CharField(
        label="Official e-mail address",
        max_length=300,
        help_text="Ends in .gov or .mil, or stands in a domain that two people approved for this agency.",
    )
    invite = forms.BooleanField(
        label="Mail an invitation to sign in",
        required=False,
        help_text="To read the archive of the listserv and what was referred.",
    )


class ExceptionForm(forms.Form):
    domain = forms.CharField(label="Domain", max_length=253, help_text="What stands after the @: ag.state.oh.us")
    why = words("How you made sure that it is the agency’s own", 3)


class BecauseForm(forms.Form):
    because = words("Why", 2)
