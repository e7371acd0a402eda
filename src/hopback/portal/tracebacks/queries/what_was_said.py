"""An answer in words, line by line, for its receipt and to compare a correction with what it corrects (A3.5)."""

from datetime import date, datetime
from typing import Any, NamedTuple

from hopback.policy.article_3_traceback.initiation_and_tracking import AnswerKind, Mitigation
from hopback.portal.providers import queries as providers
from hopback.wire.answers import AnswerIn

from ..models import Answer
from ..words import ANSWERS, CUSTOMER, MITIGATIONS

OUR_CUSTOMER = CUSTOMER | {"customer_since": "Customer since"}
EVIDENCE = {
    "trunk": "Trunk",
    "source_ip": "Source IP address",
    "originating_point_code": "Originating point code",
    "destination_point_code": "Destination point code",
    "call_id": "SIP Call-ID",
    "calling_as_received": "Calling number as received",
    "called_as_received": "Called number as received",
    "called_at_as_recorded": "Call time as recorded",
    "attestation": "Attestation",
    "passport": "PASSporT",
    "searched": "Searched",
    "records_since": "Records since",
    "reason": "Reason",
    "mitigation_note": "About the action",
    "comment": "Note",
}


TELLS_WHO_WAS_CALLED = {EVIDENCE["called_as_received"], EVIDENCE["passport"]}


class Line(NamedTuple):
    label: str
    text: str


class Change(NamedTuple):
    label: str
    before: str
    after: str


def lines_of(given: Answer) -> list[Line]:
    """What a stored answer says; what it leaves out is not mentioned."""
    named = given.upstream.name if given.upstream else ""
    return _lines(given, kind=given.kind, named=named, contact=given.contact, customer=given.vetting)


def lines_said(said: AnswerIn) -> list[Line]:
    """The same for an answer that is not recorded yet."""
    named = (providers.name_of(said.upstream) or said.upstream) if said.upstream else ""
    contact = said.unlisted.model_dump() if said.unlisted else {}
    customer = said.customer.model_dump() if said.customer else {}
    return _lines(said, kind=said.kind, named=named, contact=contact, customer=customer)


def _lines(source: Any, *, kind: str, named: str, contact: dict[str, str], customer: dict[str, str]) -> list[Line]:
    lines = [Line("Answer", ANSWERS[AnswerKind(kind)]), Line("Provider", named or _described(contact))]
    lines += [
        Line(word if "ustomer" in word else f"Customer’s {word[0].lower()}{word[1:]}", customer.get(part, ""))
        for part, word in OUR_CUSTOMER.items()
    ]
    lines += [Line(label, _text(getattr(source, name))) for name, label in EVIDENCE.items()]
    if source.mitigation != Mitigation.NONE:
        lines.append(Line("Action taken", MITIGATIONS[Mitigation(source.mitigation)]))
    return [line for line in lines if line.text]


def _described(contact: dict[str, str]) -> str:
    """A provider that is not listed, as it was described."""
    parts = [contact.get(part, "") for part in ("name", "email", "phone", "country")]
    return ", ".join(part for part in parts if part)


def _text(value: Any) -> str:
    match value:
        case datetime():
            return f"{value:%d %b %Y, %H:%M:%S %Z}"
        case date():
            return f"{value:%d %b %Y}"
    return str(value or "")


def changes(before: Answer, after: AnswerIn) -> list[Change]:
    """Line by line what a correction would alter, in the order of the receipt; empty when it says the same."""
    was, is_now = dict(lines_of(before)), dict(lines_said(after))
    labels = [*is_now, *(label for label in was if label not in is_now)]
    return [
        Change(label, was.get(label, ""), is_now.get(label, ""))
        for label in labels
        if was.get(label, "") != is_now.get(label, "")
    ]
