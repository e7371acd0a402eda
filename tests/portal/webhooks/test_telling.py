"""What happens to a hop is told to its own provider's machines, in the same transaction (A3.2, A3.11)."""

import json
from datetime import timedelta

import pytest
from django.db import transaction

from hopback.portal.accounts.models import User
from hopback.portal.accounts.viewer import SYSTEM, of_user
from hopback.portal.providers import actions as providers
from hopback.portal.providers.models import Provider
from hopback.portal.tracebacks import actions as tracebacks
from hopback.portal.tracebacks.models import Traceback
from hopback.portal.webhooks import actions
from hopback.portal.webhooks.models import Delivery
from tests.portal.factories import NOW, make_provider_person, make_staff
from tests.portal.tracebacks import staged

from .conftest import EVENTS

pytestmark = pytest.mark.django_db
URL = "http://127.0.0.1:9/"


@pytest.fixture
def rosa() -> User:
    return make_staff()


@pytest.fixture
def path() -> list[Provider]:
    """Everybody on it listens."""
    found = staged.the_five()
    for provider in found:
        person = make_provider_person(
            provider, f"Desk of {provider.name}", email=f"{provider.public_id}@people.example"
        )
        actions.add_endpoint(url=URL + provider.public_id, events=EVENTS, by=of_user(person), now=NOW)
    return found


def told(provider: Provider) -> list[tuple[str, str]]:
    """(event, hop) in order, as it stands in the bodies."""
    rows = Delivery.objects.filter(endpoint__party=provider.public_id).order_by("pk")
    bodies = [json.loads(row.body) for row in rows]
    assert all(set(body) == {"type", "timestamp", "data"} and set(body["data"]) == {"hop"} for body in bodies)
    return [(body["type"], body["data"]["hop"]) for body in bodies]


def hop_of(traceback: Traceback, position: int) -> str:
    return traceback.hops.get(position=position).public_id


def test_each_provider_hears_of_its_own_hop_and_of_no_other(path: list[Provider], rosa: User) -> None:
    traceback = staged.traced(path[:3], rosa, opened_at=NOW)
    staged.answered(traceback, NOW + timedelta(hours=6), kind="originated", customer={"name": "Lark Dialing LLC"})
    for place, provider in enumerate(path[:3], 1):
        own = hop_of(traceback, place)
        assert told(provider) == [("hop.asked", own), ("traceback.closed", own)]
    assert told(path[3]) == []


def test_a_reminder_is_told_by_the_clock_and_by_hand(path: list[Provider], rosa: User) -> None:
    traceback = staged.traced(path[:1], rosa, opened_at=NOW)
    tracebacks.tick(now=NOW + timedelta(hours=13))
    tracebacks.remind(hop=staged.waiting(traceback), by=of_user(rosa), now=NOW + timedelta(hours=14))
    assert [event for event, _ in told(path[0])] == ["hop.asked", "hop.reminded", "hop.reminded"]


def test_a_withdrawn_traceback_has_closed_for_those_who_were_asked(path: list[Provider], rosa: User) -> None:
    traceback = staged.traced(path[:2], rosa, opened_at=NOW)
    tracebacks.withdraw(traceback=traceback, reason="Told twice.", by=of_user(rosa), now=NOW + timedelta(hours=3))
    assert [told(one)[-1][0] for one in path[:2]] == ["traceback.closed"] * 2


def test_silence_closes_it_for_everybody_on_the_path(path: list[Provider], rosa: User) -> None:
    staged.traced(path[:2], rosa, opened_at=NOW)
    for hours in (15, 23, 28, 53):
        tracebacks.tick(now=NOW + timedelta(hours=hours))
    assert [event for event, _ in told(path[1])] == [
        "hop.asked", "hop.reminded", "hop.reminded", "traceback.closed",
    ]  # fmt: skip
    assert [event for event, _ in told(path[0])] == ["hop.asked", "traceback.closed"]


def test_a_provider_that_is_not_asked_hears_nothing(path: list[Provider], rosa: User) -> None:
    """A1.9: the trace ends at a provider found non-cooperative, which nobody tells."""
    providers.write_non_cooperative(provider=path[2], reasons="Never answers.", by=of_user(rosa), now=NOW)
    staged.traced(path[:3], rosa, opened_at=NOW)
    assert told(path[2]) == []
    assert [event for event, _ in told(path[0])] == ["hop.asked", "traceback.closed"]


def test_what_did_not_happen_is_not_told(path: list[Provider], rosa: User) -> None:
    class Stopped(Exception):  # noqa: N818 - it reads as what happened
        pass

    def half_done() -> None:
        with transaction.atomic():
            staged.traced(path[:1], rosa, opened_at=NOW)
            assert told(path[0])
            raise Stopped

    with pytest.raises(Stopped):
        half_done()
    assert told(path[0]) == []


def test_the_clock_starts_with_mail_or_fetching_and_not_with_an_event(path: list[Provider], rosa: User) -> None:
    """XA.3."""
    opened = tracebacks.open_traceback(candidate=staged.candidate(path[0]), by=of_user(rosa), now=NOW)
    for row in Delivery.objects.select_related("endpoint"):
        assert actions.claim(delivery=row, by=SYSTEM, now=NOW)
    assert staged.waiting(opened).received_at is None
