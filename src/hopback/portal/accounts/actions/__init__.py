"""The only place that writes people, invitations and keys."""

from .invitations import accept_invitation, invite, withdraw_invitation
from .keys import make_key, revoke_key
from .mailed_links import make_link, spend_link
from .people import (
    change_role,
    create_first_staff,
    deactivate,
    reactivate,
    set_profile,
    set_up_second_factor,
)

__all__ = [
    "accept_invitation",
    "change_role",
    "create_first_staff",
    "deactivate",
    "invite",
    "make_key",
    "make_link",
    "reactivate",
    "revoke_key",
    "set_profile",
    "set_up_second_factor",
    "spend_link",
    "withdraw_invitation",
]
