"""Robocallers of nine kinds among hospitals, schools, pharmacies, call centres and lawful bulk callers (XA.6, XA.7)."""

import pytest

from hopback.carrier.traffic.rehearsal import curve, judged

MODEST = {"hospital", "school closing", "pharmacy", "appointment reminders", "call centre", "fax or alarm dialler"}


def test_most_robocallers_are_found_and_hardly_anybody_else(network):
    points = curve(judged(network.report.customers, list(network.customers.values())))
    goal = next(point for point in points if point.recall >= 0.95)
    assert goal.precision >= 0.9, "a small network of three days; docs/carrier/traffic.md has the large ones"


def test_nobody_who_calls_for_good_reasons_is_to_be_looked_at(network):
    suspects = {network.customers[each.figures.name].kind.name for each in network.report.suspects}
    assert suspects & MODEST == set()


@pytest.mark.parametrize(
    ("kind", "sign"),
    [
        ("neighbour spoofing", "neighbour spoofing"), ("rotation", "number rotation"), ("snowshoe", "snowshoe"),
        ("sequential", "sequential dialling"), ("foreign with +1", "from abroad with +1"), ("blasting", "short calls"),
        ("slow drip", "short calls"),
    ],
)  # fmt: skip
def test_the_score_says_what_each_kind_does(network, kind, sign):
    theirs = [each for each in network.report.customers if network.customers[each.figures.name].kind.name == kind]
    assert theirs
    assert all(sign in [s.name for s in each.signs if s.points > 5] for each in theirs)


def test_the_score_is_the_sum_of_its_signs(network):
    for each in network.report.customers:
        assert each.suspect is (each.points >= 37)
        assert each.points == pytest.approx(sum(sign.points for sign in each.signs))


def test_a_hospital_is_let_pass_with_what_speaks_for_it(network):
    hospital = next(c for c in network.report.customers if network.customers[c.figures.name].kind.name == "hospital")
    assert {"people answer", "conversations"} & {sign.name for sign in hospital.signs if sign.points < 0}


def test_evidence_calls_are_the_customer_s_own_and_show_it(network):
    one = next(
        c for c in network.report.suspects if network.customers[c.figures.name].kind.name == "neighbour spoofing"
    )
    calls = one.figures.exact.evidence
    assert len(calls) == 8
    for call in calls:
        assert call.calling // 10_000 == call.called // 10_000
        assert "shows a neighbour of the called number" in call.why
        assert call.source == "made-up-900.csv"


def test_sequential_dialling_is_counted_call_by_call(network):
    one = next(c for c in network.report.suspects if network.customers[c.figures.name].kind.name == "sequential")
    assert one.figures.exact.sequential > 0.9 * one.figures.calls


def test_trunks_and_numbers_are_told_apart_from_customers(network):
    assert {each.figures.name for each in network.report.upstreams} == {c.trunk for c in network.customers.values()}
    assert all(each.figures.calls >= 25 for each in network.report.numbers)
