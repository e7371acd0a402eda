"""What staff fill in: filters of the list, and the small forms of their acts."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms

from hopback.policy.article_3_traceback.designations import Designation
from hopback.policy.article_3_traceback.initiation_and_tracking import Status
from hopback.portal.accounts.models import Kind, User
from hopback.portal.providers import queries as providers
from hopback.portal.providers.models import Provider
from hopback.portal.providers.queries import Likeness
from hopback.portal.sourcing.models import Campaign

from .. import words
from ..queries.listing import SORTS, Filters

NEW = "new"
OTHER = "other"


class FilterForm(forms.Form):
    """The filters of the list, from its address. What makes no sense is said and left out."""

    q = forms.CharField(required=False, max_length=80, label="Number, provider, campaign")
    status = forms.ChoiceField(
        required=False,
        choices=[
            ("", "Any"),
            ("closed", "Closed"),
            *((each.value, words.STATUSES[each][0]) for each in Status),
        ],
    )
    late = forms.ChoiceField(
        required=False,
        label="Waiting",
        choices=[
            ("", "Any"),
            ("overdue", "Overdue"),
            ("soon", "Due in 4 hours"),
            ("no_contact", "No contact"),
            ("identify", "Who is it?"),
        ],
    )
    campaign = forms.ChoiceField(required=False)
    provider = forms.CharField(required=False, max_length=24, widget=forms.HiddenInput)
    owner = forms.ChoiceField(required=False)
    designation = forms.ChoiceField(
        required=False, choices=[("", "Any"), *((each.value, each.value) for each in Designation)]
    )
    opened_from = forms.DateField(required=False, label="Opened from", widget=forms.DateInput(attrs={"type": "date"}))
    opened_to = forms.DateField(required=False, label="Opened to", widget=forms.DateInput(attrs={"type": "date"}))
    sort = forms.ChoiceField(required=False, choices=[(name, name) for name in SORTS], widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        campaigns = Campaign.objects.order_by("name").values_list("public_id", "name")
        self.fields["campaign"].choices = [("", "Any"), *campaigns]  # type: ignore[attr-defined]
        self.fields["owner"].choices = [("", "Anyone"), ("nobody", "Nobody"), *team()]  # type: ignore[attr-defined]

    def wanted(self) -> Filters:
        self.is_valid()
        return Filters(**{name: value for name, value in self.cleaned_data.items() if value})


def team() -> list[tuple[str, str]]:
    """Staff who can look after a traceback."""
    people = User.objects.filter(kind=Kind.STAFF, is_active=True).order_by("name")
    return list(people.values_list("public_id", "name"))


class LocalMoment(forms.CharField):
    """A date and time on the reader's own clock, as an aware moment."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")

    def __init__(self, *, zone: str = "UTC", **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.zone = zone

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        try:
            return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(self.zone))
        except ValueError:
            raise forms.ValidationError(f"“{text}” is not a date and time. Write it like 2026-10-21T17:00.") from None


def _reason(label: str, hint: str) -> forms.CharField:
    return forms.CharField(label=label, help_text=hint, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))


class ExtendForm(forms.Form):
    until = LocalMoment(label="New deadline")
    reason = _reason("Reason", "The provider reads it, and it is kept in the log.")

    def __init__(self, *args: Any, zone: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _in_zone(self.fields["until"], zone)


class ReturnForm(forms.Form):
    reason = _reason("What is missing", "The provider reads it: say what it has to add or to look up again.")
    until = LocalMoment(label="New deadline", required=False)

    def __init__(self, *args: Any, zone: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _in_zone(self.fields["until"], zone, "Left empty, the clock of the hop goes on. ")


def _in_zone(field: Any, zone: str, before: str = "") -> None:
    field.zone = zone
    field.help_text = f"{before}On your own clock: {zone.replace('_', ' ')}."


class NoteForm(forms.Form):
    text = forms.CharField(
        label="Note",
        help_text="Seen by staff only. No customer data that is not needed.",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    hop = forms.ChoiceField(label="About", required=False)

    def __init__(self, *args: Any, hops: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["hop"].choices = [("", "The whole traceback"), *hops]  # type: ignore[attr-defined]


class AssignForm(forms.Form):
    owner = forms.ChoiceField(label="Owner", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].choices = [("", "Nobody"), *team()]  # type: ignore[attr-defined]

    def clean_owner(self) -> User | None:
        return User.objects.filter(public_id=self.cleaned_data["owner"]).first()


class WithdrawForm(forms.Form):
    reason = _reason("Reason", "Kept in the log. The provider that is waiting need not answer any more.")


class RevealForm(forms.Form):
    reason = _reason("Why do you need the called number?", "Kept in the log, with your name and the time.")


class OpenFileForm(forms.Form):
    reason = _reason("Why do you need this file?", "Kept in the log, with your name and the time.")


class IdentifyForm(forms.Form):
    """One of the likenesses, another listed provider, or a new one. Nothing is pre-selected."""

    choice = forms.ChoiceField(label="Which provider is it?", widget=forms.RadioSelect)
    other = forms.CharField(
        label="Another listed provider",
        help_text="Its name, domain or id, if you chose “Another listed provider”.",
        required=False,
        max_length=200,
    )

    def __init__(self, *args: Any, likenesses: Sequence[Likeness], can_be_new: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        listed = [(each.provider.public_id, f"{each.provider.name} – {each.why.rstrip('.')}") for each in likenesses]
        new = [(NEW, "A provider that is not listed yet: list it with the details given")] if can_be_new else []
        choices = [*listed, (OTHER, "Another listed provider"), *new]
        self.fields["choice"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """`provider` is the one chosen; None for a new one."""
        data = super().clean() or {}
        choice = data.get("choice", "")
        data["provider"] = None
        if choice == OTHER:
            data["provider"] = self._other(data.get("other", ""))
        elif choice and choice != NEW:
            data["provider"] = Provider.objects.filter(public_id=choice).first()
        return data

    def _other(self, said: str) -> Provider | None:
        """The one listed provider that is named so. Names merely spelled alike are not taken: it will be asked."""
        asked = said.strip().casefold()
        found = [each for each in providers.search(said.strip())[:20] if _is_meant(asked, each)] if asked else []
        exact = [each for each in found if asked in (each.name.casefold(), each.public_id.casefold())]
        if len(exact or found) == 1:
            return (exact or found)[0]
        why = "More than one provider is named like this: write its whole name."
        if not found:
            why = "No listed provider is named like this." if asked else "Write the provider’s name."
        self.add_error("other", why)
        return None


def _is_meant(asked: str, provider: Provider) -> bool:
    known = " ".join((provider.name, provider.trade_name, provider.domain, provider.public_id)).casefold()
    return all(word in known for word in asked.split())
