"""A lie may break a trace, but no wrong path may look clean. Silence and lateness are what they are."""

from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hopback.world import (
    ALL_HONEST,
    LIARS,
    Behaviour,
    Call,
    Kind,
    Network,
    Question,
    Role,
    UnfitBehaviourError,
)
from tests.world.tracer import Trace, trace

ANY_SEED = st.integers(min_value=0, max_value=10_000)
ALL_LIE = dict.fromkeys(LIARS, 0.2) | {Behaviour.MISTAKEN: 0.1}


@pytest.fixture(scope="module")
def honest() -> Network:
    return Network.build(seed=5, calls=400, mix=ALL_HONEST)


@given(seed=ANY_SEED, providers=st.integers(min_value=20, max_value=90))
@settings(max_examples=12)
def test_no_wrong_or_broken_path_looks_clean(seed: int, providers: int) -> None:
    network = Network.build(seed, providers, calls=300)
    for call in network.calls + network.other_calls:
        found = trace(network, call)
        assert not found.clean or tuple(found.path) == call.path, (call, found)


@given(seed=ANY_SEED)
@settings(max_examples=8)
def test_not_even_where_most_who_are_no_members_lie(seed: int) -> None:
    network = Network.build(seed, calls=300, mix=ALL_LIE)
    for call in network.calls:
        found = trace(network, call)
        assert not found.clean or tuple(found.path) == call.path, (call, found)


def through(network: Network, key: str, behaviour: Behaviour) -> list[tuple[Call, Trace]]:
    """Trace every call that this provider passed on, with only this provider behaving so."""
    changed = network.with_behaviour(key, behaviour)
    calls = [call for call in network.calls if key in call.path[1:-1]]
    assert calls
    return [(call, trace(changed, call)) for call in calls]


def test_who_blames_an_innocent_is_denied_by_it(honest: Network) -> None:
    for call, found in through(honest, "meridian-transit", Behaviour.BLAMES_AN_INNOCENT):
        liar = found.path.index("meridian-transit")
        assert found.flags == {"denied", "not_found"}
        assert found.path[liar + 1] != call.path[liar + 1]


@given(seed=ANY_SEED)
@settings(max_examples=6)
def test_the_blamed_never_sent_the_liar_any_such_call(seed: int) -> None:
    network = Network.build(seed, calls=200, mix={Behaviour.BLAMES_AN_INNOCENT: 0.3})
    for call in network.calls:
        for place, key in enumerate(call.path):
            if network.behaviours[key] is Behaviour.BLAMES_AN_INNOCENT and place:
                question = Question.about(call).passed_to(call.path[place - 1])
                reply = network.answer(key, question)
                if reply and reply.upstream:
                    assert network.books[reply.upstream].plausible(question.passed_to(key)) == []


def test_who_denies_leaves_a_call_not_found(honest: Network) -> None:
    for _, found in through(honest, "harbor-voice", Behaviour.DENIES):
        assert found.ended == "not_found"
        assert found.path[-1] != "harbor-voice" or "denied" in found.flags


def test_who_claims_the_call_never_signed_it(honest: Network) -> None:
    for _, found in through(honest, "meridian-transit", Behaviour.CLAIMS_IT):
        assert found.path[-1] == "meridian-transit"
        assert found.ended == "originated"
        assert found.flags == {"signer not on path"}


def test_the_invented_provider_does_not_answer(honest: Network) -> None:
    changed = honest.with_behaviour("harbor-voice", Behaviour.INVENTS_A_PROVIDER)
    call = honest.calls[0]
    reply = changed.answer("harbor-voice", Question.about(call).passed_to("meridian-transit"))
    assert reply is not None
    assert reply.unlisted is not None
    assert changed.bounces(reply.unlisted.email)
    assert changed.provider_at(reply.unlisted.email) is None
    for _, found in through(honest, "harbor-voice", Behaviour.INVENTS_A_PROVIDER):
        assert found.flags == {"dead mailbox"}


def test_the_mistaken_correct_themselves_when_denied(honest: Network) -> None:
    """The portal asks, the named upstream denies, the provider looks again and names the right one."""
    for call, found in through(honest, "blue-ridge-telecom", Behaviour.MISTAKEN):
        assert tuple(found.path) == call.path
        assert found.ended == "originated"
        assert found.flags == {"denied"}


def test_liars_and_the_honest_stand_by_their_answers(honest: Network) -> None:
    call = honest.calls[0]
    question = Question.about(call).passed_to("blue-ridge-telecom")
    for behaviour in Behaviour:
        if behaviour is not Behaviour.MISTAKEN:
            changed = honest.with_behaviour("meridian-transit", behaviour)
            assert changed.told_denied("meridian-transit", question) is None


def test_the_silent_say_nothing(honest: Network) -> None:
    for _, found in through(honest, "blue-ridge-telecom", Behaviour.SILENT):
        assert found.path[-1] == "blue-ridge-telecom"
        assert found.flags == {"no response"}


def test_the_slow_are_right_but_late_and_some_come_after_closing(honest: Network) -> None:
    """XA.3 asks for 24 hours; a traceback closes by itself a day later (A3.6)."""
    calls = [call for call in honest.calls if call.path[-1] != "harbor-voice" and "harbor-voice" in call.path]
    slow = honest.with_behaviour("harbor-voice", Behaviour.SLOW)
    took = [answer_time(slow, call, "harbor-voice") for call in calls]
    day = timedelta(hours=24)
    assert any(after <= day for after in took)
    assert any(day < after <= 2 * day for after in took)
    assert any(after > 2 * day for after in took)
    assert all(trace(slow, call).clean for call in calls)
    assert max(answer_time(honest, call, "harbor-voice") for call in calls) < day


def answer_time(network: Network, call: Call, key: str) -> timedelta:
    downstream = call.path[call.path.index(key) - 1]
    reply = network.answer(key, Question.about(call).passed_to(downstream))
    assert reply is not None
    return reply.after


def test_a_liar_has_nothing_to_hide_about_calls_it_did_not_carry(honest: Network) -> None:
    call = honest.calls[0]
    for behaviour in LIARS:
        changed = honest.with_behaviour("open-plains-wholesale", behaviour)
        reply = changed.answer("open-plains-wholesale", Question.about(call))
        assert reply is not None
        assert reply.kind is Kind.NOT_FOUND


def test_lies_that_could_not_be_caught_are_refused(honest: Network) -> None:
    """A terminating provider reports the signer, a gateway is one: neither may claim a call as its own."""
    for key in ("cardinal-wireless", "harbor-voice", "sable-route"):
        with pytest.raises(UnfitBehaviourError):
            honest.with_behaviour(key, Behaviour.CLAIMS_IT)
    assert all(
        network_role(honest, key) is not Role.RETAIL
        for key, behaviour in Network.build(3, mix=ALL_LIE).behaviours.items()
        if behaviour in LIARS - {Behaviour.DENIES}
    )


def network_role(network: Network, key: str) -> Role:
    return network.provider(key).role


def test_every_behaviour_is_met_in_a_network_as_found() -> None:
    assert set(Network.build(seed=1).behaviours.values()) == set(Behaviour)


def test_the_page_about_the_world_names_every_behaviour() -> None:
    page = (Path(__file__).parents[2] / "docs" / "world.md").read_text(encoding="utf-8")
    assert [each for each in Behaviour if f"`{each}`" not in page] == []
