"""Tracebacks by staff's machines: open, read, the path with designations (A3.1, A3.4, A3.7)."""

import json
from datetime import timedelta

import pytest
import time_machine

from hopback.portal.accounts.models import Scope
from hopback.portal.tracebacks.models import Traceback
from tests.portal.factories import NOW, make_staff
from tests.portal.tracebacks import staged
from tests.portal.tracebacks.asked import meridian_is_asked
from tests.portal.tracebacks.test_api_hops import Machine, problem

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _at_noon_eastern():
    with time_machine.travel(NOW, tick=False):
        yield


def test_a_candidate_whose_tests_held_is_opened_once():
    """A3.1, A4.3."""
    team, cardinal = Machine(make_staff(), Scope.TRACEBACKS), staged.listed("Cardinal Wireless")
    body = {"candidate": staged.candidate(cardinal).public_id}
    opened = team.post("/tracebacks", body)
    assert opened.status_code == 201
    assert opened.json()["number"] == "TB-2026-00001"
    assert staged.waiting(Traceback.objects.get()).provider == cardinal
    assert problem(team.post("/tracebacks", body), 422)["clause"] == "A4.3"


def test_a_candidate_that_was_declined_does_not_open():
    """A4.3."""
    team = Machine(make_staff(), Scope.TRACEBACKS)
    declined = staged.candidate(staged.listed("Cardinal Wireless"), opens=False)
    assert problem(team.post("/tracebacks", {"candidate": declined.public_id}), 422)["clause"] == "A4.3"
    problem(team.post("/tracebacks", {"candidate": "cnd_nothing"}), 404)
    assert not Traceback.objects.exists()


def test_the_path_carries_designations_and_never_the_called_number():
    """A3.7: two points of view on one border, U.S. Point of Entry and Foreign Point of Departure."""
    rosa = make_staff()
    traced = staged.traced(staged.the_five(), rosa, opened_at=NOW - timedelta(hours=20))
    staged.answered(traced, NOW, kind="originated", customer={"name": "Kingsley Marketing"})
    team = Machine(rosa, Scope.TRACEBACKS)
    path = team.get(f"/tracebacks/{traced.public_id}/path").json()
    assert [hop["provider_name"] for hop in path["path"]][-2:] == ["Harbor Voice LLC", "Sable Route Ltd."]
    assert path["path"][3]["designations"] == ["U.S. Point of Entry"]
    assert set(path["path"][4]["designations"]) == {"International Origin", "Foreign Point of Departure"}
    whole = team.get(f"/tracebacks/{traced.public_id}").json()
    assert (whole["status"], whole["hops"]) == ("origin_found", 5)
    for text in (json.dumps(path), json.dumps(whole)):
        assert "5135550168" not in text
        assert "Kingsley" not in text


def test_providers_machines_know_of_no_traceback():
    """A3.11."""
    story = meridian_is_asked()
    key = Machine(story.dana, Scope.HOPS)
    problem(key.get(f"/tracebacks/{story.traceback.public_id}"), 403)
    problem(key.get(f"/tracebacks/{story.traceback.public_id}/path"), 403)
    problem(Machine(story.rosa, Scope.TRACEBACKS).get("/tracebacks/tb_nothing"), 404)
