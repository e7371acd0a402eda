"""Customers named and mitigation asked for, for the matrix: Meridian's own, and one of a provider that nobody is."""

from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet

from hopback.portal.accounts.models import MailedLink
from hopback.portal.customers.models import Customer, Mitigation
from hopback.portal.ground import capability

from .people import Who

if TYPE_CHECKING:
    from .world import World


def add(world: "World", story: Any) -> None:
    """The closed traceback ended at Meridian's customer; another ended at Harbor's."""
    other = story.ended_at_harbor()
    own = (Who.WAITING_ADMIN, Who.WAITING)
    ours = Mitigation.objects.get(hop__traceback=story.closed)
    theirs = Mitigation.objects.get(hop__traceback=other)
    world.add("mitigation:meridian", *own, Who.KEY, mitigation=ours.public_id)
    world.add("mitigation:harbor", mitigation=theirs.public_id)
    token = capability.token_for(_links(ours).latest("pk").nonce)
    world.add("token:mitigation", *Who, token=token)
    mine, another = (Customer.objects.get(namings__hop__traceback=one) for one in (story.closed, other))
    world.add("customer:meridian", *own, customer=mine.public_id)
    world.add("customer:harbor", customer=another.public_id)
    world.add("customer:two", customer=mine.public_id, other=another.public_id)


def _links(mitigation: Mitigation) -> QuerySet[MailedLink]:
    return MailedLink.objects.filter(about=mitigation.public_id)
