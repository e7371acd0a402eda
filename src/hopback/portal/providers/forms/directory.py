"""The forms about a provider. Nothing is pre-selected that a person has to decide."""

from collections.abc import Mapping
from datetime import time
from typing import Any

from django import forms

from hopback.portal.accounts.forms import zones

from .. import countries, queries
from ..models import Particular, PointOfContact, ProposedContact, Provider

STANDINGS = [
    ("", "Any standing"),
    ("cooperative", "Cooperative"),
    ("non_cooperative", "Non-cooperative"),
    ("unknown", "Not agreed"),
]
CLOCK = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
DAY = {"type": "date"}
FACTOR_LABELS = {
    "owned_abroad": "Is it owned abroad?",
    "controlled_abroad": "Is it controlled from abroad?",
    "operated_abroad": "Is it operated abroad?",
    "address_abroad": "Is its address abroad?",
    "files_form_499": "Does it file Form 499? Considered, and does not decide",
}
KNOWN = [("", "Not known"), ("yes", "Yes"), ("no", "No")]


class FilterForm(forms.Form):
    """The filters of the list, which are its address."""

    q = forms.CharField(label="Name, number, address, trunk or country", max_length=80, required=False)
    standing = forms.ChoiceField(choices=STANDINGS, required=False)
    foreign = forms.ChoiceField(
        label="Where", choices=[("", "Anywhere"), ("no", "United States"), ("yes", "Foreign")], required=False
    )
    tier = forms.ChoiceField(choices=[("", "Any tier"), *Provider.Tier.choices], required=False)
    country = forms.CharField(max_length=2, required=False, widget=forms.HiddenInput)


class DetailsForm(forms.Form):
    name = forms.CharField(max_length=200)
    trade_name = forms.CharField(max_length=200, required=False)
    country = forms.ChoiceField(choices=countries.choices)
    city = forms.CharField(max_length=120, required=False, help_text="As people write it: Miami, FL.")
    domain = forms.CharField(max_length=253, required=False, help_text="Its own, such as harborvoice.example.")
    ocns = forms.CharField(
        label="Operating company numbers", max_length=200, required=False, help_text="Four characters each, by comma."
    )
    form_499_id = forms.CharField(label="Form 499 filer id", max_length=20, required=False)
    frn = forms.CharField(label="FCC registration number", max_length=20, required=False)
    rmd_number = forms.CharField(label="Robocall Mitigation Database number", max_length=20, required=False)
    zone = forms.ChoiceField(label="Time zone", choices=zones)
    opens = forms.TimeField(label="Office opens", widget=CLOCK)
    closes = forms.TimeField(label="Office closes", widget=CLOCK)

    def clean_ocns(self) -> list[str]:
        codes = [code.strip().upper() for code in self.cleaned_data["ocns"].split(",") if code.strip()]
        wrong = [code for code in codes if len(code) != 4 or not code.isalnum()]
        if wrong:
            raise forms.ValidationError(f"{wrong[0]} is not an operating company number: it has four characters.")
        return codes

    def clean_domain(self) -> str:
        return str(self.cleaned_data["domain"]).strip().casefold().removeprefix("www.")


class ChangeForm(DetailsForm):
    source = forms.CharField(
        label="Where this is known from", max_length=200, help_text="Such as: a filing, a letter, the provider itself."
    )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        source = said.pop("source", "")
        return {"details": said, "source": source}

    @classmethod
    def of(cls, provider: Provider, data: Any = None) -> "ChangeForm":
        """The form filled with what is known."""
        known = {name: getattr(provider, name) for name in DetailsForm.base_fields}
        return cls(data, initial=known | {"ocns": ", ".join(provider.ocns)})


class ParticularForm(forms.Form):
    """Something of which a provider may have several, and where it is known from (A1.1)."""

    kind = forms.ChoiceField(label="What is it?", choices=[("", "Choose"), *Particular.Kind.choices])
    value = forms.CharField(
        label="The fact",
        max_length=300,
        help_text="Such as: Harbor Voice Texas; 401 Brickell Ave, Miami; 192.0.2.0/28; 244-10-3.",
    )
    country = forms.ChoiceField(label="Country of an address", choices=countries.or_none, required=False)
    source = forms.CharField(label="Where it is known from", max_length=200)


