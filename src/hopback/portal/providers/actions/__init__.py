"""The only place that writes providers: listed, reached, controlled, found foreign or non-cooperative."""

from .agreeing import agree
from .confirming import ask_to_confirm, confirm_contacts
from .contacts import change_contact, mark_unreachable
from .control import end_control, link_control
from .domains import ask_to_prove_domain, prove_domain
from .findings import find_foreign, find_non_cooperative, lift_finding
from .joining import apply, chase_joining, invite_to_join, name_contact, open_joining, send_joining_link, sign_joining
from .listing import list_provider, set_details, take_in_unlisted
from .taking_in import decline_joining, take_in
from .tiers import set_tier

__all__ = [
    "agree",
    "apply",
    "ask_to_confirm",
    "ask_to_prove_domain",
    "change_contact",
    "chase_joining",
    "confirm_contacts",
    "decline_joining",
    "end_control",
    "find_foreign",
    "find_non_cooperative",
    "invite_to_join",
    "lift_finding",
    "link_control",
    "list_provider",
    "mark_unreachable",
    "name_contact",
    "open_joining",
    "prove_domain",
    "send_joining_link",
    "set_details",
    "set_tier",
    "sign_joining",
    "take_in",
    "take_in_unlisted",
]
