"""The forms about membership. Nothing is pre-selected that a person has to decide."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings

from hopback.policy.article_2_membership.principles import ALWAYS_APPLIES, NAMED_FOR_WHOLESALE, PRINCIPLES
from hopback.policy.figures import LONGEST_SHORTENING
from hopback.portal.providers.models import Provider

from .models import RULES, TIERS, Vote


def _words(label: str, rows: int = 4, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=4000, widget=forms.Textarea(attrs={"rows": rows}), **more)


def _yes_or_no(label: str, yes: str, no: str) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label,
        choices=[("yes", yes), ("no", no)],
        coerce=lambda said: said == "yes",
        widget=forms.RadioSelect,
    )


def _day(label: str, **more: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}), **more)


class FilterForm(forms.Form):
    tier = forms.ChoiceField(label="Group", choices=[("", "Both groups"), *TIERS], required=False)
    conditions = forms.ChoiceField(choices=[("", "Any"), ("fail", "Some fail"), ("hold", "All hold")], required=False)


class ApplyForm(forms.Form):
    tier = forms.ChoiceField(label="Which group", choices=TIERS, widget=forms.RadioSelect)
    words = _words("Anything staff should know", required=False)


class StatementForm(forms.Form):
    """The statement of intent; a principle that does not apply has its reason, which nobody fills in otherwise."""

    version = forms.CharField(label="Version", max_length=40, help_text="Of the Policies and Procedures.")
    best_practices = forms.BooleanField(
        label="We intend to adopt and follow the best practices of Appendix A", required=False
    )
    principles = forms.BooleanField(
        label="We agree to adhere to the State Attorneys General Anti-Robocall Principles",
        help_text="The Steering Committee needs this; Affiliates may leave it.",
        required=False,
    )
    affiliates = forms.BooleanField(
        label="We see to it that we and all of our affiliates adhere to these principles",
        help_text="Affiliates are all companies under common control. The Steering Committee needs this too.",
        required=False,
    )
    signer = forms.CharField(label="Signed by", max_length=120, help_text="Full name of who signs for the provider.")
    title = forms.CharField(label="Title", max_length=120)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = settings.POLICIES_VERSION
        for number, name in PRINCIPLES.items():
            if number not in ALWAYS_APPLIES:
                self.fields[f"why_{number}"] = forms.CharField(
                    label=f"{number}. {name}",
                    max_length=500,
                    required=False,
                    help_text="For example, without retail service." if number in NAMED_FOR_WHOLESALE else "",
                )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        noted = {number: said.pop(f"why_{number}", "") for number in PRINCIPLES}
        return {**said, "inapplicable": {number: why for number, why in noted.items() if why.strip()}}

    @property
    def principle_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name.startswith("why_")]


class RecommendForm(forms.Form):
    recommended = _yes_or_no("Do you recommend it?", "Recommended", "Not recommended")
    because = _words("Reasons")


class DecideForm(forms.Form):
    accepted = _yes_or_no("Decision", "Accept", "Decline")
    because = _words("Reasons", help_text="They are sent to the applicant.")


class BecauseForm(forms.Form):
    because = _words("Reasons")


class LeaveForm(forms.Form):
    because = _words("Why, if you like to say", required=False)


class ReasonsForm(forms.Form):
    reasons = _words("Reasons", help_text="They are sent to the member, and asked about in the Executive Committee.")


class BreachForm(forms.Form):
    rules = forms.ChoiceField(label="What is not kept", choices=RULES, widget=forms.RadioSelect)
    reasons = _words("Reasons", help_text="They are sent to the provider.")


class TakeOverForm(forms.Form):
    tier = forms.ChoiceField(label="Group", choices=TIERS, widget=forms.RadioSelect)
    since_on = _day("Member since")
    because = _words("How this is known", 2)


class SupportForm(forms.Form):
    level = forms.ChoiceField(label="Level", widget=forms.RadioSelect)
    since_on = _day("Since")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seats = settings.SEAT_LEVELS
        choices = [(each, f"{each}, with a seat" if each in seats else each) for each in settings.SUPPORT_LEVELS]
        self.fields["level"].choices = choices  # type: ignore[attr-defined]


class EndSupportForm(forms.Form):
    until_on = _day("From this day on it no longer supports the group")


class VoteForm(forms.Form):
    about = forms.ChoiceField(
        label="What is asked",
        choices=[choice for choice in Vote.About.choices if choice[0] != Vote.About.ADVICE],
        widget=forms.RadioSelect,
    )
    months = forms.IntegerField(
        label="Months that are enough",
        required=False,
        min_value=0,
        max_value=LONGEST_SHORTENING,
        help_text=f"To shorten the six months: 1 to {LONGEST_SHORTENING}. 0 waives them.",
    )
    reasons = _words("Reasons", help_text="The Committee reads them. For an exception they are the approval of staff.")
    closes_on = _day("Last day to vote")

    def __init__(self, *args: Any, zone: str, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone = ZoneInfo(zone)
        self.fields["closes_on"].initial = (now + timedelta(days=settings.VOTE_DAYS)).astimezone(self.zone).date()
        self.fields["closes_on"].help_text = "Until the end of this day on your clock, or until nobody could turn it."

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        last = said.pop("closes_on", None)
        if last:
            said["closes_at"] = datetime(last.year, last.month, last.day, tzinfo=self.zone) + timedelta(days=1)
        return said


class BallotForm(forms.Form):
    approves = _yes_or_no("Your vote", "Yes", "No")
    reasons = _words("Reasons", 3)


class CallForm(forms.Form):
    subject = forms.CharField(label="Subject", max_length=200)
    quarterly = _yes_or_no("Who is expected", "All members: a quarterly call", "The Steering Committee")
    starts_at = forms.CharField(label="Begins", max_length=40, help_text="Such as 2026-11-05 14:00, on your clock.")

    def __init__(self, *args: Any, zone: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone = ZoneInfo(zone)

    def clean_starts_at(self) -> datetime:
        text = self.cleaned_data["starts_at"].strip()
        try:
            read = datetime.fromisoformat(text)
        except ValueError:
            raise forms.ValidationError(f"“{text}” is no time. Write it such as 2026-11-05 14:00.") from None
        return read if read.tzinfo else read.replace(tzinfo=self.zone)


class AttendanceForm(forms.Form):
    attended = forms.ModelMultipleChoiceField(
        Provider.objects.none(),
        to_field_name="public_id",
        label="Who attended",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, expected: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["attended"].queryset = expected  # type: ignore[attr-defined]
