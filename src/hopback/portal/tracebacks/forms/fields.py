"""The fields of an answer, by the part of the page they stand in. Nothing is ever pre-selected."""

from django import forms

from hopback.policy.article_3_traceback.initiation_and_tracking import AnswerKind, Mitigation
from hopback.portal.providers import countries

from .files import FilesField

SOMEONE_ELSE, NOT_LISTED = "other", "unlisted"
KINDS = [(kind.value, kind.value) for kind in AnswerKind]
MITIGATIONS = [
    (Mitigation.NONE.value, "Nothing so far"),
    (Mitigation.WARNED.value, "Warned the customer or provider"),
    (Mitigation.BLOCKED.value, "Blocked the traffic"),
    (Mitigation.TERMINATED.value, "Terminated the customer or route"),
    (Mitigation.FOUND_LAWFUL.value, "Investigated and found the traffic lawful"),
]
ATTESTATIONS = [("", "Not signed, or not known"), ("A", "A, full"), ("B", "B, partial"), ("C", "C, gateway")]


def line(label: str, most: int = 120, hint: str = "") -> forms.CharField:
    widget = forms.TextInput(attrs={"autocomplete": "off", "class": "inp"})
    return forms.CharField(label=label, max_length=most, required=False, help_text=hint, widget=widget)


def words(label: str, hint: str = "", rows: int = 3) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows, "class": "inp"})
    return forms.CharField(label=label, max_length=4000, required=False, help_text=hint, widget=widget)


class UpstreamFields(forms.Form):
    """Another provider: a listed one, one found by name, or one described (A3.2, A3.3)."""

    upstream = line("Provider", 24)
    upstream_name = line("Provider’s name", 200)
    unlisted_name = line("Its name", 200)
    unlisted_email = forms.EmailField(
        label="Its e-mail address for tracebacks",
        max_length=254,
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "off", "class": "inp"}),
    )
    unlisted_phone = line("Its telephone number", 40)
    unlisted_country = forms.ChoiceField(
        label="Its country",
        choices=lambda: [("", "Choose…"), *countries.choices()],
        required=False,
        widget=forms.Select(attrs={"class": "inp"}),
        error_messages={"invalid_choice": "“%(value)s” is not a country: two capital letters, such as US, CA or IN."},
    )
    trunk = line("Trunk or IP address")


class EvidenceFields(forms.Form):
    """What the provider's own records say of the call (A1.8)."""

    source_ip = forms.GenericIPAddressField(
        label="Source IP address",
        required=False,
        error_messages={"invalid": "Write one IPv4 or IPv6 address, such as 192.0.2.17."},
    )
    originating_point_code = line("Originating point code", 20)
    destination_point_code = line("Destination point code", 20)
    call_id = line("SIP Call-ID", 255)
    calling_as_received = line("Calling number as you received it", 80)
    called_as_received = line("Called number as you received it", 80)
    called_at_as_recorded = line("Call time in your records", 60, "With its zone, such as 2026-10-19T08:41:27-05:00")
    attestation = forms.ChoiceField(label="Attestation", choices=ATTESTATIONS, required=False)
    passport = words("PASSporT (Identity header)", rows=2)
    files = FilesField(label="Files", required=False)


class CustomerFields(forms.Form):
    """Our own customer (XA.4), or the customer behind the number (A1.10)."""

    customer_name = line("Customer’s name")
    customer_location = line("Physical location")
    customer_contact = line("Contact person and telephone")
    customer_email = forms.EmailField(label="E-mail", max_length=120, required=False)
    customer_incorporated_in = line("State or country of incorporation")
    customer_tax_id = line("Federal tax ID")
    customer_business = line("Nature of business")
    customer_since = line("Customer since")
    customer_payment = line("How it pays")


class AnswerFields(UpstreamFields, EvidenceFields, CustomerFields):
    """One answer whole. Which fields count depends on the kind."""

    kind = forms.ChoiceField(
        label="Answer", choices=KINDS, error_messages={"required": "Choose one of the four answers."}
    )
    searched = words("What did you search?")
    records_since = forms.DateField(
        label="How far back do your records go?", required=False, help_text="The day of your oldest record",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )  # fmt: skip
    reason = words("Why can you not answer?")
    mitigation = forms.ChoiceField(label="Action taken", choices=MITIGATIONS, required=False, widget=forms.RadioSelect)
    mitigation_note = words("About the action", "What was done, when, to whom; or why the traffic is lawful", 2)
    comment = words("Note to the traceback team", rows=2)
