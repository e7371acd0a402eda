"""The forms of the registry. Nothing is pre-selected that a person has to say (XB.2-XB.8)."""

from collections.abc import Iterable
from typing import Any

from django import forms

from hopback.policy.appendix_b_do_not_originate import QUESTIONS, Finding, Test
from hopback.portal.sourcing.models import Source

from ..models import CATEGORIES, Conflict, Listing
from ..queries import readers
from ..queries.registry import STATES, Wanted
from ..queries.rounds import STATES as ROUND_STATES

YES_NO = [("yes", "Yes"), ("no", "No")]
SEEN = [
    (Conflict.Kind.OUTGOING.value, "Our records hold outgoing calls from it"),
    (Conflict.Kind.SIGNED.value, "A call that showed it carried a genuine signature of level A"),
]
WHY_REMOVED = [
    ("unconfirmed", "Its recipient did not confirm it in time"),
    ("recipient", "Its recipient wants it, or says that the conditions no longer hold"),
    ("conflict", "Genuine calls show it"),
    ("other", "Something else"),
]


def words(label: str, rows: int = 3, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=4000, widget=forms.Textarea(attrs={"rows": rows}), **more)


def day(label: str, **more: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}), **more)


def yes_no(label: str, **more: Any) -> forms.TypedChoiceField:
    told = {"choices": YES_NO, "widget": forms.RadioSelect, "coerce": lambda said: said == "yes", "empty_value": None}
    return forms.TypedChoiceField(label=label, **told, **more)


class FilterForm(forms.Form):
    q = forms.CharField(label="Recipient, number or id", required=False, max_length=80)
    state = forms.ChoiceField(choices=STATES, required=False)
    category = forms.ChoiceField(choices=[("", "All"), *CATEGORIES], required=False)

    def wanted(self) -> Wanted:
        """What the address says; what it does not know is passed over."""
        self.is_valid()
        return Wanted(**{name: self.cleaned_data.get(name, "") for name in Wanted._fields})


class RoundsForm(forms.Form):
    state = forms.ChoiceField(choices=ROUND_STATES, required=False)


class TestsForm(forms.Form):
    """The five tests, one by one (XB.2)."""

    def __init__(self, *args: Any, before: dict[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for test in Test:
            known = before.get(test.value)
            said = {} if known is None else {"initial": "yes" if known.holds else "no"}
            self.fields[test.value] = yes_no(QUESTIONS[test], **said)
            self.fields[f"{test.value}_because"] = words("On what grounds", 2, initial=known.because if known else "")

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if self.errors:
            return said
        return {"findings": [Finding(test, said[test.value], said[f"{test.value}_because"]) for test in Test]}


class VettingForm(forms.Form):
    assigned = yes_no("Are the numbers assigned to it?")
    legitimate = yes_no("Is it a legitimate company, active in commerce?")
    how = words("How you made sure", 3, help_text="Records, registers and calls that you looked at or made.")


class ReasonForm(forms.Form):
    because = words("Why", 3)


class RemoveForm(forms.Form):
    why = forms.ChoiceField(label="It goes because", choices=WHY_REMOVED, widget=forms.RadioSelect)
    because = words("In a sentence", 2, help_text="Members that implemented it can ask for it; the log keeps it.")
    sure = forms.BooleanField(label="Its numbers leave the list now, and everybody who stops them is told")

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        said.pop("sure", None)
        return said


class ImplementedForm(forms.Form):
    """`for_staff`: who told them is chosen; a reader reports for itself."""

    party = forms.ChoiceField(label="Who implemented it")
    implemented_on = day("Implemented on")

    def __init__(self, *args: Any, for_staff: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if for_staff:
            self.fields["party"].choices = [("", "Choose"), *readers.choices()]  # type: ignore[attr-defined]
        else:
            del self.fields["party"]


class TakenOutForm(forms.Form):
    taken_out_on = day("Taken out on")


class ConflictForm(forms.Form):
    kind = forms.ChoiceField(label="What you saw", choices=SEEN, widget=forms.RadioSelect)
    number = forms.CharField(label="The number", max_length=40)
    words = words("When, how many, in which records", 3, help_text="No name or number of a customer.")


class ContactForm(forms.Form):
    contact_name = forms.CharField(label="Who confirms", max_length=120)
    contact_email = forms.EmailField(label="E-mail", max_length=254)


class ChargeForm(forms.Form):
    amount = forms.DecimalField(label="U.S. dollars", min_value=1, max_digits=9, decimal_places=2)
    every_months = forms.TypedChoiceField(
        label="Each", coerce=int, choices=[(12, "12 months"), (6, "6 months"), (3, "3 months"), (1, "month")]
    )
    from_on = day("From")
    agreed_with = forms.CharField(label="Agreed with", max_length=200)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if "amount" in said:
            said["cents"] = int(said.pop("amount") * 100)
        return said


class ReaderForm(forms.Form):
    source = forms.ModelChoiceField(Source.objects.none(), label="Analytics provider", empty_label="Choose")
    because = words("Why it is given copies", 2)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Source.objects.filter(kind="analytics", ended_at=None).order_by("name")
        self.fields["source"].queryset = rows  # type: ignore[attr-defined]


class ConfirmForm(forms.Form):
    """What a recipient says of each of its listings (XB.4)."""

    name = forms.CharField(label="Who confirms: full name and title", max_length=200)

    def __init__(self, *args: Any, listings: Iterable[Listing], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.listings = list(listings)
        for one in self.listings:
            label = "Do they still only receive calls, and are they still assigned to you?"
            self.fields[one.public_id] = yes_no(label)
            self.fields[f"{one.public_id}_words"] = words("If not: what changed", 2, required=False)
        self.order_fields([*(name for name in self.fields if name != "name"), "name"])

    def parts(self) -> list[tuple[Listing, list[forms.BoundField]]]:
        return [(one, [self[one.public_id], self[f"{one.public_id}_words"]]) for one in self.listings]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if self.errors:
            return said
        of_each = {one.public_id: (said[one.public_id], said[f"{one.public_id}_words"]) for one in self.listings}
        return {"name": said["name"], "said": of_each}
