"""The forms of holds and erasures: each asks for the paper or the reason behind it (A6.1)."""

from django import forms


class HoldForm(forms.Form):
    basis = forms.CharField(
        label="On what ground", max_length=300, help_text="Who asked for it, and why: a court, an agency, a lawsuit."
    )
    document = forms.CharField(
        label="Document", max_length=200, help_text="The reference under which the paper is kept."
    )


class LiftForm(forms.Form):
    reason = forms.CharField(label="Why it is over", max_length=300)


class EraseForm(forms.Form):
    reason = forms.CharField(
        label="Why it goes now", max_length=300, help_text="It stands on the certificate and in the log."
    )
