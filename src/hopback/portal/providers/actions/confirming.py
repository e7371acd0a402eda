"""Contacts are kept current (XA.1): confirmed once a year, asked for by mail, chased, and shown when they are not."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.http import Http404

from hopback.portal.accounts import actions as accounts
from hopback.portal.accounts.models import MailedLink
from hopback.portal.accounts.viewer import Viewer
from hopback.portal.ground import actions as ground

from ..models import PointOfContact, Provider
from ..queries.taking_part import as_told
from ..refusals import ContactIncomplete
from ._common import enter, hold
from ._links import CONFIRM, mail_link
from ._speaking import refuse_unless_whole, speaks_for

ASK = "contacts.ask"


@transaction.atomic
def confirm_contacts(*, provider: Provider, link: MailedLink | None = None, by: Viewer, now: datetime) -> None:
    """The provider says that its contacts are right as they stand."""
    if not speaks_for(by, provider):
        raise Http404
    provider = hold(provider)
    in_force = list(provider.contacts.filter(ended_at=None))
    for kind in PointOfContact.Kind.values:
        contact = next((one for one in in_force if one.kind == kind), None)
        if contact is None:
            raise ContactIncomplete(f"There is no {kind} contact. Name one, then both can be confirmed.")
        if contact.unreachable_since:
            raise ContactIncomplete(f"Mail to {contact.email} comes back. Change that contact, then confirm.")
        refuse_unless_whole(as_told(contact))
    if link is not None:
        accounts.spend_link(link=link, by=by, now=now)
    provider.contacts.filter(ended_at=None).update(confirmed_at=now)
    ask_next(provider, by=by, now=now)
    enter(provider, "provider.contacts_confirmed", by=by, now=now)


def ask_next(provider: Provider, *, by: Viewer, now: datetime) -> None:
    """Have the provider asked a year after what was said last, of the contact of which it was said first."""
    said = [one.confirmed_at or one.given_at for one in provider.contacts.filter(ended_at=None)]
    if said:
        due_at = max(min(said) + timedelta(days=settings.CONTACTS_CONFIRMED_EVERY_DAYS), now)
        ground.appoint(kind=ASK, about=provider.public_id, due_at=due_at, by=by, now=now)


@transaction.atomic
def ask_to_confirm(*, about: str, by: Viewer, now: datetime) -> None:
    """Ask whoever can be reached, again after some days, and then not before next year."""
    provider = hold(Provider.objects.get(public_id=about))
    a_year = timedelta(days=settings.CONTACTS_CONFIRMED_EVERY_DAYS)
    asked = MailedLink.objects.filter(purpose=CONFIRM, about=about, made_at__gt=now - a_year / 2).count()
    days = [0, *settings.CONTACTS_CHASED_AFTER_DAYS]
    wait = timedelta(days=days[asked + 1] - days[asked]) if asked + 1 < len(days) else a_year
    ground.appoint(kind=ASK, about=about, due_at=now + wait, by=by, now=now)
    known = {one.kind: one for one in provider.contacts.filter(ended_at=None)}
    reached = [one for kind in ("primary", "back-up") if (one := known.get(kind)) and not one.unreachable_since]
    if not reached:
        enter(provider, "provider.contacts_not_asked", by=by, now=now)
        return
    first, *others = reached
    mail_link(
        CONFIRM,
        about,
        kind="confirm_contacts",
        address=first.email,
        name=first.full_name,
        copied=tuple((one.email, one.full_name) for one in others),
        party=about,
        by=by,
        now=now,
        provider_name=provider.name,
        again=asked > 0,
        primary=_line(known.get("primary")),
        back_up=_line(known.get("back-up")),
    )
    enter(provider, "provider.contacts_asked", by=by, now=now, times=asked + 1)


def _line(contact: PointOfContact | None) -> str:
    if contact is None:
        return "nobody is named"
    return ", ".join(filter(None, as_told(contact).values()))
