"""What a page says of each mail (A3.5: with its delivery state)."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from hopback.portal.notices import actions, queries
from hopback.portal.notices.models import Delivery
from hopback.portal.notices.system import SYSTEM
from tests.portal.notices.post_office import HOP, MERIDIAN, MERIDIAN_BACK_UP, NOW, OTHER_HOP, TRACEBACK, only, post

pytestmark = pytest.mark.django_db
KNOWN = {"by": SYSTEM, "now": NOW}


@pytest.fixture
def delivery() -> Delivery:
    return only(post())


def words(delivery: Delivery, zone: str = "UTC") -> str:
    return queries.fared(delivery, ZoneInfo(zone)).words


def test_a_mail_that_waits_says_which_try_is_next(delivery: Delivery) -> None:
    assert words(delivery) == "Waiting, try 1 of 48"
    for minutes in (0, 5):
        now = NOW + timedelta(minutes=minutes)
        actions.claim(delivery=delivery, by=SYSTEM, now=now)
        actions.put_off(delivery=delivery, reply="451 greylisted", by=SYSTEM, now=now)
    assert words(delivery) == "Waiting, try 3 of 48 (451 greylisted)"


def test_an_accepted_mail_says_when_in_the_readers_zone(delivery: Delivery) -> None:
    actions.accept(delivery=delivery, reply="250 OK", **KNOWN)
    assert words(delivery, "America/Chicago") == "Accepted 12:25:06 (250 OK)"
    assert words(delivery) == "Accepted 17:25:06 (250 OK)"


def test_a_failed_mail_says_why(delivery: Delivery) -> None:
    actions.give_up(delivery=delivery, reply="550 5.1.1 no such user", **KNOWN)
    assert words(delivery) == "Failed: 550 5.1.1 no such user"


def test_a_bounced_mail_says_so_although_it_was_accepted(delivery: Delivery) -> None:
    delivery.accepted_at, delivery.bounced_at, delivery.reply = NOW, NOW + timedelta(seconds=9), "250 OK"
    assert words(delivery) == "Came back 17:25:15 (250 OK)"


def test_what_is_settled_stays_settled(delivery: Delivery) -> None:
    actions.give_up(delivery=delivery, reply="550 no", **KNOWN)
    assert not actions.accept(delivery=delivery, reply="250 OK", **KNOWN)
    assert not actions.claim(delivery=delivery, **KNOWN)
    delivery.refresh_from_db()
    assert (delivery.failed_at, delivery.accepted_at) == (NOW, None)


def test_the_mails_of_a_hop_and_of_a_traceback() -> None:
    post(to=[MERIDIAN, MERIDIAN_BACK_UP])
    post(hop=OTHER_HOP)
    assert [one.delivery.address for one in queries.deliveries(hop=HOP)] == [MERIDIAN.address, MERIDIAN_BACK_UP.address]
    assert len(queries.deliveries(traceback=TRACEBACK)) == 3
    assert queries.deliveries() == []
    assert list(queries.mails_received()) == []
