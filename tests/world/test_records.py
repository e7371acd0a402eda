"""Records as switches keep them: odd number forms, wrong clocks, masked Call-IDs; and their search."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hopback.world import ALL_HONEST, Network, Question, Record
from hopback.world.records import STYLES
from hopback.world.search import Books, agreed, normalised

AT = datetime(2026, 10, 19, 13, 41, 27, tzinfo=UTC)
ASKED = Question("+12025550142", "+15135550168", AT, sent_to="blue-ridge-telecom")
FROM_HARBOR = Record(
    calling="12025550142",
    called="(513) 555-0168",
    at=AT,
    ingress="harbor-voice",
    ingress_trunk="DAL-HRB-01",
    source_ip="192.0.2.7",
    egress="blue-ridge-telecom",
    ingress_call_id="a84b4c76e66710",
    egress_call_id="f81d4fae7dec",
    attestation="C",
    signer="00DZ",
    duration_s=31,
    customer=None,
)


def found(*records: Record, prefix: str = "") -> list[Record]:
    return Books(records, prefix).plausible(ASKED)


@pytest.mark.parametrize(
    ("raw", "prefix"),
    [
        ("+15135550168", ""),
        ("15135550168", ""),
        ("5135550168", ""),
        ("513-555-0168", ""),
        ("(513) 555-0168", ""),
        ("8812315135550168", "88123"),
        ("9#15135550168", "9#"),
        ("10288#15135550168", "10288#"),
        ("+15135550168;npdi;rn=+15135550199", ""),
        ("0015135550168", ""),
        ("01115135550168", ""),
    ],
)
def test_a_number_is_known_in_every_form(raw: str, prefix: str) -> None:
    assert normalised(raw, prefix) == "15135550168"


@given(number=st.from_regex(r"\A\+1[2-9]\d{9}\Z"), style=st.sampled_from(sorted(STYLES)))
def test_what_a_switch_writes_can_be_read_back(number: str, style: str) -> None:
    for write in STYLES[style]:
        assert normalised(write(number)) == number.removeprefix("+")


def test_a_foreign_number_is_not_taken_for_an_american_one() -> None:
    assert normalised("+4420794601") == "4420794601"


@pytest.mark.parametrize(
    "off",
    [timedelta(seconds=-60), timedelta(seconds=119), timedelta(minutes=9), timedelta(hours=-5, seconds=40)],
)
def test_a_record_is_found_by_a_wrong_clock(off: timedelta) -> None:
    assert found(replace(FROM_HARBOR, at=AT + off)) != []


@pytest.mark.parametrize("off", [timedelta(minutes=25), timedelta(hours=13), timedelta(days=1)])
def test_a_record_of_another_time_is_another_call(off: timedelta) -> None:
    assert found(replace(FROM_HARBOR, at=AT + off)) == []


def test_only_calls_handed_to_the_asking_neighbour_count() -> None:
    assert found(replace(FROM_HARBOR, egress="tessera-networks")) == []


def test_a_near_record_beats_one_that_is_hours_off() -> None:
    off = replace(FROM_HARBOR, at=AT - timedelta(hours=5), ingress="tessera-networks")
    assert found(off, FROM_HARBOR) == [FROM_HARBOR]


def test_redials_agree_if_they_came_from_one_neighbour() -> None:
    redial = replace(FROM_HARBOR, at=AT + timedelta(seconds=40))
    assert agreed(found(redial, FROM_HARBOR)) == FROM_HARBOR


def test_records_that_name_different_sources_are_left_to_a_person() -> None:
    """Every plausible record must name the same upstream, or the provider cannot say."""
    redial = replace(FROM_HARBOR, at=AT + timedelta(seconds=40), ingress="tessera-networks")
    assert agreed(found(redial, FROM_HARBOR)) is None
    network = Network.build(seed=1, calls=1, mix=ALL_HONEST)
    books = {**network.books, "meridian-transit": Books((redial, FROM_HARBOR), "")}
    reply = replace(network, books=books).answer("meridian-transit", ASKED)
    assert reply is not None
    assert reply.kind == "cannot_answer"
    assert reply.reason


def test_call_ids_change_only_where_a_switch_hides_them() -> None:
    network = Network.build(seed=1, calls=200)
    hidden = {key for key, switch in network.switches.items() if switch.hides_call_id}
    assert 0 < len(hidden) < len(network.providers)
    for provider in network.providers:
        for record in network.records(provider.key):
            assert (record.ingress_call_id != record.egress_call_id) == (provider.key in hidden)


def test_neighbours_share_the_call_id_between_them() -> None:
    network = Network.build(seed=1, calls=50)
    below, above = "cardinal-wireless", "blue-ridge-telecom"
    sent = {record.egress_call_id for record in network.records(above) if record.egress == below}
    got = {record.ingress_call_id for record in network.records(below) if record.ingress == above}
    assert sent
    assert sent == got


def test_clocks_are_wrong_by_seconds_and_some_by_hours() -> None:
    skews = [
        switch.skew.total_seconds() for seed in range(5) for switch in Network.build(seed, calls=1).switches.values()
    ]
    assert max(abs(skew) for skew in skews) <= 8 * 3600 + 60
    assert 0.03 < sum(abs(skew) > 1800 for skew in skews) / len(skews) < 0.3
    assert len(set(skews)) > 50
