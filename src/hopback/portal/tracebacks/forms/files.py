"""A field for several files, each judged by what is in it."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from hopback.portal.ground import uploads

MOST = 5


class ManyFiles(forms.FileInput):
    allow_multiple_selected = True


class FilesField(forms.Field):
    """A list of `uploads.Upload`; each file that is not what its name says is refused by name."""

    widget = ManyFiles(attrs={"accept": uploads.ACCEPT_ATTRIBUTE, "multiple": True})

    def to_python(self, value: Any) -> list[uploads.Upload]:
        files: list[UploadedFile] = [each for each in value or [] if each]
        if len(files) > MOST:
            raise forms.ValidationError(f"Send at most {MOST} files; these are {len(files)}.")
        refusals, taken = [], []
        for file in files:
            try:
                taken.append(uploads.accept(file))
            except uploads.UploadRefused as refused:
                refusals.append(str(refused))
        if refusals:
            raise forms.ValidationError(refusals)
        return taken

    def bound_data(self, data: Any, initial: Any) -> Any:
        return None  # a browser never sends a file back
