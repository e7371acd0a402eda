"""Answers compared with one another and with the call: contradictions are shown, not hidden. (A1.8, A1.9, A3.4)

The portal resolves none of them: a person does.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from itertools import pairwise

from .comparing import Times, same_number, times
from .initiation_and_tracking import AnswerKind, Hop, HopState, Status, current, same_provider, status
from .signing import SIGNED_AS_OWN, Relation, Revocation, attested_in_vain, relation, revocation, signing_hops


class Kind(StrEnum):
    UPSTREAM_DENIES = "upstream_denies"
    TWO_ORIGINS = "two_origins"
    LOOP = "loop"
    NUMBERS_DIFFER = "numbers_differ"
    TIMES_DIFFER = "times_differ"
    SIGNER_NOT_ON_PATH = "signer_not_on_path"
    SIGNED_DOWNSTREAM = "signed_downstream"
    UNSIGNED_ORIGIN = "unsigned_origin"
    SIGNER_REVOKED = "signer_revoked"
    ATTESTED_IN_VAIN = "attested_in_vain"
    PATH_CHANGED = "path_changed"


class Severity(StrEnum):
    CONTRADICTION = "contradiction"  # two statements that cannot both be right
    NOTE = "note"  # worth knowing; the path may be right


@dataclass(frozen=True, slots=True)
class Claim:
    """What one hop's answer says of the call. `on_path` is False for a hop that was superseded.

    `beside`: of a provider that signed the call and is asked beside the chain; not on the path, nor put aside.
    """

    hop: str
    provider: str
    on_path: bool
    kind: AnswerKind
    calling: str = ""
    called: str = ""
    called_at: datetime | None = None
    group: frozenset[str] = frozenset()  # the provider's control group (A1.1)
    beside: bool = False


@dataclass(frozen=True, slots=True)
class Evidence:
    """The call as reported, and what was claimed of it. Numbers in any form, times aware.

    `signer`: who signed the call, as its certificate says (an OCN); '' when it is not signed.
    `revoked_at`: when its certificate was revoked. `spoofed`: why the calling number was not the caller's, or ''.
    `signs_as`: hop id → the names its provider signs under; `signers_on_path`: the same without the hops.
    `beyond_retention`: hops whose provider said that its records no longer reach back to the call.
    """

    calling: str = ""
    called: str = ""
    called_at: datetime | None = None
    signer: str = ""
    attestation: str = ""
    revoked_at: datetime | None = None
    spoofed: str = ""
    signers_on_path: frozenset[str] = frozenset()
    signs_as: Mapping[str, frozenset[str]] = field(default_factory=dict)
    claims: tuple[Claim, ...] = ()
    beyond_retention: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Contradiction:
    """`hops`: ids of the hops concerned. The sentence names no provider: whoever shows it knows the hops."""

    kind: Kind
    hops: tuple[str, ...]
    sentence: str
    severity: Severity = Severity.CONTRADICTION


class Outcome(StrEnum):
    """How a path may be presented: an end that is contradicted is not presented as found."""

    OPEN = "open"
    ORIGIN_FOUND = "origin_found"
    CONTRADICTED = "contradicted"
    NO_RESPONSE = "no_response"
    NOT_FOUND = "not_found"
    CANNOT_ANSWER = "cannot_answer"
    NON_COOPERATIVE = "non_cooperative"
    WITHDRAWN = "withdrawn"


def contradictions(path: Sequence[Hop], evidence: Evidence) -> list[Contradiction]:
    """Everything in a path that does not fit together. (A1.8, A3.4)

    Superseded hops may be in `path` or not: what they said counts through the evidence's claims.
    """
    hops = current(path)
    if not hops:
        return []
    finders = (_denied, _two_origins, _loops, _numbers, _times, _signature, _worth, _changed)
    return [found for finder in finders for found in finder(hops, evidence)]


def presented_as(path: Sequence[Hop], found: Sequence[Contradiction]) -> Outcome:
    """The status of a path, or `contradicted` where what was found speaks against it. (A3.4)"""
    now = status(path)
    if now in (Status.OPEN, Status.WITHDRAWN):
        return Outcome(now.value)
    speaks_against = any(one.severity is Severity.CONTRADICTION for one in found)
    return Outcome.CONTRADICTED if speaks_against else Outcome(now.value)


def _denied(path: Sequence[Hop], evidence: Evidence) -> Iterator[Contradiction]:
    for downstream, hop in pairwise(path):
        if hop.answer is not AnswerKind.NOT_FOUND:
            continue
        ids = (downstream.id, hop.id)
        if hop.id in evidence.beyond_retention:
            yield Contradiction(
                Kind.UPSTREAM_DENIES,
                ids,
                "The provider named as upstream no longer keeps records of that day.",
                Severity.NOTE,
            )
        else:
            yield Contradiction(
                Kind.UPSTREAM_DENIES,
                ids,
                "The provider named as upstream finds no record of having sent this call.",
            )


def _two_origins(path: Sequence[Hop], evidence: Evidence) -> Iterator[Contradiction]:
    """Providers under common control are one origin (A1.1)."""
    origins = {_as_one(hop): hop.id for hop in path if hop.answer is AnswerKind.ORIGINATED}
    origins |= {_as_one(claim): claim.hop for claim in evidence.claims if _is_origin(claim)}
    if len(origins) > 1:
        yield Contradiction(
            Kind.TWO_ORIGINS,
            tuple(origins.values()),
            "More than one provider says that the call came from its own customer.",
            Severity.CONTRADICTION if path[-1].answer is AnswerKind.ORIGINATED else Severity.NOTE,
        )


def _as_one(said: Hop | Claim) -> frozenset[str]:
    return said.group or frozenset({said.provider})


def _is_origin(claim: Claim) -> bool:
    return claim.kind is AnswerKind.ORIGINATED


def _loops(path: Sequence[Hop], _: Evidence) -> Iterator[Contradiction]:
    for place, hop in enumerate(path):
        earlier = next((before for before in path[:place] if same_provider(before, hop)), None)
        if earlier:
            yield Contradiction(
                Kind.LOOP,
                (earlier.id, hop.id),
                "The call passed this provider, or its control group, twice: a loop, or a wrong answer.",
                Severity.NOTE,
            )


def _numbers(_: Sequence[Hop], evidence: Evidence) -> Iterator[Contradiction]:
    """Another called number is another call. The calling number can be changed on the way."""
    for claim in _on_path(evidence):
        if not same_number(claim.called, evidence.called):
            yield Contradiction(
                Kind.NUMBERS_DIFFER,
                (claim.hop,),
                "The called number in this provider's record is not the one reported: it may be another call.",
            )
        if not same_number(claim.calling, evidence.calling):
            yield Contradiction(
                Kind.NUMBERS_DIFFER,
                (claim.hop,),
                "The calling number in this provider's record is not the one reported: "
                "it was changed on the way, or it is another call.",
                Severity.NOTE,
            )


def _times(_: Sequence[Hop], evidence: Evidence) -> Iterator[Contradiction]:
    for claim in _on_path(evidence):
        if claim.called_at is None or evidence.called_at is None:
            continue
        fit = times(claim.called_at - evidence.called_at)
        if fit is Times.APART:
            yield Contradiction(
                Kind.TIMES_DIFFER,
                (claim.hop,),
                "The time in this provider's record does not fit the call: it may be another call.",
            )
        elif fit is Times.WRONG_ZONE:
            yield Contradiction(
                Kind.TIMES_DIFFER,
                (claim.hop,),
                "The time in this provider's record is off as time zones are: it may be in local time.",
                Severity.NOTE,
            )


def _on_path(evidence: Evidence) -> Iterator[Claim]:
    return (claim for claim in evidence.claims if claim.on_path)


def _signature(path: Sequence[Hop], evidence: Evidence) -> Iterator[Contradiction]:
    """What the signature says of a path that ended with an origin."""
    end, ids = path[-1], [hop.id for hop in path]
    if end.state is not HopState.ANSWERED or end.answer is not AnswerKind.ORIGINATED:
        return
    match relation(evidence.signer, ids, evidence.signs_as, evidence.signers_on_path):
        case Relation.UNSIGNED:
            yield _unsigned(end, "The call carries no signature")
        case Relation.NOT_ON_PATH:
            yield Contradiction(
                Kind.SIGNER_NOT_ON_PATH,
                (end.id,),
                f"The call was signed by {evidence.signer}, which is not on this path.",
            )
        case Relation.DOWNSTREAM:
            yield _unsigned(end, "The call was not signed at its origin")
            if evidence.attestation in SIGNED_AS_OWN:
                yield Contradiction(
                    Kind.SIGNED_DOWNSTREAM,
                    (signing_hops(evidence.signer, ids, evidence.signs_as)[-1], end.id),
                    f"A provider that took the call from another signed it as its own customer's "
                    f"(attestation {evidence.attestation}).",
                    Severity.NOTE,
                )


def _worth(path: Sequence[Hop], evidence: Evidence) -> Iterator[Contradiction]:
    """Whether the signature says anything, wherever the path stands."""
    signing = tuple(signing_hops(evidence.signer, [hop.id for hop in path], evidence.signs_as))
    if evidence.signer and revocation(evidence.revoked_at, evidence.called_at) is Revocation.BEFORE:
        sentence = f"The certificate of {evidence.signer} had been revoked when it signed: the signature says nothing."
        yield Contradiction(Kind.SIGNER_REVOKED, signing, sentence, Severity.NOTE)
    if evidence.signer and attested_in_vain(evidence.attestation, evidence.spoofed):
        sentence = f"{evidence.signer} signed that its customer may use the number (A), but {evidence.spoofed}."
        yield Contradiction(Kind.ATTESTED_IN_VAIN, signing, sentence, Severity.NOTE)


def _unsigned(end: Hop, why: str) -> Contradiction:
    sentence = f"{why}: nothing but this provider's word names it the origin."
    return Contradiction(Kind.UNSIGNED_ORIGIN, (end.id,), sentence, Severity.NOTE)


def _changed(_: Sequence[Hop], evidence: Evidence) -> Iterator[Contradiction]:
    superseded = tuple(claim.hop for claim in evidence.claims if not claim.on_path and not claim.beside)
    if superseded:
        yield Contradiction(
            Kind.PATH_CHANGED,
            superseded,
            "A correction took the path elsewhere after these providers had answered.",
            Severity.NOTE,
        )
