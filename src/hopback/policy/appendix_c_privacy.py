"""Appendix C, 47 USC 222: which fields are customer proprietary network information, and what it is used for."""

from enum import StrEnum

from hopback.policy.clause import Refused
from hopback.policy.clauses import clause


class FieldClass(StrEnum):
    """How confidential one stored field is. (XC.1)"""

    PUBLIC = "public"
    MEMBER = "member"  # for members, and for those concerned once a traceback is closed
    PROPRIETARY = "proprietary"  # one provider's own, kept from other providers
    CPNI = "cpni"  # about one customer of a provider


class Purpose(StrEnum):
    """For what CPNI is used or disclosed without the customer's approval, and with it. (XC.2)"""

    BILLING = "222d1"  # initiate, render, bill and collect for services
    PROTECTION = "222d2"  # protect rights, property, users and other carriers
    REQUIRED_BY_LAW = "required_by_law"
    CUSTOMER_APPROVAL = "customer_approval"
    CUSTOMER_REQUEST = "customer_request"  # in writing, to the person the customer names
    MARKETING = "marketing"


ALLOWED_PURPOSES = frozenset(Purpose) - {Purpose.MARKETING}

# Choice: a call's called number always belongs to the subscriber who received it. The calling number as
# signalled is only a claim, often spoofed, and every provider is asked with it: proprietary, not CPNI. Once
# a provider says that its own customer made the call, that customer's records are CPNI.
CPNI_FIELDS: dict[str, str] = {
    "called": "the number of the subscriber who received the call",
    "called_raw": "the same number as it was recorded",
    "called_ip": "the address of the subscriber who received the call",
    "called_as_received": "the called number in a provider's record",
    "identity_header": "a signature carries the called number",
    "passport": "a signature carries the called number",
    "vetting": "the customer who made the call",
    "customer": "the customer who made the call",
}


class PurposeNotAllowed(Refused):
    """Confidential information is used only for the purpose it was given for, never for marketing."""

    clause = clause("XC.1")
    field = "purpose"


def is_cpni(field: str) -> bool:
    """Whether a field of incident data or of an answer holds CPNI. (XC.1, XC.2)"""
    return field in CPNI_FIELDS


def check_purpose(purpose: Purpose) -> None:
    """Refuse to use or disclose CPNI for anything the law does not allow. (XC.1, XC.2)"""
    if purpose not in ALLOWED_PURPOSES:
        raise PurposeNotAllowed("Information from a traceback is never used for marketing.")


def may_share_aggregate(identifies_customer: bool) -> bool:
    """Aggregate information may be shared, once nobody can be told from it. (XC.3)"""
    return not identifies_customer
