"""Moments at which something happens by itself: once, never early, and one that fails holds up no other."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError

from hopback.portal.accounts.viewer import SYSTEM
from hopback.portal.ground import actions, appointments
from hopback.portal.ground.models import Appointment
from tests.portal.factories import NOW

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def rung() -> Iterator[list[str]]:
    """A bell that rings when its time has come, and one that breaks."""
    heard: list[str] = []

    def ring(*, about: str, by: Any, now: Any) -> None:
        heard.append(about)

    def breaks(*, about: str, by: Any, now: Any) -> None:
        raise RuntimeError(about)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(appointments, "_happens", {"bell": ring, "broken bell": breaks})
        yield heard


def appoint(kind: str, about: str, hours: int) -> None:
    actions.appoint(kind=kind, about=about, due_at=NOW + hours * HOUR, by=SYSTEM, now=NOW)


def sweep(hours: int) -> int:
    return actions.sweep(by=SYSTEM, now=NOW + hours * HOUR)


def test_it_happens_when_its_time_has_come_and_once(rung: list[str]) -> None:
    appoint("bell", "noon", 2)
    assert (sweep(1), rung) == (0, [])
    assert (sweep(2), rung) == (1, ["noon"])
    assert (sweep(3), rung) == (0, ["noon"])


def test_a_new_appointment_takes_the_place_of_the_old_one(rung: list[str]) -> None:
    appoint("bell", "noon", 1)
    appoint("bell", "noon", 5)
    assert (sweep(2), sweep(5), rung) == (0, 1, ["noon"])


def test_one_that_is_dropped_does_not_happen(rung: list[str]) -> None:
    appoint("bell", "noon", 1)
    actions.drop_appointments(kinds=["bell"], about="noon", by=SYSTEM, now=NOW)
    assert (sweep(2), rung) == (0, [])


def test_one_that_fails_holds_up_no_other_and_is_tried_again(rung: list[str]) -> None:
    appoint("broken bell", "tower", 1)
    appoint("bell", "noon", 2)
    assert (sweep(3), rung) == (1, ["noon"])
    assert Appointment.objects.get(about="tower").kept_at is None


def test_a_kind_that_nobody_keeps_waits(rung: list[str]) -> None:
    appoint("gong", "dinner", 1)
    assert sweep(2) == 0
    assert Appointment.objects.get().kept_at is None


def test_none_is_kept_early() -> None:
    with pytest.raises(IntegrityError):
        Appointment.objects.create(kind="bell", about="noon", due_at=NOW + HOUR, kept_at=NOW)
