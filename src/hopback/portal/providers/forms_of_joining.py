"""The forms of a provider on its way in, and of staff who look after it. Nothing is pre-selected."""

from typing import Any

from django import forms
from django.conf import settings

from hopback.portal.accounts.forms import zones

from . import countries
from .models import Joining, PointOfContact
from .queries import Likeness

NEW = "new"


def _named(text: str, completes: str = "", most: int = 120, **more: Any) -> forms.CharField:
    widget = forms.TextInput(attrs={"autocomplete": completes} if completes else {})
    return forms.CharField(label=text, max_length=most, widget=widget, **more)


class ApplyForm(forms.Form):
    name = _named("Legal name of the provider", "organization", 200)
    country = forms.ChoiceField(label="Country", choices=lambda: [("", "Choose"), *countries.choices()])
    domain = _named("Its domain", most=253, help_text="Such as harborvoice.example.")
    form_499_id = _named("Form 499 filer id", most=20, required=False)
    rmd_number = _named("Robocall Mitigation Database number", most=20, required=False)
    full_name = _named("Your full name", "name")
    email = forms.EmailField(
        label="Your email address",
        max_length=254,
        help_text="At the domain above. We mail a link there, by which you go on.",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    about = forms.CharField(
        label="What kind of provider is it?",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Such as: wholesale transit for 40 providers, or a gateway for traffic from Belize.",
    )


class WholeContactForm(forms.Form):
    """All that a point of contact consists of (XA.1)."""

    full_name = _named("Full name", "name")
    title = _named("Title", "organization-title", help_text="Such as: Head of network security.")
    phone = _named("Phone", "tel", 40, help_text="With its country code where it is not +1.")
    email = forms.EmailField(
        label="Email address",
        max_length=254,
        help_text="Traceback requests are sent here; a shared mailbox is fine.",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    hours = _named("Normal business hours", help_text="Such as: Monday to Friday, 8:00 to 17:30.")
    zone = forms.ChoiceField(label="Time zone of these hours", choices=lambda: [("", "Choose"), *zones()])

    @classmethod
    def of(cls, contact: PointOfContact | dict[str, str] | None, data: Any = None) -> "WholeContactForm":
        known = contact if isinstance(contact, dict) else {}
        if isinstance(contact, PointOfContact):
            known = {name: getattr(contact, name) for name in cls.base_fields}
            known["zone"] = contact.zone or contact.provider.zone
        return cls(data, initial=known)


class SignForm(forms.Form):
    """The agreement to the policies (A1.2)."""

    signed_by = _named("Full name of who signs", "name")
    title = _named("Title", "organization-title")
    agrees = forms.BooleanField()

    def __init__(self, *args: Any, provider: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        version = settings.POLICIES_VERSION
        self.fields[
            "agrees"
        ].label = f"For {provider} I agree to the Policies and Procedures, version {version}, and may bind it."

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        said.pop("agrees", None)
        return said


class PaperForm(forms.Form):
    """An agreement that was signed elsewhere, as staff record it (A1.2)."""

    version = _named("Version of the policies", most=40, help_text="Such as 2021-01.")
    agreed_on = forms.DateField(label="Signed on", widget=forms.DateInput(attrs={"type": "date"}))
    signed_by = _named("Signed by")
    title = _named("Title of who signed", required=False)


class AddressForm(forms.Form):
    address = forms.EmailField(
        label="An address at the domain", max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )


class DeclineForm(forms.Form):
    reason = forms.CharField(
        label="Why", widget=forms.Textarea, max_length=4000, help_text="Mailed to whoever applied, word for word."
    )


class TakeInForm(forms.Form):
    """Who an applicant is: a listed provider, or a new one. Asked only where one is like it."""

    def __init__(self, *args: Any, joining: Joining, alike: list[Likeness], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.alike = {like.provider.public_id: like.provider for like in alike}
        if alike:
            listed = [(like.provider.public_id, f"{like.provider.name}. {like.why}") for like in alike]
            self.fields["which"] = forms.ChoiceField(
                label="Which provider is it?",
                choices=[*listed, (NEW, f"Another one: list {joining.name} as new")],
                widget=forms.RadioSelect,
            )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        return {"provider": self.alike.get(said.get("which", NEW))}
