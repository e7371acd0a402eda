"""The forms about sources and whom members designate (A4.2, A4.4)."""

from django import forms

from hopback.policy.article_4_sourcing import SourceKind
from hopback.policy.article_4_sourcing.standing import Credibility
from hopback.portal.providers.models import Provider

from .candidates import sentences

SOURCE_KINDS = [
    (SourceKind.STEERING_REFERRER.value, "Referrer of a Steering Committee member"),
    (SourceKind.ANALYTICS.value, "Analytics provider"),
    (SourceKind.ENFORCEMENT.value, "Enforcement authority"),
    (SourceKind.ORGANIZATION.value, "Organization subject to abuse"),
    (SourceKind.STAFF.value, "The traceback team itself"),
]
CREDIBILITIES = [(each.value, each.value.capitalize()) for each in Credibility]


class ParticularsForm(forms.Form):
    email = forms.EmailField(
        label="Address", required=False, help_text="Where it is written to while nobody signs in for it."
    )
    score_top = forms.FloatField(
        label="Highest score", required=False, help_text="Of an analytics provider: 1, or 100 for percent. 1 if empty."
    )

    def clean_score_top(self) -> float:
        said = self.cleaned_data["score_top"]
        return 1.0 if said is None else said


class SourceForm(ParticularsForm):
    kind = forms.ChoiceField(choices=[("", "Choose"), *SOURCE_KINDS])
    name = forms.CharField(max_length=200)
    provider = forms.ModelChoiceField(
        Provider.objects.order_by("name"),
        to_field_name="public_id",
        required=False,
        empty_label="None",
        label="Of which provider",
        help_text="Where it is a provider’s own.",
    )
    verified_how = sentences("How it was verified", 2, required=False)
    field_order = ["kind", "name", "provider", "verified_how", "email", "score_top"]


class VerifyForm(forms.Form):
    verified_how = sentences("How it was verified", 3)


class JudgeForm(forms.Form):
    credibility = forms.ChoiceField(choices=CREDIBILITIES, widget=forms.RadioSelect)
    credibility_why = sentences("Why", 3)


class BecauseForm(forms.Form):
    because = sentences("Why", 3)


class ReferrerForm(forms.Form):
    member = forms.ModelChoiceField(
        Provider.objects.filter(tier=Provider.Tier.STEERING).order_by("name"),
        to_field_name="public_id",
        empty_label="Choose a member",
        label="Member of the Steering Committee",
    )
    name = forms.CharField(label="Whom it designates", max_length=120)
    email = forms.EmailField(label="E-mail address", max_length=254, help_text="By it the person signs in.")
    designated_by = forms.CharField(label="Who said so for the member", max_length=120)
    designated_how = sentences("How", 2, help_text="A letter, a call back: what the record shows.")
    designated_on = forms.DateField(label="Since", widget=forms.DateInput(attrs={"type": "date"}))
    invite = forms.BooleanField(label="Mail an invitation to sign in", required=False)
