"""`hopback demo`: every line has the truth beside what the portal found, and no lie looks clean."""

import json
from functools import cache
from typing import Any

import pytest

from hopback.world import ALL_HONEST, AS_FOUND, Behaviour, Network
from tests.cli.running import hopback

CALLS, HONEST = 24, 8
KEYS = ["id", "true_path", "path", "designations", "outcome", "seconds"]
FLAGGED = {"contradicted", "no_response", "not_found", "cannot_answer", "non_cooperative"}
TRUTHFUL = {Behaviour.HONEST, Behaviour.SLOW}


@cache
def output(*words: str) -> str:
    ran = hopback("demo", "--json", "--seed", "1", *words)
    assert ran.returncode == 0, ran.stderr
    assert ran.stderr == ""
    return ran.stdout


def lines(*words: str, calls: int = CALLS) -> list[dict[str, Any]]:
    return [json.loads(line) for line in output("--calls", str(calls), *words).splitlines()]


def test_where_all_answer_honestly_every_origin_is_the_true_one() -> None:
    found = lines("--honest", calls=HONEST)
    assert len(found) == HONEST
    assert [one["path"] for one in found] == [one["true_path"] for one in found]
    assert {one["outcome"] for one in found} == {"origin_found"}


def test_a_line_says_exactly_this() -> None:
    one = lines("--honest", calls=HONEST)[0]
    assert list(one) == KEYS
    assert one["id"] == "call-00001"
    assert one["path"][0] == "cardinal-wireless"
    assert one["path"][-1] == "nilgiri-contact"
    assert one["designations"] == [
        [],
        [],
        [],
        ["U.S. Point of Entry"],
        ["Foreign Point of Departure"],
        ["International Origin"],
    ]  # A1.4, A1.5, A3.7
    assert one["seconds"] > 3600


def test_no_path_that_is_wrong_or_broken_is_presented_as_clean() -> None:
    """A3.4: with liars, mistaken and silent ones, what is not the true path is flagged or dead."""
    found = lines()
    wrong = [one for one in found if one["path"] != one["true_path"]]
    assert wrong
    assert {one["outcome"] for one in wrong} <= FLAGGED
    assert {one["outcome"] for one in wrong} >= {"contradicted", "no_response"}


def test_slow_and_honest_providers_are_traced_truly() -> None:
    network = Network.build(seed=1, calls=CALLS, mix=AS_FOUND)
    truthful = {call.id for call in network.calls if all(network.behaviours[key] in TRUTHFUL for key in call.path)}
    found = [one for one in lines() if one["id"] in truthful]
    assert len(found) >= 6
    assert all(one["path"] == one["true_path"] and one["outcome"] == "origin_found" for one in found)


@pytest.mark.parametrize("honest", [True, False])
def test_the_lines_are_those_of_the_network_of_the_seed(honest: bool) -> None:
    network = Network.build(seed=1, calls=HONEST if honest else CALLS, mix=ALL_HONEST if honest else AS_FOUND)
    found = lines("--honest", calls=HONEST) if honest else lines()
    assert [(one["id"], tuple(one["true_path"])) for one in found] == [(call.id, call.path) for call in network.calls]


def test_the_same_seed_gives_the_same_output_and_touches_no_portal_of_this_shell(
    tmp_path: Any,
) -> None:
    real = {"DATABASE_URL": f"sqlite:///{tmp_path}/real.sqlite3", "HOPBACK_BASE_URL": "https://stp.example"}
    again = hopback(
        "demo", "--json", "--seed", "1", "--calls", "2", cwd=tmp_path, HOPBACK_SECRET_KEY="k" * 50,
        HOPBACK_VAR=str(tmp_path), **real,
    )  # fmt: skip
    assert (again.returncode, again.stdout) == (0, output("--calls", "2")), again.stderr
    assert list(tmp_path.iterdir()) == []


def test_another_seed_gives_other_calls() -> None:
    assert hopback("demo", "--json", "--seed", "2", "--calls", "2").stdout != output("--calls", "2")


def test_without_a_terminal_it_tells_the_trace_in_plain_lines() -> None:
    ran = hopback("demo")
    told = ran.stdout.splitlines()
    assert ran.returncode == 0, ran.stderr
    assert "hop 1  Cardinal Wireless  asked" in told[1]
    assert told[-1].startswith("Origin found at Nilgiri Contact Networks, as it is in truth. 6 hops in ")
