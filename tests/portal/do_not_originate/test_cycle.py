"""A year of confirmations: mail servers go down, addresses are dead, people are late, and nobody is lost (XB.4).

`HOPBACK_SOAK_RECIPIENTS=10000` is the large one, as in `make soak`."""

import os
from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from random import Random

import pytest

from hopback.portal.accounts.viewer import SYSTEM
from hopback.portal.do_not_originate import actions
from hopback.portal.do_not_originate.actions import ASK
from hopback.portal.do_not_originate.models import Confirmation, Listing, Number, Recipient
from hopback.portal.ground import actions as ground
from hopback.portal.ground.models import Appointment
from hopback.portal.logbook.models import Entry
from hopback.portal.notices import actions as notices
from hopback.portal.notices.models import Delivery
from hopback.portal.notices.queries import RETRY_EVERY
from tests.portal.do_not_originate import staged
from tests.portal.factories import make_team

pytestmark = pytest.mark.django_db
RECIPIENTS = int(os.environ.get("HOPBACK_SOAK_RECIPIENTS", "15"))
BEGIN = date(2027, 1, 1)
DAYS = 366 + 45  # two rounds of everybody, the second with its time
OUTAGES = {20: 2, 47: 6, 90: 1, 130: 9, 200: 6, 201: 6, 310: 3}  # day of the year → hours without a mail server


def listed_recipients(chance: Random) -> None:
    """Each was listed on some day of the half year before; its first round is appointed."""
    by, at = make_team(), datetime.combine(BEGIN - timedelta(days=200), time(9, tzinfo=UTC))
    days = [BEGIN - timedelta(days=chance.randrange(1, 181)) for _ in range(RECIPIENTS)]
    told = {"category": "government", "contact_name": "Ada Lind", "named_by": by.name, "named_at": at}
    made = Recipient.objects.bulk_create(
        Recipient(name=f"Office {n}", contact_email=f"office{n}@{_domain(chance)}.example", first_on=day, **told)
        for n, day in enumerate(days)
    )
    told = {"letter_on": at.date(), "requested_at": at, "approved_at": at, "priority": 2}
    listings = Listing.objects.bulk_create(Listing(recipient=one, **told) for one in made)
    Number.objects.bulk_create(
        Number(listing=one, number=f"+1{8_002_000_000 + n}", listed_in=1) for n, one in enumerate(listings)
    )
    for one in made:
        assert one.first_on is not None
        due_at = staged.first_round(one.first_on)
        Appointment.objects.create(kind=ASK, about=one.public_id, due_at=due_at)


def _domain(chance: Random) -> str:
    """One in twenty has an address that takes no mail, one in ten never reads."""
    return chance.choices(("dead", "silent", "reads"), (1, 2, 17))[0]


def hand_over(at: datetime, *, out: bool) -> int:
    """What is due at the relay: put off while no server answers, given up where the address is dead."""
    due = list(Delivery.objects.filter(next_try_at__lte=at, accepted_at=None, failed_at=None).select_related("notice"))
    for one in due:
        notices.claim(delivery=one, by=SYSTEM, now=at)
        if out:
            notices.put_off(delivery=one, reply="421 not now", by=SYSTEM, now=at)
        elif "@dead." in one.address:
            notices.give_up(delivery=one, reply="550 unknown", by=SYSTEM, now=at)
        else:
            notices.accept(delivery=one, reply="250 ok", by=SYSTEM, now=at)
    return len(due)


def a_day(day: int) -> None:
    at = datetime.combine(BEGIN + timedelta(days=day), time(2, 30, tzinfo=UTC))
    until = at + timedelta(hours=12 + OUTAGES.get(day, 0))
    for hour in (0, 12):
        moment = at + timedelta(hours=hour)
        ground.sweep(by=SYSTEM, now=moment)
        ground.sweep(by=SYSTEM, now=moment)
        while hand_over(moment, out=hour == 12 and moment < until):
            moment += RETRY_EVERY


