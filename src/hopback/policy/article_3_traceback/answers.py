"""Article 3: what a provider can say for its hop, and what an answer has to hold."""

from dataclasses import dataclass
from enum import StrEnum

from hopback.policy.clause import Refused
from hopback.policy.clauses import clause


class AnswerKind(StrEnum):
    UPSTREAM = "upstream"  # another provider sent it to us
    ORIGINATED = "originated"  # our own customer made it
    NOT_FOUND = "not_found"  # we looked and cannot find it
    CANNOT_ANSWER = "cannot_answer"  # we cannot answer this one


class Mitigation(StrEnum):
    """What the provider did about the traffic, as it says. (XA.5)"""

    NONE = "none"
    WARNED = "warned"
    BLOCKED = "blocked"
    TERMINATED = "terminated"
    FOUND_LAWFUL = "found_lawful"


@dataclass(frozen=True, slots=True)
class Claim:
    """One answer as given, before it is accepted.

    `upstream` is a listed provider's public id; the three beside it describe an unlisted one.
    """

    kind: AnswerKind
    upstream: str | None = None
    upstream_name: str = ""
    upstream_email: str = ""
    upstream_phone: str = ""
    searched: str = ""
    reason: str = ""
    customer_name: str = ""
    mitigation: Mitigation | None = None
    mitigation_note: str = ""

    @property
    def describes_unlisted(self) -> bool:
        return any(text.strip() for text in (self.upstream_name, self.upstream_email, self.upstream_phone))


class UpstreamMissing(Refused):
    """An answer that names an upstream provider says which."""

    clause = clause("A3.2")
    field = "upstream"


class ContactMissing(Refused):
    """An unlisted upstream provider comes with a way to reach it."""

    clause = clause("A3.3")
    field = "unlisted"


class SearchMissing(Refused):
    """An answer of not found says what was searched."""

    clause = clause("A3.7")
    field = "searched"


class ReasonMissing(Refused):
    """A provider that cannot answer says why."""

    clause = clause("XA.3")
    field = "reason"


class LawfulUnexplained(Refused):
    """Traffic found lawful comes with the finding."""

    clause = clause("XA.5")
    field = "mitigation_note"


class UpstreamNotAsked(Refused):
    """Only an answer of upstream names one: a hop gives one answer."""

    clause = clause("A3.2")
    field = "upstream"


class CustomerNotAsked(Refused):
    """Only an answer of originated names a customer: a hop gives one answer."""

    clause = clause("A1.9")
    field = "customer"


class NamesItself(Refused):
    """A provider is its own upstream only when staff confirm it: its control group counts as one provider."""

    clause = clause("A1.1")
    field = "upstream"


def check_answer(claim: Claim, *, provider: str, group: frozenset[str] = frozenset(), confirmed: bool = False) -> None:
    """Refuse an answer that does not hold what its kind needs. (A3.2, A3.3, A3.7, XA.3, XA.5, A1.1)

    `provider` answers, `group` is its control group; `confirmed` says that staff have confirmed an upstream
    inside that group. What a customer's vetting should hold is measured elsewhere (XA.4), not refused here.
    The refusal's `field` names the field to change.
    """
    if claim.kind is AnswerKind.UPSTREAM:
        _check_upstream(claim, frozenset({provider}) | group, confirmed)
    elif claim.upstream or claim.describes_unlisted:
        raise UpstreamNotAsked("Name an upstream provider only if another provider sent you the call.")
    if claim.kind is AnswerKind.NOT_FOUND and not claim.searched.strip():
        raise SearchMissing("Say what you searched: which records, which days, which time zone.")
    if claim.kind is AnswerKind.CANNOT_ANSWER and not claim.reason.strip():
        raise ReasonMissing("Say why you cannot answer.")
    if claim.kind is not AnswerKind.ORIGINATED and claim.customer_name.strip():
        raise CustomerNotAsked("Name a customer only if your own customer made the call.")
    if claim.mitigation is Mitigation.FOUND_LAWFUL and not claim.mitigation_note.strip():
        raise LawfulUnexplained("Say in the mitigation note how you found the traffic to be lawful.")


def _check_upstream(claim: Claim, same: frozenset[str], confirmed: bool) -> None:
    if not claim.upstream:
        _check_unlisted(claim)
    elif claim.describes_unlisted:
        raise UpstreamNotAsked("Choose the upstream provider from the list or describe it, not both.")
    elif claim.upstream in same and not confirmed:
        raise NamesItself(
            "The upstream provider you named is your own company or under common control with it. "
            "Name the provider you took the call from, or ask the staff to confirm."
        )


def _check_unlisted(claim: Claim) -> None:
    if not claim.describes_unlisted:
        raise UpstreamMissing("Name the upstream provider that sent you the call.")
    if not claim.upstream_name.strip():
        raise ContactMissing("Give the name of the upstream provider.")
    if not claim.upstream_email.strip() and not claim.upstream_phone.strip():
        raise ContactMissing("Give an e-mail address or a telephone number of the upstream provider.")
