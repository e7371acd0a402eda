"""An answer as the page sends it, turned into the message that the API takes too (A3.2, A3.3, XA.2)."""

import ipaddress
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.db.models import QuerySet
from pydantic import ValidationError

from hopback.policy.article_3_traceback.initiation_and_tracking import Mitigation
from hopback.policy.clause import Refused
from hopback.portal.ground import moments
from hopback.portal.ground.uploads import Upload
from hopback.portal.providers import queries as providers
from hopback.portal.providers.models import Provider
from hopback.wire.answers import AnswerIn

from ..models import Answer
from .fields import NOT_LISTED, SOMEONE_ELSE, AnswerFields

UNLISTED = ("name", "email", "phone", "country")
CUSTOMER = {  # the message's name: the page's
    "name": "customer_name",
    "location": "customer_location",
    "contact": "customer_contact",
    "email": "customer_email",
    "incorporated_in": "customer_incorporated_in",
    "tax_id": "customer_tax_id",
    "business": "customer_business",
    "customer_since": "customer_since",
    "payment": "customer_payment",
}
ACTION = ("mitigation", "mitigation_note")
EVIDENCE = (
    "source_ip",
    "originating_point_code",
    "destination_point_code",
    "call_id",
    "calling_as_received",
    "called_as_received",
    "called_at_as_recorded",
    "attestation",
    "passport",
)
EVERYWHERE = (*EVIDENCE, *ACTION, "comment")
FIELD_OF = {"upstream_email": "unlisted_email", "upstream_phone": "unlisted_phone"}  # policy's name: the page's
MATCHES = 8


class AnswerForm(AnswerFields):
    """Valid when `.said` is a message. What policy refuses is added with `.refuse`."""

    def __init__(self, *args: Any, among: QuerySet[Provider], now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.among, self.now = among, now
        self.said: AnswerIn | None = None
        self.found: list[Provider] = []
        self.looked_for = ""

    @property
    def uploads(self) -> list[Upload]:
        return self.cleaned_data.get("files", [])

    @property
    def has_action(self) -> bool:
        return self._holds(ACTION)

    @property
    def has_evidence(self) -> bool:
        return self._holds(EVIDENCE)

    def _holds(self, names: tuple[str, ...]) -> bool:
        """Whether one of these fields is filled in or wrong, so that its part of the page stands open."""
        return any(self[name].value() or self[name].errors for name in names)

    def look_up(self, name: str) -> None:
        """Providers of that name become choices of the page."""
        self.looked_for = name.strip()
        self.found = list(providers.search(name, self.among)[:MATCHES]) if name.strip() else []

    def clean_called_at_as_recorded(self) -> datetime | None:
        text = self.cleaned_data["called_at_as_recorded"]
        try:
            return moments.read(text, now=self.now, field="called_at_as_recorded") if text else None
        except moments.MomentRefused as refused:
            raise forms.ValidationError(str(refused)) from None

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if data.get("kind") == "upstream":
            self._name_upstream(data)
        if not self.errors:
            self._say(data)
        return data

    def _name_upstream(self, data: dict[str, Any]) -> None:
        chosen = data.get("upstream", "")
        if chosen == SOMEONE_ELSE:
            self._take_by_name(data)
        elif chosen == NOT_LISTED:
            self._need_contact(data)
        elif not chosen:
            self.add_error("upstream", "Choose which provider it was.")
        elif not self.among.filter(public_id=chosen).exists():
            self.add_error("upstream", "This provider is not listed. Choose one of these, or search by name.")

    def _take_by_name(self, data: dict[str, Any]) -> None:
        """A name that is exactly one provider's is taken; anything else comes back as choices."""
        name = data.get("upstream_name", "")
        if not name:
            self.add_error("upstream_name", "Write the provider’s name.")
            return
        exact = list(self.among.filter(name__iexact=name)[:2])
        if len(exact) == 1:
            data["upstream"] = exact[0].public_id
            return
        self.look_up(name)
        told = "Choose one of the providers found" if self.found else f"No listed provider is called “{name}”"
        self.add_error("upstream_name", f"{told}, or say that it is not in the list.")

    def _need_contact(self, data: dict[str, Any]) -> None:
        for part in UNLISTED:
            field = f"unlisted_{part}"
            if not data.get(field) and field not in self.errors:
                self.add_error(field, "Needed, so that this provider can be asked.")

    def _say(self, data: dict[str, Any]) -> None:
        try:
            self.said = AnswerIn.model_validate(message_of(data))
        except ValidationError as wrong:
            for error in wrong.errors():
                field = "_".join(str(part) for part in error["loc"])
                said = str(error["msg"]).removeprefix("Value error, ")
                self.add_error(field if field in self.fields else None, said)

    def refuse(self, refused: Refused) -> None:
        """Say what policy said, beside the field that has to change."""
        field = FIELD_OF.get(refused.field, refused.field.replace(".", "_"))
        self.add_error(field if field in self.fields else None, str(refused))


def message_of(data: Mapping[str, Any]) -> dict[str, Any]:
    """Only what belongs to the kind that was chosen: words in a part that was left again are not sent."""
    said = {name: data[name] for name in EVERYWHERE if data.get(name)}
    said["kind"] = data["kind"]
    match data["kind"]:
        case "upstream":
            said |= _upstream(data)
        case "originated":
            said["customer"] = {part: data.get(field) or "" for part, field in CUSTOMER.items()}
        case "not_found":
            said |= {"searched": data.get("searched", ""), "records_since": data.get("records_since") or None}
        case "cannot_answer":
            said["reason"] = data.get("reason", "")
    return said


def _upstream(data: Mapping[str, Any]) -> dict[str, Any]:
    said: dict[str, Any] = {}
    if data["upstream"] == NOT_LISTED:
        said["unlisted"] = {part: data.get(f"unlisted_{part}") for part in UNLISTED}
    else:
        said["upstream"] = data["upstream"]
    trunk = data.get("trunk", "")
    if trunk and not data.get("source_ip") and _is_address(trunk):
        return said | {"source_ip": trunk}
    return said | ({"trunk": trunk} if trunk else {})


def _is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True


def fields_of(given: Answer) -> dict[str, Any]:
    """What the page was filled in with to say this: where a correction begins."""
    fields: dict[str, Any] = {name: getattr(given, name) or "" for name in EVERYWHERE}
    fields |= {"kind": given.kind, "trunk": given.trunk, "searched": given.searched, "reason": given.reason}
    if given.records_since:
        fields["records_since"] = given.records_since.isoformat()
    if given.called_at_as_recorded:
        fields["called_at_as_recorded"] = given.called_at_as_recorded.isoformat()
    fields["upstream"] = given.upstream.public_id if given.upstream else NOT_LISTED if given.contact else ""
    fields |= {f"unlisted_{part}": given.contact.get(part, "") for part in UNLISTED if given.contact}
    if given.mitigation == Mitigation.NONE:
        fields["mitigation"] = ""
    return fields | {CUSTOMER[part]: text for part, text in given.vetting.items() if part in CUSTOMER}
