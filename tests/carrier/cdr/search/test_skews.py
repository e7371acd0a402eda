"""Clocks are learned from calls that were found, kept in a small file, and forgotten with age."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from hopback.carrier.cdr.search import Certainty, Skews, SkewsFileError, learn, learn_from, learn_match

from .records import AT, PACIFIC, found, known_clock, passport, question, record


def test_The_median_counts_and_a_wild_one_does_not() -> None:
    skews = known_clock(37)
    for days in range(1, 4):
        skews.learn(switch="sw-chi-1", neighbour="prv_cardinal", off_s=-400, at=AT - timedelta(days=days))
    clock = skews.clock("sw-chi-1", "prv_cardinal", AT)
    assert clock.off_s == pytest.approx(37, abs=0.5)
    assert clock.learned_from == 63


def test_A_whole_hour_is_a_zone_and_not_drift() -> None:
    clock = known_clock(-5 * 3600 + 12).clock("sw-chi-1", "prv_cardinal", AT)
    assert clock.zone == -5 * 3600
    assert clock.middle == pytest.approx(12, abs=0.5)


def test_Drift_is_followed_to_the_day_that_is_asked_about() -> None:
    skews = known_clock(40, gains_s=24)
    earlier = skews.clock("sw-chi-1", "prv_cardinal", AT - timedelta(days=2))
    assert earlier.off_s == pytest.approx(-8, abs=1.5)
    assert earlier.daily_s == pytest.approx(24, abs=1.5)


def test_What_is_nearest_in_time_speaks_for_a_moment() -> None:
    skews = known_clock(37)
    for hour in range(60):
        skews.learn(switch="sw-chi-1", neighbour="prv_cardinal", off_s=2.0, at=AT + timedelta(days=40, hours=hour))
    assert skews.clock("sw-chi-1", "prv_cardinal", AT).off_s == pytest.approx(37, abs=0.5)
    assert skews.clock("sw-chi-1", "prv_cardinal", AT + timedelta(days=41)).off_s == pytest.approx(2, abs=0.5)


def test_Age_takes_trust_away() -> None:
    skews = known_clock(37)
    now, later = (skews.clock("sw-chi-1", "prv_cardinal", AT + timedelta(days=days)) for days in (0, 365))
    assert later.trust < now.trust


def test_Another_neighbour_borrows_what_is_known_of_the_switch() -> None:
    clock = known_clock(37).clock("sw-chi-1", "prv_homestate", AT)
    assert clock.off_s == pytest.approx(37, abs=0.5)
    assert clock.trust < known_clock(37).clock("sw-chi-1", "prv_cardinal", AT).trust
    assert Skews().clock("sw-chi-1", "prv_cardinal", AT).learned_from == 0


def test_A_lone_call_teaches_even_while_nobody_is_sure() -> None:
    skews = Skews()
    verdict = found([record(95)], skews=skews)
    assert verdict.certainty is not Certainty.SURE
    assert learn(skews, question(), verdict)
    assert len(skews) == 1


def test_No_call_is_its_own_witness() -> None:
    """Looked for again after it taught, it fits no better; another call that was off alike speaks for it."""
    skews = Skews()
    for _ in range(2):
        verdict = found([record(95)], skews=skews)
        assert verdict.certainty is not Certainty.SURE
        learn(skews, question(), verdict)
    skews.learn(switch="sw-chi-1", neighbour="prv_cardinal", off_s=95.4, at=AT - timedelta(minutes=3))
    assert found([record(95)], skews=skews).certainty is Certainty.SURE


def test_Redials_teach_nothing() -> None:
    skews = Skews()
    verdict = found([record(0, line=1), record(30, line=2)])
    assert verdict.certainty is Certainty.SURE
    assert verdict.best is not None
    assert not learn(skews, question(), verdict)
    assert not learn_match(skews, question(), verdict.best)
    assert len(skews) == 0


def test_The_first_askers_clock_is_learned_beside_the_neighbours() -> None:
    skews = Skews()
    for hour in range(6):
        at = AT - timedelta(hours=hour)
        asked = question(at=at, at_received=at - timedelta(seconds=4))
        learn(skews, asked, found([record(0.4, at=at + timedelta(seconds=0.4))], asked))
    assert skews.clock("sw-chi-1", "prv_cardinal", AT).off_s == pytest.approx(4.4, abs=0.1)
    assert skews.clock("sw-chi-1", "", AT + timedelta(minutes=5)).off_s == pytest.approx(0.4, abs=0.1)


def test_A_call_that_is_looked_for_again_teaches_once() -> None:
    skews = Skews()
    for _ in range(3):
        learn(skews, question(), found([record(3)]))
    assert len(skews) == 1


def test_Signatures_in_the_records_tell_how_far_a_clock_is_off() -> None:
    skews = Skews()
    hours = [AT - timedelta(hours=hour) for hour in range(20)]
    signed = [record(line=n, at=at + timedelta(seconds=21), identity=passport(at=at)) for n, at in enumerate(hours)]
    assert learn_from(skews, signed) == 20
    assert skews.clock("sw-chi-1", "prv_cardinal", AT).off_s == pytest.approx(21, abs=0.5)


def test_Two_switches_of_a_house_are_compared_by_the_calls_that_both_saw() -> None:
    skews = known_clock(10, switch="sw-chi-1")
    both = []
    for n in range(8):
        pair = {"calling": f"+1202555010{n}", "called": f"+1513555011{n}"}
        both += [record(n * 60, line=2 * n, **pair), record(n * 60 - 25, line=2 * n + 1, switch="sw-nyc-2", **pair)]
    assert learn_from(skews, both) == 16
    assert skews.clock("sw-nyc-2", "prv_cardinal", AT).off_s == pytest.approx(-15, abs=1)


def test_What_was_learned_is_kept(tmp_path: Path) -> None:
    file = tmp_path / "clocks.json"
    known_clock(37).save(file)
    again, known = (each.clock("sw-chi-1", "prv_cardinal", AT) for each in (Skews.load(file), known_clock(37)))
    assert (again.learned_from, again.trust) == (known.learned_from, known.trust)
    assert again.off_s == pytest.approx(known.off_s)
    assert [path.name for path in tmp_path.iterdir()] == ["clocks.json"]
    assert len(Skews.load(tmp_path / "none.json")) == 0


@pytest.mark.parametrize(
    "text", ["", "[]", '{"version": 9, "clocks": []}', '{"version": 1, "clocks": [{"switch": 1}]}']
)
def test_A_spoilt_file_says_what_to_do(tmp_path: Path, text: str) -> None:
    file = tmp_path / "clocks.json"
    file.write_text(text)
    with pytest.raises(SkewsFileError, match="move it away"):
        Skews.load(file)


def test_Only_the_newest_lessons_are_kept(tmp_path: Path) -> None:
    skews = Skews()
    for hour in range(500):
        skews.learn(switch="sw-chi-1", neighbour="", off_s=1.0, at=AT + timedelta(hours=hour))
    skews.learn(switch="sw-chi-1", neighbour="", off_s=10**6, at=AT)
    assert len(skews) == 400
    skews.save(tmp_path / "clocks.json")
    [clock] = json.loads((tmp_path / "clocks.json").read_text())["clocks"]
    assert datetime.fromtimestamp(clock["seen"][0][0], UTC) == AT + timedelta(hours=100)


def test_A_known_clock_moves_where_is_looked_first() -> None:
    verdict = found([record(400, PACIFIC)], skews=known_clock(400))
    assert verdict.certainty is Certainty.SURE
    assert verdict.searched.count(";") == 0
