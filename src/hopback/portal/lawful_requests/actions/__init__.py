"""The only place that writes lawful requests and what is handed over on them (A5.4, A5.5, XA.8)."""

from .entering import enter_request, review
from .releasing import confirm_release, drop_release, propose_release, take_document, take_package
from .telling import DUE, record_objection, say_due, tell_providers

__all__ = [
    "DUE",
    "confirm_release",
    "drop_release",
    "enter_request",
    "propose_release",
    "record_objection",
    "review",
    "say_due",
    "take_document",
    "take_package",
    "tell_providers",
]
