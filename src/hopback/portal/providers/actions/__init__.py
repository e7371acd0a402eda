"""The only place that writes providers: listed, reached, controlled, found foreign or non-cooperative."""

from .agreeing import agree
from .confirming import ask_to_confirm, confirm_contacts
from .contact_list import ask_for_contact_list, decide_contact_list, end_contact_list, show_contact_list
from .contacts import change_contact, mark_unreachable, put_aside_contact
from .control import end_control, link_control
from .domains import ask_to_prove_domain, prove_domain
from .findings import find_foreign
from .importing import import_file, keep_file
from .joining import apply, chase_joining, invite_to_join, name_contact, open_joining, send_joining_link, sign_joining
from .listing import list_provider, set_details, take_in_unlisted
from .merging import merge_providers, tell_apart, undo_merge
from .particulars import add_particular, end_particular
from .standing import write_cooperative_again, write_non_cooperative
from .taking_in import decline_joining, take_in
from .tiers import set_tier

__all__ = [
    "add_particular",
    "agree",
    "apply",
    "ask_for_contact_list",
    "ask_to_confirm",
    "ask_to_prove_domain",
    "change_contact",
    "chase_joining",
    "confirm_contacts",
    "decide_contact_list",
    "decline_joining",
    "end_contact_list",
    "end_control",
    "end_particular",
    "find_foreign",
    "import_file",
    "invite_to_join",
    "keep_file",
    "link_control",
    "list_provider",
    "mark_unreachable",
    "merge_providers",
    "name_contact",
    "open_joining",
    "prove_domain",
    "put_aside_contact",
    "send_joining_link",
    "set_details",
    "set_tier",
    "show_contact_list",
    "sign_joining",
    "take_in",
    "take_in_unlisted",
    "tell_apart",
    "undo_merge",
    "write_cooperative_again",
    "write_non_cooperative",
]
