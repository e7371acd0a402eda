"""Account mails leave through the portal's SMTP server, beside the request, and never hold a page up."""

import email
import socket
import threading
from collections.abc import Iterator

import pytest
from aiosmtpd.controller import Controller
from django.core.mail import EmailMessage
from django.test import override_settings

from hopback.portal.accounts.mailer import Mailer
from hopback.portal.ground.environment import Smtp

LETTER = EmailMessage("A new password", "Open this link", "traceback@stp.example", ["dana@harborvoice.example"])


class _Box:
    def __init__(self) -> None:
        self.letters: list[bytes] = []
        self.arrived = threading.Event()

    async def handle_DATA(self, server: object, session: object, envelope: object) -> str:
        self.letters.append(envelope.content)
        self.arrived.set()
        return "250 OK"


@pytest.fixture
def box() -> Iterator[_Box]:
    box = _Box()
    with socket.create_server(("127.0.0.1", 0)) as chooser:
        port = chooser.getsockname()[1]
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    with override_settings(SMTP=Smtp("127.0.0.1", port, "", "", "")):
        yield box
    controller.stop()


def test_a_mail_arrives_at_the_server(box: _Box) -> None:
    assert Mailer(alias="default").send_messages([LETTER]) == 1
    assert box.arrived.wait(5)
    arrived = email.message_from_bytes(box.letters[0])
    assert (arrived["To"], arrived["Subject"]) == ("dana@harborvoice.example", "A new password")


def test_a_server_that_is_away_is_logged_without_the_words_of_the_mail(caplog: pytest.LogCaptureFixture) -> None:
    with override_settings(SMTP=Smtp("127.0.0.1", 9, "", "", "")):
        Mailer(alias="default").deliver([LETTER])
    assert "not handed over" in caplog.text
    assert "Open this link" not in caplog.text
