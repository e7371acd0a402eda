"""The only place that writes findings, and the only way to one: two people, with notice and time to answer first."""

from .answering import answer, contest
from .confirming import confirm, drop
from .lifting import confirm_lifting, drop_lifting, propose_lifting
from .proposing import propose
from .reviewing import review

__all__ = [
    "answer",
    "confirm",
    "confirm_lifting",
    "contest",
    "drop",
    "drop_lifting",
    "propose",
    "propose_lifting",
    "review",
]
