"""Questions about providers: who they are, what was found about them, who is meant, when they are at work."""

from .answering import Answering, answering
from .contact_list import granted_to, may_see_contacts, named_contacts, requests_of
from .control import control_groups, group_of, ocns_of
from .duplicates import Pair, duplicates
from .facts import Facts, contact, contacts, contacts_of, facts_of, is_foreign, proposed_foreign, standing
from .import_plan import Change, Plan, plan_of
from .known import Fact, controlling, known, proposed_factors, waiting_contacts, weighed
from .listing import Filters, filtered, name_of, names, searchable_by, visible_to, with_facts
from .merging import Widening, leads_to, listed, merged_away, merges_of, survivor_of, widening
from .office import OfficeTimes, office_hours, office_times
from .searching import search, search_directory
from .settling import Likeness, Listed, New, Settled, Unsure, likenesses, settle
from .taking_part import OnTheWay, is_ready, joinings, lacking, listed_like, on_the_way, steps_of, steps_of_providers

__all__ = [
    "Answering",
    "Change",
    "Fact",
    "Facts",
    "Filters",
    "Likeness",
    "Listed",
    "New",
    "OfficeTimes",
    "OnTheWay",
    "Pair",
    "Plan",
    "Settled",
    "Unsure",
    "Widening",
    "answering",
    "contact",
    "contacts",
    "contacts_of",
    "control_groups",
    "controlling",
    "duplicates",
    "facts_of",
    "filtered",
    "granted_to",
    "group_of",
    "is_foreign",
    "is_ready",
    "joinings",
    "known",
    "lacking",
    "leads_to",
    "likenesses",
    "listed",
    "listed_like",
    "may_see_contacts",
    "merged_away",
    "merges_of",
    "name_of",
    "named_contacts",
    "names",
    "ocns_of",
    "office_hours",
    "office_times",
    "on_the_way",
    "plan_of",
    "proposed_factors",
    "proposed_foreign",
    "requests_of",
    "search",
    "search_directory",
    "searchable_by",
    "settle",
    "standing",
    "steps_of",
    "steps_of_providers",
    "survivor_of",
    "visible_to",
    "waiting_contacts",
    "weighed",
    "widening",
    "with_facts",
]
