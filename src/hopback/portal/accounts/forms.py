"""The forms of people and keys; allauth's own, in the words of this house."""

from functools import cache
from typing import Any

from allauth.account.forms import ChangePasswordForm as LibraryChangePasswordForm
from allauth.account.forms import LoginForm, ResetPasswordKeyForm
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.contrib.auth import password_validation

from . import parties
from .models import Invitation, Kind, Role, Scope, User, known_zones
from .queries import SCOPES
from .viewer import Viewer

WORDS = {
    "login": "Email address",
    "oldpassword": "Your password now",
    "password1": "New password",
    "password2": "New password again",
}
ROLES = [
    (Role.MEMBER, "Member: does the work"),
    (Role.ADMIN, "Administrator: also invites people and makes keys"),
]


class _Plain(forms.Form):
    """No placeholders: they vanish when one needs them, and repeat the label before."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = WORDS.get(name, field.label)


class SignInForm(_Plain, LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].help_text = ""  # the link to a new password stands below the form
        self.fields["login"].widget.attrs["autocomplete"] = "username webauthn"


class NewPasswordForm(_Plain, ResetPasswordKeyForm):
    pass


class ChangePasswordForm(_Plain, LibraryChangePasswordForm):
    pass


class _Code(_Plain):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        code = self.fields["code"]
        code.label = "Six-digit code"
        code.widget.attrs.update({"inputmode": "numeric", "autocomplete": "one-time-code", "maxlength": "20"})


class SecondFactorForm(_Code, AuthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].help_text = "From your authenticator app. A recovery code works here too."


class SecondFactorAgainForm(_Code, ReauthenticateForm):
    pass


class ActivateAppForm(_Code, ActivateTOTPForm):
    pass


class AddPasskeyForm(_Plain, AddWebAuthnForm):
    passwordless = forms.BooleanField(
        label="Sign in with it alone, without a password",
        help_text="The device then asks for your fingerprint, face or PIN.",
        required=False,
        initial=True,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = "What to call it"
        self.fields["name"].help_text = "So that you can tell several apart: “Laptop”, “Blue key”."


@cache
def zones() -> list[tuple[str, list[tuple[str, str]]]]:
    """Every zone by its area, for a select: ("America", [("America/New_York", "New York"), …])."""
    areas: dict[str, list[tuple[str, str]]] = {"Universal": [("UTC", "UTC")]}
    other: list[tuple[str, str]] = []  # of no area: one that was kept before can be kept on
    for name in sorted(known_zones() - {"UTC"}):
        area, _, place = name.partition("/")
        if place and area != "Etc":
            areas.setdefault(area, []).append((name, place.replace("_", " ").replace("/", ", ")))
        else:
            other.append((name, name))
    return [*areas.items(), ("Other", other)]


class ProfileForm(forms.Form):
    name = forms.CharField(label="Your name", max_length=120, widget=forms.TextInput({"autocomplete": "name"}))
    zone = forms.ChoiceField(
        label="Your time zone", help_text="Times are shown in it, with UTC beside them.", choices=zones
    )


class AcceptForm(ProfileForm):
    password = forms.CharField(
        label="Choose a password",
        help_text="At least 12 characters. A few unrelated words are easy to remember and hard to guess.",
        strip=False,
        max_length=500,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, invitation: Invitation, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"name": invitation.name, "zone": "America/New_York"})
        super().__init__(*args, **kwargs)
        self._invitation = invitation

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if password := cleaned.get("password"):
            self._check(password, cleaned.get("name", ""))
        return cleaned

    def _check(self, password: str, name: str) -> None:
        try:
            password_validation.validate_password(password, User(email=self._invitation.email, name=name))
        except forms.ValidationError as refused:
            self.add_error("password", refused)


class InviteForm(forms.Form):
    """Staff choose for whom; everybody else invites for their own party."""

    email = forms.EmailField(label="Email address", max_length=254)
    name = forms.CharField(label="Name", max_length=120, required=False)
    kind = forms.ChoiceField(label="Whose people", choices=Kind.choices, widget=forms.RadioSelect)
    party = forms.ChoiceField(
        label="Provider or source", required=False, help_text="Leave empty for the traceback team."
    )
    role = forms.ChoiceField(label="Role", choices=ROLES, widget=forms.RadioSelect)

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._viewer = viewer
        if viewer.is_staff:
            self.fields["party"].choices = _parties()
        else:
            del self.fields["kind"], self.fields["party"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self._viewer.is_staff:
            return {**cleaned, "kind": self._viewer.kind, "party": self._viewer.party}
        kind, party = cleaned.get("kind"), cleaned.get("party", "")
        if kind and bool(party) == (kind == Kind.STAFF):
            wanted = "none for the traceback team" if party else f"the {kind} this person works for"
            self.add_error("party", f"Choose {wanted}.")
        elif party and parties.name_of(kind or "", party) is None:
            self.add_error("party", f"This is not a {kind}.")
        return cleaned


class RoleForm(forms.Form):
    role = forms.ChoiceField(label="Role", choices=ROLES, widget=forms.RadioSelect)


class KeyForm(forms.Form):
    """Scopes are limited to what the key's owner may do; staff may also make a source's key."""

    label = forms.CharField(
        label="What is it for", max_length=60, help_text="Stands in the log beside what it did: “prod-2”."
    )
    scopes = forms.MultipleChoiceField(label="What may it do", widget=forms.CheckboxSelectMultiple)
    party = forms.ChoiceField(label="Source", required=False, help_text="Leave empty for a key of the traceback team.")

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["scopes"].choices = [(s.value, s.label) for s in SCOPES[Kind(viewer.kind)]]
        sources = parties.choices(Kind.SOURCE) if viewer.is_staff else []
        if sources:
            self.fields["party"].choices = [("", "–"), *sources]
        else:
            del self.fields["party"]

    def owner(self) -> dict[str, str]:
        """For `make_key`: a source's public id, or nothing for one's own."""
        party = self.cleaned_data.get("party")
        return {"kind": Kind.SOURCE, "party": party} if party else {}


def _parties() -> list[tuple[str, Any]]:
    return [
        ("", "–"),
        ("Providers", parties.choices(Kind.PROVIDER)),
        ("Sources", parties.choices(Kind.SOURCE)),
    ]


def scope_labels(scopes: list[str]) -> list[str]:
    return [Scope(scope).label for scope in scopes]
