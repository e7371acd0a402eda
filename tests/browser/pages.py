"""Every page of the portal: room by room.

A route that is neither here nor among those that are no page fails `test_every_page`."""

from .page import Page
from .rooms import (
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
PAGES: tuple[Page, ...] = tuple(page for room in ROOMS for page in room.PAGES)
NO_PAGE = {route: why for room in ROOMS for route, why in room.NO_PAGE.items()}

# Looked at on the way through their door, in test_every_page.
BEHIND_A_DOOR = {"tracebacks:link_answer", "tracebacks:link_answered", "mfa_authenticate"}
BEHIND_A_DOOR |= joining.BEHIND_A_DOOR
