"""What somebody asks who doubts a mail."""

from django import forms


class CheckForm(forms.Form):
    number = forms.RegexField(
        r"(?i)^\s*TB-\d{4}-\d{5,}\s*$",
        label="Request number",
        help_text="In the subject of the mail, such as TB-2026-04182",
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={
            "required": "Write the number from the mail.",
            "invalid": "A request number looks like TB-2026-04182. A mail with another number is not ours.",
        },
    )
    address = forms.EmailField(
        label="Address that received the mail",
        required=False,
        max_length=254,
        help_text="To learn whether the request went to this address, and when",
    )

    def clean_number(self) -> str:
        return self.cleaned_data["number"].strip()
