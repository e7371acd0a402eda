"""The mail link: one hop, no account, dead once the hop is over (A3.8)."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from hopback.portal.ground import capability
from hopback.portal.tracebacks import actions
from hopback.portal.tracebacks.models import Answer, Hop
from tests.portal.factories import NOW, make_provider_person, sign_in
from tests.portal.tracebacks import staged
from tests.portal.tracebacks.asked import Asked, another_call, meridian_is_asked

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _at_noon_eastern():
    with time_machine.travel(NOW, tick=False):
        yield


def opened(client: Client, story: Asked) -> str:
    """Press the button; the clean address."""
    return client.post(f"/a/{story.token()}/").url


def test_get_changes_nothing_and_shows_a_button(client):
    """Mail scanners open links."""
    story = meridian_is_asked()
    before = Hop.objects.values().get(pk=story.hop.pk)
    page = client.get(f"/a/{story.token()}/")
    assert page.status_code == 200
    assert "Open the request" in page.content.decode()
    assert "hop" not in page.cookies
    assert "+1 513 555 0168" not in page.content.decode()
    assert Hop.objects.values().get(pk=story.hop.pk) == before
    assert "no-store" in page["Cache-Control"]


def test_the_button_needs_this_sites_own_page():
    story = meridian_is_asked()
    assert Client(enforce_csrf_checks=True).post(f"/a/{story.token()}/").status_code == 403


def test_the_token_becomes_a_cookie_for_one_hop_and_the_address_is_clean(client):
    story = meridian_is_asked()
    answer = client.post(f"/a/{story.token()}/")
    cookie = answer.cookies["hop"]
    assert answer.url == f"/answer/{story.hop.public_id}/"
    assert (cookie["path"], cookie["samesite"], bool(cookie["httponly"])) == (answer.url, "Strict", True)
    assert story.token() not in cookie.value
    page = client.get(answer.url).content.decode()
    assert "Who sent you this call?" in page
    assert "+1 513 555 0168" in page


def test_an_answer_by_link_needs_no_account_and_says_how_it_came(client):
    story = meridian_is_asked()
    url = opened(client, story)
    sent = client.post(url, {"send": "1", "kind": "upstream", "upstream": story.harbor.public_id})
    assert sent.url == f"{url}sent/"
    given = Answer.objects.get(hop=story.hop)
    assert (given.channel, given.answered_by) == ("link", "Meridian Transit Inc.")
    assert "your answer is recorded" in client.get(sent.url).content.decode()


def test_the_link_is_dead_once_the_hop_is_answered_by_any_answer(client):
    story = meridian_is_asked()
    url = opened(client, story)
    staged.answered(story.traceback, NOW, kind="not_found", searched="All")
    page = client.get(f"/a/{story.token()}/")
    assert page.status_code == 410
    assert "used up" in page.content.decode()
    assert "Sign in" in page.content.decode()
    assert client.post(f"/a/{story.token()}/").status_code == 410
    assert client.post(url, {"send": "1", "kind": "not_found", "searched": "x"}).status_code == 409
    assert Answer.objects.filter(hop=story.hop).count() == 1


def test_the_receipt_closes_by_itself(client):
    story = meridian_is_asked()
    url = opened(client, story)
    client.post(url, {"send": "1", "kind": "not_found", "searched": "Both switches in Dallas"})
    with time_machine.travel(NOW + timedelta(hours=1), tick=False):
        assert "Both switches in Dallas" not in client.get(f"{url}sent/").content.decode()


def test_a_hop_closed_without_an_answer_still_takes_a_late_one_by_its_link(client):
    """A3.6: the link is the only way in for many."""
    story = meridian_is_asked()
    later = NOW + timedelta(days=3)
    with time_machine.travel(later, tick=False):
        actions.tick(by=staged.SYSTEM, now=later)
        url = opened(client, story)
        client.post(url, {"send": "1", "kind": "upstream", "upstream": story.harbor.public_id})
    assert Answer.objects.get(hop=story.hop).late
    assert story.again().traceback.closed_at is None


def test_a_withdrawn_request_kills_the_link(client):
    story = meridian_is_asked()
    actions.withdraw(traceback=story.traceback, reason="Test call", by=staged.of_user(story.rosa), now=NOW)
    assert client.get(f"/a/{story.token()}/").status_code == 410


@pytest.mark.parametrize("token", ["none-of-ours", "k3hf-" * 8, "a" * 500])
def test_forged_links_all_look_the_same(client, token):
    page = client.get(f"/a/{token}/")
    assert page.status_code == 404
    assert "not one of ours" in page.content.decode()


def test_guessing_is_slowed_down_and_honest_ones_are_not(client):
    story = meridian_is_asked()
    for _ in range(25):
        assert client.get(f"/a/{story.token()}/").status_code == 200
    codes = [client.get(f"/a/wrong-{number}/").status_code for number in range(22)]
    assert codes[0] == 404
    assert codes[-1] == 429


def test_a_cookie_opens_its_own_hop_only(client):
    story = meridian_is_asked()
    other = another_call(story)
    url = opened(client, story)
    cookie = client.cookies["hop"].value
    thief = Client()
    thief.cookies["hop"] = cookie
    assert thief.get(url).status_code == 200
    assert thief.get(f"/answer/{other.public_id}/").status_code == 404
    assert thief.get("/inbox/").status_code == 302


@pytest.mark.parametrize("value", ["", "garbage", "1:abc:def"])
def test_a_forged_cookie_looks_like_a_missing_page(client, value):
    story = meridian_is_asked()
    client.cookies["hop"] = value
    assert client.get(f"/answer/{story.hop.public_id}/").status_code == 404


def test_a_cookie_expires(client):
    story = meridian_is_asked()
    url = opened(client, story)
    with time_machine.travel(NOW + timedelta(hours=13), tick=False):
        assert client.get(url).status_code == 404


def test_a_link_answers_nothing_else_even_when_asked_to(client):
    story = meridian_is_asked()
    other = another_call(story)
    url = opened(client, story)
    assert "1 more call from this campaign is waiting" in client.get(url).content.decode()
    client.post(url, {"send": "1", "kind": "originated", "customer_name": "B", "also": [other.public_id]})
    assert not Answer.objects.filter(hop=other).exists()


def test_whoever_is_signed_in_for_another_provider_still_answers_as_the_links_provider(client):
    story = meridian_is_asked()
    sign_in(client, make_provider_person(story.harbor, "Omar Reyes"))
    client.post(opened(client, story), {"send": "1", "kind": "not_found", "searched": "All"})
    assert Answer.objects.get(hop=story.hop).answered_by == "Meridian Transit Inc."


def test_the_token_is_stored_nowhere():
    story = meridian_is_asked()
    link = story.hop.links.get()
    assert story.token() not in (link.nonce, link.token_hash)
    assert capability.digest(story.token()) == link.token_hash
