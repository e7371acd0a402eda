"""Is this a candidate? Every check refuses with the field that has to change (A1.7, A1.8, A4.1, A4.2)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from hopback.policy.article_1_definitions import SuspiciousCharacteristic
from hopback.policy.article_4_sourcing import Basis, Nature, check_basis
from hopback.policy.clause import Refused
from hopback.portal.ground import moments

from .refusals import CandidateWrong

type Details = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one row: the field or column, the sentence, and the clause that asks for it."""

    field: str
    reason: str
    clause: str = "A1.8"


def numbers(details: Details, now: datetime) -> None:
    """Both numbers of a call as somebody wrote them; a trace forward has only the one to be called back."""
    if not str(details.get("called", "")).strip():
        raise CandidateWrong(
            "Give the number that was called; for a trace forward, the call-back number.", "called", "A1.8"
        )
    forward = details.get("purpose") == "trace_forward"
    if not forward and not str(details.get("calling", "")).strip():
        raise CandidateWrong("Give the calling number as it was shown, even if it is not a number.", "calling", "A1.8")


def call_time(details: Details, now: datetime) -> None:
    called_at = details.get("called_at")
    if not isinstance(called_at, datetime):
        raise CandidateWrong("Say when the call was made.", "called_at", "A1.8")
    moments.check(called_at, now=now)


def nature(details: Details, now: datetime) -> None:
    if details.get("nature") not in list(Nature):
        raise CandidateWrong("Say whether the traffic is fraudulent, abusive or unlawful.", "nature")


def characteristics(details: Details, now: datetime) -> None:
    known = {each.value for each in SuspiciousCharacteristic}
    other = [said for said in details.get("characteristics", ()) if said not in known]
    if other:
        raise CandidateWrong(f"“{other[0]}” is none of: {', '.join(sorted(known))}.", "characteristics", "A1.7")


def evidence(details: Details, now: datetime) -> None:
    if not str(details.get("evidence", "")).strip():
        raise CandidateWrong("Say what shows it: what was heard, who complained, what was measured.", "evidence")


def basis(details: Details, now: datetime) -> None:
    said = details.get("basis")
    check_basis(Basis(said) if said in list(Basis) else None, details.get("approval", ""))


CHECKS: tuple[Callable[[Details, datetime], None], ...] = (
    numbers,
    call_time,
    nature,
    characteristics,
    evidence,
    basis,
)


def check(details: Details, now: datetime) -> None:
    """Raises the first refusal."""
    for each in CHECKS:
        each(details, now)


def faults_in(details: Details, now: datetime) -> list[Fault]:
    """All that is wrong at once, for who has to put it right."""
    found = []
    for each in CHECKS:
        try:
            each(details, now)
        except Refused as refused:
            found.append(Fault(refused.field, str(refused), refused.clause.id))
    return found
