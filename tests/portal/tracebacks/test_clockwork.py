"""What happens by itself: the clock, the reminders, the closing (A3.6, XA.3)."""

from datetime import UTC, datetime, timedelta

import pytest

from hopback.portal.accounts.viewer import SYSTEM
from hopback.portal.notices import actions as post_office
from hopback.portal.notices.models import Delivery, Notice
from hopback.portal.tracebacks import actions
from hopback.portal.tracebacks.actions import clockwork
from hopback.portal.tracebacks.models import Deadline, Hop
from tests.stories.cast import STAFF, Cast

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 10, 19, 14, 0, tzinfo=UTC)
HOURS = timedelta(hours=1)


def asked(cast: Cast) -> Hop:
    """A traceback whose first request was taken by the provider's mail server."""
    traceback = actions.open_traceback(candidate=cast.candidate(cast.first, MONDAY), by=STAFF, now=MONDAY)
    for delivery in Delivery.objects.filter(accepted_at=None, notice__traceback=traceback.public_id):
        post_office.accept(delivery=delivery, reply="250 OK", by=SYSTEM, now=MONDAY)
    return traceback.hops.get()


def kinds_sent(hop: Hop) -> list[str]:
    return list(Notice.objects.filter(hop=hop.public_id).order_by("pk").values_list("kind", flat=True))


def test_a_silent_provider_is_reminded_twice_told_and_closed() -> None:
    """A3.6, A3.8: at 12 and 20 hours, at the deadline, and 24 hours after it."""
    hop = asked(Cast(MONDAY))
    for hours in (11, 12, 20, 24, 47, 48):
        actions.tick(now=MONDAY + hours * HOURS)
    hop.refresh_from_db()
    assert kinds_sent(hop) == ["request", "reminder", "reminder", "overdue", "closed_no_response"]
    assert hop.state == "no_response"
    assert hop.traceback.closed_at == MONDAY + 48 * HOURS


def test_the_back_up_is_copied_from_the_second_reminder_on() -> None:
    """A3.8, XA.1"""
    hop = asked(Cast(MONDAY))
    actions.tick(now=MONDAY + 12 * HOURS)
    actions.tick(now=MONDAY + 20 * HOURS)
    reminders = Notice.objects.filter(hop=hop.public_id, kind="reminder").order_by("pk")
    assert [one.deliveries.count() for one in reminders] == [1, 2]


def test_after_an_outage_no_reminder_comes_behind_its_deadline() -> None:
    """A late scheduler delays a notice; it does not send three at once."""
    hop = asked(Cast(MONDAY))
    actions.tick(now=MONDAY + 60 * HOURS)
    assert kinds_sent(hop) == ["request", "closed_no_response"]


def test_one_deadline_that_fails_does_not_hold_up_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    cast = Cast(MONDAY)
    broken, whole = asked(cast), asked(cast)
    happens = clockwork.HAPPENS[Deadline.Kind.CLOSE]

    def close(hop: Hop, by: object, now: datetime) -> None:
        if hop.pk == broken.pk:
            raise RuntimeError("the disk is full")
        happens(hop, by, now)  # type: ignore[arg-type]

    monkeypatch.setitem(clockwork.HAPPENS, Deadline.Kind.CLOSE, close)
    actions.tick(now=MONDAY + 48 * HOURS)
    states = dict(Hop.objects.values_list("pk", "state"))
    assert (states[broken.pk], states[whole.pk]) == ("asked", "no_response")
    monkeypatch.setitem(clockwork.HAPPENS, Deadline.Kind.CLOSE, happens)
    actions.tick(now=MONDAY + 48 * HOURS)
    assert Hop.objects.get(pk=broken.pk).state == "no_response"


def test_a_hard_bounce_goes_to_the_back_up_and_then_starts_the_clock() -> None:
    """A3.6, A3.8, XA.1: nobody left to write to is a provider that does not answer promptly."""
    cast = Cast(MONDAY)
    traceback = actions.open_traceback(candidate=cast.candidate(cast.first, MONDAY), by=STAFF, now=MONDAY)
    hop = traceback.hops.get()
    for role in ("primary", "back-up"):
        delivery = Delivery.objects.get(notice__hop=hop.public_id, failed_at=None)
        assert delivery.role == role
        post_office.give_up(delivery=delivery, reply="550 no such user", by=SYSTEM, now=MONDAY)
        hop.refresh_from_db()
        assert hop.no_contact_at == MONDAY
    assert hop.received_at == MONDAY


def test_while_the_fault_may_be_ours_the_clock_does_not_start() -> None:
    """XA.3: no mail server took our mail."""
    cast = Cast(MONDAY)
    traceback = actions.open_traceback(candidate=cast.candidate(cast.first, MONDAY), by=STAFF, now=MONDAY)
    hop = traceback.hops.get()
    for _ in range(2):
        delivery = Delivery.objects.get(notice__hop=hop.public_id, failed_at=None)
        delivery.attempts = 48
        post_office.put_off(delivery=delivery, reply="421 busy", by=SYSTEM, now=MONDAY)
    hop.refresh_from_db()
    assert (hop.no_contact_at, hop.received_at) == (MONDAY, None)
