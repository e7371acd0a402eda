"""From a record and who is behind its trunk to the answer the portal understands, with all the evidence we have."""

import base64
import binascii
import json
from datetime import date
from ipaddress import ip_address
from typing import Any

from hopback.carrier.cdr.record import CallRecord
from hopback.carrier.trunks import Own
from hopback.carrier.trunks.rows import Party
from hopback.policy.article_3_traceback.initiation_and_tracking import AnswerKind
from hopback.wire.answers import AnswerIn, ContactDetails, Customer

LONGEST_PASSPORT = 4000


def answer_of(record: CallRecord, party: Party | None) -> AnswerIn:
    """What this record says about the call. Without a party it lacks whom: a person has to add it."""
    return AnswerIn.model_validate({**_whom(party), **_evidence(record)})


def of_several(answer: AnswerIn) -> AnswerIn:
    """The same of several calls that came the same way, where nobody knows which of them it was: what belongs to one of
    them alone would lead the next provider to that one."""
    return answer.model_copy(update={"call_id": "", "called_at_as_recorded": None, "attestation": "", "passport": ""})


def of_number(party: Party) -> AnswerIn:
    """Trace forward: the customer behind a number, or the provider that it was given to (A1.10)."""
    return AnswerIn.model_validate(_whom(party))


def not_found(searched: str, records_since: date | None) -> AnswerIn:
    """A3.7: with what was searched, and how far back it reaches."""
    said = {"kind": AnswerKind.NOT_FOUND, "searched": searched[:4000], "records_since": records_since}
    return AnswerIn.model_validate(said)


def complete(answer: AnswerIn) -> bool:
    """Does an answer that names an upstream name one?"""
    return answer.kind is not AnswerKind.UPSTREAM or bool(answer.upstream or answer.unlisted)


def as_json(answer: AnswerIn) -> dict[str, Any]:
    return answer.model_dump(mode="json", exclude_defaults=True)


def _whom(party: Party | None) -> dict[str, Any]:
    if isinstance(party, Customer):
        return {"kind": AnswerKind.ORIGINATED, "customer": party}
    if isinstance(party, ContactDetails):
        return {"kind": AnswerKind.UPSTREAM, "unlisted": party}
    return {"kind": AnswerKind.UPSTREAM, "upstream": "" if isinstance(party, Own) else party or ""}


def _evidence(record: CallRecord) -> dict[str, Any]:
    return {
        "trunk": _text(record.ingress_trunk or record.account, 120),
        "source_ip": _address(record.source_ip),
        "call_id": _text(record.ingress_call_id, 255),
        "calling_as_received": _text(record.calling, 80),
        "called_as_received": _text(record.called, 80),
        "called_at_as_recorded": record.at,
        "attestation": attestation(record.identity),
        "passport": _text(record.identity, LONGEST_PASSPORT) if len(record.identity) <= LONGEST_PASSPORT else "",
    }


def attestation(identity: str) -> str:
    """A, B or C as the PASSporT of an Identity header claims it, unchecked; "" where there is none."""
    parts = identity.split(";")[0].strip().split(".")
    if len(parts) != 3:
        return ""
    try:
        said = json.loads(base64.urlsafe_b64decode(parts[1] + "=" * (-len(parts[1]) % 4)))
    except (ValueError, binascii.Error):
        return ""
    found = said.get("attest") if isinstance(said, dict) else ""
    return found if found in ("A", "B", "C") else ""


def _text(said: str, longest: int) -> str:
    return said.replace("\0", "")[:longest]


def _address(said: str) -> str | None:
    try:
        return str(ip_address(said))
    except ValueError:
        return None
