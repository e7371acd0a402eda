"""Organisations: staff's pages, and those of the people of one."""

from typing import Any

from ..people import STAFF, Who
from ..row import BOTH, GET, page, staff

OWN = frozenset({Who.ORGANIZATION})
BANK = "organization:bank"
CALL = {"purpose": "traceback", "calling": "202-555-0142", "called": "614-555-0175", "nature": "fraudulent",
        "called_at": "2026-10-19 09:41:27", "zone": "America/New_York", "evidence": "In our name."}  # fmt: skip
CERTIFIED = {"kind": "necessity", "statement": "Accounts were emptied.", "certified_by": "Ines Calder, Head of Fraud"}

ROWS = (
    staff("organizations:list", methods=GET),
    staff("organizations:new"),
    staff("organizations:one", BANK, methods=GET),
    staff("organizations:kind", BANK),
    staff("organizations:fee", BANK),
    staff("organizations:issue", BANK),
    page("organizations:requests", GET, OWN),
    page("organizations:ask", BOTH, OWN),
    page("organizations:request", GET, OWN, "request:traced", "request:uncertified", "request:of_another"),
    page("organizations:use", BOTH, OWN, "request:traced", "request:of_another"),
    page("organizations:certify", BOTH, STAFF | OWN, "request:uncertified", "request:of_another"),
    page("organizations:authorizations", GET, OWN),
    page("organizations:authorize", BOTH, OWN),
    page("organizations:revoke", BOTH, OWN, "authorization:bank"),
    page("organizations:invoices", GET, STAFF | OWN),
    page("organizations:invoice", GET, STAFF | OWN, "invoice:bank"),
    staff("organizations:paid", "invoice:bank"),
    staff("organizations:waive", "invoice:bank"),
)

FORMS: dict[str, dict[str, Any] | None] = {
    "organizations:new": {"name": "Third Bank", "kind": "private"},
    "organizations:kind": {"kind": "public"},
    "organizations:fee": {"amount": "500", "from_on": "2026-11-01", "agreed_with": "Ines Calder"},
    "organizations:issue": {},
    "organizations:ask": CALL | CERTIFIED,
    "organizations:use": {"use": "stop_the_traffic"},
    "organizations:certify": CERTIFIED,
    "organizations:authorize": {"to_whom": "Federal Communications Commission"},
    "organizations:revoke": {},
    "organizations:paid": {"paid_on": "2026-10-19"},
    "organizations:waive": {"why": "A public service."},
}
MESSAGES: dict[str, dict[str, Any]] = {}
