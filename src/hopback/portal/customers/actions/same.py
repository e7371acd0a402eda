"""Staff say which customers are one, and which are two although they are alike (XA.4)."""

from datetime import datetime

from django.db import transaction
from django.http import Http404

from hopback.portal.accounts.viewer import Viewer
from hopback.portal.logbook import actions as logbook

from ..models import Apart, Customer


@transaction.atomic
def tell_same(*, customer: Customer, other: Customer, by: Viewer, now: datetime) -> Customer:
    """What was known of `other` is known of `customer` from now on; the page of `other` leads there."""
    customer, other = _held(customer, other, by)
    other.namings.update(customer=customer)
    other.others.update(same_as=customer)
    other.same_as, other.settled_by, other.settled_at = customer, by.name, now
    other.save(update_fields=["same_as", "settled_by", "settled_at"])
    told = {"about": customer.public_id, "other": other.public_id}
    logbook.record(by=by, now=now, verb="customer.told_same", **told)
    return customer


@transaction.atomic
def tell_apart(*, customer: Customer, other: Customer, by: Viewer, now: datetime) -> None:
    """They are two: not proposed again."""
    customer, other = _held(customer, other, by)
    one, two = sorted((customer, other), key=lambda each: each.pk)
    if not Apart.objects.filter(one=one, other=two).exists():
        Apart.objects.create(one=one, other=two, told_by=by.name, told_at=now)
        told = {"about": customer.public_id, "other": other.public_id}
        logbook.record(by=by, now=now, verb="customer.told_apart", **told)


def _held(customer: Customer, other: Customer, by: Viewer) -> tuple[Customer, Customer]:
    """Both locked, in one order, as they are now; 404 for anybody but staff, and for one that is another already."""
    rows = Customer.objects.select_for_update().filter(pk__in=[customer.pk, other.pk], same_as=None).order_by("pk")
    held = {row.pk: row for row in rows}
    if not by.is_staff or len(held) != 2:
        raise Http404
    return held[customer.pk], held[other.pk]
