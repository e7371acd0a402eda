"""Who may come through which door: every route, its methods, who may, and to which things.

Everybody who is not named is refused the way the door refuses (`outcomes.refusal`). A row for a route that does
not exist fails the suite, and so does a route without a row, or a method that answers and is not named here.
"""

from typing import Any

from .doors import (
    accounts,
    campaigns,
    complaints,
    conduct,
    customers,
    do_not_originate,
    elsewhere,
    enforcement,
    joining,
    lawful_requests,
    membership,
    organizations,
    privacy,
    providers,
    publication,
    retention,
    signing_in,
    sourcing,
    tracebacks,
    webhooks,
    witnesses,
)

ROOMS = (tracebacks, campaigns, complaints, customers, sourcing, providers, joining, membership, organizations)
ROOMS += (accounts, webhooks, conduct, enforcement, lawful_requests, privacy, publication, retention, signing_in)
ROOMS += (do_not_originate, witnesses, elsewhere)
ROWS = tuple(row for room in ROOMS for row in room.ROWS)
FORMS: dict[str, dict[str, Any] | None] = {route: sent for room in ROOMS for route, sent in room.FORMS.items()}
MESSAGES: dict[str, dict[str, Any]] = {route: sent for room in ROOMS for route, sent in room.MESSAGES.items()}
