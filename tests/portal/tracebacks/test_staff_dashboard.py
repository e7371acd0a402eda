"""The dashboard: figures that are right by hand, rows that need a person, and a bounded number of reads."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from hopback.policy.article_3_traceback import initiation_and_tracking as tracking
from hopback.policy.article_3_traceback.designations import Designation
from hopback.policy.article_3_traceback.initiation_and_tracking import AnswerKind, HopState
from hopback.portal.accounts.viewer import SYSTEM
from hopback.portal.tracebacks import actions
from hopback.portal.tracebacks.models import Hop
from hopback.portal.tracebacks.queries import attention, endings, responses
from hopback.portal.tracebacks.queries.figures import figures, in_days
from tests.portal.factories import NOW, make_staff, sign_in
from tests.portal.tracebacks import staged

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def rosa() -> Any:
    return make_staff()


def test_nothing_yet_is_shown_as_nothing(client: Client, rosa: Any) -> None:
    answer = sign_in(client, rosa).get("/")
    assert answer.status_code == 200
    assert b"Nothing needs attention" in answer.content
    assert figures(zone="UTC", now=NOW).on_time is None


def test_overdue_and_soon_are_read_from_the_clock(rosa: Any) -> None:
    """XA.3: overdue is asked at reading time; no scheduler has run here."""
    five = staged.the_five()
    staged.traced(five[:1], rosa, opened_at=NOW - 30 * HOUR)
    staged.traced(five[:2], rosa, opened_at=NOW - 23 * HOUR)
    staged.traced(five[:1], rosa, opened_at=NOW - 22 * HOUR)
    found = figures(zone="America/New_York", now=NOW)
    assert (found.open, found.overdue, found.overdue_at) == (3, 1, 1)
    assert (found.soon, found.soon_at) == (2, 2)
    assert figures(zone="America/New_York", now=NOW + 30 * HOUR).overdue == 3


def test_answered_within_a_day_counts_silence_against(rosa: Any) -> None:
    """Three requests have had their 24 hours or an answer: two in time, one silent."""
    cardinal, blue, *_ = staged.the_five()
    staged.traced([cardinal, blue], rosa, opened_at=NOW - 40 * HOUR)
    fast = staged.traced([cardinal], rosa, opened_at=NOW - 40 * HOUR)
    staged.answered(fast, NOW - 30 * HOUR, kind="originated", customer={"name": "Bright Dial LLC"})
    staged.traced([cardinal], rosa, opened_at=NOW - 2 * HOUR)
    found = figures(zone="UTC", now=NOW)
    assert found.on_time == pytest.approx(2 / 3)
    assert found.on_time_change is None
    assert found.to_the_end == pytest.approx(10 * 3600)


@pytest.mark.parametrize(("seconds", "said"), [(2.3 * 86400, "2.3 d"), (19 * 3600, "19 h"), (41 * 60, "41 min")])
def test_a_median_is_said_in_days_or_hours(seconds: float, said: str) -> None:
    assert in_days(seconds) == said


def test_what_needs_a_person_is_listed_the_most_pressing_first(rosa: Any) -> None:
    five = staged.the_five()
    staged.traced(five[:1], rosa, opened_at=NOW - 22 * HOUR)
    staged.traced(five[:1], rosa, opened_at=NOW - 30 * HOUR)
    gone = staged.traced(five[:2], rosa, opened_at=NOW - 9 * HOUR)
    Hop.objects.filter(pk=staged.waiting(gone).pk).update(no_contact_at=NOW)
    unsure = staged.traced(five[:2], rosa, opened_at=NOW - 9 * HOUR)
    meridian = {"name": "Meridian Transit", "email": "noc@other.example", "phone": "+1 214 555 0143"}
    staged.answered(unsure, NOW - HOUR, kind="upstream", unlisted=meridian)
    rows = attention.needs_attention(None, NOW)
    assert [row.state for row in rows] == ["Late", "Due soon", "No contact", "Review"]
    assert rows[3].said == "Who is it?"


def test_contradicting_answers_ask_to_be_looked_at(rosa: Any) -> None:
    """A3.4: an upstream provider that denies the call."""
    five = staged.the_five()
    denied = staged.traced(five[:3], rosa, opened_at=NOW - 20 * HOUR, signer_ocn="")
    staged.answered(denied, NOW - HOUR, kind="not_found", searched="90 days, all trunks")
    (row,) = attention.needs_attention(None, NOW)
    assert (row.state, row.who) == ("Review", "Blue Ridge Telecom")
    assert "finds no record" in row.said


def test_a_late_answer_asks_to_be_looked_at(rosa: Any) -> None:
    five = staged.the_five()
    late = staged.traced(five[:1], rosa, opened_at=NOW - 60 * HOUR, signer_ocn="")
    actions.tick(now=NOW - 5 * HOUR)
    hop = late.hops.get()
    assert hop.state == HopState.NO_RESPONSE
    said = {"kind": "upstream", "upstream": five[1].public_id}
    actions.answer(hop=hop, said=staged.AnswerIn(**said), channel="page", by=staged.desk(hop), now=NOW - HOUR)
    assert [row.said for row in attention.needs_attention(None, NOW)] == ["Answered after the deadline"]


def test_mine_are_those_i_own(client: Client, rosa: Any) -> None:
    amir = make_staff("Amir Haddad")
    staged.traced(staged.the_five()[:1], rosa, opened_at=NOW - 30 * HOUR)
    with time_machine.travel(NOW, tick=False):
        assert sign_in(client, rosa).get("/").context["whose"] == "mine"
        assert sign_in(client, amir).get("/").context["whose"] == "all"
        assert b"Nothing of yours needs you" in client.get("/?whose=mine").content


def test_the_distribution_is_right_by_hand() -> None:
    hours = [1.0, 2.0, 3.0, 4.0, 5.0]
    assert [responses.quantile(hours, share) for share in (0.1, 0.25, 0.5, 0.75, 0.9)] == pytest.approx(
        [1.4, 2, 3, 4, 4.6]
    )
    assert responses.quantile([7.0], 0.9) == 7.0


def test_response_times_leave_out_who_still_has_time(rosa: Any) -> None:
    five = staged.the_five()
    staged.traced(five[:2], rosa, opened_at=NOW - 10 * HOUR)
    (box,) = responses.response_times(30, NOW)
    assert (box.name, box.requests, box.on_time) == ("Cardinal Wireless", 1, 1.0)
    assert box.median == pytest.approx(2, abs=0.1)


def hop(foreign: bool, state: HopState = HopState.ANSWERED, answer: AnswerKind | None = AnswerKind.UPSTREAM) -> Any:
    return tracking.Hop(id=f"hop_{id(object())}", provider="", foreign=foreign, state=state, answer=answer)


HOME, ABROAD = hop(False), hop(True)


@pytest.mark.parametrize(
    ("path", "farthest"),
    [
        ([HOME, hop(False, answer=AnswerKind.ORIGINATED)], Designation.US_ORIGIN),
        ([HOME, hop(True, answer=AnswerKind.ORIGINATED)], Designation.INTERNATIONAL_ORIGIN),
        ([HOME, hop(True, HopState.NO_RESPONSE, None)], Designation.US_POINT_OF_ENTRY),
        ([HOME, ABROAD, hop(True, HopState.NO_RESPONSE, None)], Designation.FOREIGN_POINT_OF_DEPARTURE),
        ([HOME, hop(False, HopState.NO_RESPONSE, None)], Designation.NO_RESPONSE),
        ([HOME, hop(False, answer=AnswerKind.CANNOT_ANSWER)], Designation.NOT_FOUND),
    ],
)
def test_how_far_a_path_was_traced(path: list[Any], farthest: Designation) -> None:
    """A3.7: the last provider abroad that answered, where the origin was not found."""
    assert endings.farthest(path) == farthest


def test_a_closed_path_stands_in_its_week(rosa: Any) -> None:
    done = staged.traced(staged.the_five()[:2], rosa, opened_at=NOW - 30 * HOUR)
    staged.answered(done, NOW - 20 * HOUR, kind="originated", customer={"name": "Bright Dial LLC"})
    bars = endings.ended_per_week(zone="America/New_York", now=NOW)
    assert len(bars) == endings.WEEKS
    assert bars[-1].label == "19 Oct"
    assert (bars[-1].total, bars[-1].parts[0]) == (1, 1)


@pytest.mark.parametrize("days", ["7", "90", "365", "x"])
def test_the_span_of_days_is_one_of_three(client: Client, rosa: Any, days: str) -> None:
    answer = sign_in(client, rosa).get("/", {"days": days})
    assert answer.context["days"] == (int(days) if days in ("7", "90") else 30)


def test_the_dashboard_costs_the_same_for_few_and_many(
    client: Client, rosa: Any, django_assert_max_num_queries: Any
) -> None:
    five = staged.the_five()
    staged.traced(five, rosa, opened_at=NOW - 20 * HOUR)
    sign_in(client, rosa)
    for _ in range(3):
        with time_machine.travel(NOW, tick=False), django_assert_max_num_queries(24):
            client.get("/")
        staged.traced(five[:3], rosa, opened_at=NOW - 28 * HOUR)


def test_the_automatic_closing_moves_no_figure_early(rosa: Any) -> None:
    staged.traced(staged.the_five()[:1], rosa, opened_at=NOW - 30 * HOUR)
    actions.tick(now=NOW, by=SYSTEM)
    assert figures(zone="UTC", now=NOW).open == 1
    actions.tick(now=NOW + 30 * HOUR, by=SYSTEM)
    assert figures(zone="UTC", now=NOW + 30 * HOUR).open == 0
