"""Questions about sources, campaigns and candidates."""

from .begun import begun
from .complained import numbers as complained_numbers
from .complained import totals as complaint_totals
from .inbox import Wanted, alike, one_page, open_ones, team, ways
from .known import Known
from .listing import (
    OPEN,
    Filters,
    filtered,
    first_providers,
    name_of,
    names,
    source_of,
    sources,
    visible_to,
    waiting,
)
from .priority import active_campaigns, explained, is_verified, with_priority
from .standing import designations, email_of, people_of, record_of

__all__ = [
    "OPEN",
    "Filters",
    "Known",
    "Wanted",
    "active_campaigns",
    "alike",
    "begun",
    "complained_numbers",
    "complaint_totals",
    "designations",
    "email_of",
    "explained",
    "filtered",
    "first_providers",
    "is_verified",
    "name_of",
    "names",
    "one_page",
    "open_ones",
    "people_of",
    "record_of",
    "source_of",
    "sources",
    "team",
    "visible_to",
    "waiting",
    "ways",
    "with_priority",
]
