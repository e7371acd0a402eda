"""What did you do about it? (XA.5) Nothing is pre-selected."""

from typing import Any

from django import forms

from hopback.policy.article_3_traceback.answers import Mitigation as Did

DIDS = [
    (Did.WARNED.value, "Warned: we told the customer or the upstream provider to stop"),
    (Did.BLOCKED.value, "Blocked: these calls no longer pass"),
    (Did.TERMINATED.value, "Terminated: we ended the service"),
    (Did.FOUND_LAWFUL.value, "Found lawful: the traffic may go on, and we say why"),
    (Did.NONE.value, "Nothing yet: we are still looking into it"),
]


class ReportForm(forms.Form):
    did = forms.TypedChoiceField(label="What did you do?", choices=DIDS, coerce=Did, widget=forms.RadioSelect)
    note = forms.CharField(
        label="In your words",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="What was done, when, to whom. Where the traffic is lawful: why.",
    )


class StateForm(forms.Form):
    """The filters of the list, which are its address."""

    q = forms.CharField(label="Provider, campaign or traceback", max_length=80, required=False)
    state = forms.ChoiceField(
        choices=[("", "Open"), ("answered", "Answered"), ("again", "Seen again"), ("all", "All")], required=False
    )

    @property
    def wanted(self) -> dict[str, Any]:
        self.is_valid()
        return {name: self.cleaned_data.get(name, "") for name in self.fields}
