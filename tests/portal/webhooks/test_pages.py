"""The pages: an empty list says what to do, a secret is shown once, a wrong address says what is wrong with it."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from hopback.portal.accounts.models import User
from hopback.portal.accounts.viewer import SYSTEM, of_user
from hopback.portal.providers.models import Provider
from hopback.portal.webhooks import actions
from hopback.portal.webhooks.models import Delivery, Endpoint
from hopback.portal.webhooks.sending import Outcome
from hopback.wire.webhooks import EventType
from tests.portal.factories import NOW, make_staff, sign_in

from .conftest import EVENTS

pytestmark = [pytest.mark.django_db, pytest.mark.once]
URL = "http://127.0.0.1:9/hopback?token=kestrel"


@pytest.fixture
def page(client: Client, dana: User) -> Client:
    return sign_in(client, dana)


@pytest.fixture
def webhook(dana: User) -> Endpoint:
    return actions.add_endpoint(url=URL, events=EVENTS, by=of_user(dana), now=NOW)[0]


def form(page: Client, address: str, /, **told: Any) -> dict[str, Any]:
    once = re.search(r'name="once" value="([^"]+)"', page.get(address).content.decode())
    assert once
    return {"once": once[1], **told}


def add(page: Client, **told: Any) -> Any:
    url = reverse("webhooks:add")
    return page.post(url, form(page, url, **{"url": URL, "events": EVENTS, **told}))


def test_an_empty_list_says_what_it_is_for(page: Client) -> None:
    shown = page.get("/webhooks/").content.decode()
    assert "No webhooks yet" in shown
    assert reverse("webhooks:add") in shown


def test_the_secret_is_shown_once(page: Client) -> None:
    first = add(page)
    secret = re.search(r"whsec_[\w+/=]+", first.content.decode())
    assert secret
    assert "Copy it now" in first.content.decode()
    assert first["Cache-Control"].startswith("max-age=0, no-cache, no-store")
    one = Endpoint.objects.get()
    for url in ("/webhooks/", reverse("webhooks:one", args=[one.public_id])):
        assert secret[0] not in page.get(url).content.decode()


def test_a_reload_adds_no_second_one(page: Client) -> None:
    url = reverse("webhooks:add")
    told = form(page, url, url=URL, events=EVENTS)
    page.post(url, told)
    again = page.post(url, told)
    assert (again.status_code, again["Location"], Endpoint.objects.count()) == (302, "/webhooks/", 1)


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("http://hooks.harbor.example/", "https is needed: events are not sent in the clear."),
        ("https://10.1.2.3/", "This address is private: 10.1.2.3 leads to 10.1.2.3"),
        ("hooks", "Write the whole address"),
        ("", "This field is required."),
    ],
)
def test_a_wrong_address_says_what_is_wrong_beside_the_field(page: Client, url: str, said: str, settings: Any) -> None:
    settings.WEBHOOK_LOOPBACK = False
    shown = add(page, url=url).content.decode()
    assert said in shown
    assert 'id="id_url_error"' in shown
    assert not Endpoint.objects.exists()


def test_a_test_stands_on_the_page_with_what_became_of_it(page: Client, webhook: Endpoint) -> None:
    url = reverse("webhooks:one", args=[webhook.public_id])
    shown = page.post(reverse("webhooks:test", args=[webhook.public_id]), follow=True).content.decode()
    assert "A test is on its way" in shown
    assert "On its way" in shown
    row = Delivery.objects.get()
    actions.claim(delivery=row, by=SYSTEM, now=NOW)
    actions.put_off(delivery=row, outcome=Outcome(None, "Cannot connect."), by=SYSTEM, now=NOW)
    shown = page.get(url).content.decode()
    assert "Cannot connect." in shown
    assert "Failing" in shown


def test_how_each_event_fared_can_be_read(page: Client, webhook: Endpoint, harbor: Provider) -> None:
    for outcome in (Outcome(204, took_ms=41), Outcome(503, "Answered 503.")):
        told = {"party": harbor.public_id, "hop": "hop_8Qd2wXyZabcd", "by": SYSTEM, "now": NOW}
        actions.post(event=EventType.HOP_ASKED, **told)
        row = Delivery.objects.latest("pk")
        actions.claim(delivery=row, by=SYSTEM, now=NOW)
        (actions.accept if outcome.is_accepted else actions.put_off)(delivery=row, outcome=outcome, by=SYSTEM, now=NOW)
    shown = page.get(reverse("webhooks:one", args=[webhook.public_id])).content.decode()
    for words in ("Accepted (204)", "in 41 ms", "Trying again", "Answered 503.", "A hop is asked of us"):
        assert words in shown
    assert "hop_8Qd2" not in shown


def test_disabled_enabled_rotated_removed(page: Client, webhook: Endpoint) -> None:
    def at(name: str) -> str:
        return reverse(f"webhooks:{name}", args=[webhook.public_id])

    assert "Disabled by an administrator" in page.post(at("disable"), follow=True).content.decode()
    assert "Enable it again" in page.get(at("one")).content.decode()
    page.post(at("enable"))
    shown = page.post(at("rotate"), form(page, at("rotate"))).content.decode()
    assert "whsec_" in shown
    assert "Signs beside the new one until" in page.get(at("one")).content.decode()
    page.post(at("remove"))
    assert page.get(at("one")).status_code == 404


def test_staff_see_the_host_and_how_it_fares_and_no_more(client: Client, webhook: Endpoint) -> None:
    sign_in(client, make_staff())
    shown = client.get("/webhooks/").content.decode()
    assert "Harbor Voice LLC" in shown
    assert "127.0.0.1:9" in shown
    assert "Nothing sent yet" in shown
    assert "kestrel" not in shown
    assert client.get(reverse("webhooks:one", args=[webhook.public_id])).status_code == 404