class NewProviderForm(DetailsForm):
    because = forms.CharField(
        label="Why it is listed", max_length=200, help_text="Such as: agreement signed, or named in a referral."
    )
    anyway = forms.BooleanField(
        label="List it although a provider like it is listed", required=False, help_text="Tick when it is another one."
    )

    @classmethod
    def empty(cls, data: Any = None) -> "NewProviderForm":
        hours = {"zone": "America/New_York", "opens": time(8), "closes": time(17, 30), "country": "US"}
        return cls(data, initial=hours)


class ContactForm(forms.Form):
    full_name = forms.CharField(max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    title = forms.CharField(max_length=120, required=False)
    email = forms.EmailField(label="Email address", max_length=254, help_text="Traceback requests are sent here.")
    phone = forms.CharField(max_length=40, help_text="With its country code where it is not +1.")
    hours = forms.CharField(
        label="Business hours", max_length=120, required=False, help_text="Such as: Monday to Friday, 8:00 to 17:30."
    )
    zone = forms.ChoiceField(
        label="Time zone of these hours", choices=lambda: [("", "The provider’s"), *zones()], required=False
    )

    @classmethod
    def of(cls, contact: PointOfContact | ProposedContact | None, data: Any = None) -> "ContactForm":
        known = {name: getattr(contact, name, "") for name in cls.base_fields} if contact else None
        return cls(data, initial=known)


class ForeignForm(forms.Form):
    """Several factors considered together (A1.5)."""

    foreign = forms.TypedChoiceField(
        label="What is found",
        choices=[("yes", "Foreign"), ("no", "Not foreign")],
        coerce=lambda said: said == "yes",
        widget=forms.RadioSelect,
    )
    reasons = forms.CharField(
        label="Why, taking the factors together", widget=forms.Textarea, max_length=4000, help_text="Kept in the log."
    )

    def __init__(self, *args: Any, proposed: Mapping[str, tuple[bool, str]], **kwargs: Any) -> None:
        """`proposed`: what the directory suggests, told beside the question and never chosen for anybody."""
        super().__init__(*args, **kwargs)
        for name, label in FACTOR_LABELS.items():
            said, why = proposed.get(name, (None, ""))
            self.fields[name] = forms.TypedChoiceField(
                label=label,
                choices=KNOWN,
                required=False,
                coerce=lambda said: said == "yes",
                empty_value=None,
                help_text=f"The directory suggests {'yes' if said else 'no'}. {why}" if why else "",
            )
        self.order_fields([*FACTOR_LABELS, "foreign", "reasons"])

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        factors = {name: said.pop(name, None) for name in FACTOR_LABELS}
        return {**said, "factors": factors}


def one_called(said: str) -> Provider:
    """The listed provider with this id or exactly this name."""
    rows = queries.listed()
    found = rows.filter(public_id=said.strip()) or rows.filter(name__iexact=said.strip())
    if len(found) != 1:
        many = "Several providers are called so: give the id." if found else "No provider is called so."
        raise forms.ValidationError(many)
    return found[0]


class ControlForm(forms.Form):
    """Another provider that controls this one, or that it controls (A1.1)."""

    other = forms.CharField(label="The other provider", max_length=200, help_text="Its id (prv_…) or its exact name.")
    direction = forms.ChoiceField(
        label="Who controls whom",
        choices=[("controls", "The other controls this provider"), ("controlled", "This provider controls the other")],
        widget=forms.RadioSelect,
    )
    since_on = forms.DateField(label="Since", widget=forms.DateInput(attrs=DAY))
    evidence = forms.CharField(label="What shows it", widget=forms.Textarea, max_length=4000)

    def clean_other(self) -> Provider:
        return one_called(self.cleaned_data["other"])


class EndControlForm(forms.Form):
    until_on = forms.DateField(label="From which day it no longer holds", widget=forms.DateInput(attrs=DAY))
