"""Who answers for a provider now (XA.1): the person in force, when it was last confirmed, what time it is there."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings

from ..models import PointOfContact, Provider
from .facts import contacts_of
from .office import OfficeTimes, office_hours, office_times
from .taking_part import BACK_UP, PRIMARY

CONFIRMED, UNCONFIRMED, NEVER = "confirmed", "unconfirmed", "never"


@dataclass(frozen=True, slots=True)
class Answering:
    """`person`: whom to call now; None where nobody can be reached."""

    provider: Provider
    primary: PointOfContact | None
    back_up: PointOfContact | None
    now: datetime

    @property
    def person(self) -> PointOfContact | None:
        return next((one for one in (self.primary, self.back_up) if one and not one.unreachable_since), None)

    @property
    def bounced(self) -> list[PointOfContact]:
        return [one for one in (self.primary, self.back_up) if one and one.unreachable_since]

    @property
    def confirmed_at(self) -> datetime | None:
        """When the provider last said that both are right; None where it never said so of one of them."""
        said = [one.confirmed_at if one else None for one in (self.primary, self.back_up)]
        return min(filter(None, said)) if all(said) else None

    @property
    def state(self) -> str:
        """confirmed within the year, unconfirmed since longer, or never by the provider itself."""
        if self.confirmed_at is None:
            return NEVER
        year = timedelta(days=settings.CONTACTS_CONFIRMED_EVERY_DAYS)
        return CONFIRMED if self.now - self.confirmed_at < year else UNCONFIRMED

    @property
    def wants_attention(self) -> bool:
        return self.person is None or bool(self.bounced) or self.state != CONFIRMED

    @property
    def zone(self) -> str:
        return (self.person.zone if self.person else "") or self.provider.zone

    @property
    def local_time(self) -> str:
        """`Tue 09:06 CDT`: what the clock there shows."""
        return f"{self.now.astimezone(ZoneInfo(self.zone)):%a %H:%M %Z}"

    @property
    def open_now(self) -> bool:
        return office_hours(self.provider).is_open(self.now)

    def times(self, reader_zone: str) -> OfficeTimes:
        return office_times(self.provider, reader_zone, self.now.date())


def answering(providers: Iterable[Provider], now: datetime) -> list[Answering]:
    """For any number of providers in one read."""
    listed = list(providers)
    known = contacts_of(listed)
    return [Answering(one, known[one.pk].get(PRIMARY), known[one.pk].get(BACK_UP), now) for one in listed]
