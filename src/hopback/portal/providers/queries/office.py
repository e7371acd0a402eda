"""When a provider is at work: its own zone, hours, weekend and public holidays (XA.1, XA.3)."""

import warnings
from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo
from functools import cache
from zoneinfo import ZoneInfo

import holidays
from django.conf import settings

from hopback.policy.clocks import WEEKDAYS, OfficeHours

from ..models import Provider

YEARS = range(2015, 2061)  # 30 ms once per country
EVERY_DAY = frozenset(range(7))


@dataclass(frozen=True, slots=True)
class OfficeTimes:
    """One office day as text: `08:00–17:30` on the provider's own clock, in UTC and on the reader's clock."""

    own: str
    utc: str
    reader: str


def office_hours(provider: Provider) -> OfficeHours:
    """As policy's clocks want it. Of countries whose holidays nobody listed, weekends alone are known."""
    days_off, weekdays = _days_off(provider.country)
    return OfficeHours(
        zone=provider.zone,
        opens=provider.opens,
        closes=provider.closes,
        weekdays=weekdays,
        holidays=days_off,
    )


@cache
def _days_off(country: str) -> tuple[frozenset[date], frozenset[int]]:
    entity = getattr(holidays, country, None)
    if entity is None:
        return frozenset(), WEEKDAYS
    with warnings.catch_warnings(action="ignore", category=UserWarning):  # some are known for fewer years
        known = entity(years=[year for year in YEARS if entity.start_year <= year <= entity.end_year])
    return frozenset(known), EVERY_DAY - frozenset(known.weekend)


def get_ready() -> None:
    """Look the country's holidays up before the first request needs them."""
    _days_off(settings.COUNTRY)


def office_times(provider: Provider, reader_zone: str, on: date) -> OfficeTimes:
    """The provider's office day on a date, in three clocks; +1 or -1 where it falls on another day."""
    own = ZoneInfo(provider.zone)

    def span(zone: tzinfo) -> str:
        return "–".join(_there(datetime.combine(on, at, own), zone) for at in (provider.opens, provider.closes))

    return OfficeTimes(own=span(own), utc=span(UTC), reader=span(ZoneInfo(reader_zone)))


def _there(moment: datetime, zone: tzinfo) -> str:
    there = moment.astimezone(zone)
    days = there.date().toordinal() - moment.date().toordinal()
    return f"{there:%H:%M}" + (f" ({days:+d} day)" if days else "")
