"""Who may speak for a provider about its contacts, and what a contact has to consist of (XA.1)."""

from collections.abc import Mapping
from typing import Any

from hopback.policy.appendix_a_best_practices import missing_contact
from hopback.portal.accounts.models import Kind
from hopback.portal.accounts.viewer import Viewer

from ..models import Provider
from ..refusals import ContactIncomplete


def speaks_for(by: Viewer, provider: Provider) -> bool:
    """Its administrator, or who holds the link by which it comes in, or the one that its contact confirms by."""
    if by.kind == "link":
        purpose_fits = by.about == provider.public_id or by.about.startswith("jon_")
        return purpose_fits and by.party == provider.public_id
    return by.kind == Kind.PROVIDER and by.is_admin and by.party == provider.public_id


def refuse_unless_whole(contact: Mapping[str, Any]) -> None:
    """Raise ContactIncomplete, with the field, where one of the five particulars is missing (XA.1)."""
    for name in missing_contact(contact):
        refused = ContactIncomplete("A point of contact has full name, title, phone, e-mail and business hours.")
        refused.field = name
        raise refused
