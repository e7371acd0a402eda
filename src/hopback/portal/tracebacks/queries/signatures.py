"""Signatures: which wait to be looked at, and what was found of a call's (A1.8)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q

from hopback.evidence.shaken.call import Call
from hopback.portal.ground.statements import Prepared
from hopback.portal.providers.models import Provider
from hopback.portal.sourcing.models import Candidate

from ..models import Answer, Signature, Traceback

AT_ONCE = 50
ATTESTS = {
    "A": "A: its own customer, who may use the number",
    "B": "B: its own customer; whether it may use the number is not known",
    "C": "C: it came in from elsewhere",
}


class Waiting(NamedTuple):
    """One PASSporT to be looked at. `answer` None: it came with the call."""

    traceback: Traceback
    answer: Answer | None
    text: str
    call: Call


def waiting(now: datetime, limit: int = AT_ONCE) -> list[Waiting]:
    """Never looked at, or to be tried again by now; what was erased does not wait."""
    of_calls = Traceback.objects.filter(candidate__purpose=Candidate.Purpose.TRACEBACK)
    of_calls = of_calls.exclude(candidate__incident__identity_header="").select_related("candidate__incident")
    looked = Signature.objects.filter(Q(again_at=None) | Q(again_at__gt=now))
    settled = looked.filter(traceback=OuterRef("pk"), answer=None)
    found = [
        Waiting(one, None, one.candidate.incident.identity_header, call_of(one))
        for one in of_calls.filter(~Exists(settled)).order_by("-pk")[:limit]
    ]
    answers = Answer.objects.exclude(passport="").filter(~Exists(looked.filter(answer=OuterRef("pk"))))
    rows = answers.select_related("hop__traceback__candidate__incident").order_by("-pk")[:limit]
    found += [Waiting(one.hop.traceback, one, one.passport, call_of(one.hop.traceback)) for one in rows]
    return found[:limit]


def call_of(traceback: Traceback) -> Call:
    incident = traceback.candidate.incident
    return Call(incident.calling or incident.calling_raw, incident.called or incident.called_raw, incident.called_at)


@dataclass(frozen=True, slots=True)
class Signed:
    """What stands for the call's signature: of several looks the one that held, the furthest up last."""

    ocn: str = ""
    attestation: str = ""
    revoked_at: datetime | None = None


def signed(traceback: Traceback, looks: Iterable[Signature] | None = None) -> Signed:
    """A signature that was verified goes before what somebody wrote of one (A1.8)."""
    if looks is None:
        looks = _OF(traceback=traceback.pk)
    held = [one for one in looks if one.holds and one.ocn]
    if not held:
        incident = traceback.candidate.incident
        return Signed(incident.signer_ocn, incident.attestation)
    one = min(held, key=lambda look: (look.answer_id is not None, look.pk))
    return Signed(one.ocn, one.attestation, one.revoked_at)


_OF = Prepared(lambda traceback: Signature.objects.filter(traceback=traceback), traceback=int)


def signers(ocns: Iterable[str]) -> dict[str, Provider]:
    """OCN → the listed provider that signs under it."""
    wanted = {ocn for ocn in ocns if ocn}
    if not wanted:
        return {}
    rows = Provider.objects.exclude(ocns=[]).order_by("pk")
    return {ocn: row for row in rows for ocn in row.ocns if ocn in wanted}


def shown(looks: Sequence[Signature]) -> Iterator["Shown"]:
    names = signers(one.ocn for one in looks)
    return (Shown(one, names.get(one.ocn)) for one in looks)


class Shown(NamedTuple):
    """A look beside the directory: `signer` None where no listed provider signs under its number."""

    look: Signature
    signer: Provider | None

    @property
    def who(self) -> str:
        if self.signer:
            return f"{self.signer.name} ({self.look.ocn})"
        if self.look.ocn:
            named = f", {self.look.organization}" if self.look.organization else ""
            return f"{self.look.ocn}{named}: not in the directory"
        return "Not known"

    @property
    def attests(self) -> str:
        return ATTESTS.get(self.look.attestation, "None")

    @property
    def fine(self) -> list[dict[str, str]]:
        return [one for one in self.look.findings if one["grade"] == "ok"]
