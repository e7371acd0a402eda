"""The answer page, further: calls answered together, late answers, requests that are over (A3.2, A3.6)."""

from datetime import timedelta

import pytest
import time_machine

from hopback.portal.tracebacks import actions
from hopback.portal.tracebacks.models import Answer
from hopback.wire.answers import AnswerIn
from tests.portal.factories import NOW, sign_in
from tests.portal.tracebacks import staged
from tests.portal.tracebacks.asked import another_call, meridian_is_asked
from tests.portal.tracebacks.test_answer_page import page_of, say

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _at_noon_eastern():
    with time_machine.travel(NOW, tick=False):
        yield


def test_ticked_calls_of_the_campaign_get_the_same_answer_without_the_first_calls_evidence(client):
    story = meridian_is_asked(client)
    same, other, unticked = (another_call(story, calling=f"+1202555017{n}") for n in range(3))
    page = client.get(page_of(story.hop)).content.decode()
    assert "3 more calls from SSA benefit suspension are waiting for you" in page
    sent = say(
        client, story.hop, kind="upstream", upstream=story.harbor.public_id, call_id="abc@dal", trunk="DAL-HV-07",
        also=[same.public_id, other.public_id], **{f"up_{other.public_id}": story.path[4].public_id},
    )  # fmt: skip
    assert Answer.objects.get(hop=same).upstream == story.harbor
    assert (Answer.objects.get(hop=same).trunk, Answer.objects.get(hop=same).call_id) == ("DAL-HV-07", "")
    assert Answer.objects.get(hop=other).upstream == story.path[4]
    assert not Answer.objects.filter(hop=unticked).exists()
    assert same.traceback.number in client.get(sent.url).content.decode()


def test_another_providers_hop_cannot_be_ticked(client):
    story = meridian_is_asked(client)
    foreign = staged.waiting(staged.traced(story.path[:2], story.rosa, opened_at=NOW - timedelta(hours=5)))
    say(client, story.hop, kind="upstream", upstream=story.harbor.public_id, also=[foreign.public_id])
    assert not Answer.objects.filter(hop=foreign).exists()


def test_often_named_upstreams_are_offered_first(client):
    story = meridian_is_asked(client)
    actions.answer(
        hop=another_call(story), said=AnswerIn(kind="upstream", upstream=story.harbor.public_id), channel="api",
        by=staged.desk(story.hop), now=NOW - timedelta(hours=1),
    )  # fmt: skip
    page = client.get(page_of(story.hop)).content.decode()
    assert "Harbor Voice LLC" in page
    assert "last named" in page


def test_a_late_answer_after_closing_is_kept_marked_late_and_reopens(client):
    """A3.6."""
    story = meridian_is_asked(client)
    with time_machine.travel(NOW + timedelta(days=3), tick=False):
        actions.tick(by=staged.SYSTEM, now=NOW + timedelta(days=3))
        assert story.again().state == "no_response"
        assert story.again().traceback.closed_at
        sign_in(client, story.dana)
        assert "Closed without an answer" in client.get(page_of(story.hop)).content.decode()
        say(client, story.hop, kind="upstream", upstream=story.harbor.public_id)
    assert Answer.objects.get(hop=story.hop).late
    assert story.again().traceback.closed_at is None


def test_a_withdrawn_request_says_that_nothing_is_to_be_done(client):
    story = meridian_is_asked(client)
    actions.withdraw(traceback=story.traceback, reason="Test call", by=staged.of_user(story.rosa), now=NOW)
    assert "You need do nothing" in client.get(page_of(story.hop)).content.decode()
    assert say(client, story.hop, kind="not_found", searched="x").status_code == 409


def test_an_answer_given_back_shows_why_and_can_be_given_again(client):
    """A3.7: not timely and complete."""
    story = meridian_is_asked(client)
    say(client, story.hop, kind="not_found", searched="Switch 1")
    given = Answer.objects.get(hop=story.hop)
    why = "Please search switch 2 as well."
    actions.return_answer(answer=given, reason=why, until=None, by=staged.of_user(story.rosa), now=NOW)
    assert "came back" in client.get("/inbox/").content.decode()
    assert why in client.get(page_of(story.hop)).content.decode()
    say(client, story.hop, kind="not_found", searched="Switches 1 and 2")
    assert story.hop.answers.count() == 2
