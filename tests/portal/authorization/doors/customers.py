"""Customers, and what was done about traffic."""

from typing import Any

from ..people import PROVIDERS, STAFF
from ..row import BOTH, GET, KEY_OF_PROVIDER, POST, anybody, api, page, staff

MITIGATIONS = ("mitigation:meridian", "mitigation:harbor")

ROWS = (
    page("customers:mitigations", GET, STAFF | PROVIDERS),
    page("customers:mitigation", BOTH, STAFF | PROVIDERS, *MITIGATIONS),
    anybody("customers:link", BOTH, "token:mitigation"),
    page("customers:customers", GET, STAFF | PROVIDERS),
    page("customers:customer", GET, STAFF | PROVIDERS, "customer:meridian", "customer:harbor"),
    staff("customers:same", "customer:two"),
    staff("customers:apart", "customer:two", methods=POST),
    api("v1:mitigations", "GET", KEY_OF_PROVIDER),
    api("v1:report_mitigation", "POST", KEY_OF_PROVIDER, *MITIGATIONS),
)

DID = {"did": "terminated", "note": "Service ended at noon."}
FORMS: dict[str, dict[str, Any] | None] = {
    "customers:mitigation": DID,
    "customers:link": DID,
    "customers:same": {},
    "customers:apart": {},
}
MESSAGES: dict[str, dict[str, Any]] = {"v1:report_mitigation": DID}
