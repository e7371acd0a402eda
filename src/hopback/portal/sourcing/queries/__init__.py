"""Questions about sources, campaigns and candidates."""

from .known import Known
from .listing import (
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

__all__ = [
    "Filters",
    "Known",
    "filtered",
    "first_providers",
    "name_of",
    "names",
    "source_of",
    "sources",
    "visible_to",
    "waiting",
]
