"""An administrative charge that recurs: agreed with a private recipient, billed by itself (XB.3)."""

import calendar
from datetime import date, datetime

from django.db import transaction

from hopback.policy.appendix_b_do_not_originate import Category
from hopback.portal.accounts.viewer import Viewer
from hopback.portal.ground import actions as ground
from hopback.portal.logbook import actions as logbook
from hopback.portal.organizations import actions as organizations

from ..models import Charge, Recipient
from ..queries.rounds import listed_of
from ..refusals import ChargeWrong
from ._common import only_people_of_staff
from .confirming import moment_of

BILL = "dno.bill"


@transaction.atomic
def agree_charge(
    *,
    recipient: Recipient,
    cents: int,
    every_months: int,
    agreed_with: str,
    from_on: date,
    by: Viewer,
    now: datetime,
) -> Charge:
    """What was agreed, with whom, from which day on. It takes the place of the charge before."""
    only_people_of_staff(by)
    held = Recipient.objects.select_for_update().get(pk=recipient.pk)
    if held.category != Category.PRIVATE.value:
        raise ChargeWrong("A government body is charged nothing.")
    if held.source is None:
        raise ChargeWrong("Only an organisation that is listed here can be sent an invoice. List it first.")
    if not agreed_with.strip():
        raise ChargeWrong("Say with whom it was agreed.", "agreed_with")
    _end(held, by=by, now=now)
    told = {"cents": cents, "every_months": every_months, "agreed_with": agreed_with.strip(), "from_on": from_on}
    made = Charge.objects.create(recipient=held, **told, agreed_by=by.name, agreed_at=now)
    due_at = max(moment_of(from_on), now)
    ground.appoint(kind=BILL, about=made.public_id, due_at=due_at, by=by, now=now)
    _enter(held, "charge_agreed", by=by, now=now, **{**told, "from_on": str(from_on)})
    return made


@transaction.atomic
def end_charge(*, recipient: Recipient, by: Viewer, now: datetime) -> None:
    """Nothing more is billed."""
    only_people_of_staff(by)
    if not _end(recipient, by=by, now=now):
        raise ChargeWrong("No charge is agreed.")
    _enter(recipient, "charge_ended", by=by, now=now)


def _end(recipient: Recipient, *, by: Viewer, now: datetime) -> bool:
    for found in Charge.objects.filter(recipient=recipient, ended_at=None):
        Charge.objects.filter(pk=found.pk).update(ended_at=now)
        ground.drop_appointments(kinds=[BILL], about=found.public_id, by=by, now=now)
        return True
    return False


@transaction.atomic
def bill(*, about: str, by: Viewer, now: datetime) -> None:
    """By itself, when a period begins: one invoice, while anything of the recipient is listed."""
    found = Charge.objects.select_for_update(of=("self",)).select_related("recipient__source").get(public_id=about)
    if found.ended_at or found.recipient.source is None:
        return
    found.billed += 1
    found.save(update_fields=["billed"])
    due_at = moment_of(_months_after(found.from_on, found.billed * found.every_months))
    ground.appoint(kind=BILL, about=about, due_at=max(due_at, now), by=by, now=now)
    if not listed_of(found.recipient).exists():
        return
    begins = _months_after(found.from_on, (found.billed - 1) * found.every_months)
    words = f"Do Not Originate, {found.every_months} months from {begins:%d %B %Y}"
    invoice = organizations.bill_charge(source=found.recipient.source, words=words, cents=found.cents, by=by, now=now)
    _enter(found.recipient, "charge_billed", by=by, now=now, number=invoice.number, cents=found.cents)


def _months_after(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _enter(recipient: Recipient, verb: str, *, by: Viewer, now: datetime, **facts: object) -> None:
    said = {"recipient": recipient.name, **facts}
    logbook.record(by=by, now=now, verb=f"do_not_originate.{verb}", about=recipient.public_id, **said)
