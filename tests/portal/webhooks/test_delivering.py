"""An event reaches the receiver: signed, tried again, given up after three days."""

from collections.abc import Callable
from datetime import timedelta
from email import message_from_bytes

import pytest
from standardwebhooks import Webhook, WebhookVerificationError
from werkzeug import Response

from hopback.portal.accounts.models import Role, User
from hopback.portal.accounts.viewer import of_user
from hopback.portal.logbook.models import Entry
from hopback.portal.notices import letter
from hopback.portal.notices.models import Delivery as Mail
from hopback.portal.providers.models import Provider
from hopback.portal.webhooks import actions, patience
from hopback.portal.webhooks.models import Delivery, Endpoint
from hopback.portal.webhooks.worker import Worker
from tests.portal.factories import NOW, make_provider_person
from tests.portal.tracebacks import staged

from .conftest import Receiver, Times
from .told import HOP, NO, YES, asked

pytestmark = pytest.mark.django_db


def verbs() -> list[str]:
    return list(Entry.objects.filter(verb__startswith="webhook.").order_by("seq").values_list("verb", flat=True))


def test_the_receiver_gets_a_signed_event_with_an_id_and_nothing_else(
    endpoint: Endpoint, receiver: Receiver, harbor: Provider, worker: Worker
) -> None:
    asked(harbor)
    assert worker.deliver_due() == 1
    event_id, event = receiver.got[0]
    assert event == {"type": "hop.asked", "timestamp": "2026-10-20T14:06:00Z", "data": {"hop": HOP}}
    row = Delivery.objects.get()
    assert (row.event_id, row.accepted_at, row.status, row.attempts) == (event_id, NOW, 204, 1)
    assert event_id.startswith("evt_")


def test_a_signature_with_another_secret_is_not_ours(endpoint: Endpoint, receiver: Receiver) -> None:
    headers = {"webhook-id": "evt_1", "webhook-timestamp": "1", "webhook-signature": "v1,AAAA"}
    with pytest.raises(WebhookVerificationError):
        Webhook(receiver.secrets[0]).verify(b"{}", headers)


def test_two_webhooks_of_one_provider_get_the_same_event(
    endpoint: Endpoint, receiver: Receiver, harbor: Provider, dana: User, worker: Worker
) -> None:
    actions.add_endpoint(url=receiver.url + "?second", events=["hop.asked"], by=of_user(dana), now=NOW)
    receiver.secrets.clear()
    receiver.server.expect_request("/hopback", query_string="second").respond_with_data("")
    asked(harbor)
    assert Delivery.objects.values_list("event_id", flat=True).distinct().count() == 1
    assert Delivery.objects.count() == 2


def test_nobody_is_told_of_what_they_did_not_want(endpoint: Endpoint, harbor: Provider) -> None:
    Endpoint.objects.update(events=["traceback.closed"])
    asked(harbor)
    asked(staged.listed("Sable Route Ltd."))
    assert not Delivery.objects.exists()


def test_a_receiver_that_fails_is_asked_again_ever_more_rarely(
    endpoint: Endpoint, receiver: Receiver, harbor: Provider, worker: Worker, times: Times
) -> None:
    receiver.answers = [500, 503, 404]
    asked(harbor)
    waits = []
    for _ in range(3):
        worker.deliver_due()
        row = Delivery.objects.get()
        assert row.next_try_at is not None
        waits.append(row.next_try_at - times.now)
        assert worker.deliver_due() == 0, "not before its time"
        times.now = row.next_try_at
    worker.deliver_due()
    assert [event_id for event_id, _ in receiver.got] == [Delivery.objects.get().event_id] * 4
    assert Delivery.objects.get().accepted_at == times.now
    for wait, usual in zip(waits, (5, 15, 45), strict=True):
        assert 0.8 * usual <= wait.total_seconds() <= 1.2 * usual


def test_a_receiver_says_when_to_come_back(
    endpoint: Endpoint, receiver: Receiver, harbor: Provider, worker: Worker
) -> None:
    receiver.answers = [Response(status=429, headers={"Retry-After": "600"})]
    asked(harbor)
    worker.deliver_due()
    assert Delivery.objects.get().next_try_at == NOW + timedelta(minutes=10)


def test_patience_lasts_three_days() -> None:
    moment, tries = NOW, 1
    while (again := patience.next_try("evt_x", tries, made_at=NOW, now=moment)) is not None:
        assert again > moment
        moment, tries = again, tries + 1
    assert timedelta(days=2) < moment - NOW <= timedelta(days=3)
    assert 12 <= tries <= 16


