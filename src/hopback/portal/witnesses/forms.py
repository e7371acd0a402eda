"""One address."""

from django import forms


class AddressForm(forms.Form):
    address = forms.EmailField(
        label="Email address", max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )
