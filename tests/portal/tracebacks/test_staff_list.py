"""The list of tracebacks: filters are addresses, bad ones are said, and no number of a call is in it (XC.2)."""

import csv
import io
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from hopback.portal.accounts.viewer import of_user
from hopback.portal.tracebacks import actions
from hopback.portal.tracebacks.models import Hop, Traceback
from tests.portal.factories import NOW, make_staff, sign_in
from tests.portal.tracebacks import staged

pytestmark = pytest.mark.django_db


@pytest.fixture
def rosa() -> Any:
    return make_staff()


@pytest.fixture
def many(rosa: Any) -> list[Traceback]:
    """Waiting abroad, closed at a U.S. origin, closed as not found, and overdue."""
    five = staged.the_five()
    abroad = staged.traced(five, rosa, opened_at=NOW - timedelta(hours=20))
    origin = staged.traced(five[:2], rosa, opened_at=NOW - timedelta(hours=30), campaign="Auto warranty renewal")
    staged.answered(origin, NOW - timedelta(hours=20), kind="originated", customer={"name": "Bright Dial LLC"})
    lost = staged.traced(five[:3], rosa, opened_at=NOW - timedelta(hours=31), calling="+12025550177")
    staged.answered(lost, NOW - timedelta(hours=21), kind="not_found", searched="90 days, all trunks")
    late = staged.traced(five[:1], rosa, opened_at=NOW - timedelta(hours=30), called="+15135550199")
    return [abroad, origin, lost, late]


@pytest.fixture
def page(client: Client, rosa: Any) -> Any:
    sign_in(client, rosa)

    def get(**query: str) -> Any:
        with time_machine.travel(NOW, tick=False):
            return client.get("/tracebacks/", query)

    return get


def numbers(answer: Any) -> list[str]:
    return sorted(row.number for row in answer.context["page"])


FILTERS: list[tuple[dict[str, str], list[int]]] = [
    ({}, [0, 1, 2, 3]),
    ({"status": "open"}, [0, 3]),
    ({"status": "closed"}, [1, 2]),
    ({"status": "origin_found"}, [1]),
    ({"late": "overdue"}, [3]),
    ({"late": "soon"}, []),
    ({"late": "no_contact"}, []),
    ({"designation": "U.S. Point of Entry"}, [0]),
    ({"designation": "Foreign Point of Departure"}, [0]),
    ({"designation": "U.S. Origin"}, [1]),
    ({"designation": "International Origin"}, []),
    ({"designation": "Not Found"}, [2]),
    ({"designation": "No Response"}, []),
    ({"q": "auto warranty"}, [1]),
    ({"q": "sable route"}, [0]),
    ({"q": "0177"}, [2]),
    ({"q": "+1 202 555 0177"}, [2]),
    ({"q": "+1 513 555 0199"}, [3]),
    ({"q": "no such thing"}, []),
    ({"owner": "nobody"}, []),
    ({"opened_from": "2026-10-19", "opened_to": "2026-10-19", "status": "open"}, [0, 3]),
    ({"opened_from": "2026-10-21"}, []),
]


def test_a_filter_is_an_address(page: Any, many: list[Traceback]) -> None:
    wrong = {
        str(query): found
        for query, expected in FILTERS
        if (found := numbers(page(**query))) != sorted(many[i].number for i in expected)
    }
    assert wrong == {}


def test_campaign_provider_and_owner_limit_too(page: Any, many: list[Traceback], rosa: Any) -> None:
    sable = many[0].hops.get(position=5).provider
    campaign = many[1].candidate.campaign
    assert sable is not None
    assert campaign is not None
    assert numbers(page(provider=sable.public_id)) == [many[0].number]
    assert numbers(page(campaign=campaign.public_id)) == [many[1].number]
    assert len(numbers(page(owner=rosa.public_id))) == 4


def test_a_called_number_is_not_found_by_a_part_of_it(page: Any, many: list[Traceback]) -> None:
    """XC.2: nobody learns a called number digit by digit."""
    parts = ["5550199", "0199", "513555", "5135550", "+1513555019"]
    assert [part for part in parts if numbers(page(q=part))] == []


def test_a_whole_number_of_a_traceback_opens_it(page: Any, many: list[Traceback]) -> None:
    assert page(q=many[1].number.lower())["Location"] == f"/tracebacks/{many[1].public_id}/"


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"opened_from": "yesterday"}, "Enter a valid date"),
        ({"status": "sideways"}, "Select a valid choice"),
        ({"campaign": "cmp_nothing"}, "Select a valid choice"),
        ({"q": "x" * 200}, "at most 80 characters"),
        ({"sort": "colour"}, "Select a valid choice"),
    ],
)
def test_a_bad_filter_is_said_and_left_out(page: Any, many: list[Traceback], query: dict[str, str], said: str) -> None:
    answer = page(**query)
    assert answer.status_code == 200
    assert said in answer.content.decode()
    assert len(numbers(answer)) == 4


def test_a_page_that_is_not_there_is_the_nearest(page: Any, many: list[Traceback]) -> None:
    assert {page(page=number).status_code for number in ("0", "-1", "99999", "x")} == {200}


def test_the_soonest_deadline_comes_first_when_asked_for(page: Any, many: list[Traceback]) -> None:
    rows = [row.number for row in page(sort="due").context["page"]]
    assert rows[:2] == [many[3].number, many[0].number]


def test_no_number_and_no_time_of_a_call_is_in_the_list(page: Any, many: list[Traceback]) -> None:
    parts = ("5550142", "555 0142", "5550168", "555 0168", "5550199", "13:41", "09:41")
    said = "".join(page(format=form).content.decode() for form in ("", "csv", "json"))
    assert many[0].number in said
    assert [part for part in parts if part in said] == []


def test_the_exports_hold_every_row(page: Any, many: list[Traceback]) -> None:
    rows = list(csv.DictReader(io.StringIO(page(format="csv").content.decode("utf-8-sig"))))
    by_number = {row["traceback"]: row for row in rows}
    assert by_number[many[3].number]["overdue"] == "yes"
    assert by_number[many[0].number]["waiting_on"] == "Sable Route Ltd."
    assert [row["status"] for row in page(format="json").json()["tracebacks"]].count("open") == 2


def test_a_name_is_no_formula_in_a_spreadsheet(page: Any, many: list[Traceback]) -> None:
    campaign = many[0].candidate.campaign
    assert campaign is not None
    campaign.name = "=HYPERLINK(1)"
    campaign.save()
    assert "'=HYPERLINK(1)" in page(format="csv").content.decode("utf-8-sig")


def test_the_list_costs_the_same_for_one_and_for_many(
    page: Any, rosa: Any, many: list[Traceback], django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(12):
        page()
    for _ in range(3):
        staged.traced(list(first_two(many)), rosa, opened_at=NOW - timedelta(hours=2))
    with django_assert_max_num_queries(12):
        page()


def first_two(many: list[Traceback]) -> list[Any]:
    return [hop.provider for hop in Hop.objects.filter(traceback=many[0]).order_by("position")[:2]]


def test_withdrawn_is_closed(page: Any, many: list[Traceback], rosa: Any) -> None:
    actions.withdraw(traceback=many[0], reason="Wrong call", by=of_user(rosa), now=NOW)
    assert numbers(page(status="withdrawn")) == [many[0].number]
    assert numbers(page(designation="U.S. Point of Entry")) == [], "its upstream is off the path"
