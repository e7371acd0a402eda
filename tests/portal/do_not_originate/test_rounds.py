"""Twice a year each recipient is asked, chased, and heard by a link that is good once (XB.4)."""

from datetime import date, timedelta

import pytest
import time_machine
from django.http import Http404
from django.test import Client
from django.urls import reverse

from hopback.portal.accounts.models import MailedLink
from hopback.portal.accounts.viewer import SYSTEM
from hopback.portal.do_not_originate import actions
from hopback.portal.do_not_originate.models import Confirmation, Conflict
from hopback.portal.ground import actions as ground
from hopback.portal.ground import capability
from hopback.portal.logbook.models import Entry, Payload
from hopback.portal.notices import actions as notices
from hopback.portal.notices.models import Notice
from hopback.portal.notices.queries import RETRY_EVERY, TRIES
from tests.portal.do_not_originate import staged
from tests.portal.do_not_originate.staged import DAY
from tests.portal.factories import NOW, make_team

pytestmark = pytest.mark.django_db
FIRST = date(2027, 4, 20)


def mails() -> list[Notice]:
    return list(Notice.objects.filter(kind=actions.MAIL).order_by("pk"))


def path_of(confirmation: Confirmation) -> str:
    token = capability.token_for(staged.link_of(confirmation).nonce)
    return reverse("do_not_originate:confirm", args=[token])


def through(first: int, last: int) -> None:
    """Every day from one to the other, as the tick goes; a day twice is once."""
    for number in range(first, last):
        for _ in range(2):
            ground.sweep(by=SYSTEM, now=NOW + number * DAY)


def test_it_is_asked_each_half_year_and_once_a_round_XB_4() -> None:
    listing = staged.office(make_team())
    through(0, 2 * 366)
    found = list(Confirmation.objects.order_by("round"))
    assert [one.due_on for one in found] == [FIRST, date(2027, 10, 20), date(2028, 4, 20), date(2028, 10, 20)]
    assert all(one.asked_at.date() - one.due_on <= DAY for one in found)
    assert [one.chased for one in found[:3]] == [3, 3, 3]
    assert listing.recipient.contact_email not in str(list(Payload.objects.values_list("body", flat=True)))


def test_after_a_year_without_a_tick_the_latest_round_is_asked_and_none_twice_XB_4() -> None:
    staged.office(make_team())
    through(400, 402)
    assert [one.round for one in Confirmation.objects.all()] == [2]
    through(402, 410)
    assert Confirmation.objects.count() == 1


def test_a_recipient_confirms_on_its_page_and_the_link_is_dead_XB_4(client: Client) -> None:
    listing = staged.office(make_team())
    confirmation = staged.asked(listing.recipient, NOW + 183 * DAY)
    path, at = path_of(confirmation), confirmation.asked_at + DAY
    with time_machine.travel(at, tick=False):
        page = client.get(path)
        assert (page.status_code, "+1 800 555 0140" in page.content.decode()) == (200, True)
        confirmation.refresh_from_db()
        assert confirmation.confirmed_at is None, "looking confirms nothing"
        assert client.post(path, {"name": "Ada Lind"}).status_code == 422
        assert client.post(path, {listing.public_id: "yes"}).status_code == 422
        said = {listing.public_id: "yes", "name": "Ada Lind, Deputy Commissioner"}
        assert client.post(path, said).status_code == 200
        assert [client.get(path).status_code, client.post(path, said).status_code] == [410, 410]
        assert client.get(path[:-5] + "aaaa/").status_code == 404
    confirmation.refresh_from_db()
    assert (confirmation.confirmed_at, confirmation.confirmed_by) == (at, "Ada Lind, Deputy Commissioner")
    through(184, 220)
    assert len(mails()) == 1, "who has confirmed is not chased"
    with pytest.raises(Http404):
        actions.confirm(confirmation=confirmation, link=staged.link_of(confirmation), said={}, name="x", by=SYSTEM,
                        now=NOW)  # fmt: skip


def test_what_no_longer_holds_raises_a_conflict_XB_1_XB_4() -> None:
    listing = staged.office(make_team())
    confirmation = staged.asked(listing.recipient, NOW + 183 * DAY)
    staged.confirmed(confirmation, confirmation.asked_at + DAY, holds=False, words="We call back from it now.")
    found = Conflict.objects.get()
    assert (found.listing, found.kind, found.words) == (listing, "recipient", "We call back from it now.")


def test_mail_that_comes_back_is_flagged_and_another_address_gets_the_same_round_XB_4() -> None:
    by = make_team()
    listing = staged.office(by)
    confirmation = staged.asked(listing.recipient, NOW + 183 * DAY)
    delivery, dead = mails()[0].deliveries.get(), path_of(confirmation)
    notices.give_up(delivery=delivery, reply="550 no such user", by=SYSTEM, now=confirmation.asked_at)
    through(184, 200)
    assert len(mails()) == 1, "nothing more is sent to an address from which mail comes back"
    listing.recipient.refresh_from_db()
    assert listing.recipient.unreachable_since == confirmation.asked_at
    told = {"contact_name": "Jo Park", "contact_email": "Jo@revenue.example", "by": by}
    actions.change_contact(recipient=listing.recipient, **told, now=NOW + 200 * DAY)
    assert [one.deliveries.get().address for one in mails()] == ["ada@revenue.example", "jo@revenue.example"]
    with time_machine.travel(NOW + 200 * DAY, tick=False):
        assert [Client().get(one).status_code for one in (dead, path_of(confirmation))] == [404, 200]
    assert Confirmation.objects.count() == 1


def test_a_mail_server_that_is_out_for_hours_loses_no_round_XB_4() -> None:
    listing = staged.office(make_team())
    confirmation = staged.asked(listing.recipient, NOW + 183 * DAY)
    delivery, at = mails()[0].deliveries.get(), confirmation.asked_at
    for _ in range(TRIES):
        at += RETRY_EVERY
        delivery.refresh_from_db()
        assert notices.claim(delivery=delivery, by=SYSTEM, now=at)
        notices.put_off(delivery=delivery, reply="451 later", by=SYSTEM, now=at)
    delivery.refresh_from_db()
    assert delivery.failed_at is not None
    ground.sweep(by=SYSTEM, now=at + timedelta(hours=12))
    assert len(mails()) == 2
    assert MailedLink.objects.filter(about=confirmation.public_id).count() == 1, "the same link, in the same round"
    assert Entry.objects.filter(verb="do_not_originate.asked").count() == 1
