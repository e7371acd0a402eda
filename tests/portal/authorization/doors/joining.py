"""Applying, being invited, verifying a domain, agreeing; and staff who take in or decline."""

from typing import Any

from ..people import Who
from ..row import BOTH, GET, POST, PROVIDER_ADMINS, Door, Row, anybody, page, staff

QUARTZ = {"name": "Quartz Harbor", "country": "US", "domain": "quartz.example", "full_name": "Ana Ruiz",
          "email": "ana@quartz.example"}  # fmt: skip
WHOLE = {"full_name": "Lee Marsh", "title": "Fraud desk", "email": "lee@meridian.example", "phone": "+13055550119",
         "hours": "Monday to Friday, 8 to 17", "zone": "America/Chicago"}  # fmt: skip
SIGNED = {"signed_by": "Lee Marsh", "title": "Counsel", "agrees": "on"}
HOLDER = frozenset({Who.JOINING_LINK})


def by_link(route: str, methods: tuple[str, ...], *things: str) -> Row:
    return Row(route, methods, Door.LINK, HOLDER, things)


ROWS = (
    anybody("providers:apply", BOTH),
    anybody("providers:applied", GET),
    anybody("providers:joining_link", BOTH, "token:joining"),
    by_link("providers:joining", GET, "joining:own", "joining:others"),
    by_link("providers:joining_contact", BOTH, "joining:contact"),
    by_link("providers:joining_agreement", BOTH, "joining:own", "joining:others"),
    by_link("providers:joining_domain", BOTH, "joining:own", "joining:others"),
    staff("providers:joinings", methods=GET),
    staff("providers:joining_one", "joining:applied", "joining:invited", methods=GET),
    staff("providers:take_in", "joining:applied", "joining:invited"),
    staff("providers:decline_joining", "joining:applied", "joining:invited"),
    staff("providers:send_joining_link", "joining:applied", methods=POST),
    staff("providers:invite", "provider:meridian", methods=POST),
    staff("providers:record_agreement", "provider:meridian"),
    page("providers:agree", BOTH, PROVIDER_ADMINS),
    page("providers:verify_domain", BOTH, PROVIDER_ADMINS),
    anybody("providers:domain_link", BOTH, "token:domain"),
    anybody("providers:confirm_link", BOTH, "token:confirm"),
    anybody("providers:confirm_change", BOTH, "token:confirm:contact"),
    page("providers:confirm_contacts", POST, PROVIDER_ADMINS),
    staff("providers:answering", methods=GET),
)

FORMS: dict[str, dict[str, Any] | None] = {
    "providers:apply": QUARTZ,
    "providers:joining_link": None,  # opens the way; the domain was verified when it was opened first
    "providers:joining_contact": WHOLE,
    "providers:joining_agreement": SIGNED,
    "providers:joining_domain": {"address": "noc@quartzbay.example"},
    "providers:take_in": {"which": "new"},
    "providers:decline_joining": {"reason": "Not a provider."},
    "providers:send_joining_link": {},
    "providers:invite": {},
    "providers:record_agreement": {"version": "2021-01", "agreed_on": "2026-10-01", "signed_by": "Lee Marsh"},
    "providers:agree": SIGNED,
    "providers:verify_domain": {"address": "noc@meridian.example"},
    "providers:domain_link": {},
    "providers:confirm_link": {},
    "providers:confirm_change": WHOLE,
    "providers:confirm_contacts": {},
}
MESSAGES: dict[str, dict[str, Any]] = {}
