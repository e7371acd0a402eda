"""The forms of a customer's written request (XC.2)."""

from typing import Any

from django import forms

from hopback.portal.providers.models import Provider
from hopback.portal.providers.queries import listed


class RequestForm(forms.Form):
    provider = forms.ModelChoiceField(label="Whose customer", queryset=Provider.objects.none())
    customer = forms.CharField(label="The customer", max_length=200, help_text="As the letter is signed.")
    to_whom = forms.CharField(label="To whom", max_length=200, help_text="The person whom the customer names.")
    what = forms.CharField(label="Which records", max_length=300)
    document = forms.CharField(
        label="Document", max_length=200, help_text="The reference under which the letter is kept."
    )
    received_on = forms.DateField(label="Received on", widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["provider"].queryset = listed().order_by("name")  # type: ignore[attr-defined]


class AnswerForm(forms.Form):
    granted = forms.TypedChoiceField(
        label="Answer",
        choices=[("yes", "Granted: the records go to the person named"), ("no", "Refused")],
        coerce=lambda said: said == "yes",
        widget=forms.RadioSelect,
    )
    checked_how = forms.CharField(
        label="How it was checked", max_length=300, help_text="How it was made sure that the customer wrote it."
    )
    because = forms.CharField(label="If refused, why", max_length=300, required=False)
