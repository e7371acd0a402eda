"""What holds of any records: time, order and decoys do not deceive the search."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from hopback.carrier.cdr.record import CallRecord, TimeOf
from hopback.carrier.cdr.search import Certainty, Verdict, find
from hopback.carrier.cdr.search.memory import MemoryStore

from .records import HARBOR, NOW, OLD, PACIFIC, known_clock, question, record

offs = st.one_of(st.floats(-130, 130), st.floats(-700, 700), st.sampled_from([-18000.0, 3600.0, 3602.5]))
written = st.builds(
    record,
    offs.map(lambda off: round(off, 3)),
    st.sampled_from([HARBOR, PACIFIC, ""]),
    calling=st.sampled_from(["2025550142", "+12025550142", "anonymous", "+13125550100"]),
    called=st.sampled_from(["15135550168", "+15135550168;npdi;rn=+15135550199", "5135550177"]),
    time_of=st.sampled_from(list(TimeOf)),
    duration_s=st.sampled_from([None, 0.0, 21.0, 300.0]),
    call=st.sampled_from(["", "", "c1", "c2"]),
    attempt=st.booleans(),
)
records = st.lists(written, max_size=8).map(
    lambda found: [each._replace(place=each.place._replace(line=line)) for line, each in enumerate(found, 1)]
)
clocks = st.sampled_from([None, 0.0, 37.0, -5 * 3600.0])


def searched(found: list[CallRecord], clock: float | None = None) -> Verdict:
    skews = None if clock is None else known_clock(clock)
    return find(question(), MemoryStore([OLD, *found], complete_to=NOW), now=NOW, skew=skews)


def said(verdict: Verdict) -> tuple[object, ...]:
    matches = [(m.record.place, m.upstream, round(m.score, 9), round(m.off_s, 3)) for m in verdict.matches]
    return verdict.certainty, verdict.because, matches


@given(records, clocks, st.randoms(use_true_random=False))
def test_The_order_of_records_means_nothing(found: list[CallRecord], clock: float | None, chance: object) -> None:
    mixed = sorted(found, key=lambda _: chance.random())  # type: ignore[attr-defined]
    assert said(searched(found, clock)) == said(searched(mixed, clock))


@given(records, st.integers(-500, 500))
def test_A_call_of_another_day_is_found_alike(found: list[CallRecord], minutes: int) -> None:
    by = timedelta(minutes=minutes)
    moved = [each._replace(at=each.at + by) for each in (OLD, *found)]
    asked = question(at=question().at + by)
    later = find(asked, MemoryStore(moved, complete_to=NOW + by), now=NOW + by)
    here = searched(found)
    assert (later.certainty, [m.record.place for m in later.matches]) == (
        here.certainty,
        [m.record.place for m in here.matches],
    )


@given(records, clocks, offs)
def test_A_decoy_never_makes_its_upstream_sure_of_a_call_that_was_open(
    found: list[CallRecord], clock: float | None, off: float
) -> None:
    before = searched(found, clock)
    decoy = record(round(off, 3), "tg-Decoy", line=99, calling="+13125550100")
    after = searched([*found, decoy], clock)
    assert after.best is None or not (after.certainty is Certainty.SURE and after.best.upstream == "tg-Decoy")
    if before.certainty is Certainty.SURE and after.certainty is Certainty.SURE:
        assert before.best is not None
        assert after.best is not None
        assert before.best.upstream == after.best.upstream


@given(records, clocks)
def test_An_equal_call_from_elsewhere_makes_what_was_sure_open(found: list[CallRecord], clock: float | None) -> None:
    before = searched(found, clock)
    if before.certainty is not Certainty.SURE or before.best is None:
        return
    best = before.best.record
    legs = [each for each in found if best.call and each.call == best.call] or [best]
    twins = [
        leg._replace(ingress_trunk="tg-Twin", place=leg.place._replace(line=77 + line), call=leg.call and "twin")
        for line, leg in enumerate(legs)
    ]
    assert searched([*found, *twins], clock).certainty is not Certainty.SURE


@given(records, clocks)
def test_Chances_add_up_and_the_best_comes_first(found: list[CallRecord], clock: float | None) -> None:
    scores = [match.score for match in searched(found, clock).matches]
    assert scores == sorted(scores, reverse=True)
    assert 0 <= sum(scores) <= 1 + 1e-9
