"""The only place that writes providers: listed, reached, controlled, found foreign or non-cooperative."""

from .contacts import change_contact, mark_unreachable
from .control import end_control, link_control
from .findings import find_foreign, find_non_cooperative, lift_finding
from .listing import list_provider, set_details, take_in_unlisted

__all__ = [
    "change_contact",
    "end_control",
    "find_foreign",
    "find_non_cooperative",
    "lift_finding",
    "link_control",
    "list_provider",
    "mark_unreachable",
    "set_details",
    "take_in_unlisted",
]
