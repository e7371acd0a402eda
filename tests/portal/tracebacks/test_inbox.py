"""Inbox and history of a provider: what waits, what is behind, where it ended (A3.11, XA.2)."""

from datetime import timedelta

import pytest
import time_machine

from hopback.portal.tracebacks import actions
from tests.portal.factories import NOW, make_provider_person, make_staff, sign_in
from tests.portal.tracebacks import staged
from tests.portal.tracebacks.asked import another_call, meridian_is_asked

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _at_noon_eastern():
    with time_machine.travel(NOW, tick=False):
        yield


def text(response) -> str:
    assert response.status_code == 200
    return response.content.decode()


def test_the_most_urgent_call_stands_first_with_both_clocks(client):
    story = meridian_is_asked(client)
    urgent = staged.waiting(staged.traced(story.path[:3], story.rosa, opened_at=NOW - timedelta(hours=20)))
    page = text(client.get("/inbox/"))
    assert page.index(urgent.traceback.number) < page.index(story.traceback.number)
    assert "EDT" in page
    assert "UTC" in page
    assert "+1 202 555 0142" in page


def test_nothing_of_another_provider_is_in_the_inbox(client):
    """A3.11."""
    story = meridian_is_asked(client)
    foreign = staged.traced(story.path[:2], story.rosa, opened_at=NOW - timedelta(hours=5))
    page = text(client.get("/inbox/")) + text(client.get("/inbox/history/"))
    assert foreign.number not in page
    assert "Cardinal Wireless" not in page


def test_an_empty_inbox_says_so(client):
    sign_in(client, make_provider_person(staged.listed("Harbor Voice LLC")))
    assert "Nothing is waiting for you" in text(client.get("/inbox/"))
    assert "Nothing yet" in text(client.get("/inbox/history/"))


def test_calls_of_one_campaign_are_offered_to_be_answered_together(client):
    story = meridian_is_asked(client)
    another_call(story)
    assert "Answer 2 together" in text(client.get("/inbox/"))


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=0177", ["two"]),
        ("q=%2B1+202+555+0142", ["one"]),
        ("q=TB-2026", ["one", "two"]),
        ("due=overdue", []),
        ("due=soon", []),
        ("campaign=cmp_none", []),
        ("q=%00", ["one", "two"]),
        ("page=99", ["one", "two"]),
    ],
)
def test_filters_are_part_of_the_address(client, query, found):
    story = meridian_is_asked(client)
    numbers = {"one": story.traceback.number, "two": another_call(story, calling="+12025550177").traceback.number}
    page = text(client.get(f"/inbox/?{query}"))
    lines = page.partition("<tbody>")[2]
    assert [name for name, number in numbers.items() if number in lines] == found


def test_history_shows_our_answer_and_only_where_it_ended(client):
    """A3.11: never the path above."""
    story = meridian_is_asked(client)
    staged.answered(story.traceback, NOW - timedelta(hours=1), kind="upstream", upstream=story.harbor.public_id)
    assert "Still being traced" in text(client.get("/inbox/history/"))
    staged.delivered(story.traceback, NOW)
    staged.answered(story.traceback, NOW, kind="upstream", upstream=story.path[4].public_id)
    staged.delivered(story.traceback, NOW)
    page = text(client.get("/inbox/history/"))
    assert "Sable Route Ltd." not in page
    staged.answered(story.traceback, NOW, kind="not_found", searched="Records of 30 days")
    page = text(client.get("/inbox/history/"))
    assert "Harbor Voice LLC" in page  # whom we named ourselves
    assert "ended at Sable Route Ltd." in page
    assert "Records of 30 days" not in page


def test_a_call_closed_without_an_answer_can_still_be_answered_from_history(client):
    """A3.6."""
    story = meridian_is_asked(client)
    with time_machine.travel(NOW + timedelta(days=3), tick=False):
        actions.tick(by=staged.SYSTEM, now=NOW + timedelta(days=3))
        sign_in(client, story.dana)
        page = text(client.get("/inbox/history/?said=none"))
    assert "Answer late" in page


def test_a_correction_shows_what_changes_before_it_is_sent(client):
    """A3.5."""
    story = meridian_is_asked(client)
    staged.answered(story.traceback, NOW, kind="upstream", upstream=story.harbor.public_id, trunk="DAL-1")
    url = f"/inbox/{story.hop.public_id}/correct/"
    assert f'value="{story.harbor.public_id}" checked' in text(client.get(url))
    said = {"kind": "upstream", "upstream": story.path[4].public_id, "trunk": "DAL-1"}
    review = text(client.post(url, said))
    assert "Sable Route Ltd." in review
    assert "Is this right?" in review
    assert story.hop.answers.count() == 1
    assert client.post(url, {**said, "send": "1"}).status_code == 302
    assert story.hop.answers.count() == 2
    assert staged.waiting(story.traceback).provider == story.path[4]


def test_a_correction_that_changes_nothing_is_told_so(client):
    story = meridian_is_asked(client)
    staged.answered(story.traceback, NOW, kind="upstream", upstream=story.harbor.public_id, source_ip="192.0.2.17")
    said = {"kind": "upstream", "upstream": story.harbor.public_id, "source_ip": "192.0.2.17", "mitigation": "none"}
    assert "Nothing is changed yet" in text(client.post(f"/inbox/{story.hop.public_id}/correct/", said))


def test_staff_have_no_provider_inbox(client):
    sign_in(client, make_staff())
    assert client.get("/inbox/").status_code == 404
