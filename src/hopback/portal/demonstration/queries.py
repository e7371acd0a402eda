"""What the demonstration's page tells: who can sign in, and with what."""

from typing import NamedTuple

from allauth.mfa.totp.internal import auth as totp

from hopback.portal.accounts import parties
from hopback.portal.accounts.models import User

from .models import Demonstration
from .people import PEOPLE, TOTP_SECRET, Person


class SignIn(NamedTuple):
    """One who can sign in. `acts_for` is the provider's or source's name, "" for the traceback team."""

    person: Person
    acts_for: str


def people() -> list[SignIn]:
    """Those of the demonstration's people who are there."""
    users = {user.email: user for user in User.objects.filter(email__in=[person.email for person in PEOPLE])}
    there = [(person, users[person.email]) for person in PEOPLE if person.email in users]
    return [SignIn(person, parties.name_of(user.kind, user.party) or "") for person, user in there]


def current_code() -> str:
    """The six digits that an app of staff would show now; they follow the machine's clock, not the portal's."""
    *_, counter, _next = totp.yield_hotp_counters_from_time()
    return str(totp.format_hotp_value(totp.hotp_value(TOTP_SECRET, counter)))


def api_key() -> str:
    made = Demonstration.objects.first()
    return made.api_key if made else ""
