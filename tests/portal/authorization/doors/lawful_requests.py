"""Lawful requests: staff's pages, and what the agency sees of its own."""

from typing import Any

from ..people import STAFF, Who
from ..row import GET, POST, page, staff

AGENCY = frozenset({Who.SOURCE})
SEEN = ("lawful:released",)

ROWS = (
    page("lawful_requests:list", GET, STAFF | AGENCY),
    staff("lawful_requests:new"),
    page("lawful_requests:one", GET, STAFF | AGENCY, *SEEN),
    staff("lawful_requests:review", "lawful:received"),
    staff("lawful_requests:tell", "lawful:told"),
    staff("lawful_requests:objection", "lawful:told"),
    staff("lawful_requests:propose", "lawful:ready"),
    staff("lawful_requests:drop", "lawful:proposed"),
    staff("lawful_requests:release", "lawful:proposed", proof=True),
    staff("lawful_requests:document", "lawful:received", methods=POST),
    page("lawful_requests:package", POST, STAFF | AGENCY, *SEEN),
)

FORMS: dict[str, dict[str, Any] | None] = {
    "lawful_requests:review": {"valid": "yes", "clear": "yes", "reasons": "Served on counsel."},
    "lawful_requests:tell": {"forbidden_because": "Sealed by the court."},
    "lawful_requests:propose": {"not_in_scope": ""},
    "lawful_requests:drop": {"because": "Wait."},
    "lawful_requests:release": {},
    "lawful_requests:document": {},
    "lawful_requests:package": {},
}
MESSAGES: dict[str, dict[str, Any]] = {}
