"""What a provider says: the honest answer from its records, before its behaviour has its way."""

import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum

from .directory import Directory
from .providers import ContactDetails
from .records import CUSTOMER, Record
from .search import Books, Question, agreed, searched


class Kind(StrEnum):
    """The four answers to "Who sent you this call?"."""

    UPSTREAM = "upstream"
    ORIGINATED = "originated"
    NOT_FOUND = "not_found"
    CANNOT_ANSWER = "cannot_answer"


@dataclass(frozen=True, slots=True)
class Reply:
    """
    One provider's answer.

    `kind` upstream has either `upstream` (key of a listed provider) or `unlisted`; the world finds who
    is behind an unlisted one by its e-mail (`Network.provider_at`). `attestation` and `signer` (OCN)
    are of the signature the call came in with. `after` is the time since the provider was asked.
    """

    kind: Kind
    after: timedelta
    upstream: str | None = None
    unlisted: ContactDetails | None = None
    trunk: str = ""
    source_ip: str = ""
    call_id: str = ""
    calling_as_received: str = ""
    called_as_received: str = ""
    attestation: str = ""
    signer: str = ""
    vetting: Mapping[str, str] = field(default_factory=dict)
    searched: str = ""
    reason: str = ""  # of cannot_answer


@dataclass(frozen=True, slots=True)
class Case:
    """All that bears on one answer: who is asked what, and what stands in whose records."""

    key: str
    question: Question
    directory: Directory
    books: Mapping[str, Books]
    chance: random.Random

    @property
    def plausible(self) -> list[Record]:
        """Return the records of the asked provider that can be this call."""
        return self.books[self.key].plausible(self.question)


def truth(case: Case) -> Reply:
    """Return what the provider's records say."""
    after = _in_good_time(case.chance)
    found = case.plausible
    if not found:
        return not_found(case, after)
    record = agreed(found)
    if record is None:
        return Reply(
            Kind.CANNOT_ANSWER,
            after,
            searched=searched(case.question),
            reason=f"{len(found)} records fit this call and name different sources.",
        )
    return from_record(case, record, after)


def from_record(case: Case, record: Record, after: timedelta) -> Reply:
    """Return the answer that this record gives."""
    own = record.ingress == CUSTOMER
    upstream, unlisted = (None, None) if own else named(case.directory, record.ingress)
    return Reply(
        Kind.ORIGINATED if own else Kind.UPSTREAM,
        after,
        upstream=upstream,
        unlisted=unlisted,
        trunk=record.ingress_trunk,
        source_ip=record.source_ip,
        call_id=record.ingress_call_id,
        calling_as_received=record.calling,
        called_as_received=record.called,
        attestation=record.attestation,
        signer=record.signer,
        vetting=record.customer.vetting() if record.customer else {},
        searched=searched(case.question),
    )


def not_found(case: Case, after: timedelta) -> Reply:
    """Return the answer of a provider that finds nothing."""
    return Reply(Kind.NOT_FOUND, after, searched=searched(case.question))


def named(directory: Directory, key: str) -> tuple[str | None, ContactDetails | None]:
    """Return how to name a provider: by key if the portal lists it, else by its contact details."""
    provider = directory.provider(key)
    return (key, None) if provider.listed else (None, provider.details())


def _in_good_time(chance: random.Random) -> timedelta:
    """Return ten minutes to twenty hours, most often short."""
    return timedelta(minutes=min(1200, 10 + int(chance.expovariate(1 / 180))))
