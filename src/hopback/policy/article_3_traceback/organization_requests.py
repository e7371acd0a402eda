"""Article 3, Organization Traceback Requests: what is certified, and what the answer may be used for."""

from dataclasses import dataclass
from enum import StrEnum

from hopback.policy.article_4_sourcing import Basis
from hopback.policy.clause import Refused
from hopback.policy.clauses import clause

# What a request to a provider certifies, by the basis of the traceback. (A3.13)
CERTIFIED: dict[str, str] = {
    Basis.PROTECTION_222D2.value: (
        "This request is made in good faith to protect users and providers from fraudulent, abusive or "
        "unlawful use of voice service (47 U.S.C. 222(d)(2))."
    ),
    Basis.CUSTOMER_APPROVAL.value: (
        "The customer who received this call has approved the disclosure of information about it (47 U.S.C. 222(c)(1))."
    ),
}


class OrganizationKind(StrEnum):
    PUBLIC = "public"
    PRIVATE = "private"
    GOVERNMENT = "government"


class CertificationKind(StrEnum):
    CONSENT = "consent"  # the customer agrees to the disclosure
    NECESSITY = "necessity"  # disclosure protects rights, property or users


@dataclass(frozen=True, slots=True)
class Certification:
    """Who certifies what, in its own words: the customer's consent, or why disclosure is needed. (A3.13)"""

    kind: CertificationKind | None
    statement: str
    certified_by: str


class CertificationMissing(Refused):
    """A request for information carries a certification."""

    clause = clause("A3.13")
    field = "certification"


class StatementMissing(Refused):
    """A certification says whose consent it is, or why disclosure is necessary."""

    clause = clause("A3.13")
    field = "statement"


class UseNotAllowed(Refused):
    """Information from a traceback is used to stop the harmful traffic, and for nothing else."""

    clause = clause("A3.12")
    field = "use"


class DisclosureNotAuthorized(Refused):
    """A private organisation's traceback goes to no outsider without its authorisation."""

    clause = clause("A3.14")
    field = "authorization"


class Use(StrEnum):
    """What a requester says it wants the information for. (A3.12)"""

    STOP_THE_TRAFFIC = "stop_the_traffic"
    REFER_TO_LAW_ENFORCEMENT = "refer_to_law_enforcement"
    COMPETE = "compete"
    OTHER = "other"


ALLOWED_USES = frozenset({Use.STOP_THE_TRAFFIC, Use.REFER_TO_LAW_ENFORCEMENT})


def check_certification(given: Certification | None) -> None:
    """Refuse a request without a certification, or one that leaves out who or why. (A3.13)"""
    if given is None or given.kind is None or not given.certified_by.strip():
        raise CertificationMissing("Certify the customer's consent, or why disclosure is needed; say who does.")
    if not given.statement.strip():
        asked = "whose consent this is" if given.kind is CertificationKind.CONSENT else "why it is needed"
        raise StatementMissing(f"Say in the certification {asked}.")


_CERTIFIES = {
    CertificationKind.CONSENT: "that the customer who was called consents to the disclosure of this information",
    CertificationKind.NECESSITY: "why this disclosure is needed to protect rights, property or users",
}


def repeated(basis: str, given: Certification | None) -> str:
    """What every request to every provider of a traceback says of its certification. (A3.13)

    `basis`: a value of `Basis`. `given`: the certification of the organisation that asked, if one did.
    """
    said = CERTIFIED.get(basis, "")
    if given is None or given.kind is None:
        return said
    return f"{said} {given.certified_by} certifies {_CERTIFIES[given.kind]}: “{given.statement}”".strip()


def check_use(use: Use) -> None:
    """Refuse every use but stopping the traffic, referral to law enforcement included. (A3.12)"""
    if use not in ALLOWED_USES:
        raise UseNotAllowed("Information from a traceback may be used only to stop the harmful traffic.")


def check_disclosure(
    kind: OrganizationKind,
    *,
    authorized: bool = False,
    needed_for_trace: bool = False,
    required_by_law: bool = False,
    aggregate: bool = False,
) -> None:
    """Refuse to show an outsider a private organisation's traceback without its authorisation. (A3.14)"""
    if kind is not OrganizationKind.PRIVATE:
        return
    if not (authorized or needed_for_trace or required_by_law or aggregate):
        raise DisclosureNotAuthorized("The organisation that asked for this traceback has not authorised it.")
