"""Which numbers qualify for Do-Not-Originate, for a government body and for anybody else. (XB.1, XB.2)"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from hopback.policy.clause import Clause, Force, Refused
from hopback.policy.clauses import clause


class Category(StrEnum):
    GOVERNMENT = "government"
    PRIVATE = "private"


class Test(StrEnum):
    """What a number is asked before it is stopped wherever it shows itself as the caller."""

    INBOUND_ONLY = "inbound_only"
    SPOOFED_NOW = "spoofed_now"
    AUTHORIZED = "authorized"
    RECOGNIZED = "recognized"
    SUBSTANTIAL = "substantial"


QUESTIONS: dict[Test, str] = {
    Test.INBOUND_ONLY: "Are its numbers for incoming calls only, so that no genuine call shows one?",
    Test.SPOOFED_NOW: "Are they being shown now, by callers who pretend to be this organisation?",
    Test.AUTHORIZED: "Does whoever the numbers are assigned to authorise this?",
    Test.RECOGNIZED: "Do consumers recognise them as those of a legitimate entity?",
    Test.SUBSTANTIAL: "Is the volume of illegal calls that show them substantial?",
}

# “Generally” binds less than “must”: where such a test fails, staff say why the number is listed all the same.
FORCE: dict[Test, Force] = {
    Test.INBOUND_ONLY: Force.SHALL,
    Test.SPOOFED_NOW: Force.SHOULD,
    Test.AUTHORIZED: Force.SHALL,
    Test.RECOGNIZED: Force.SHALL,
    Test.SUBSTANTIAL: Force.SHOULD,
}


@dataclass(frozen=True, slots=True)
class Finding:
    """How one test came out, and on what grounds."""

    test: Test
    holds: bool
    because: str


class NotInboundOnly(Refused):
    """A number from which genuine calls are made is never stopped."""

    clause = clause("XB.1")
    field = "inbound_only"


class DoesNotQualify(Refused):
    """A number qualifies once each of the tests is answered, and those that must hold do."""

    clause: Clause = clause("XB.2")

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.field = field


def check_qualifies(findings: Iterable[Finding]) -> None:
    """Refuse while a test is unanswered, has no grounds, or fails though it must hold. (XB.1, XB.2)"""
    found = {finding.test: finding for finding in findings}
    for test in Test:
        answer = found.get(test)
        if answer is None:
            raise DoesNotQualify(f"Answer this too: {QUESTIONS[test]}", test.value)
        if not answer.because.strip():
            raise DoesNotQualify("Say on what grounds.", f"{test.value}_because")
        if not answer.holds and test is Test.INBOUND_ONLY:
            raise NotInboundOnly("Genuine calls show this number. It cannot be listed: they would be stopped.")
        if not answer.holds and FORCE[test] is Force.SHALL:
            raise DoesNotQualify("This has to hold before a number is listed.", test.value)


def short_of(findings: Iterable[Finding]) -> list[Finding]:
    """Tests that hold in general and do not here: shown beside the listing, with the reason. (XB.2)"""
    return [finding for finding in findings if not finding.holds and FORCE[finding.test] is Force.SHOULD]
