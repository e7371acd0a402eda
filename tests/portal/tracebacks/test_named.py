"""What closed tracebacks found about providers, for many at once. (A2.4, A2.6, A3.6, A3.7)"""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hopback.portal.accounts.viewer import of_user
from hopback.portal.providers.models import Provider
from hopback.portal.tracebacks import actions
from hopback.portal.tracebacks.models import Traceback
from hopback.portal.tracebacks.queries.named import named_as_source, silent
from hopback.wire.answers import AnswerIn
from tests.portal.factories import NOW, make_staff
from tests.portal.tracebacks import staged

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
A_WEEK_AGO = TODAY - timedelta(days=7)


@pytest.fixture
def path() -> list[Provider]:
    return staged.the_five()


def ids(path: list[Provider]) -> list[str]:
    return [each.public_id for each in path]


def traced(path: list[Provider], rosa=None) -> Traceback:
    """To its origin abroad: Harbor Voice took it from Sable Route."""
    traceback = staged.traced(path, rosa or make_staff(), opened_at=NOW - timedelta(days=1))
    staged.answered(traceback, NOW - timedelta(hours=1), kind="originated", customer={"name": "Lark Dialing"})
    traceback.refresh_from_db()
    assert traceback.closed_at is not None
    return traceback


def test_origin_and_point_of_entry_are_named_on_the_day_the_traceback_closed(path: list[Provider]) -> None:
    """A2.6, A3.7: those who only carried it are not."""
    traceback = traced(path)
    found = {each.provider: each for each in named_as_source(ids(path), A_WEEK_AGO, TODAY)}
    assert {each.provider: each.origin for each in found.values()} == {
        path[3].public_id: False,
        path[4].public_id: True,
    }
    harbor = found[path[3].public_id]
    assert (harbor.traceback, harbor.number, harbor.on) == (traceback.public_id, traceback.number, TODAY)


def test_only_these_providers_and_only_between_these_days(path: list[Provider]) -> None:
    traced(path)
    assert named_as_source(ids(path[:3]), A_WEEK_AGO, TODAY) == []
    assert named_as_source(ids(path), A_WEEK_AGO, TODAY - timedelta(days=1)) == []
    assert named_as_source(ids(path), TODAY + timedelta(days=1), TODAY + timedelta(days=2)) == []


def test_an_open_or_withdrawn_traceback_finds_nothing(path: list[Provider]) -> None:
    rosa = make_staff()
    staged.traced(path, rosa, opened_at=NOW - timedelta(days=1))
    assert named_as_source(ids(path), A_WEEK_AGO, TODAY) == []
    traceback = Traceback.objects.get()
    actions.withdraw(traceback=traceback, reason="Told twice.", by=of_user(rosa), now=NOW)
    assert named_as_source(ids(path), A_WEEK_AGO, TODAY) == []


def test_a_request_without_an_answer_is_silent_until_it_is_answered_late(path: list[Provider]) -> None:
    """A3.6: No Response from the day it closed; a late answer takes that back."""
    traceback = staged.traced(path[:3], make_staff(), opened_at=NOW - timedelta(days=6))
    actions.tick(now=NOW - timedelta(days=2))
    (found,) = silent(ids(path), A_WEEK_AGO, TODAY)
    assert (found.provider, found.on, found.answered_on) == (path[2].public_id, TODAY - timedelta(days=2), None)
    hop = traceback.hops.get(public_id=found.hop)
    said = AnswerIn(kind="upstream", upstream=path[3].public_id)
    actions.answer(hop=hop, said=said, channel="page", by=staged.desk(hop), now=NOW)
    (late,) = silent(ids(path), A_WEEK_AGO, TODAY)
    assert late.answered_on == TODAY


def test_many_tracebacks_are_read_as_one(path: list[Provider]) -> None:
    """In bulk: no more reads for three than for one."""
    rosa, reads = make_staff(), []
    for _ in range(3):
        traced(path, rosa)
        with CaptureQueriesContext(connection) as asked:
            named_as_source(ids(path), A_WEEK_AGO, TODAY)
        reads.append(len(asked))
    assert reads[0] == reads[-1] <= 5
