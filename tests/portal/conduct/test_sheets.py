"""The sheet of a group from the portal's own rows, recounted by plain SQL (A1.3)."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection

from hopback.policy.article_1_conduct import Factor, Share, fingerprint
from hopback.policy.article_1_definitions import Standing as Word
from hopback.policy.article_3_traceback.answers import Mitigation as Did
from hopback.portal.accounts.viewer import of_user
from hopback.portal.conduct import queries
from hopback.portal.customers import actions as customers
from hopback.portal.providers.models import ControlLink, Provider, StandingFinding
from hopback.portal.tracebacks import actions as tracebacks
from hopback.portal.tracebacks.models import Traceback
from tests.portal.customers.acting import Story, asked
from tests.portal.factories import NOW
from tests.portal.tracebacks import staged

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
PERIOD = queries.Period(date(2026, 10, 1), date(2026, 11, 30))


@pytest.fixture
def story() -> Story:
    """Harbor: an origin seen again after it blocked, a point of entry, late, silent, and one that still waits."""
    story = Story()
    rosa = of_user(story.rosa)
    first = story.originated(story.cardinal, story.harbor)
    told = asked(first)
    customers.report(mitigation=told, did=Did.BLOCKED, by=rosa, now=NOW + 2 * DAY)
    story.originated(story.cardinal, story.harbor, at=NOW + 5 * DAY)
    story.from_abroad(at=NOW + 6 * DAY)
    late = staged.traced(story.path[:4], story.rosa, opened_at=NOW + 7 * DAY)
    staged.answered(late, NOW + 9 * DAY, kind="not_found", searched="All switches.")
    silent = staged.traced(story.path[:4], story.rosa, opened_at=NOW + 10 * DAY)
    tracebacks.tick(now=NOW + 15 * DAY)
    silent.refresh_from_db()
    staged.traced(story.path[:4], story.rosa, opened_at=NOW + 16 * DAY)
    back = staged.traced(story.path[:4], story.rosa, opened_at=NOW + 17 * DAY)
    answer = staged.answered(back, NOW + 17 * DAY + timedelta(hours=9), kind="not_found", searched="Half of it.")
    until = NOW + 19 * DAY
    tracebacks.return_answer(answer=answer, reason="Search all.", until=until, by=rosa, now=NOW + 17.5 * DAY)
    return story


def test_every_factor_of_harbor(story: Story) -> None:
    shares = queries.sheet_of(story.harbor, PERIOD).counts.shares
    assert shares == {
        Factor.ON_TIME: Share(3, 5),
        Factor.LATE: Share(1, 5),
        Factor.NONE: Share(1, 5),
        Factor.NOT_FOUND: Share(1, 4),
        Factor.INCOMPLETE: Share(1, 5),
        Factor.ORIGIN: Share(2, 5),
        Factor.POINT_OF_ENTRY: Share(1, 5),
        Factor.POINT_OF_DEPARTURE: Share(0, 5),
        Factor.NO_STEPS: Share(2, 3),
        Factor.SEEN_AGAIN: Share(1, 1),
    }
    sable = queries.sheet_of(story.sable, PERIOD)
    assert sable.counts.shares[Factor.POINT_OF_DEPARTURE] == Share(1, 1)
    assert sable.stand.role == "foreign"


def test_timing_is_recounted_by_plain_sql(story: Story) -> None:
    """An independent question: whose first good answer came after the deadline that held."""
    sql = """
        SELECT p.public_id,
               COUNT(*),
               SUM(CASE WHEN h.state = 'no_response' THEN 1 ELSE 0 END),
               SUM(CASE WHEN h.state = 'answered' AND (
                     SELECT MIN(a.answered_at) FROM tracebacks_answer a WHERE a.hop_id = h.id
                     AND NOT EXISTS (SELECT 1 FROM tracebacks_returnedanswer r WHERE r.answer_id = a.id)) > h.due_at
                   THEN 1 ELSE 0 END),
               SUM(CASE WHEN h.state IN ('asked', 'investigating') THEN 1 ELSE 0 END)
        FROM tracebacks_hop h JOIN providers_provider p ON p.id = h.provider_id
        WHERE h.received_at IS NOT NULL AND h.state NOT IN ('superseded', 'withdrawn')
        GROUP BY p.public_id"""
    with connection.cursor() as cursor:
        cursor.execute(sql)
        plain = {who: tuple(int(n) for n in row) for who, *row in cursor.fetchall()}
    found = {}
    for group, sheet in queries.all_sheets(PERIOD).items():
        shares = sheet.counts.shares
        counted = sheet.counts.requests, shares[Factor.NONE].count, shares[Factor.LATE].count, sheet.counts.open
        found[next(iter(group))] = counted
    assert found == plain
    assert sum(row[0] for row in plain.values()) == 25


def test_the_sheet_is_the_same_for_rows_in_another_order(story: Story) -> None:
    before = fingerprint(queries.sheet_of(story.harbor, PERIOD).plain())
    hops = list(staged.Hop.objects.order_by("-pk"))
    for hop in hops:  # written again in reverse: PostgreSQL moves a row that is written to the end of its table
        hop.save()
    assert fingerprint(queries.sheet_of(story.harbor, PERIOD).plain()) == before
    staged.traced(story.path[:4], story.rosa, opened_at=NOW + 20 * DAY)
    assert fingerprint(queries.sheet_of(story.harbor, PERIOD).plain()) != before


def test_the_number_of_reads_does_not_grow(story: Story, django_assert_max_num_queries: object) -> None:
    with django_assert_max_num_queries(16):  # type: ignore[operator]
        queries.all_sheets(PERIOD)


def test_a_day_belongs_to_its_period_in_utc(story: Story) -> None:
    day = queries.Period(date(2026, 10, 20), date(2026, 10, 20))
    assert queries.sheet_of(story.harbor, day).counts.requests == 1
    assert queries.sheet_of(story.harbor, queries.Period(date(2026, 9, 1), date(2026, 10, 19))).counts.requests == 0
    assert queries.period_ending(date(2026, 10, 20)) == queries.Period(date(2026, 4, 24), date(2026, 10, 20))


def standing(provider: Provider, found: datetime, lifted: datetime | None = None) -> None:
    StandingFinding.objects.create(provider=provider, reasons="x", found_by="x", found_at=found, lifted_at=lifted)


def test_who_is_non_cooperative_and_who_cooperative_at_a_moment() -> None:
    """A1.1, A1.2, A3.10: by control group; what was lifted is on no list from that moment on."""
    cardinal, blue_ridge, meridian, harbor, sable = staged.the_five()
    Provider.objects.filter(pk__in=[cardinal.pk, harbor.pk, sable.pk]).update(
        agreed_on=date(2026, 1, 5), agreed_version="2021-01", agreed_by="Lee Marsh"
    )
    ControlLink.objects.create(
        controls=harbor, controlled=blue_ridge, since_on=date(2026, 2, 1), evidence="x", recorded_by="x",
        recorded_at=NOW,
    )  # fmt: skip
    standing(blue_ridge, NOW)
    standing(sable, NOW - 9 * DAY, NOW - DAY)
    bad = queries.non_cooperative(NOW)
    assert [(one.name, one.since_at) for one in bad] == [("Blue Ridge Telecom, Harbor Voice LLC", NOW)]
    assert [one.name for one in queries.cooperative(NOW)] == ["Cardinal Wireless", "Sable Route Ltd."]
    assert queries.cooperative(NOW)[0].since_at == datetime(2026, 1, 5, tzinfo=UTC)
    before = queries.standing_groups(NOW - 2 * DAY)
    assert {one.name: one.standing for one in before} == {
        "Cardinal Wireless": Word.COOPERATIVE,
        "Blue Ridge Telecom, Harbor Voice LLC": Word.COOPERATIVE,
        "Sable Route Ltd.": Word.NON_COOPERATIVE,
    }
    assert queries.standing_groups(datetime(2025, 12, 1, tzinfo=UTC)) == []
    assert meridian.public_id not in {who for one in queries.standing_groups(NOW) for who in one.group}


def test_an_answer_that_was_given_back_is_not_the_first(story: Story) -> None:
    """What was given back was in time; what came instead of it was not."""
    back = Traceback.objects.get(hops__answers__returned__isnull=False)
    staged.answered(back, NOW + 20 * DAY, kind="not_found", searched="All switches.")
    shares = queries.sheet_of(story.harbor, PERIOD).counts.shares
    assert (shares[Factor.LATE], shares[Factor.ON_TIME], shares[Factor.INCOMPLETE]) == (
        Share(2, 6),
        Share(3, 6),
        Share(1, 5),
    )
