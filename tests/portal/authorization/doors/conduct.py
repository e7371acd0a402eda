"""Conduct: everybody's for staff, a provider's own for its people; findings, by two people."""

from typing import Any

from ..people import PROVIDERS, STAFF, WAITING, Who
from ..row import BOTH, GET, anybody, page, staff

BECAUSE = {"because": "They called."}
ITS_OWN = STAFF | WAITING
SPEAK = STAFF | {Who.WAITING_ADMIN}

ROWS = (
    staff("conduct:groups", methods=GET),
    staff("conduct:findings", methods=GET),
    page("conduct:sheet", GET, ITS_OWN, "provider:meridian"),
    page("conduct:printed", GET, ITS_OWN, "provider:meridian"),
    page("conduct:own", GET, PROVIDERS),
    page("conduct:finding", GET, ITS_OWN, "finding:proposed"),
    page("conduct:answer", BOTH, SPEAK, "finding:proposed"),
    page("conduct:contest", BOTH, SPEAK, "finding:standing"),
    staff("conduct:propose", "provider:blue_ridge"),
    staff("conduct:confirm", "finding:proposed"),
    staff("conduct:drop", "finding:proposed"),
    staff("conduct:review", "finding:contested"),
    staff("conduct:lift", "provider:pale"),
    staff("conduct:confirm_lifting", "lifting:open"),
    staff("conduct:drop_lifting", "lifting:open"),
    anybody("conduct:link", BOTH, "token:finding"),
)

FORMS: dict[str, dict[str, Any] | None] = {
    "conduct:answer": {"words": "We moved offices."},
    "conduct:contest": {"words": "We answer since June."},
    "conduct:propose": None,  # rests on the fingerprint of the sheet of that moment
    "conduct:confirm": {},
    "conduct:drop": BECAUSE,
    "conduct:review": {"upheld": "yes", "reasons": "Nothing since."},
    "conduct:lift": {"reasons": "Answers now."},
    "conduct:confirm_lifting": {},
    "conduct:drop_lifting": BECAUSE,
    "conduct:link": {"words": "We moved offices."},
}
MESSAGES: dict[str, dict[str, Any]] = {}
