"""Who answers for a provider (XA.1). The last row of a kind is in force; what was before is kept."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.http import Http404

from hopback.portal.accounts.viewer import Viewer

from ..models import PointOfContact, ProposedContact, Provider
from ..refusals import ContactIncomplete
from ._common import enter, hold, only_staff
from ._contact import point_of_contact
from ._speaking import refuse_unless_whole, speaks_for
from .confirming import ask_next


@transaction.atomic
def change_contact(
    *,
    provider: Provider,
    kind: str,
    full_name: str,
    title: str = "",
    email: str,
    phone: str,
    hours: str = "",
    zone: str = "",
    proposed: ProposedContact | None = None,
    by: Viewer,
    now: datetime,
) -> PointOfContact:
    """Staff, the provider's own administrator, or it itself on its way in, name who is to be asked (XA.1).

    The provider gives all five particulars; staff write down what they know of them. `proposed`: the contact of a
    public file that staff found to be right."""
    itself = speaks_for(by, provider)
    if not (by.is_staff or by.kind == "system" or itself):
        raise Http404
    provider = hold(provider)
    words: dict[str, Any] = {
        "full_name": full_name.strip(),
        "title": title.strip(),
        "hours": hours.strip(),
        "zone": zone,
    }
    if itself:
        refuse_unless_whole(words | {"email": email, "phone": phone})
        words["confirmed_at"] = now
    contact = point_of_contact(provider, kind, email=email, phone=phone, by=by, now=now, **words)
    if not contact.full_name or not contact.phone:
        raise ContactIncomplete("A point of contact has a full name, an e-mail address and a phone number.")
    before = provider.contacts.filter(kind=kind, ended_at=None).first()
    if before:
        before.ended_at = now
        before.save(update_fields=["ended_at"])
    contact.save(force_insert=True)
    if proposed:
        _decided(proposed, provider, kind, by=by, now=now)
    ask_next(provider, by=by, now=now)
    was = {"name": before.full_name, "email": before.email, "phone": before.phone} if before else {}
    told = {"name": contact.full_name, "email": contact.email, "phone": contact.phone}
    enter(provider, "provider.contact_changed", by=by, now=now, kind=kind, contact=told, before=was)
    return contact


@transaction.atomic
def put_aside_contact(*, proposed: ProposedContact, by: Viewer, now: datetime) -> None:
    """A contact that a public file names is not the right one; the file does not propose it again."""
    only_staff(by)
    _decided(proposed, proposed.provider, "", by=by, now=now)
    enter(proposed.provider, "provider.contact_put_aside", by=by, now=now, source=proposed.source)


def _decided(proposed: ProposedContact, provider: Provider, taken_as: str, *, by: Viewer, now: datetime) -> None:
    rows = ProposedContact.objects.filter(pk=proposed.pk, provider=provider, decided_at=None)
    if not by.is_staff or not rows.update(decided_at=now, decided_by=by.name, taken_as=taken_as):
        raise Http404


@transaction.atomic
def mark_unreachable(*, contact: PointOfContact, because: str, by: Viewer, now: datetime) -> None:
    """Mail to this contact came back for good: its page shows it until somebody names another."""
    if not (by.is_staff or by.kind == "system"):
        raise Http404
    contact = PointOfContact.objects.select_for_update(of=("self",)).select_related("provider").get(pk=contact.pk)
    if contact.unreachable_since:
        return
    contact.unreachable_since = now
    contact.save(update_fields=["unreachable_since"])
    enter(
        contact.provider,
        "provider.contact_unreachable",
        by=by,
        now=now,
        kind=contact.kind,
        email=contact.email,
        because=because,
    )
