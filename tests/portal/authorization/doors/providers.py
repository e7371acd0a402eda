"""Providers, their contacts, the findings about them."""

from typing import Any

from ..people import PROVIDERS, STAFF, Who
from ..row import BOTH, GET, LOOKING_UP, POST, PROVIDER_ADMINS, api, page, staff

DETAILS = {"name": "Meridian Transit Inc.", "country": "US", "zone": "America/Chicago", "opens": "08:00",
           "closes": "17:00", "domain": "meridian.example"}  # fmt: skip
CONTACT = {"full_name": "Lee Marsh", "email": "lee@meridian.example", "phone": "+13055550119"}
WHOLE = {**CONTACT, "title": "Desk", "hours": "Monday to Friday, 8 to 17", "zone": "America/Chicago"}
RELATED = {"other": "Sable Route Ltd.", "direction": "controls", "since_on": "2025-02-01", "evidence": "A filing."}

ROWS = (
    staff("providers:list", methods=GET),
    staff("providers:new"),
    page("providers:one", GET, STAFF | PROVIDERS, "provider:meridian", "provider:blue_ridge", "provider:pale"),
    staff("providers:details", "provider:meridian"),
    staff("providers:particular", "provider:meridian"),
    staff("providers:end_particular", "provider:particular", methods=POST),
    staff("providers:duplicates", methods=GET),
    staff("providers:compare", "pair:both"),
    staff("providers:undo_merge", "merge:gulf"),
    staff("providers:imports"),
    staff("providers:import", "import:ocns"),
    staff("providers:put_aside", "provider:proposed", methods=POST),
    staff("providers:contact", "provider:contact"),
    staff("providers:foreign", "provider:meridian"),
    staff("providers:control", "provider:meridian"),
    staff("providers:end_control", "provider:control"),
    page("providers:contact_list", GET, STAFF | {Who.WAITING_ADMIN, Who.WAITING, Who.SOURCE}),
    page("providers:ask_contact_list", BOTH, frozenset({Who.SOURCE, Who.ORGANIZATION})),
    staff("providers:contact_list_requests"),
    staff("providers:contact_list_request", "request:waiting"),
    staff("providers:contact_list_end", "request:granted", methods=POST),
    page("providers:mine", GET, PROVIDERS),
    page("providers:my_contact", BOTH, PROVIDER_ADMINS, "contact:mine"),
    api("v1:look_up", "GET", LOOKING_UP),
)

FORMS: dict[str, dict[str, Any] | None] = {
    "providers:new": {**DETAILS, "name": "Quartz Bay", "domain": "quartzbay.example", "because": "Agreement signed."},
    "providers:details": {**DETAILS, "city": "Plano, TX", "source": "A letter."},
    "providers:particular": {"kind": "network", "value": "192.0.2.0/28", "source": "A letter."},
    "providers:end_particular": {},
    "providers:compare": {"because": "One address."},
    "providers:undo_merge": {"because": "Two firms."},
    "providers:import": {"looked_at": ""},
    "providers:put_aside": {},
    "providers:ask_contact_list": {"email": "ines@ftc.gov", "purpose": "An investigation."},
    "providers:contact_list_requests": {
        "agency": "A State",
        "asked_by": "Ada",
        "email": "ada@state.gov",
        "purpose": "X.",
    },
    "providers:contact_list_request": {"granted": "no", "because": "Says nothing of a case."},
    "providers:contact_list_end": {},
    "providers:contact": CONTACT,
    "providers:my_contact": {
        **CONTACT,
        "title": "Desk",
        "hours": "Monday to Friday, 8 to 17",
        "zone": "America/Chicago",
    },
    "providers:foreign": {"foreign": "yes", "owned_abroad": "yes", "reasons": "Owned in Belize."},
    "providers:control": RELATED,
    "providers:end_control": {"until_on": "2026-10-01"},
}
MESSAGES: dict[str, dict[str, Any]] = {}
