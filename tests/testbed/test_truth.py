"""The test bed's own judgment: what is planned, what counts as true, what it says when something is missing."""

from collections import defaultdict
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from tests.testbed import needs, pki
from tests.testbed.plan import Call, Fate, Planner
from tests.testbed.topology import SMALL, WHOLE
from tests.testbed.tracing import Came, Tracing, summary


class PortalThatSays:
    """A portal whose traceback has this path; its last provider named this customer."""

    ids = {proxy.key: f"prv_{proxy.key}" for proxy in WHOLE.proxies}

    def __init__(self, customer: str) -> None:
        self.customer = customer

    def hop(self, hop: str, of: str) -> Any:
        return {"answer": {"customer": {"name": self.customer}}}


def path(*keys: str, status: str = "origin_found", answer: str = "originated") -> dict[str, Any]:
    hops = [
        {
            "id": f"hop_{key}",
            "provider": f"prv_{key}",
            "provider_name": WHOLE[key].name,
            "answer": "upstream",
            "asked_at": "2026-03-02T15:00:00Z",
            "over_at": "2026-03-02T15:00:01Z",
        }
        for key in keys
    ]
    hops[-1]["answer"] = answer
    return {"status": status, "presented_as": status, "contradictions": [], "path": hops}


@pytest.fixture
def call() -> Call:
    """One from Cardinal Wireless, three hops."""
    found = next(call for call in Planner(WHOLE).plan(40, 0) if call.origin == "cardinal")
    return replace(found, begun_at=datetime(2026, 3, 2, 15, 0, tzinfo=UTC))


def came(call: Call, customer: str, said: dict[str, Any]) -> Came:
    return Tracing(PortalThatSays(customer), WHOLE, lambda key, hop: "two records")._judged(call, said).came  # type: ignore[arg-type]


def test_the_true_customer_is_true(call: Call) -> None:
    assert came(call, call.customer.name, path("homestate", "pacific", "cardinal")) is Came.TRUE


def test_another_customer_of_the_right_provider_is_false(call: Call) -> None:
    assert came(call, "Somebody Else LLC", path("homestate", "pacific", "cardinal")) is Came.FALSE


def test_another_provider_is_false_as_soon_as_it_is_asked(call: Call) -> None:
    assert came(call, "", path("homestate", "pacific", "midamerica", status="open")) is Came.FALSE


def test_an_end_before_the_origin_is_false_or_broken(call: Call) -> None:
    early = path("homestate", "pacific")
    assert came(call, call.customer.name, early) is Came.FALSE
    assert came(call, "", path("homestate", "pacific", answer="not_found")) is Came.BROKEN


def test_a_hop_that_waits_is_left_to_a_person(call: Call) -> None:
    assert came(call, "", path("homestate", "pacific", status="open", answer="")) is Came.PERSON


def test_the_same_seed_makes_the_same_calls() -> None:
    assert Planner(WHOLE, 7).plan(60, 6) == Planner(WHOLE, 7).plan(60, 6)
    assert Planner(WHOLE, 7).plan(60, 6) != Planner(WHOLE, 8).plan(60, 6)


def test_ordinary_calls_can_be_told_apart_and_twins_cannot() -> None:
    calls = Planner(WHOLE).plan(200, 20)
    makers = defaultdict(set)
    for call in calls:
        makers[call.calling, call.called].add(call.customer.ip)
    assert all(len(makers[call.calling, call.called]) == 1 for call in calls if not call.twin)
    assert all(len(makers[call.calling, call.called]) == 2 for call in calls if call.twin)


def test_the_bar_has_all_path_lengths_and_all_fates() -> None:
    calls = Planner(WHOLE).plan(200, 20)
    ordinary = [call for call in calls if not call.twin]
    assert len(ordinary) == 200
    assert {len(call.path) for call in ordinary} == {3, 4, 5, 6}
    assert {call.fate for call in ordinary} == set(Fate)
    assert any(not call.calling for call in ordinary)
    assert len({(call.calling, call.called) for call in ordinary}) < 200  # some redial


def test_upstreams_differ() -> None:
    assert len(WHOLE.upstreams(WHOLE["midamerica"])) == len(WHOLE.upstreams(WHOLE["pacific"])) == 2
    assert len(SMALL.upstreams(SMALL["pacific"])) == 2


def test_nothing_traced_is_no_success() -> None:
    assert summary([])["true"] == 0


def test_a_missing_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(needs.shutil, "which", lambda _: None)
    with pytest.raises(needs.MissingError, match=r"faketime, kamailio, sip-tester\. Install them: make setup-system"):
        needs.check()


def test_a_certificate_says_whose_it_is() -> None:
    """RFC 8226: SEQUENCE { [0] EXPLICIT IA5String "701J" }, byte for byte."""
    assert pki.tn_auth_list("701J").hex() == "3008a00616043730314a"
