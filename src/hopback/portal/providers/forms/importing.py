"""A public file of providers."""

from typing import Any

from django import forms
from django.conf import settings

from ..models import ProviderFile


class FileForm(forms.Form):
    """A public file of providers."""

    file = forms.FileField(
        label="CSV file",
        help_text="An OCN list, the Robocall Mitigation Database or the Form 499 filers. Up to 5 MB here; larger ones "
        "with: hopback providers import FILE.",
    )
    kind = forms.ChoiceField(
        label="Which file it is",
        choices=[("", "Recognise it by its columns"), *ProviderFile.Kind.choices],
        required=False,
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > settings.MAX_UPLOAD_BYTES:
            raise forms.ValidationError("This file is larger than 5 MB. Import it with: hopback providers import FILE.")
        return file
