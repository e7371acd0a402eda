"""Who is on the list: officials from their first confirmation on, until they leave or posts come back (A5.7)."""

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.http import Http404

from hopback.policy.article_5_enforcement import bounced_out
from hopback.portal.accounts.viewer import Viewer

from ..models import AgencyPerson, Subscription
from ..queries.agencies import may_be_sent
from ._common import enter, only_people_of_staff

Ended = Subscription.Ended


@transaction.atomic
def subscribe(*, person: AgencyPerson, by: Viewer, now: datetime) -> Subscription:
    """Put an official on the list; one who is on it stays as they are. Nobody else can be (A5.7)."""
    if not may_be_sent(person, now) or not _speaks_for(person, by):
        raise Http404
    known = Subscription.objects.select_for_update().filter(person=person, ended_at=None).first()
    if known is not None:
        return known
    made = Subscription.objects.create(person=person, began_at=now)
    enter(person.agency, "listserv.joined", by=by, now=now, person=person.name)
    return made


@transaction.atomic
def joined_by_confirming(*, person: AgencyPerson, by: Viewer, now: datetime) -> None:
    """The first confirmation puts an official on the list; a later one forgets what came back before (A5.7)."""
    if person.subscriptions.exists():
        person.subscriptions.filter(ended_at=None).update(bounced=0)
    else:
        subscribe(person=person, by=by, now=now)


def _speaks_for(person: AgencyPerson, by: Viewer) -> bool:
    own = by.about == person.public_id if by.kind == "link" else by.party == person.agency.public_id
    return own or (by.is_staff and by.scopes is None)


@transaction.atomic
def unsubscribe(*, subscription: Subscription, by: Viewer, now: datetime) -> None:
    """By the link in a post, by the official's own page, or by staff. Twice is once."""
    how = Ended.TAKEN_OUT if by.is_staff else Ended.LEFT
    if by.is_staff:
        only_people_of_staff(by)
    elif by.kind == "link":
        if by.about != subscription.public_id:
            raise Http404
    elif by.party != subscription.person.agency.public_id:
        raise Http404
    _end(subscription, how, by=by, now=now)


def _end(subscription: Subscription, how: str, *, by: Viewer, now: datetime) -> None:
    if Subscription.objects.filter(pk=subscription.pk, ended_at=None).update(ended_at=now, ended_how=how):
        person = subscription.person
        enter(person.agency, "listserv.left", by=by, now=now, person=person.name, how=str(how))


@transaction.atomic
def count_bounce(*, address: str, by: Viewer, now: datetime) -> None:
    """A post came back for good; after several since the address was confirmed, it leaves the list."""
    if by.kind != "system":
        raise Http404
    for one in _of(address):
        Subscription.objects.filter(pk=one.pk).update(bounced=F("bounced") + 1)
        one.refresh_from_db(fields=["bounced"])
        enter(one.person.agency, "listserv.bounced", by=by, now=now, person=one.person.name, times=one.bounced)
        if bounced_out(one.bounced):
            _end(one, Ended.BOUNCED, by=by, now=now)


def _of(address: str) -> list[Subscription]:
    rows = Subscription.objects.select_related("person__agency__source").filter(ended_at=None)
    return list(rows.filter(person__email__iexact=address))
