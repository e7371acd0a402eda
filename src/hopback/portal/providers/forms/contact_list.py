"""Requests of agencies to see the list of contacts (XA.1)."""

from typing import Any

from django import forms

from .directory import DAY


class RequestForm(forms.Form):
    """What an agency's own people say (XA.1)."""

    email = forms.EmailField(label="Your official e-mail address", max_length=254)
    purpose = forms.CharField(
        label="What the list is needed for",
        widget=forms.Textarea,
        max_length=4000,
        help_text="The team decides whether the request is reasonable. It is kept, with the decision.",
    )


class AgencyRequestForm(RequestForm):
    """The same, written down by staff for an agency that does not sign in."""

    agency = forms.CharField(max_length=200)
    asked_by = forms.CharField(label="Who asked", max_length=120, help_text="Full name, and office.")

    field_order = ("agency", "asked_by", "email", "purpose")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = "Its official e-mail address"


class DecideRequestForm(forms.Form):
    granted = forms.TypedChoiceField(
        label="Is the request reasonable?",
        choices=[("yes", "Yes: it may see the list"), ("no", "No")],
        coerce=lambda said: said == "yes",
        widget=forms.RadioSelect,
    )
    until_on = forms.DateField(
        label="Until which day it may see the list", required=False, widget=forms.DateInput(attrs=DAY)
    )
    because = forms.CharField(label="Why", widget=forms.Textarea, max_length=4000)
