"""What the actions of this room share: who may, holding a row, entering the log."""

from datetime import datetime
from typing import Any

from django.http import Http404

from hopback.portal.accounts.viewer import Viewer
from hopback.portal.logbook import actions as logbook

from ..models import Listing
from ..refusals import NotInThatState, ReasonMissing


def only_people_of_staff(by: Viewer) -> None:
    """A judgment is a person's: no key, no system."""
    if not by.is_staff or by.scopes is not None:
        raise Http404


def hold(listing: Listing) -> Listing:
    """The row as it is now, kept from others until this transaction is over."""
    rows = Listing.objects.select_for_update(of=("self",)).select_related("recipient", "recipient__served_by")
    return rows.defer("letter").get(pk=listing.pk)


def still_asked(listing: Listing) -> Listing:
    held = hold(listing)
    if held.approved_at or held.declined_at:
        raise NotInThatState("This request is decided already.")
    return held


def still_listed(listing: Listing) -> Listing:
    held = hold(listing)
    if not held.approved_at or held.removed_at:
        raise NotInThatState("This is not listed.")
    return held


def reason(because: str) -> str:
    if not because.strip():
        raise ReasonMissing("Say why.")
    return because.strip()


def enter(listing: Listing, verb: str, *, by: Viewer, now: datetime, **facts: Any) -> None:
    """One entry about a listing; it names the recipient as everybody may read it."""
    said = {"recipient": listing.recipient.name, **facts}
    logbook.record(by=by, now=now, verb=f"do_not_originate.{verb}", about=listing.public_id, **said)
