"""Providers under common control are one provider wherever a path is judged (A1.1)."""

import json
from datetime import date, timedelta
from typing import Any

import pytest

from hopback.policy.article_3_traceback.contradictions import Kind
from hopback.portal.accounts.viewer import of_user
from hopback.portal.logbook.models import Entry, Payload
from hopback.portal.providers import actions as providers
from hopback.portal.providers.models import Provider
from hopback.portal.tracebacks.models import Traceback
from hopback.portal.tracebacks.queries import whole
from tests.portal.factories import NOW, make_staff
from tests.portal.tracebacks import staged

pytestmark = pytest.mark.django_db
AT = NOW - timedelta(hours=20)


@pytest.fixture
def rosa() -> Any:
    return make_staff()


@pytest.fixture
def path() -> list[Provider]:
    return staged.the_five()


def control(path: list[Provider], rosa: Any, *, since_on: date) -> None:
    """Cardinal controls Harbor through a company that is on no path."""
    between = staged.listed("Gulf Holding")
    for controls, controlled in ((path[0], between), (between, path[3])):
        told = {"evidence": "Form 499 affiliates.", "by": of_user(rosa), "now": NOW}
        providers.link_control(controls=controls, controlled=controlled, since_on=since_on, **told)


def noted(traceback: Traceback) -> list[Kind]:
    return [one.kind for one in whole.read(traceback).contradictions]


@pytest.mark.parametrize(("since_on", "loops"), [(date(2026, 10, 19), True), (date(2026, 10, 20), False)])
def test_a_path_that_comes_back_into_a_control_group_is_noted(
    path: list[Provider], rosa: Any, since_on: date, loops: bool
) -> None:
    """The call was placed on 19 October: what was controlled later was another provider then."""
    control(path, rosa, since_on=since_on)
    traceback = staged.traced(path, rosa, opened_at=AT)
    assert (Kind.LOOP in noted(traceback)) is loops


def test_what_is_noted_of_a_group_goes_to_the_log_when_the_traceback_closes(path: list[Provider], rosa: Any) -> None:
    control(path, rosa, since_on=date(2025, 1, 1))
    traceback = staged.traced(path, rosa, opened_at=AT)
    staged.answered(traceback, NOW, kind="originated", customer={"name": "Lark Dialing LLC"})
    closed = Payload.objects.get(seq=Entry.objects.get(verb="traceback.closed").seq)
    assert "loop" in {one["kind"] for one in json.loads(closed.body)["contradictions"]}


def test_a_call_signed_by_a_sister_company_was_signed_on_the_path(path: list[Provider], rosa: Any) -> None:
    sister = staged.listed("Harbor Voice Texas", ocns=["555X"])
    for linked in (False, True):
        if linked:
            told = {"evidence": "Filing.", "by": of_user(rosa), "now": NOW}
            providers.link_control(controls=path[3], controlled=sister, since_on=date(2025, 1, 1), **told)
        traceback = staged.traced(path[:4], rosa, opened_at=AT, signer_ocn="555X")
        staged.answered(traceback, NOW, kind="originated", customer={"name": "Lark Dialing LLC"})
        assert (Kind.SIGNER_NOT_ON_PATH in noted(traceback)) is not linked
