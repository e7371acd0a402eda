"""Article 4: where candidates come from, and the three tests before a traceback opens. (A4.1-A4.4)"""

from .three_tests import (
    QUESTIONS,
    ApprovalMissing,
    Basis,
    BasisMissing,
    Decision,
    DueDiligenceMissing,
    Finding,
    Nature,
    SourceKind,
    Test,
    check_basis,
    decide,
)

__all__ = [
    "QUESTIONS",
    "ApprovalMissing",
    "Basis",
    "BasisMissing",
    "Decision",
    "DueDiligenceMissing",
    "Finding",
    "Nature",
    "SourceKind",
    "Test",
    "check_basis",
    "decide",
]
