"""The forms that take numbers: a request, statistics, numbers that are dropped (XB.2, XB.8)."""

from typing import Any

from django import forms

from hopback.policy.appendix_b_do_not_originate import EventKind
from hopback.portal.ground import uploads
from hopback.portal.organizations.queries.own import organizations
from hopback.portal.sourcing.models import Source

from ..models import CATEGORIES
from ..queries import readers
from ..queries.requesters import category_of
from ..reading import Fault, Read, read_counts, read_text
from .deciding import day, words

SHOWN = 5  # faults that are told one by one
EVENTS = [
    (EventKind.ACTIVE.value, "An active event: significant fraud that shows these numbers, now"),
    (EventKind.EXIGENT.value, "Less, but the circumstances are unique and exigent"),
]
ONE_A_LINE = (
    "One a line, in any spelling. A range: 202-555-0100 to 202-555-0199. A block: +1202555* is all that begin so."
)
CSV_FILE = "A column of numbers; a second column closes a range. At most 5 MB."
AREA = forms.Textarea(attrs={"rows": 5, "spellcheck": "false"})


def told(faults: list[Fault], kept: int) -> list[str]:
    """What is wrong, row by row, and what became of the others."""
    more = len(faults) - SHOWN
    lines = [str(one) for one in faults[:SHOWN]]
    if more > 0:
        lines.append(f"{more:,} more rows cannot be read.")
    return [*lines, f"Nothing was taken yet: {kept:,} rows can be read. Put these right and send it again."]


class NumbersForm(forms.Form):
    """A text area, a CSV file, or both."""

    numbers = forms.CharField(label="Numbers", required=False, max_length=200_000, widget=AREA, help_text=ONE_A_LINE)
    file = forms.FileField(label="Or a CSV file", required=False, help_text=CSV_FILE)

    def text_of(self, said: dict[str, Any], field: str = "numbers") -> str:
        """What was typed and what was sent, one under the other."""
        file = said.get("file")
        if not file:
            return str(said.get(field, ""))
        try:
            sent = uploads.accept(file).content.decode("utf-8-sig", "replace")
        except uploads.UploadRefused as refused:
            self.add_error("file", str(refused))
            return ""
        return f"{said.get(field, '')}\n{sent}" if said.get(field, "").strip() else sent

    def numbers_of(self, said: dict[str, Any]) -> list[Read]:
        read, faults = read_text(self.text_of(said))
        if faults:
            self.add_error("file" if said.get("file") else "numbers", told(faults, len(read)))
        elif not read and "file" not in self.errors:
            self.add_error("numbers", "Name at least one number.")
        return read


class RequestForm(NumbersForm):
    """What a recipient asks, as staff write it down or as an organisation that signs in says it itself."""

    name = forms.CharField(label="Whose numbers these are", max_length=200)
    category = forms.ChoiceField(label="It is", choices=CATEGORIES, widget=forms.RadioSelect)
    source = forms.ModelChoiceField(
        Source.objects.none(), to_field_name="public_id", required=False, label="It signs in here as",
        empty_label="It does not sign in here",
    )  # fmt: skip
    served_by = forms.ModelChoiceField(
        readers.steering_members(), to_field_name="public_id", required=False, empty_label="None, or not known",
        label="The Steering member whose customer it is", help_text="It vets a private organisation; else staff do.",
    )  # fmt: skip
    contact_name = forms.CharField(label="Who confirms twice a year", max_length=120)
    contact_email = forms.EmailField(label="Their e-mail", max_length=254)
    vendor = forms.CharField(
        label="Vendor acting for it", required=False, max_length=200, help_text="Empty where it asks itself."
    )
    protections = words(
        "Protections of the vendor", 2, required=False,
        help_text="The contract and the checks that make sure of authorisation and vetting.",
    )  # fmt: skip
    letter_on = day("Date of the letter of authorisation")
    letter_signer = forms.CharField(label="Signed by", max_length=200, help_text="Full name and title.")
    letter = forms.FileField(
        label="The letter", required=False, help_text=f"{uploads.ACCEPTED}, at most 5 MB.",
        widget=forms.ClearableFileInput(attrs={"accept": uploads.ACCEPT_ATTRIBUTE}),
    )  # fmt: skip
    event_kind = forms.ChoiceField(label="What is happening", choices=EVENTS, widget=forms.RadioSelect, required=False)
    calls_a_day = forms.IntegerField(
        label="Calls a day that show the numbers, nationwide", min_value=0, max_value=1_000_000_000, required=False
    )
    event_words = words("The calls and their harm", 3, required=False)
    consulted = words(
        "Steering members consulted", 2, required=False, help_text="For exigent circumstances: who was heard, and when."
    )

    def __init__(self, *args: Any, own: Source | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.own = own
        if own is not None:
            for name in ("name", "category", "source", "consulted"):
                del self.fields[name]
            self.fields["served_by"] = forms.CharField(label="Your telephone provider", required=False, max_length=200)
        else:
            self.fields["source"].queryset = organizations()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        read = self.numbers_of(said)
        letter = said.get("letter")
        try:
            said["letter"] = uploads.accept(letter) if letter else None
        except uploads.UploadRefused as refused:
            self.add_error("letter", str(refused))
        said.pop("file", None)
        if self.own is not None:
            said |= {"name": self.own.name, "category": category_of(self.own).value, "source": self.own}
            called = str(said.get("served_by", "")).strip()  # who is a member is told to no organisation (XC.1)
            said["served_by"] = readers.steering_members().filter(name__iexact=called).first() if called else None
        return {**said, "numbers": read, "calls_a_day": said.get("calls_a_day") or 0}


class DropForm(NumbersForm):
    because = words("Why", 2)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        return {"numbers": [one.number for one in self.numbers_of(said)], "because": said.get("because", "")}


class StatisticsForm(NumbersForm):
    """A member's own figures (XB.8)."""

    numbers = forms.CharField(
        label="Number, calls", required=False, max_length=200_000, widget=AREA,
        help_text="One row for each number: 800-829-1040,312. What you gave before is replaced.",
    )  # fmt: skip
    file = forms.FileField(label="Or a CSV file", required=False, help_text="Columns number, calls. At most 5 MB.")

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        counts, faults = read_counts(self.text_of(said))
        if faults:
            self.add_error("file" if said.get("file") else "numbers", told(faults, len(counts)))
        elif not counts and not self.errors:
            self.add_error("numbers", "Give at least one row.")
        return {"counts": counts}
