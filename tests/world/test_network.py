"""What every network keeps: routes, a record at each hop, one signature, numbers nobody owns, its seed."""

import hashlib
import re
import time
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hopback.world import ALL_HONEST, Behaviour, Call, Network, Question, Role, Shape

FICTIONAL = re.compile(r"\+1[2-9]\d\d55501\d\d|\+442079460\d{3}")
DOCUMENTATION = ("192.0.2.", "198.51.100.", "203.0.113.")

SEED_ONE = "1167021fce1337c0"

networks = st.builds(
    Network.build,
    seed=st.integers(min_value=0, max_value=10_000),
    providers=st.integers(min_value=20, max_value=120),
    calls=st.just(150),
)


def all_calls(network: Network) -> tuple[Call, ...]:
    return network.calls + network.other_calls


@given(network=networks)
@settings(max_examples=12)
def test_true_paths_follow_the_routes(network: Network) -> None:
    routes = {(route.sender, route.receiver) for route in network.routes}
    assert len(routes) == len(network.routes)
    for call in all_calls(network):
        assert {(sender, receiver) for receiver, sender in pairwise(call.path)} <= routes
        assert network.provider(call.path[0]).role is Role.RETAIL


@given(network=networks)
@settings(max_examples=12)
def test_calls_enter_the_us_through_gateways_only(network: Network) -> None:
    for call in all_calls(network):
        for receiver, sender in pairwise(call.path):
            if network.provider(sender).foreign and not network.provider(receiver).foreign:
                assert network.provider(receiver).role is Role.GATEWAY


@given(network=networks)
@settings(max_examples=12)
def test_shapes_are_what_their_names_say(network: Network) -> None:
    """A1.4: a call that leaves and comes back can have two points of entry."""
    entries = {Shape.FOREIGN: 1, Shape.RETURNING: 1, Shape.TWO_ENTRIES: 2, Shape.DOMESTIC: 0}
    for call in all_calls(network):
        foreign = [network.provider(key).foreign for key in call.path]
        entered = sum(there and not here for here, there in pairwise(foreign))
        repeated = len(call.path) - len(set(call.path))
        assert repeated == (1 if call.shape is Shape.LOOP else 0)
        if call.shape is not Shape.LOOP:
            assert entered == entries[call.shape]
            assert foreign[-1] == (call.shape in (Shape.FOREIGN, Shape.TWO_ENTRIES))


@given(network=networks)
@settings(max_examples=12)
def test_each_hop_has_a_record_of_the_call(network: Network) -> None:
    for call in network.calls:
        question = Question.about(call)
        for place, key in enumerate(call.path):
            upstream = call.path[place + 1] if place + 1 < len(call.path) else ""
            asked = question.passed_to(call.path[place - 1]) if place else question
            assert {record.ingress for record in network.books[key].plausible(asked)} == {upstream}


@given(network=networks)
@settings(max_examples=12)
def test_the_signer_is_the_us_origin_or_the_first_gateway_and_stands_on_the_path_once(
    network: Network,
) -> None:
    for call in all_calls(network):
        keys = [key for key in call.path if network.provider(key).ocn == call.signer]
        assert keys == [call.path[call.signed_at]]
        if network.provider(call.origin).foreign:
            assert call.attestation == "C"
            assert network.provider(keys[0]).role is Role.GATEWAY
            assert all(network.provider(key).foreign for key in call.path[call.signed_at + 1 :])
        else:
            assert keys == [call.origin]
            assert call.attestation in "AB"


@given(network=networks)
@settings(max_examples=12)
def test_the_signature_reaches_the_terminating_provider(network: Network) -> None:
    for call in network.calls:
        (first, *_) = network.books[call.path[0]].plausible(Question.about(call))
        assert (first.signer, first.attestation) == (call.signer, call.attestation)


