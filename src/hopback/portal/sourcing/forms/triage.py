"""The forms of triage: what is asked of a source, why something is declined, who looks after it (A4.3)."""

from typing import Any

from django import forms

from .candidates import NATURES, sentences

ASSIGNED = [("", "Anybody’s"), ("me", "Mine"), ("nobody", "Nobody’s")]
ASKED = [("", "Asked or not"), ("waiting", "Waiting for the source"), ("answered", "Answered by the source")]
ALIKE = [
    ("", "Alone or not"),
    ("call", "Told twice: the same call"),
    ("minute", "Same number and minute"),
    ("text", "Same text"),
]
VERIFIED = [("", "Any source"), ("no", "Source not verified")]


class InboxForm(forms.Form):
    q = forms.CharField(label="Number, source, campaign, provider", max_length=80, required=False)
    nature = forms.ChoiceField(choices=[("", "Any nature"), *NATURES], required=False)
    assigned = forms.CharField(label="Whose", max_length=24, required=False)
    asked = forms.ChoiceField(label="Questions", choices=ASKED, required=False)
    alike = forms.ChoiceField(label="Told twice", choices=ALIKE, required=False)
    verified = forms.ChoiceField(label="Source", choices=VERIFIED, required=False)
    source = forms.CharField(max_length=24, required=False, widget=forms.HiddenInput)
    campaign = forms.CharField(max_length=24, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, team: Any = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = [(person.public_id, person.name) for person in team]
        self.fields["assigned"].widget = forms.Select(choices=[*ASSIGNED, *people])


class AskForm(forms.Form):
    text = sentences("What you want to know", 4, help_text="The source reads it in a mail and on the candidate’s page.")


class AnswerForm(forms.Form):
    answer = sentences("Your answer", 4)


class DeclineForm(forms.Form):
    because = sentences("Why", 3, help_text="Its source reads this in a mail. Leave out the called number.")


class DuplicatesForm(DeclineForm):
    """Which of them stays is chosen by a person."""

    of = forms.ChoiceField(label="Which one stays?", widget=forms.RadioSelect)

    def __init__(self, *args: Any, choices: Any = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["of"].choices = choices  # type: ignore[attr-defined]
        self.order_fields(["of", "because"])