def people_answer(chance: Random, day: int) -> None:
    """Whoever reads answers on some day of the six weeks; staff find another address for half of the dead ones."""
    at = datetime.combine(BEGIN + timedelta(days=day), time(16, tzinfo=UTC))
    waiting = Confirmation.objects.filter(confirmed_at=None).select_related("recipient").order_by("pk")
    for one in waiting.filter(asked_at__gt=at - timedelta(days=60)):
        address = one.recipient.contact_email
        if "@dead." in address and one.recipient.unreachable_since and chance.random() < 0.02:
            told = {"contact_name": "Jo Park", "contact_email": address.replace("dead", "reads"), "now": at}
            actions.change_contact(recipient=one.recipient, **told, by=STAFF[0])
        elif "@reads." in address and chance.random() < 0.08 and _has_it(one, at):
            staged.confirmed(one, at)


def _has_it(one: Confirmation, at: datetime) -> bool:
    rows = Delivery.objects.filter(notice__party=one.recipient.public_id, accepted_at__lte=at)
    return rows.filter(accepted_at__gte=one.asked_at).exists()


def _has_something(day: int) -> bool:
    """The tick goes every minute; here it skips days on which nothing is due."""
    until = datetime.combine(BEGIN + timedelta(days=day + 1), time(tzinfo=UTC))
    come = Appointment.objects.filter(kept_at=None, dropped_at=None, due_at__lt=until).exclude(kind=actions.LOOK)
    return come.exists() or Delivery.objects.filter(next_try_at__lt=until).exists()


STAFF: list[object] = []


def test_each_is_asked_twice_a_year_none_is_lost_and_none_asked_twice_for_a_round_XB_4() -> None:
    chance = Random(6)
    listed_recipients(chance)
    STAFF[:] = [staged.a_person()]
    for day in range(DAYS):
        if _has_something(day):
            a_day(day)
        people_answer(chance, day)
    asked = Counter(Confirmation.objects.filter(due_on__lt=date(2028, 1, 1)).values_list("recipient_id", flat=True))
    assert Counter(asked.values()) == {2: RECIPIENTS}
    rounds = Confirmation.objects.count()
    assert Entry.objects.filter(verb="do_not_originate.asked").count() == rounds
    assert all(0 <= (one.asked_at.date() - one.due_on).days <= 1 for one in Confirmation.objects.all())
    lost = [one for one in Confirmation.objects.select_related("recipient") if not _came_to_somebody(one)]
    assert lost == []
    assert _mailed_after_confirming() == 0
    told = Counter("confirmed" if one.confirmed_at else "unconfirmed" for one in Confirmation.objects.all())
    mails = Delivery.objects.filter(notice__kind=actions.MAIL)
    sent, failed = mails.count(), mails.exclude(failed_at=None).count()
    print(f"\n{RECIPIENTS:,} recipients, {rounds:,} rounds, {sent:,} mails, {failed:,} not delivered, {dict(told)}")
    assert told["confirmed"] > told["unconfirmed"] > 0


def _came_to_somebody(one: Confirmation) -> bool:
    """A server took a mail of this round, or staff see that its address is dead."""
    rows = Delivery.objects.filter(notice__party=one.recipient.public_id, notice__created_at__gte=one.asked_at)
    if rows.exclude(accepted_at=None).exists():
        return True
    return one.recipient.unreachable_since is not None


def _mailed_after_confirming() -> int:
    """Mails of a round that were written after its answer and before the next round."""
    heard = Confirmation.objects.exclude(confirmed_at=None).select_related("recipient")
    return sum(
        Delivery.objects.filter(
            notice__party=one.recipient.public_id,
            notice__created_at__gt=one.confirmed_at,
            notice__created_at__lt=one.asked_at + timedelta(days=150),
        ).count()
        for one in heard
    )
