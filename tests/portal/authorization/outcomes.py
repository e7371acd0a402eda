"""What an answer of the portal means, and how each door refuses."""

from typing import Any

from django.urls import reverse

from .people import LIVING_KEYS, PEOPLE, Who
from .row import Door, Outcome, Row
from .world import Thing

REFUSED = {404: Outcome.MISSING, 405: Outcome.METHOD, 401: Outcome.NO_KEY, 403: Outcome.NOT_THIS_KEY}
LET_IN = {200, 201, 202, 204, 302, 303, 307, 308, 409, 410, 422}  # also those who are told that it cannot be done now


def outcome(response: Any, who: Who) -> Outcome | str:
    """What became of a request; a status that no row speaks of is given as text."""
    status = response.status_code
    if status in (302, 303):
        return _sent_to(*response["Location"].partition("?")[::2], who)
    return Outcome.IN if status in LET_IN else REFUSED.get(status, f"status {status}")


def _sent_to(path: str, query: str, who: Who) -> Outcome:
    """Sent to sign in is sent there to come back."""
    elsewhere = {
        reverse("account_login"): Outcome.SIGN_IN if "next=" in query else Outcome.IN,
        reverse("account_reauthenticate"): Outcome.CONFIRM,
        reverse("mfa_reauthenticate"): Outcome.CONFIRM,
    }
    if who is Who.BARE:
        elsewhere[reverse("mfa_index")] = Outcome.SECOND_FACTOR
    return elsewhere.get(path, Outcome.IN)


def expected(row: Row, who: Who, thing: Thing | None, *, is_missing: bool = False) -> Outcome:
    """What the matrix says of one cell."""
    if who in row.but:
        return row.but[who]
    on_a_page = not row.route.startswith("v1:")  # a session is no key
    if who is Who.BARE and on_a_page and row.route not in BEFORE_THE_SECOND_FACTOR:
        return Outcome.SECOND_FACTOR
    if who not in row.who:
        return refusal(row.door, who)
    theirs = thing is None or who in thing.owners
    return Outcome.IN if theirs and not is_missing else Outcome.MISSING


def refusal(door: Door, who: Who) -> Outcome:
    """How a door refuses somebody who may not come in at all."""
    if door is Door.PAGE:
        return Outcome.MISSING if who in PEOPLE | {Who.BARE} else Outcome.SIGN_IN
    if door is Door.API:
        return Outcome.NOT_THIS_KEY if who in LIVING_KEYS else Outcome.NO_KEY
    return Outcome.MISSING


BEFORE_THE_SECOND_FACTOR = frozenset(
    {
        "mfa_index",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "mfa_list_webauthn",
        "mfa_view_recovery_codes",
        "mfa_download_recovery_codes",
        "account_reauthenticate",
        "account_logout",
    }
)
