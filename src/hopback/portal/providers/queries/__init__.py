"""Questions about providers: who they are, what was found about them, who is meant, when they are at work."""

from .answering import Answering, answering
from .control import control_groups, group_of, ocns_of
from .facts import Facts, contact, contacts, contacts_of, facts_of, is_foreign, proposed_foreign, standing
from .listing import Filters, filtered, name_of, names, search, searchable_by, visible_to, with_facts
from .office import OfficeTimes, office_hours, office_times
from .settling import Likeness, Listed, New, Settled, Unsure, likenesses, settle
from .taking_part import OnTheWay, is_ready, joinings, lacking, listed_like, on_the_way, steps_of, steps_of_providers

__all__ = [
    "Answering",
    "Facts",
    "Filters",
    "Likeness",
    "Listed",
    "New",
    "OfficeTimes",
    "OnTheWay",
    "Settled",
    "Unsure",
    "answering",
    "contact",
    "contacts",
    "contacts_of",
    "control_groups",
    "facts_of",
    "filtered",
    "group_of",
    "is_foreign",
    "is_ready",
    "joinings",
    "lacking",
    "likenesses",
    "listed_like",
    "name_of",
    "names",
    "ocns_of",
    "office_hours",
    "office_times",
    "on_the_way",
    "proposed_foreign",
    "search",
    "searchable_by",
    "settle",
    "standing",
    "steps_of",
    "steps_of_providers",
    "visible_to",
    "with_facts",
]
