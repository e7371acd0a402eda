"""Appendix A(6), A(7): what may be done about a pattern that is consistent with robocalls. (XA.6, XA.7)"""

from enum import StrEnum


class NextStep(StrEnum):
    """The actions the document lists, in its order; others may be right too. (XA.7)"""

    TRACE = "trace"
    VERIFY_NUMBER = "verify_number"
    COMPARE_NAME = "compare_name"
    REVIEW_COMPLAINTS = "review_complaints"
    TERMINATE = "terminate"
    NOTIFY = "notify"


STEP_LABELS: dict[NextStep, str] = {
    NextStep.TRACE: "Have its calls traced",
    NextStep.VERIFY_NUMBER: "Ask for its right to use the numbers",
    NextStep.COMPARE_NAME: "Compare the caller name with the customer's",
    NextStep.REVIEW_COMPLAINTS: "Review complaints about its numbers",
    NextStep.TERMINATE: "Stop its calls",
    NextStep.NOTIFY: "Notify law enforcement",
}


def scrutiny_from_abroad(calls: int, with_plus_one: int) -> bool:
    """Whether traffic from abroad needs special scrutiny: any of it that shows a +1 number does. (XA.7)"""
    return 0 < with_plus_one <= calls