@given(network=networks)
@settings(max_examples=12)
def test_nobody_real_can_be_reached(network: Network) -> None:
    for call in all_calls(network):
        assert re.fullmatch(r"\+1[2-9]\d\d55501\d\d", call.called)
        assert call.called[2:5] in network.provider(call.path[0]).area_codes
    for provider in network.providers:
        assert provider.domain.endswith(".example")
        for person in (provider.contact, provider.backup):
            assert FICTIONAL.fullmatch(person.phone)
            assert person.email.endswith(f"@{provider.domain}")
    assert all(route.source_ip.startswith(DOCUMENTATION) for route in network.routes)


@given(network=networks)
@settings(max_examples=8)
def test_keys_numbers_and_mailboxes_are_unique(network: Network) -> None:
    providers = network.providers
    for values in (
        [p.key for p in providers],
        [p.name for p in providers],
        [p.ocn for p in providers],
        [person.email for p in providers for person in (p.contact, p.backup)],
        [call.id for call in all_calls(network)],
        [(call.calling, call.called) for call in network.calls],
    ):
        assert len(set(values)) == len(values)
    assert all(network.provider_at(p.backup.email) == p for p in providers)
    assert all(network.by_ocn(p.ocn) == p for p in providers)


@given(seed=st.integers(min_value=0, max_value=10_000))
@settings(max_examples=6)
def test_a_seed_gives_the_same_network_and_the_same_answers(seed: int) -> None:
    once, again = (Network.build(seed, calls=60) for _ in range(2))
    assert once == again
    for call in once.calls:
        question = Question.about(call)
        assert once.answer(call.path[0], question) == again.answer(call.path[0], question)
    assert once.calls != Network.build(seed + 1, calls=60).calls


def test_a_published_seed_keeps_its_meaning() -> None:
    """Fails when a change alters what seed 1 plays, on any machine and Python: then the changelog says so."""
    network = Network.build(seed=1, calls=200)
    told = [repr((call.calling, call.called, call.at, call.path, call.attestation)) for call in network.calls]
    told += [f"{key} {behaviour}" for key, behaviour in network.behaviours.items()]
    told += [repr(network.answer(call.path[0], Question.about(call))) for call in network.calls]
    assert hashlib.sha256("\n".join(told).encode()).hexdigest()[:16] == SEED_ONE


def test_calls_end_before_the_time_told() -> None:
    until = datetime(2026, 3, 1, 12, tzinfo=UTC)
    network = Network.build(seed=4, calls=300, until=until)
    assert all(until - timedelta(days=11) < call.at < until for call in network.calls)
    assert all(call.at < until for call in network.other_calls)
    with pytest.raises(ValueError, match="time zone"):
        Network.build(seed=4, until=until.replace(tzinfo=None))


def test_a_network_has_a_size() -> None:
    with pytest.raises(ValueError, match="20 to 400 providers"):
        Network.build(providers=5)
    with pytest.raises(ValueError, match="calls"):
        Network.build(calls=0)
    assert len(Network.build(calls=5000, providers=20).calls) == 5000
    assert len(Network.build(providers=400, calls=10).providers) == 400


@given(network=networks)
@settings(max_examples=6)
def test_a_trace_begins_at_a_member_and_members_neither_lie_nor_keep_silent(network: Network) -> None:
    assert all(network.provider(call.path[0]).member for call in network.calls)
    members = {network.behaviours[each.key] for each in network.providers if each.member}
    assert members <= {Behaviour.HONEST, Behaviour.SLOW, Behaviour.MISTAKEN}


def test_skyline_answers_only_through_its_back_up() -> None:
    network = Network.build(seed=1)
    skyline = network.provider("skyline-voip")
    assert network.bounces(skyline.contact.email)
    assert not network.bounces(skyline.backup.email)
    assert not network.bounces("traceback@cardinalwireless.example")


def test_a_thousand_calls_are_built_in_two_seconds() -> None:
    began = time.process_time()
    network = Network.build(seed=1, calls=1000, mix=ALL_HONEST)
    assert len(network.calls) == 1000
    assert time.process_time() - began < 2
