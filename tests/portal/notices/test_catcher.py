"""The demonstration's mail catcher and its pages; in production neither exists."""

import re
from typing import Any

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.test import Client

from hopback.portal.ground import clock
from hopback.portal.ground.environment import Smtp
from hopback.portal.notices import actions, catcher
from hopback.portal.notices.actions import NoDemonstration, Recipient
from hopback.portal.notices.models import CaughtMail
from hopback.portal.notices.relay import Relayed, deliver_due
from hopback.portal.notices.system import SYSTEM
from tests.portal.notices.post_office import MERIDIAN, NOW, post
from tests.ports import free_port

DEAD = ["dead-traceback@quill.example", "noc@nowhere.invalid", "gone@lantern.example"]
PAGES = ["/demonstration/mail/", "/demonstration/mail/1/", "/demonstration/mail/1/html/"]


@pytest.fixture
def demonstration(settings: Any) -> None:
    settings.DEMONSTRATION = True


@pytest.fixture
def caught(db: None, demonstration: None) -> CaughtMail:
    raw = (
        b"From: traceback@stp.example\r\nTo: traceback@meridian.example\r\nSubject: Traceback <b>TB</b>\r\n"
        b"MIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary=x\r\n\r\n"
        b"--x\r\nContent-Type: text/plain\r\n\r\nOpen http://127.0.0.1:8000/a/k3hf-2 <script>\r\n"
        b"--x\r\nContent-Type: text/html\r\n\r\n<p style='color:red'>Open<script>alert(1)</script></p>\r\n--x--\r\n"
    )
    return actions.keep_caught(
        envelope_from="a@stp.example", envelope_to=[MERIDIAN.address], raw=raw, by=SYSTEM, now=NOW
    )


@pytest.mark.django_db(transaction=True)
def test_mail_is_caught_and_the_dead_are_refused(demonstration: None) -> None:
    port = free_port()
    with time_machine.travel(NOW, tick=False):
        catch_and_refuse(port)


def catch_and_refuse(port: int) -> None:
    """With the demonstration's own clock, which looks into the database."""
    server = catcher.controller("127.0.0.1", port, clock=clock.now, dead=["gone@lantern.example"])
    server.start()
    try:
        post(to=[MERIDIAN, *(Recipient(address, "", "back-up") for address in DEAD)])
        assert deliver_due(now=NOW, smtp=Smtp("127.0.0.1", port, "", "", "")) == Relayed(accepted=1, failed=3)
    finally:
        server.stop()
    mail = CaughtMail.objects.get()
    assert (mail.envelope_to, mail.caught_at) == (MERIDIAN.address, NOW)
    assert b"X-STP-Reason: request" in bytes(mail.raw)


def test_the_list_is_searched_by_address(client: Client, caught: CaughtMail) -> None:
    assert "Traceback &lt;b&gt;TB&lt;/b&gt;" in client.get("/demonstration/mail/?to=meridian").content.decode()
    assert "No mail" in client.get("/demonstration/mail/?to=harbor").content.decode()


def test_the_link_in_a_mail_can_be_followed(client: Client, caught: CaughtMail) -> None:
    page = client.get(f"/demonstration/mail/{caught.pk}/").content.decode()
    assert re.search(r'<a href="http://127\.0\.0\.1:8000/a/k3hf-2"[^>]*>', page)
    assert "&lt;script&gt;" in page


def test_the_html_of_a_mail_is_shown_in_a_box(client: Client, caught: CaughtMail) -> None:
    answer = client.get(f"/demonstration/mail/{caught.pk}/html/")
    policy = answer["Content-Security-Policy"]
    assert "sandbox" in policy
    assert "allow-scripts" not in policy
    assert "allow-same-origin" not in policy
    assert "default-src 'none'" in policy
    assert "script-src" not in policy


@pytest.mark.parametrize("page", PAGES)
def test_without_a_demonstration_the_pages_do_not_exist(
    page: str, client: Client, caught: CaughtMail, settings: Any
) -> None:
    page = page.replace("1", str(caught.pk))
    assert client.get(page).status_code == 200
    settings.DEMONSTRATION = False
    assert client.get(page).status_code == 404


def test_nothing_is_posted_to_them(client: Client, caught: CaughtMail) -> None:
    assert [client.post(page).status_code for page in PAGES] == [405, 405, 405]


def test_without_a_demonstration_nothing_is_caught(db: None) -> None:
    with pytest.raises(CommandError, match="demonstration only"):
        call_command("catch_mail")
    with pytest.raises(NoDemonstration):
        actions.keep_caught(envelope_from="", envelope_to=["a@b.example"], raw=b"", by=SYSTEM, now=NOW)
