"""The world's calls played through the real actions: what the portal presents, beside what is true."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction

from hopback.portal.demonstration.play import Play, Played
from hopback.portal.demonstration.stage import Stage
from hopback.portal.notices.models import Delivery
from hopback.portal.tracebacks.models import Deadline, Hop
from hopback.world import ALL_HONEST, AS_FOUND, Behaviour, Call, Network

pytestmark = [pytest.mark.django_db, pytest.mark.once]

STAGES: list[Stage] = []


@pytest.fixture(scope="module")
def honest() -> Network:
    return Network.build(seed=1, calls=60, mix=ALL_HONEST)


@pytest.fixture(scope="module", autouse=True)
def staged(honest: Network, django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The providers are listed once for all tests here; what a test plays is undone."""
    with django_db_blocker.unblock(), transaction.atomic():
        STAGES.append(Stage(honest, min(call.at for call in honest.calls) - timedelta(days=30)))
        yield
        STAGES.clear()
        transaction.set_rollback(True)


def played(network: Network, *calls: Call) -> list[Played]:
    play = Play(network, STAGES[0].for_network(network))
    play.bring(calls, lag=lambda _: timedelta(hours=20))
    play.run()
    return [play.outcome(call) for call in calls]


def with_liar(honest: Network, key: str, behaviour: Behaviour) -> Played:
    return played(honest.with_behaviour(key, behaviour), honest.calls[0])[0]


def test_the_pictured_call_is_traced_to_its_true_origin(honest: Network) -> None:
    """A1.4, A1.5, A3.7: its designations are those of the document."""
    (found,) = played(honest, honest.calls[0])
    assert tuple(found.path) == found.call.path
    assert found.outcome == "origin_found"
    assert found.designations[3:] == [["U.S. Point of Entry"], ["Foreign Point of Departure"], ["International Origin"]]
    assert Deadline.objects.filter(fired_at=None, dropped_at=None).count() == 0


@pytest.mark.parametrize(
    ("key", "behaviour", "outcome"),
    [
        ("meridian-transit", Behaviour.BLAMES_AN_INNOCENT, "contradicted"),
        ("meridian-transit", Behaviour.DENIES, "contradicted"),
        ("meridian-transit", Behaviour.CLAIMS_IT, "contradicted"),
        ("harbor-voice", Behaviour.INVENTS_A_PROVIDER, "no_response"),
        ("harbor-voice", Behaviour.SILENT, "no_response"),
        ("cardinal-wireless", Behaviour.DENIES, "not_found"),
    ],
)
def test_a_lie_is_flagged_or_leads_nowhere(honest: Network, key: str, behaviour: Behaviour, outcome: str) -> None:
    """A3.4: no wrong path is presented as found."""
    found = with_liar(honest, key, behaviour)
    assert found.outcome == outcome
    assert tuple(found.path) != found.call.path


@pytest.mark.parametrize("behaviour", [Behaviour.SLOW, Behaviour.MISTAKEN])
def test_the_late_and_the_mistaken_come_right_in_the_end(honest: Network, behaviour: Behaviour) -> None:
    found = with_liar(honest, "meridian-transit", behaviour)
    assert tuple(found.path) == found.call.path
    assert found.outcome == "origin_found"


def test_skylines_mail_bounces_and_its_back_up_answers(honest: Network) -> None:
    """A3.8: No contact, then the back-up."""
    call = next(call for call in honest.calls if "skyline-voip" in call.path)
    (found,) = played(honest, call)
    assert found.outcome == "origin_found"
    hop = Hop.objects.get(traceback=found.traceback, provider__name__startswith="Skyline")
    assert hop.no_contact_at is not None
    accepted = Delivery.objects.filter(notice__hop=hop.public_id, accepted_at__isnull=False)
    assert set(accepted.values_list("role", flat=True)) == {"back-up"}


def test_a_provider_that_nobody_can_reach_is_closed_each_time_it_is_named(honest: Network) -> None:
    """A3.6: the second time no mail goes out at all, and the clock runs all the same."""
    liar = honest.with_behaviour("harbor-voice", Behaviour.INVENTS_A_PROVIDER)
    calls = [call for call in honest.calls if "harbor-voice" in call.path[:-1]][:2]
    found = played(liar, *calls)
    assert [one.outcome for one in found] == ["no_response", "no_response"]
    ends = [Hop.objects.filter(traceback=one.traceback).order_by("position").last() for one in found]
    assert ends[0].provider == ends[1].provider
    assert all(hop.no_contact_at and hop.received_at for hop in ends)


def test_the_clock_of_a_hop_starts_when_its_mail_is_accepted(honest: Network) -> None:
    """XA.3"""
    (found,) = played(honest, honest.calls[0])
    for hop in Hop.objects.filter(traceback=found.traceback):
        accepted = Delivery.objects.filter(notice__hop=hop.public_id, notice__kind="request")
        assert [one.accepted_at for one in accepted] == [hop.received_at]


def test_a_play_of_the_network_as_found_has_no_clean_wrong_path() -> None:
    network = Network.build(seed=1, calls=12, mix=AS_FOUND)
    found = played(network, *network.calls)
    clean = [one for one in found if one.outcome == "origin_found"]
    assert clean
    assert all(tuple(one.path) == one.call.path for one in clean)
