"""The portal's own record as policy reads it, and what of it somebody may see. (A1.1, A2.3-A2.7, A3.11)"""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hopback.policy.article_2_membership import Tier
from hopback.portal.accounts.models import User
from hopback.portal.accounts.viewer import SYSTEM, Viewer, of_user
from hopback.portal.membership import actions, queries
from hopback.portal.providers import actions as providers
from hopback.portal.providers.models import Provider
from hopback.portal.tracebacks import actions as tracebacks
from hopback.portal.tracebacks.models import Traceback
from tests.portal.factories import NOW, make_staff
from tests.portal.tracebacks import staged as calls

from . import staged

pytestmark = pytest.mark.django_db


@pytest.fixture
def by() -> Viewer:
    return of_user(make_staff())


@pytest.fixture
def path(by: Viewer) -> list[Provider]:
    """Harbor Voice, the fourth, takes it from abroad: it is named as point of entry."""
    return calls.the_five()


def named(path: list[Provider]) -> Traceback:
    traceback = calls.traced(path, User.objects.get(kind="staff"), opened_at=NOW - timedelta(days=1))
    calls.answered(traceback, NOW - timedelta(hours=1), kind="originated", customer={"name": "Lark Dialing"})
    traceback.refresh_from_db()
    return traceback


def condition(provider: Provider, name: str, viewer: Viewer, tier: Tier = Tier.AFFILIATE) -> queries.Shown:
    known = queries.record([provider.public_id], NOW)
    return next(
        each for each in queries.shown(provider.public_id, tier, known, viewer, joining=True) if each.name == name
    )


def test_a_condition_shows_from_which_tracebacks_it_was_computed(path: list[Provider], by: Viewer) -> None:
    """A2.6: staff are led to the traceback, the provider to its own hop; both are told from when it holds."""
    traceback = named(path)
    harbor = path[3]
    seen = {each: condition(harbor, "clean", each) for each in (by, staged.administrator(harbor))}
    for viewer, shown in seen.items():
        assert not shown.holds
        assert shown.from_on == (NOW + timedelta(days=61)).date()
        (behind,) = shown.tracebacks
        assert behind.number == traceback.number
        assert (traceback.public_id in behind.url) is viewer.is_staff
        assert behind.said == "named as U.S. point of entry"


def test_a_provider_is_not_shown_the_tracebacks_of_those_under_common_control(path: list[Provider], by: Viewer) -> None:
    """A1.1, A3.11: they count, and are counted; whose and which stays untold."""
    traceback = named(path)
    told = {"since_on": staged.FOUNDED, "evidence": "A filing."}
    providers.link_control(controls=path[3], controlled=path[2], **told, by=by, now=NOW)
    shown = condition(path[2], "clean", staged.administrator(path[2]))
    assert (shown.holds, shown.tracebacks, shown.hidden) == (False, [], 1)
    assert traceback.number not in " ".join(shown.why)
    assert condition(path[2], "clean", by).tracebacks[0].number == traceback.number


def test_a_request_that_stood_without_an_answer_weighs_on_the_commitment(path: list[Provider], by: Viewer) -> None:
    """A2.3, A3.6."""
    calls.traced(path[:3], User.objects.get(kind="staff"), opened_at=NOW - timedelta(days=6))
    tracebacks.tick(now=NOW - timedelta(days=2), by=SYSTEM)
    shown = condition(path[2], "committed", by, Tier.STEERING)
    assert shown.tracebacks[0].said == "no response"
    assert any("stood without an answer" in sentence for sentence in shown.why)


def test_an_affiliate_named_after_it_joined_has_a_reason_to_end(path: list[Provider], by: Viewer) -> None:
    """A2.7: with the traceback that named it."""
    staged.member(path[3], by, "affiliate", now=NOW - timedelta(days=2))
    traceback = named(path)
    (member,) = queries.the_members(by, NOW)
    assert any("after it became an Affiliate" in reason.why for reason in member.reasons)
    ((_, behind),) = [each for each in queries.mine(path[3], by, NOW)["reasons"] if each[1]]
    assert behind[0].number == traceback.number
    assert queries.mine(path[3], staged.administrator(path[3]), NOW)["reasons"] == []


def test_calls_count_from_the_day_it_became_a_member(by: Viewer) -> None:
    """A2.3, A2.5: two quarterly calls missed in a row; an extra call of the Steering Committee does not count."""
    blue_ridge = staged.member(staged.agreed("Blue Ridge Telecom"), by, "affiliate")
    for days, quarterly in ((200, True), (100, True), (50, False)):
        told = {"subject": "Quarterly call", "quarterly": quarterly, "starts_at": NOW - timedelta(days=days)}
        call = actions.plan_call(**told, by=by, now=NOW)
        actions.hold_call(call=call, attended=[], by=by, now=NOW)
    shown = condition(blue_ridge, "calls", by)
    assert not shown.holds
    assert shown.from_on is None
    actions.hold_call(call=call.__class__.objects.order_by("starts_at")[1], attended=[blue_ridge], by=by, now=NOW)
    assert condition(blue_ridge, "calls", by).holds


def test_the_list_of_members_reads_no_more_for_many_than_for_one(by: Viewer) -> None:
    reads = []
    for name in ("Cardinal Wireless", "Blue Ridge Telecom", "Tessera Networks", "Quartz Bay"):
        staged.member(staged.agreed(name), by)
        with CaptureQueriesContext(connection) as asked:
            queries.the_members(by, NOW)
        reads.append(len(asked))
    assert reads[0] == reads[-1]
    assert reads[-1] <= 24
