"""Do Not Originate: staff's registry, a Steering member's own pages, an organisation's own, a recipient's by mail."""

from typing import Any

from ..people import STAFF, WAITING, Who
from ..row import BOTH, GET, POST, anybody, api, page, staff

OWN = frozenset({Who.ORGANIZATION})
READERS = WAITING  # Meridian is a Steering member
BY_KEY = frozenset({Who.LOOK_UP_KEY})
OFFICE = "listing:office"
DAY = "2026-10-20"

ROWS = (
    staff("do_not_originate:registry", methods=GET),
    page("do_not_originate:request", BOTH, STAFF | OWN),
    page("do_not_originate:own", GET, OWN),
    page("do_not_originate:plan", GET, READERS),
    page("do_not_originate:statistics", BOTH, READERS),
    page("do_not_originate:copy", POST, READERS),
    staff("do_not_originate:rounds", methods=GET),
    anybody("do_not_originate:confirm", BOTH, "token:round"),
    staff("do_not_originate:copies", methods=GET),
    staff("do_not_originate:name_reader"),
    staff("do_not_originate:end_reader", "reader:clearline"),
    staff("do_not_originate:settle", "conflict:open"),
    staff("do_not_originate:recipient", "recipient:bank", methods=GET),
    staff("do_not_originate:contact", "recipient:bank"),
    staff("do_not_originate:charge", "recipient:bank"),
    staff("do_not_originate:end_charge", "recipient:bank"),
    page("do_not_originate:listing", GET, STAFF | READERS | OWN, OFFICE, "listing:asked", "listing:bank"),
    staff("do_not_originate:letter", OFFICE, methods=GET),
    staff("do_not_originate:tests", "listing:asked"),
    page("do_not_originate:vet", BOTH, STAFF | READERS, "vet:bank", "vet:shop"),
    staff("do_not_originate:approve", "listing:asked"),
    staff("do_not_originate:decline", "listing:asked"),
    staff("do_not_originate:remove", OFFICE),
    staff("do_not_originate:drop", OFFICE),
    page("do_not_originate:conflict", BOTH, STAFF | READERS, OFFICE),
    page("do_not_originate:implemented", BOTH, STAFF | READERS, OFFICE),
    page("do_not_originate:taken_out", BOTH, READERS, "implemented:office"),
    api("v1:do_not_originate", "GET", BY_KEY),
    api("v1:one_listing", "GET", BY_KEY, OFFICE, "listing:asked"),
    api("v1:report_implementation", "POST", BY_KEY, OFFICE),
    api("v1:report_conflict", "POST", BY_KEY, OFFICE),
)

TESTS = ("inbound_only", "spoofed_now", "authorized", "recognized", "substantial")
ASKED = {"numbers": "888-555-0188", "contact_name": "Jo Park", "contact_email": "jo@bank.example", "letter_on": DAY,
         "letter_signer": "Jo Park, Counsel", "event_kind": "active", "calls_a_day": "500",
         "event_words": "In our name.", "name": "Third Bank", "category": "private"}  # fmt: skip
FORMS: dict[str, dict[str, Any] | None] = {
    "do_not_originate:request": ASKED,
    "do_not_originate:statistics": {"numbers": "800-555-0140,12"},
    "do_not_originate:copy": {"form": "csv"},
    "do_not_originate:end_reader": {"because": "It was sold."},
    "do_not_originate:settle": {"because": "Forged."},
    "do_not_originate:contact": {"contact_name": "Jo Park", "contact_email": "jo@revenue.example"},
    "do_not_originate:charge": {"amount": "500", "every_months": "12", "from_on": DAY, "agreed_with": "Jo Park"},
    "do_not_originate:end_charge": {},
    "do_not_originate:tests": dict.fromkeys(TESTS, "yes") | {f"{one}_because": "Looked up." for one in TESTS},
    "do_not_originate:vet": {"assigned": "yes", "legitimate": "yes", "how": "Called back."},
    "do_not_originate:approve": {},
    "do_not_originate:decline": {"because": "It calls back."},
    "do_not_originate:remove": {"why": "other", "because": "Asked for.", "sure": "on"},
    "do_not_originate:drop": {"numbers": "800-555-0141", "because": "It calls back."},
    "do_not_originate:conflict": {"kind": "outgoing", "number": "800-555-0140", "words": "Forty on Monday."},
    "do_not_originate:taken_out": {"taken_out_on": DAY},
}
MESSAGES: dict[str, dict[str, Any]] = {
    "v1:report_implementation": {"implemented_on": DAY},
    "v1:report_conflict": {"kind": "outgoing", "number": "800-555-0140", "words": "Forty on Monday."},
}
