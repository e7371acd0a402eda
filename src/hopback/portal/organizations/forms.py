"""The forms of organisations. Nothing is pre-selected that a person has to say (A3.12, A3.13)."""

from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms

from hopback.policy.article_1_definitions import CHARACTERISTIC_LABELS
from hopback.policy.article_3_traceback.organization_requests import CertificationKind, OrganizationKind, Use
from hopback.policy.article_4_sourcing import Nature
from hopback.portal.accounts.forms import zones
from hopback.portal.ground import uploads
from hopback.portal.sourcing.models import Candidate, Source
from hopback.portal.sourcing.reading import read_row

KINDS = [
    (OrganizationKind.PRIVATE.value, "Private: nothing of its traces goes to outsiders without its word"),
    (OrganizationKind.PUBLIC.value, "Public"),
    (OrganizationKind.GOVERNMENT.value, "Government"),
]
CERTIFIES = [
    (CertificationKind.CONSENT.value, "The customer who was called consents to this disclosure"),
    (CertificationKind.NECESSITY.value, "The disclosure is needed to protect rights, property or users"),
]
USES = [
    (Use.STOP_THE_TRAFFIC.value, "To stop the harmful traffic"),
    (Use.REFER_TO_LAW_ENFORCEMENT.value, "To stop it by referring it to law enforcement"),
    (Use.COMPETE.value, "To gain an advantage over a competitor"),
    (Use.OTHER.value, "For something else"),
]
READ = "purpose called calling called_at zone nature characteristics evidence"


def words(label: str, rows: int = 3, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=4000, widget=forms.Textarea(attrs={"rows": rows}), **more)


class OrganizationForm(forms.Form):
    name = forms.CharField(max_length=200)
    kind = forms.ChoiceField(label="It is", choices=KINDS, widget=forms.RadioSelect)
    verified_how = words("How it was verified", 2, required=False)


class KindForm(forms.Form):
    kind = forms.ChoiceField(label="It is", choices=KINDS, widget=forms.RadioSelect)


class CertificationForm(forms.Form):
    """What is repeated to every provider of the path (A3.13)."""

    kind = forms.ChoiceField(label="You certify that", choices=CERTIFIES, widget=forms.RadioSelect)
    statement = words(
        "In your words",
        3,
        help_text="Whose consent, when and how it was given; or what harm makes this necessary. Every provider that is "
        "asked reads this: no name or number of a customer.",
    )
    certified_by = forms.CharField(
        label="Who certifies it", max_length=200, help_text="Full name and title. It stands in every request."
    )


class RequestForm(CertificationForm):
    """One call. What is wrong is said by the reader that spreadsheets and the API go through (A1.8)."""

    purpose = forms.ChoiceField(choices=Candidate.Purpose.choices, widget=forms.RadioSelect, label="What is asked")
    called = forms.CharField(label="Called number", max_length=80, help_text="In any spelling.")
    calling = forms.CharField(
        label="Calling number", max_length=80, required=False, help_text="As it was shown, even if it is not a number."
    )
    called_at = forms.CharField(label="Call time", max_length=60, help_text="Such as 2026-10-19 09:41:27.")
    zone = forms.ChoiceField(
        label="Time zone of the call time", required=False, help_text="Not needed where the time has its offset."
    )
    nature = forms.ChoiceField(
        label="The traffic is",
        choices=[(each.value, each.value.capitalize()) for each in Nature],
        widget=forms.RadioSelect,
    )
    characteristics = forms.MultipleChoiceField(
        label="What makes it suspicious",
        choices=[(each.value, label) for each, label in CHARACTERISTIC_LABELS.items()],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    evidence = words("How it harms you", 4, help_text="What was said in whose name, who complained, what it cost.")
    file = forms.FileField(
        label="Recording or letter",
        required=False,
        help_text=f"{uploads.ACCEPTED}, at most 5 MB.",
        widget=forms.ClearableFileInput(attrs={"accept": uploads.ACCEPT_ATTRIBUTE}),
    )
    field_order = [*READ.split(), "file"]

    def __init__(self, *args: Any, source: Source, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.source, self.now = source, now
        self.fields["zone"].choices = [("", "The time has its offset"), *zones()]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        row = {name: said.get(name) for name in READ.split()} | {"basis": "protection_222d2"}  # the action settles it
        read = read_row(row, source=self.source, now=self.now)
        for fault in read.faults:
            if fault.field not in self.errors:
                self.add_error(fault.field if fault.field in self.fields else None, fault.reason)
        certified = {name: said.get(name, "") for name in CertificationForm.base_fields}
        return {"details": read.details, "files": self._files(said.get("file")), **certified}

    def _files(self, file: Any) -> list[uploads.Upload]:
        try:
            return [uploads.accept(file)] if file else []
        except uploads.UploadRefused as refused:
            self.add_error("file", str(refused))
            return []


class UseForm(forms.Form):
    use = forms.ChoiceField(label="What you use the result for", choices=USES, widget=forms.RadioSelect)


class AuthorizationForm(forms.Form):
    to_whom = forms.CharField(label="Who may be told", max_length=200, help_text="A company, an authority, a person.")
    candidate = forms.ModelChoiceField(
        Candidate.objects.none(), label="Of which request", to_field_name="public_id", required=False,
        empty_label="Of all your requests",
    )  # fmt: skip
    until_on = forms.DateField(
        label="Until the end of", required=False, widget=forms.DateInput(attrs={"type": "date"}),
        help_text="Empty: until you take it back.",
    )  # fmt: skip

    def __init__(self, *args: Any, source: Source, zone: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone = zone
        own = Candidate.objects.filter(source=source).select_related("opened", "incident").order_by("-pk")
        field = self.fields["candidate"]
        field.queryset, field.label_from_instance = own, _title  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        last = said.pop("until_on", None)
        after = datetime.combine(last + timedelta(days=1), time(), ZoneInfo(self.zone)) if last else None
        return {**said, "until_at": after}


def _title(candidate: Candidate) -> str:
    number = candidate.opened.number if hasattr(candidate, "opened") else candidate.public_id
    return f"{number}, call of {candidate.incident.called_at:%d %B %Y}"


class FeeForm(forms.Form):
    amount = forms.DecimalField(
        label="For each traceback, in U.S. dollars", min_value=0, max_digits=9, decimal_places=2
    )
    from_on = forms.DateField(label="From", widget=forms.DateInput(attrs={"type": "date"}))
    agreed_with = forms.CharField(label="Agreed with", max_length=200, help_text="Name and title.")
    terms = words("Terms on the invoice", 3, required=False)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        amount = said.pop("amount", None)
        return {**said, "cents": int(amount * 100) if amount is not None else 0}


class PaidForm(forms.Form):
    paid_on = forms.DateField(label="Paid on", widget=forms.DateInput(attrs={"type": "date"}))
    paid_how = forms.CharField(label="How", max_length=200, required=False, help_text="Transfer, check number.")


class WaiveForm(forms.Form):
    why = forms.CharField(label="Why it is waived", max_length=400, help_text="Kept in the log with your name.")
