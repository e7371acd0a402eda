"""The archive finds what a look at every record finds, whatever was imported in whatever order."""

from datetime import timedelta
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hopback.carrier.cdr import number
from hopback.carrier.cdr.archive import schema
from hopback.carrier.cdr.archive.archive import Archive, NoArchiveError, windows_of
from hopback.carrier.cdr.archive.compacting import compact
from hopback.carrier.cdr.archive.writing import Writer
from hopback.carrier.cdr.record import CallRecord, Direction, TimeOf
from hopback.carrier.cdr.search.memory import MemoryStore
from hopback.carrier.cdr.store import Span
from tests.carrier.cdr.archive.calls import MIDNIGHT, NUMBERS, record

KEYS = [number.key(each) for each in (*NUMBERS, "+15135559999", "+12025550142")]


def spans(dice: Random) -> list[Span]:
    found = []
    for _ in range(dice.randrange(1, 5)):
        begin = MIDNIGHT + timedelta(
            seconds=dice.choice((-90_000, -10, 0, 40_000)), microseconds=dice.choice((-1, 0, 1))
        )
        found.append(Span(begin, begin + timedelta(seconds=dice.choice((0, 10, 50_000, 200_000)))))
    return found


def filled(folder: Path, parts: list[list[CallRecord]], *, together: bool) -> Path:
    for records in parts:
        with Writer(folder) as writer:
            writer.add_records(records, writer.source("Master.csv"))
            writer.commit()
    if together:
        with Writer(folder) as writer:
            compact(writer, many=1)
    return folder


def same(found: list[CallRecord], wanted: list[CallRecord]) -> bool:
    assert [each.at for each in found] == sorted(each.at for each in found)
    return sorted(found, key=lambda r: r.place.line) == sorted(wanted, key=lambda r: r.place.line)


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32), together=st.booleans(), page=st.sampled_from((5, 1024)))
def test_as_a_look_at_every_record_does(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch, seed: int, together: bool, page: int
) -> None:
    for module in ("part", "looking"):
        monkeypatch.setattr(f"hopback.carrier.cdr.archive.{module}.GROUP", 3 * page)
    for module in ("part", "looking", "pages", "fence"):
        monkeypatch.setattr(f"hopback.carrier.cdr.archive.{module}.PAGE", page)
    dice = Random(seed)
    records = [record(dice, line) for line in range(1, dice.randrange(2, 80))]
    cut = dice.randrange(len(records))
    folder = filled(tmp_path_factory.mktemp("archive"), [records[:cut], records[cut:]], together=together)
    oracle = MemoryStore(records)
    with Archive(folder) as store:
        asked = [(dice.sample(KEYS, dice.randrange(1, 4)), spans(dice)) for _ in range(6)]
        wanted = [oracle.called(*each) for each in asked]
        assert all(same(store.called(*each), found) for each, found in zip(asked, wanted, strict=True))
        assert all(same(one, found) for one, found in zip(store.called_many(asked), wanted, strict=True))
        for numbers, when in asked:
            plain = [
                r for r in records if number.key(r.calling) in numbers and any(s.begin <= r.at <= s.end for s in when)
            ]
            assert same(store.calling(numbers, when), plain)
        counted = {each.switch: (each.records, each.first_at, each.last_at) for each in store.holdings()}
    assert counted == {each.switch: (each.records, each.first_at, each.last_at) for each in oracle.holdings()}


def test_every_field_comes_back_as_it_was_written(tmp_path: Path) -> None:
    records = [record(Random(n), n) for n in range(1, 300)]
    with Archive(filled(tmp_path, [records], together=False)) as store:
        everything = [Span(MIDNIGHT - timedelta(days=3), MIDNIGHT + timedelta(days=3))]
        found = store.called(KEYS, everything)
    assert same(found, records)
    assert {type(each.direction) for each in found} == {Direction}
    assert {type(each.time_of) for each in found} == {TimeOf}


def test_a_day_ends_where_the_next_begins(tmp_path: Path) -> None:
    last, first = MIDNIGHT - timedelta(microseconds=1), MIDNIGHT
    one = record(Random(1), 1)
    records = [CallRecord(at=at, calling="2025550142", called=NUMBERS[0], place=one.place) for at in (last, first)]
    folder = filled(tmp_path, [records[:1], records[1:]], together=False)
    assert sorted(path.name for path in folder.glob("day=*")) == ["day=2026-11-09", "day=2026-11-10"]
    with Archive(folder) as store:
        assert [r.at for r in store.called(KEYS[:1], [Span(last, last)])] == [last]
        assert [r.at for r in store.called(KEYS[:1], [Span(first, first)])] == [first]
        assert [r.at for r in store.called(KEYS[:1], [Span(last, first)])] == [last, first]


def test_spans_that_touch_are_one() -> None:
    at = MIDNIGHT
    hour = timedelta(hours=1)
    begin = schema.micros(at)
    assert windows_of([Span(at + hour, at + 2 * hour), Span(at, at + hour)]) == [(begin, begin + 7_200_000_000)]
    assert windows_of([Span(at, at - hour)]) == []


def test_nothing_asked_is_nothing_found(tmp_path: Path) -> None:
    with Archive(filled(tmp_path, [[record(Random(1), 1)]], together=False)) as store:
        assert store.called([], [Span(MIDNIGHT, MIDNIGHT)]) == store.called(KEYS, []) == store.calling([], []) == []
        assert store.called_many([]) == []


def test_where_there_is_no_archive_it_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(NoArchiveError, match="hopback cdr import"):
        Archive(tmp_path)
