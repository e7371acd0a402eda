"""The one form of this room."""

from django import forms

from .addresses import LONGEST
from .events import CHOICES


class EndpointForm(forms.Form):
    url = forms.CharField(
        label="Address",
        max_length=LONGEST,
        help_text="Events are sent there by POST: https, reached from the public internet, without redirects.",
        widget=forms.TextInput({"inputmode": "url", "autocomplete": "off", "spellcheck": "false"}),
    )
    events = forms.MultipleChoiceField(
        label="What is it told",
        choices=CHOICES,
        initial=[event for event, _ in CHOICES],
        widget=forms.CheckboxSelectMultiple,
    )