def test_a_receiver_silent_for_three_days_is_disabled_and_its_administrators_are_told(
    endpoint: Endpoint,
    receiver: Receiver,
    harbor: Provider,
    dana: User,
    workers: Callable[..., Worker],
    times: Times,
) -> None:
    make_provider_person(harbor, "Jules Pruitt", role=Role.MEMBER)
    worker = workers(lambda parcel: NO)
    asked(harbor)
    while row := Delivery.objects.filter(next_try_at__isnull=False).first():
        times.now = row.next_try_at
        worker.deliver_due()
    endpoint.refresh_from_db()
    assert endpoint.disabled_why == "failing"
    assert verbs() == ["webhook.added", "webhook.given_up", "webhook.disabled"]
    mail = Mail.objects.get(notice__kind="webhook_disabled")
    assert mail.address == dana.email
    text = message_from_bytes(letter.write(mail.notice, now=times.now)).as_string()
    assert "accepted nothing for three days" in text
    assert "/hopback" not in mail.notice.text, "an address may hold a secret of its owner"
    assert f"/webhooks/{endpoint.public_id}/" in mail.notice.text
    asked(harbor, times=times)
    assert not Delivery.objects.filter(next_try_at__isnull=False).exists()


def test_one_event_that_is_never_taken_does_not_silence_the_others(
    endpoint: Endpoint, harbor: Provider, workers: Callable[..., Worker], times: Times
) -> None:
    """The receiver takes everything but one event, which it has no words for."""
    worker = workers(lambda parcel: NO if '"hop_bad' in parcel.body else YES)
    asked(harbor, "hop_badbadbadbad")
    while row := Delivery.objects.filter(next_try_at__isnull=False).first():
        times.now = row.next_try_at
        asked(harbor, "hop_goodgoodgood", times)
        worker.deliver_due()
    endpoint.refresh_from_db()
    assert endpoint.disabled_at is None
    assert verbs() == ["webhook.added", "webhook.given_up"]


def test_410_disables_at_once_and_drops_what_waits(
    endpoint: Endpoint, receiver: Receiver, harbor: Provider, worker: Worker, times: Times
) -> None:
    receiver.answers = [500, 410]
    asked(harbor, "hop_firstfirstfi")
    worker.deliver_due()
    asked(harbor, "hop_secondsecond", times)
    worker.deliver_due()
    endpoint.refresh_from_db()
    assert endpoint.disabled_why == "gone"
    ends = {row.event_id: (row.given_up_at, row.dropped_at) for row in Delivery.objects.all()}
    assert sorted(map(str, ends.values())) == sorted(map(str, [(NOW, None), (None, NOW)]))
    assert Mail.objects.filter(notice__kind="webhook_disabled").count() == 1


def test_an_enabled_one_hears_again_of_what_happens_from_then_on(
    endpoint: Endpoint, receiver: Receiver, harbor: Provider, dana: User, worker: Worker
) -> None:
    receiver.answers = [410]
    asked(harbor)
    worker.deliver_due()
    actions.enable_endpoint(endpoint=endpoint, by=of_user(dana), now=NOW)
    asked(harbor, "hop_afterwardsok")
    assert worker.deliver_due() == 1
    assert receiver.got[-1][1]["data"]["hop"] == "hop_afterwardsok"


def test_for_a_day_both_secrets_sign(
    endpoint: Endpoint, receiver: Receiver, harbor: Provider, dana: User, worker: Worker, times: Times
) -> None:
    old = receiver.secrets[0]
    new = actions.rotate_secret(endpoint=endpoint, by=of_user(dana), now=NOW)
    receiver.secrets = [old, new]  # each of them verifies what arrives
    asked(harbor)
    worker.deliver_due()
    assert len(receiver.got) == 1
    times.later(hours=24, seconds=1)
    receiver.secrets = [new]
    asked(harbor, times=times)
    worker.deliver_due()
    assert len(receiver.got) == 2
    receiver.secrets = [old]
    asked(harbor, times=times)
    worker.deliver_due()
    assert len(receiver.got) == 2
    with pytest.raises(WebhookVerificationError):
        receiver.server.check_handler_errors()


def test_a_test_is_tried_once_and_disables_nothing(
    endpoint: Endpoint, receiver: Receiver, dana: User, worker: Worker
) -> None:
    receiver.answers = [500]
    sent = actions.send_test(endpoint=endpoint, by=of_user(dana), now=NOW)
    worker.deliver_due()
    sent.refresh_from_db()
    endpoint.refresh_from_db()
    assert (sent.given_up_at, sent.fault, endpoint.disabled_at) == (NOW, "Answered 500.", None)
    assert receiver.got[0][1]["data"] == {"webhook": endpoint.public_id}


def test_a_redirect_is_not_followed(endpoint: Endpoint, receiver: Receiver, harbor: Provider, worker: Worker) -> None:
    receiver.answers = [Response(status=307, headers={"Location": receiver.server.url_for("/elsewhere")})]
    asked(harbor)
    worker.deliver_due()
    row = Delivery.objects.get()
    assert (row.status, row.accepted_at) == (307, None)
    assert "redirects are not followed" in row.fault
    assert [request.path for request, _ in receiver.server.log] == ["/hopback"]
