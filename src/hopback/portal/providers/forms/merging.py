"""Two entries of the directory: one provider, or two (A1.1)."""

from typing import Any

from django import forms

from .directory import one_called

WHY = {"widget": forms.Textarea, "max_length": 4000}


class PairForm(forms.Form):
    """Any two, to be looked at."""

    gone = forms.CharField(label="One entry", max_length=200, help_text="Its id (prv_…) or its exact name.")
    kept = forms.CharField(label="The other entry", max_length=200)

    def clean_gone(self) -> Any:
        return one_called(self.cleaned_data["gone"])

    def clean_kept(self) -> Any:
        other = one_called(self.cleaned_data["kept"])
        if other == self.cleaned_data.get("gone"):
            raise forms.ValidationError("This is the same entry.")
        return other


class MergeForm(forms.Form):
    join = forms.BooleanField(
        label="Let them see it: people, keys, webhooks, contacts and requests of both become one provider’s",
        required=False,
    )
    because = forms.CharField(label="What shows that they are one", **WHY)


class ApartForm(forms.Form):
    because = forms.CharField(label="What tells them apart", **WHY)

    prefix = "apart"


class UndoMergeForm(forms.Form):
    because = forms.CharField(label="Why they are two", **WHY)
