"""The only place that writes what organisations ask, allow and pay (A3.12-A3.14)."""

from .authorizing import authorize, revoke
from .billing import agree_fee, bill_charge, issue_invoice, settle_invoice, waive_invoice
from .listing import list_organization, say_kind
from .requesting import acknowledge_use, certify, request_traceback, show_result

__all__ = [
    "acknowledge_use",
    "agree_fee",
    "authorize",
    "bill_charge",
    "certify",
    "issue_invoice",
    "list_organization",
    "request_traceback",
    "revoke",
    "say_kind",
    "settle_invoice",
    "show_result",
    "waive_invoice",
]
