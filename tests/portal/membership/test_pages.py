"""The pages of the room: what they show, what they say when it cannot be done, and what leaves as a file."""

import csv
import io
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from hopback.portal.accounts.models import User
from hopback.portal.accounts.viewer import Viewer, of_user
from hopback.portal.logbook.models import Entry
from hopback.portal.membership import actions
from hopback.portal.membership.models import MemberCall
from hopback.portal.providers.models import Provider
from tests.portal.factories import make_provider_person, make_staff, sign_in

from . import staged

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def rosa() -> User:
    return make_staff()


@pytest.fixture
def by(rosa: User) -> Viewer:
    return of_user(rosa)


@pytest.fixture
def staff(rosa: User) -> Client:
    return sign_in(Client(), rosa)


@pytest.fixture
def cardinal(by: Viewer) -> Provider:
    return staged.member(staged.agreed("Cardinal Wireless"), by, level="Executive")


def rows(response: Any) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))


def test_the_list_of_members_leaves_as_csv_and_json_and_the_log_knows(staff: Client, cardinal: Provider) -> None:
    """A2.1: each with the conditions that fail."""
    (line,) = rows(staff.get(reverse("membership:members"), {"format": "csv"}))
    assert (line["name"], line["tier"], line["since"]) == ("Cardinal Wireless", "steering", "2026-01-12")
    assert line["conditions_failing"] == ""
    told = staff.get(reverse("membership:members"), {"format": "json"}).json()
    assert told["members"][0]["id"] == cardinal.public_id
    assert Entry.objects.filter(verb="list.downloaded").count() == 2


def test_a_list_can_be_limited_to_those_with_failing_conditions(staff: Client, cardinal: Provider, by: Viewer) -> None:
    staged.member(staged.agreed("Blue Ridge Telecom"), by, "affiliate")
    actions.find_breach(provider=cardinal, rules="policies", reasons="No contacts.", by=by, now=staged.NOW)
    page = staff.get(reverse("membership:members"), {"conditions": "fail"}).content.decode()
    assert "Cardinal Wireless" in page
    assert "Blue Ridge Telecom" not in page


def test_a_decision_that_cannot_be_says_which_condition_fails_and_keeps_the_words(staff: Client, by: Viewer) -> None:
    """A2.5: nothing is lost that was typed."""
    provider = staged.agreed("Harbor Voice LLC")
    application = staged.applied(provider, "affiliate")
    actions.recommend(application=application, recommended=True, because="Answers.", by=by, now=staged.NOW)
    where = reverse("membership:decide", args=[application.public_id])
    page = staff.post(where, {"accepted": "yes", "because": "They answer quickly."}).content.decode()
    assert "These conditions do not hold: Signed the statement of intent" in page
    assert "They answer quickly." in page
    application.refresh_from_db()
    assert application.outcome == ""


def test_attendance_is_recorded_and_recorded_again(staff: Client, cardinal: Provider, by: Viewer) -> None:
    """A2.5: the list is of members of that day."""
    told = {"subject": "Third quarter", "quarterly": True, "starts_at": staged.NOW - timedelta(days=2)}
    call = actions.plan_call(**told, by=by, now=staged.NOW)
    where = reverse("membership:call", args=[call.public_id])
    staff.post(where, {"attended": [cardinal.public_id]})
    (line,) = rows(staff.get(reverse("membership:calls"), {"format": "csv"}))
    assert (line["provider"], line["attended"]) == ("Cardinal Wireless", "yes")
    staff.post(where, {"sent": "1"})
    (line,) = rows(staff.get(reverse("membership:calls"), {"format": "csv"}))
    assert line["attended"] == "no"


def test_a_call_is_planned_on_the_clock_of_who_plans_it(staff: Client) -> None:
    where = reverse("membership:plan_call")
    wrong = staff.post(where, {"subject": "Q4", "quarterly": "yes", "starts_at": "next week"}).content.decode()
    assert "“next week” is no time." in wrong
    staff.post(where, {"subject": "Q4", "quarterly": "yes", "starts_at": "2026-12-10 14:00"})
    assert MemberCall.objects.get().starts_at.isoformat() == "2026-12-10T19:00:00+00:00"


def test_votes_leave_with_who_voted_how_and_why(staff: Client, cardinal: Provider, by: Viewer) -> None:
    """A2.8."""
    young = staged.agreed("Pale Moon Telecom", on=(staged.NOW - timedelta(days=30)).date())
    staged.votes(staged.asked(young, by), cardinal, yes=True)
    (line,) = rows(staff.get(reverse("membership:committee"), {"format": "csv"}))
    told = (line["provider"], line["seat"], line["voted"], line["by"], line["reasons"], line["outcome"])
    assert told == (
        "Pale Moon Telecom",
        "Cardinal Wireless",
        "yes",
        "Cardinal Admin",
        "The record is clean.",
        "approved",
    )


def test_a_provider_takes_its_own_conditions_with_it(cardinal: Provider) -> None:
    person = sign_in(Client(), make_provider_person(cardinal, "Marcus Odum", email="marcus@cardinal.example"))
    lines = rows(person.get(reverse("membership:mine"), {"format": "csv"}))
    assert [line["clause"] for line in lines] == ["A2.2", "A2.3", "A2.3", "A2.3", "A2.3", "A2.3"]
    assert {line["holds"] for line in lines} == {"yes"}


def test_a_provider_without_a_seat_finds_no_committee(by: Viewer) -> None:
    """A2.8: as if there were none."""
    harbor = staged.agreed("Harbor Voice LLC")
    person = sign_in(Client(), make_provider_person(harbor))
    assert person.get(reverse("membership:committee")).status_code == 404


def test_the_page_of_a_provider_leads_to_its_membership(staff: Client, cardinal: Provider) -> None:
    page = staff.get(reverse("providers:one", args=[cardinal.public_id])).content.decode()
    assert reverse("membership:one", args=[cardinal.public_id]) in page
    assert "Steering Committee member since" in page
