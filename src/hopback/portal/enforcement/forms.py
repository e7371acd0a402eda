"""The forms of agencies. Nothing is pre-selected that a person has to say."""

from datetime import datetime
from typing import Any

from django import forms

from hopback.policy.article_5_enforcement import Level
from hopback.policy.article_5_enforcement.addresses import STATES
from hopback.policy.article_5_enforcement.referring import Ground
from hopback.portal.conduct.queries import period_ending
from hopback.portal.providers.models import Provider
from hopback.portal.providers.queries import listed
from hopback.portal.sourcing.models import Campaign

from .models import Referral
from .queries.agencies import agencies

LEVELS = [
    (Level.FEDERAL.value, "Of the federal government"),
    (Level.STATE.value, "Of a state"),
]


GROUNDS = [
    (Ground.NON_COOPERATIVE.value, "It was found non-cooperative"),
    (Ground.DOES_NOT_MITIGATE.value, "It originated or passed on illegal traffic and does not effectively mitigate it"),
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


class VersionForm(forms.Form):
    """What a person says; every figure is added by the portal."""

    ground = forms.ChoiceField(label="Why it is referred", choices=GROUNDS, widget=forms.RadioSelect)
    campaign = forms.ModelChoiceField(
        Campaign.objects.none(), to_field_name="public_id", required=False, empty_label="No one campaign"
    )
    since_on = forms.DateField(label="Figures from", widget=forms.DateInput(attrs={"type": "date"}))
    until_on = forms.DateField(label="Up to and with", widget=forms.DateInput(attrs={"type": "date"}))
    agencies = forms.ModelMultipleChoiceField(agencies(), label="To", widget=forms.CheckboxSelectMultiple)
    summary = words(
        "Summary of the investigation",
        9,
        help_text="Brief. No numbers, addresses or names of customers, and no provider but the one referred and those "
        "found non-cooperative: it is scanned, and what looks suspicious is read by a second person.",
    )

    def __init__(self, *args: Any, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = Campaign.objects.filter(merged_into=None).order_by("name")
        self.fields["campaign"].queryset = known  # type: ignore[attr-defined]
        period = period_ending(now.date())
        self.fields["since_on"].initial, self.fields["until_on"].initial = period.since, period.until

    @classmethod
    def of(cls, referral: Referral, data: Any, now: datetime) -> "VersionForm":
        names = ("ground", "since_on", "until_on", "summary")
        said = {name: getattr(referral, name) for name in names} | {
            "campaign": referral.campaign and referral.campaign.public_id,
            "agencies": [row.agency_id for row in referral.to.all()],
        }
        return VersionForm(data, now=now, initial=said)


class ReferralForm(VersionForm):
    provider = forms.ModelChoiceField(
        Provider.objects.none(), to_field_name="public_id", empty_label="Choose a provider"
    )
    field_order = ["provider", "ground", "campaign", "since_on", "until_on", "agencies", "summary"]

    def __init__(self, *args: Any, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, now=now, **kwargs)
        self.fields["provider"].queryset = listed().order_by("name", "pk")  # type: ignore[attr-defined]


class PostForm(forms.Form):
    subject = forms.CharField(max_length=200)
    campaign = forms.ModelChoiceField(
        Campaign.objects.none(), label="About the campaign", to_field_name="public_id", required=False,
        empty_label="No one campaign",
    )  # fmt: skip
    text = words(
        "What you tell",
        9,
        help_text="Everybody on the list reads it once a moderator has released it. No numbers, addresses or names of "
        "customers, and no provider but those found non-cooperative.",
    )

    def __init__(self, *args: Any, campaigns: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if campaigns is None:
            del self.fields["campaign"]
        else:
            self.fields["campaign"].queryset = campaigns  # type: ignore[attr-defined]


class BecauseForm(forms.Form):
    because = words("Why", 2)
