"""Article 3: what a provider can say for its hop, and what an answer has to hold."""

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


def check_answer(
    kind: AnswerKind,
    *,
    upstream: str = "",
    unlisted: bool = False,
    searched: str = "",
    reason: str = "",
    customer_name: str = "",
    mitigation: Mitigation = Mitigation.NONE,
    mitigation_note: str = "",
    own: frozenset[str] = frozenset(),
    confirmed: bool = False,
) -> None:
    """Refuse an answer that does not hold what its kind needs. (A3.2, A3.3, A3.7, XA.3, XA.5, A1.1)

    `upstream`: public id of a listed provider; `unlisted`: the details of one that is not listed came along.
    `own`: the answering provider and its control group; `confirmed`: staff have confirmed an upstream among
    them. What a customer's vetting should hold is measured elsewhere (XA.4), not refused here. The
    refusal's `field` names the field to change.
    """
    _check_upstream(kind, upstream.strip(), unlisted)
    if kind is AnswerKind.NOT_FOUND and not searched.strip():
        raise SearchMissing("Say what you searched: which records, which days, which time zone.")
    if kind is AnswerKind.CANNOT_ANSWER and not reason.strip():
        raise ReasonMissing("Say why you cannot answer.")
    if kind is not AnswerKind.ORIGINATED and customer_name.strip():
        raise CustomerNotAsked("Name a customer only if your own customer made the call.")
    if mitigation is Mitigation.FOUND_LAWFUL and not mitigation_note.strip():
        raise LawfulUnexplained("Say in the mitigation note how you found the traffic to be lawful.")
    if upstream.strip() in own and not confirmed:
        raise NamesItself(
            "The upstream provider you named is your own company or under common control with it. "
            "Name the provider you took the call from, or ask the staff to confirm."
        )


def _check_upstream(kind: AnswerKind, upstream: str, unlisted: bool) -> None:
    if kind is not AnswerKind.UPSTREAM:
        if upstream or unlisted:
            raise UpstreamNotAsked("Name an upstream provider only if another provider sent you the call.")
    elif not upstream and not unlisted:
        raise UpstreamMissing("Name the upstream provider that sent you the call.")
    elif upstream and unlisted:
        raise UpstreamNotAsked("Choose the upstream provider from the list or describe it, not both.")


def check_unlisted(*, name: str, email: str, phone: str) -> None:
    """Refuse contact details by which an unlisted upstream provider could not be reached. (A3.3)"""
    if not name.strip():
        raise ContactMissing("Give the name of the upstream provider.")
    if not email.strip() and not phone.strip():
        raise ContactMissing("Give an e-mail address or a telephone number of the upstream provider.")
