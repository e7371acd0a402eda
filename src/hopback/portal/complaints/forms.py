"""A file of complaints, as an authority publishes it."""

from django import forms


class FileForm(forms.Form):
    file = forms.FileField(
        label="The FTC’s daily file, or the FCC’s export",
        help_text="CSV as published, at most 5 MB. Larger ones: hopback complaints import.",
        widget=forms.FileInput(attrs={"accept": ".csv"}),
    )
