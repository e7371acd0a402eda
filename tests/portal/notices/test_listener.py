"""The listener, spoken to as mail servers speak: SMTP and LMTP on a free port of this machine."""

import smtplib
import socket
from collections.abc import Iterator

import pytest
from django.core.exceptions import ImproperlyConfigured

from hopback.portal.ground import clock
from hopback.portal.notices import listener
from hopback.portal.notices.listener import Listener
from hopback.portal.notices.models import IncomingMail
from tests.portal.notices.post_office import HOP, NOW, OTHER_HOP, post
from tests.ports import free_port

pytestmark = pytest.mark.django_db(transaction=True)
REPLY = b"From: dana@meridian.example\r\nSubject: Re: Traceback\r\n\r\nWe are looking.\r\n"
DANA = "dana@meridian.example"


@pytest.fixture
def smtp() -> Iterator[int]:
    yield from listening("smtp")


@pytest.fixture
def lmtp() -> Iterator[int]:
    yield from listening("lmtp")


def listening(how: str) -> Iterator[int]:
    port = free_port()
    door = Listener(f"{how}://127.0.0.1:{port}", clock=lambda: NOW + clock.shift())  # it looks into the database
    door.start()
    yield port
    door.stop()


def test_a_reply_comes_in_by_smtp(smtp: int) -> None:
    notice = post()
    with smtplib.SMTP("127.0.0.1", smtp) as server:
        assert server.sendmail(DANA, [notice.reply_to], REPLY) == {}
    mail = IncomingMail.objects.get()
    assert (mail.hop, mail.kind, mail.envelope_from, mail.received_at) == (HOP, "reply", DANA, NOW)


def test_a_reply_comes_in_by_lmtp(lmtp: int) -> None:
    notice = post()
    with smtplib.LMTP("127.0.0.1", lmtp) as server:
        assert server.sendmail(DANA, [notice.reply_to], REPLY) == {}
    assert IncomingMail.objects.get().hop == HOP


def test_lmtp_is_told_how_each_recipient_fared(lmtp: int) -> None:
    """RFC 2033: one answer for each recipient after the mail."""
    hops = [post(), post(hop=OTHER_HOP)]
    with socket.create_connection(("127.0.0.1", lmtp)) as line, line.makefile("rwb") as talk:
        said = []
        for command in (
            "LHLO mail.meridian.example",
            f"MAIL FROM:<{DANA}>",
            *(f"RCPT TO:<{h.reply_to}>" for h in hops),
        ):
            talk.write(f"{command}\r\n".encode())
            talk.flush()
        talk.write(b"DATA\r\n")
        talk.flush()
        while not said or not said[-1].startswith(b"354"):
            said.append(talk.readline())
        talk.write(REPLY + b".\r\nQUIT\r\n")
        talk.flush()
        after = talk.read().splitlines()
    assert [line[:3] for line in after] == [b"250", b"250", b"221"]
    assert sorted(IncomingMail.objects.values_list("hop", flat=True)) == sorted([HOP, OTHER_HOP])


def test_the_same_case_folded_address_reaches_its_own_hop(smtp: int) -> None:
    post()
    other = post(hop=OTHER_HOP)
    with smtplib.SMTP("127.0.0.1", smtp) as server:
        server.sendmail(DANA, [other.reply_to.upper()], REPLY)
    assert IncomingMail.objects.get().hop == OTHER_HOP


def test_an_unknown_address_is_refused_before_the_mail_is_sent(smtp: int) -> None:
    with smtplib.SMTP("127.0.0.1", smtp) as server:
        server.ehlo()
        server.mail(DANA)
        assert server.rcpt("hop-aaaaaaaaaaaaaaaaaaaa@reply.stp.example")[0] == 550
        assert server.rcpt("root@localhost")[0] == 550
    assert not IncomingMail.objects.exists()


def test_an_empty_sender_may_write(smtp: int) -> None:
    """Bounces have none."""
    notice = post()
    with smtplib.SMTP("127.0.0.1", smtp) as server:
        server.sendmail("", [notice.reply_to], REPLY)
    assert IncomingMail.objects.get().kind == "automatic reply"


def test_a_mail_over_the_limit_is_refused(smtp: int, settings: object) -> None:
    notice = post()
    with smtplib.SMTP("127.0.0.1", smtp) as server, pytest.raises(smtplib.SMTPResponseException) as refused:
        server.sendmail(DANA, [notice.reply_to], REPLY + b"x" * 70 + (b"\r\n" + b"y" * 70) * 80_000)
    assert refused.value.smtp_code == 552


def test_garbage_is_taken_and_kept(smtp: int) -> None:
    notice = post()
    with smtplib.SMTP("127.0.0.1", smtp) as server:
        server.sendmail(DANA, [notice.reply_to], b"\x00\xff\r\n\xfe\x00: =?x?q?=\r\n")
    assert bytes(IncomingMail.objects.get().raw).startswith(b"\x00\xff")


def test_a_fault_of_ours_makes_the_sender_try_again(smtp: int, monkeypatch: pytest.MonkeyPatch) -> None:
    notice = post()

    def fail(**_: object) -> None:
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(listener.actions, "receive", fail)
    with smtplib.SMTP("127.0.0.1", smtp) as server, pytest.raises(smtplib.SMTPDataError) as refused:
        server.sendmail(DANA, [notice.reply_to], REPLY)
    assert refused.value.smtp_code == 451


def test_many_mails_at_once_are_all_kept(smtp: int) -> None:
    notice = post()
    servers = [smtplib.SMTP("127.0.0.1", smtp) for _ in range(6)]
    for server in servers:
        server.sendmail(DANA, [notice.reply_to], REPLY)
    for server in servers:
        server.quit()
    assert IncomingMail.objects.count() == 6


@pytest.mark.parametrize("where", ["imap://127.0.0.1:143", "lmtp://127.0.0.1", ""])
def test_a_place_it_cannot_listen_at_is_said_plainly(where: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="HOPBACK_INBOUND_MAIL"):
        Listener(where, clock=lambda: NOW)
