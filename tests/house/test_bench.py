"""A benchmark prints one line of JSON that a machine can keep: ours, the peer's, the ratio, the limit."""

import importlib.util
import json

import pytest

from bench.__main__ import NAMES, main, table
from bench.result import Result

SPEED = Result("log", ours=500.0, peer=1000.0, limit=2000.0, unit="entries/s", n=10)
TIME = Result("trace", ours=20.0, peer=10.0, limit=5.0, unit="ms", n=10)


def test_a_line_has_every_field() -> None:
    assert json.loads(SPEED.line()) == {
        "name": "log",
        "ours": 500.0,
        "peer": 1000.0,
        "ratio": 0.5,
        "limit": 2000.0,
        "unit": "entries/s",
        "n": 10,
    }


@pytest.mark.parametrize("result", [SPEED, TIME], ids=["more is better", "less is better"])
def test_the_ratio_says_how_many_times_the_peer_s_speed_is_ours(result: Result) -> None:
    assert result.ratio == 0.5


def test_the_table_has_a_row_for_each(capsys: pytest.CaptureFixture[str]) -> None:
    table([SPEED, TIME])
    assert [line.split()[0] for line in capsys.readouterr().out.splitlines()] == ["bench", "log", "trace"]


def test_an_unknown_bench_is_refused_with_the_names_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["speed"]) == 2
    assert f"There are: {', '.join(NAMES)}." in capsys.readouterr().err


@pytest.mark.parametrize("name", NAMES)
def test_every_name_has_its_module(name: str) -> None:
    assert importlib.util.find_spec(f"bench.{name}") is not None
