"""Trace forward: from a call-back number to the provider that owns it, to its customer, repeated. (A1.10)

It moves like a traceback, on the same table of moves: an answer of upstream names the provider that the
number was given to, an answer of originated names the customer.
"""

from collections.abc import Mapping

from .answers import AnswerKind
from .initiation_and_tracking import Status

QUESTION = "Whose number is this?"

# What the provider that owns the number is asked for. The names are those of an answer's customer.
CUSTOMER_FIELDS: dict[str, str] = {
    "name": "Customer's name",
    "email": "E-mail",
    "contact": "Contact information",
    "payment": "Payment information",
}

CHOICES: dict[AnswerKind, str] = {
    AnswerKind.ORIGINATED: "The number is our own customer's",
    AnswerKind.UPSTREAM: "We gave the number to another provider",
    AnswerKind.NOT_FOUND: "We looked and the number is not ours",
    AnswerKind.CANNOT_ANSWER: "We cannot answer this one",
}

STATUS_WORDS: dict[Status, str] = {
    Status.OPEN: "Following the number",
    Status.ORIGIN_FOUND: "Customer found",
    Status.NOT_FOUND: "Dead end: the number is not theirs",
    Status.CANNOT_ANSWER: "Dead end: no answer possible",
    Status.NO_RESPONSE: "Closed: no response",
    Status.NON_COOPERATIVE: "Ended at a non-cooperative provider",
    Status.WITHDRAWN: "Withdrawn",
}


def missing_customer_fields(customer: Mapping[str, str]) -> tuple[str, ...]:
    """Which of the four things asked of the number's owner an answer leaves out. (A1.10)"""
    return tuple(name for name in CUSTOMER_FIELDS if not customer.get(name, "").strip())


def goes_on(kind: AnswerKind) -> bool:
    """Whether the same question is put to another provider next. (A1.10)"""
    return kind is AnswerKind.UPSTREAM
