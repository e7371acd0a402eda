"""The words and colours of the pages for what policy calls by name."""

from hopback.policy.article_3_traceback.designations import Designation
from hopback.policy.article_3_traceback.initiation_and_tracking import (
    AnswerKind,
    HopState,
    Mitigation,
    Status,
)

type Pill = tuple[str, str]  # words, colour of the badge

STATUSES: dict[Status, Pill] = {
    Status.OPEN: ("Open", "amber"),
    Status.ORIGIN_FOUND: ("Origin found", "green"),
    Status.NOT_FOUND: ("Dead end: not found", ""),
    Status.CANNOT_ANSWER: ("Dead end: no answer possible", ""),
    Status.NO_RESPONSE: ("Closed: no response", "red"),
    Status.NON_COOPERATIVE: ("Ended at a non-cooperative provider", "violet"),
    Status.WITHDRAWN: ("Withdrawn", "line"),
}
STATES: dict[HopState, Pill] = {
    HopState.IDENTIFYING: ("Who is it?", "blue"),
    HopState.ASKED: ("Waiting", "amber"),
    HopState.INVESTIGATING: ("Investigating", "amber"),
    HopState.ANSWERED: ("Answered", "green"),
    HopState.NO_RESPONSE: ("No response", "red"),
    HopState.NOT_ASKED: ("Not asked", "violet"),
    HopState.SUPERSEDED: ("Superseded", "line"),
    HopState.WITHDRAWN: ("Withdrawn", "line"),
}
DESIGNATIONS: dict[Designation, str] = {
    Designation.NO_RESPONSE: "red",
    Designation.US_ORIGIN: "blue",
    Designation.INTERNATIONAL_ORIGIN: "violet",
    Designation.US_POINT_OF_ENTRY: "blue",
    Designation.FOREIGN_POINT_OF_DEPARTURE: "violet",
    Designation.NOT_FOUND: "",
}
ANSWERS: dict[AnswerKind, str] = {
    AnswerKind.UPSTREAM: "Another provider sent the call",
    AnswerKind.ORIGINATED: "Our own customer made the call",
    AnswerKind.NOT_FOUND: "Looked and could not find it",
    AnswerKind.CANNOT_ANSWER: "Cannot answer",
}
MITIGATIONS: dict[Mitigation, str] = {
    Mitigation.NONE: "None told",
    Mitigation.WARNED: "Customer warned",
    Mitigation.BLOCKED: "Traffic blocked",
    Mitigation.TERMINATED: "Service terminated",
    Mitigation.FOUND_LAWFUL: "Found lawful",
}
CHANNELS: dict[str, tuple[str, str]] = {  # how an answer came: words, icon
    "page": ("portal", "page"),
    "link": ("email link", "mail"),
    "api": ("API", "code"),
    "staff": ("staff", "person"),
}
BASES = {"protection_222d2": "47 U.S.C. 222(d)(2)", "customer_approval": "The customer’s approval"}
CUSTOMER: dict[str, str] = {
    "name": "Customer",
    "location": "Location",
    "contact": "Contact",
    "email": "E-mail",
    "incorporated_in": "Incorporated in",
    "tax_id": "Tax id",
    "business": "Business",
    "payment": "Payment",
}


def status(name: str) -> Pill:
    """The words for a stored `closed_as`; open where there is none."""
    return STATUSES[Status(name)] if name else STATUSES[Status.OPEN]
