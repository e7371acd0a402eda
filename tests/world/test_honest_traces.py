"""Where everybody is honest, every trace ends at the true origin: clocks, number forms and redials or not."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hopback.world import ALL_HONEST, Call, Kind, Network, Question, Shape
from tests.world.tracer import trace

ANY_SEED = st.integers(min_value=0, max_value=10_000)


@pytest.fixture(scope="module")
def thousand() -> Network:
    return Network.build(seed=1, calls=1000, mix=ALL_HONEST)


def test_a_thousand_of_a_thousand_traces_find_the_true_path(thousand: Network) -> None:
    """A3.4: the trace goes on until the originating provider is identified."""
    traces = {call.id: trace(thousand, call) for call in thousand.calls}
    wrong = [call for call in thousand.calls if tuple(traces[call.id].path) != call.path]
    assert wrong == []
    assert all(found.clean for found in traces.values())


@given(seed=ANY_SEED, providers=st.integers(min_value=20, max_value=90))
@settings(max_examples=12)
def test_honest_answers_retrace_every_path(seed: int, providers: int) -> None:
    network = Network.build(seed, providers, calls=300, mix=ALL_HONEST)
    for call in network.calls + network.other_calls:
        found = trace(network, call)
        assert found.clean, (call, found)
        assert tuple(found.path) == call.path


def test_the_thousand_calls_are_hard_ones(thousand: Network) -> None:
    """The proof above is worth something only if the records really are skewed, odd and repeated."""
    hours_off = [key for key, s in thousand.switches.items() if abs(s.skew.total_seconds()) > 1800]
    styles = {switch.style for switch in thousand.switches.values()}
    redials = [call for call in thousand.other_calls if "redial" in call.id]
    other_days = [call for call in thousand.other_calls if call.id.endswith("another-day")]
    shapes = Counter(call.shape for call in thousand.calls)
    assert hours_off
    assert len(styles) == 8
    assert len(redials) > 500
    assert len(other_days) > 50
    assert set(shapes) == set(Shape)
    assert {len(call.path) for call in thousand.calls if call.shape is Shape.DOMESTIC} >= {2, 3, 4, 5, 6}


def test_the_same_pair_on_another_day_is_another_call(thousand: Network) -> None:
    by_id = {call.id: call for call in thousand.calls}
    pairs = [
        (other, by_id[other.id.removesuffix("-another-day")])
        for other in thousand.other_calls
        if other.id.endswith("-another-day")
    ]
    elsewhere = [(other, call) for other, call in pairs if other.path != call.path]
    assert elsewhere
    for other, call in elsewhere:
        assert (other.calling, other.called) == (call.calling, call.called)
        assert tuple(trace(thousand, other).path) == other.path


def test_the_front_page_call_runs_from_nilgiri_to_cardinal_in_every_network() -> None:
    for seed in (1, 2, 3):
        call = Network.build(seed, calls=1).calls[0]
        assert call.path == (
            "cardinal-wireless",
            "blue-ridge-telecom",
            "meridian-transit",
            "harbor-voice",
            "sable-route",
            "nilgiri-contact",
        )
        assert call.called == "+15135550168"
        assert call.campaign == "SSA-KindlyPressOne"


def test_sable_route_is_named_by_its_contact_details(thousand: Network) -> None:
    """A3.3: an upstream that is not in the portal is taken in from what its downstream tells."""
    question = asked_of(thousand.calls[0], "harbor-voice")
    reply = thousand.answer("harbor-voice", question)
    assert reply is not None
    assert reply.kind is Kind.UPSTREAM
    assert reply.upstream is None
    assert reply.unlisted is not None
    assert reply.unlisted.name == "Sable Route Ltd."
    assert reply.unlisted.email == "noc@sableroute.example"
    assert (reply.trunk, reply.source_ip) == ("MIA-SBR-02", "198.51.100.24")


def test_the_origin_tells_how_it_vetted_its_customer(thousand: Network) -> None:
    """XA.4: location, contacts, incorporation, tax number, nature of business."""
    call = next(call for call in thousand.calls if call.shape is Shape.DOMESTIC)
    reply = thousand.answer(call.origin, asked_of(call, call.origin))
    assert reply is not None
    assert reply.kind is Kind.ORIGINATED
    wanted = {"name", "location", "contact", "incorporated_in", "federal_tax_id", "nature_of_business"}
    assert wanted <= {field for field, value in reply.vetting.items() if value}
    assert reply.vetting["federal_tax_id"].startswith("00-")


def test_a_provider_off_the_path_finds_nothing(thousand: Network) -> None:
    for call in thousand.calls[:50]:
        for provider in thousand.providers:
            if provider.key not in call.path:
                reply = thousand.answer(provider.key, Question.about(call))
                assert reply is not None
                assert reply.kind is Kind.NOT_FOUND
                assert reply.searched


def test_a_time_told_to_the_minute_still_finds_the_call(thousand: Network) -> None:
    for call in thousand.calls[:200]:
        question = Question(call.calling, call.called, call.at.replace(second=0))
        reply = thousand.answer(call.path[0], question)
        assert reply is not None
        assert reply.kind in (Kind.UPSTREAM, Kind.ORIGINATED)


def test_a_question_needs_a_zone(thousand: Network) -> None:
    call = thousand.calls[0]
    with pytest.raises(ValueError, match="zone"):
        Question(call.calling, call.called, call.at.replace(tzinfo=None))


def asked_of(call: Call, key: str) -> Question:
    """Return the question as it reaches this provider."""
    place = call.path.index(key)
    question = Question.about(call)
    return question.passed_to(call.path[place - 1]) if place else question
