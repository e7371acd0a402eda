"""The three tests of a candidate, and the basis of its traceback. (A4.1-A4.4)"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from hopback.policy.clause import Clause, Refused
from hopback.policy.clauses import clause


class SourceKind(StrEnum):
    """Who tells the group of a call. (A4.4)"""

    STEERING_REFERRER = "steering_referrer"
    ANALYTICS = "analytics"
    ENFORCEMENT = "enforcement"
    ORGANIZATION = "organization"
    STAFF = "staff"


class Basis(StrEnum):
    """On which legal ground a traceback is opened. (A4.1)"""

    PROTECTION_222D2 = "protection_222d2"
    CUSTOMER_APPROVAL = "customer_approval"


class Nature(StrEnum):
    """What staff deem the traffic to be. (A4.2)"""

    FRAUDULENT = "fraudulent"
    ABUSIVE = "abusive"
    UNLAWFUL = "unlawful"


class Test(StrEnum):
    """The three tests of a candidate; all must hold. (A4.2)"""

    __test__ = False  # pytest collects classes of this name

    CREDIBLE_SOURCE = "credible_source"
    NATURE = "nature"
    WARRANTS_RESOURCES = "warrants_resources"


QUESTIONS: dict[Test, str] = {
    Test.CREDIBLE_SOURCE: "Is the source credible and verifiable?",
    Test.NATURE: "Is the traffic fraudulent, abusive or unlawful, or does the subscriber approve the trace?",
    Test.WARRANTS_RESOURCES: "Does it warrant the group's scarce resources?",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """What a person found in one test, and why."""

    holds: bool
    why: str


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether a traceback opens; which tests failed; the reason given for each test, in their order."""

    open: bool
    failed: tuple[Test, ...]
    reasons: tuple[str, ...]


class BasisMissing(Refused):
    """Every traceback records its basis before it opens."""

    clause = clause("A4.1")
    field = "basis"


class ApprovalMissing(Refused):
    """Where the customer's approval is the basis, it is on record whose approval it is."""

    clause = clause("A4.1")
    field = "approval"


class DueDiligenceMissing(Refused):
    """All three tests are decided, each with its reason, before a traceback opens."""

    clause: Clause = clause("A4.3")

    def __init__(self, message: str, field: str) -> None:
        super().__init__(message)
        self.field = field


def check_basis(basis: Basis | None, approval: str = "") -> None:
    """Refuse a candidate without a basis, or with an approval that nobody gave. (A4.1)"""
    if basis is None:
        raise BasisMissing("Say on which basis the call is traced.")
    if basis is Basis.CUSTOMER_APPROVAL and not approval.strip():
        raise ApprovalMissing("Say who approved the traceback, when and how.")


def decide(findings: Mapping[Test, Finding], basis: Basis | None = Basis.PROTECTION_222D2) -> Decision:
    """Whether a candidate becomes a traceback. (A4.1, A4.2, A4.3)

    Refuses while a test is undecided or lacks its reason, and without a basis. Where the subscriber's
    approval is the basis, the test of nature holds by it.
    """
    if basis is None:
        raise BasisMissing("Say on which basis the call is traced.")
    for test in Test:
        finding = findings.get(test)
        if finding is None:
            raise DueDiligenceMissing(f"Decide this test: {QUESTIONS[test]}", test.value)
        if not finding.why.strip():
            raise DueDiligenceMissing(f"Give your reason. {QUESTIONS[test]}", f"{test.value}_why")
    failed = tuple(test for test in Test if not findings[test].holds and not _waived(test, basis))
    return Decision(not failed, failed, tuple(findings[test].why.strip() for test in Test))


def _waived(test: Test, basis: Basis) -> bool:
    return test is Test.NATURE and basis is Basis.CUSTOMER_APPROVAL
