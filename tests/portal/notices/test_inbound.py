"""Mail in: found its hop, told apart, logged, and never an answer (A3.5, A3.8)."""

from pathlib import Path

import pytest
from django.test import override_settings
from hypothesis import given
from hypothesis import strategies as st

from hopback.portal.logbook.models import Entry, Payload
from hopback.portal.notices import actions, inbound, queries
from hopback.portal.notices.actions import MailTooLarge
from hopback.portal.notices.addresses import envelope_sender, read_reply_address
from hopback.portal.notices.models import Delivery, IncomingMail, Notice
from hopback.portal.notices.system import SYSTEM
from tests.portal.notices.post_office import HOP, MERIDIAN, MERIDIAN_BACK_UP, NOW, OTHER_HOP, TRACEBACK, post

SAMPLES = Path(__file__).parent / "samples"
BOUNCES = ["postfix", "exchange", "gmail", "qmail"]
Kind = IncomingMail.Kind


@pytest.fixture
def sent(db: None) -> Delivery:
    """A request that Meridian Transit's server took."""
    return accepted(post(to=[MERIDIAN, MERIDIAN_BACK_UP]))


def accepted(notice: Notice) -> Delivery:
    for delivery in notice.deliveries.all():
        actions.claim(delivery=delivery, by=SYSTEM, now=NOW)
        actions.accept(delivery=delivery, reply="250 OK", by=SYSTEM, now=NOW)
    return notice.deliveries.get(address=MERIDIAN.address)


def sample(name: str, delivery: Delivery) -> bytes:
    notice = delivery.notice
    words = {
        "{bounce_to}": envelope_sender(notice.reply_to, delivery.pk),
        "{reply_to}": notice.reply_to,
        "{message_id}": notice.message_id,
        "{thread}": notice.thread,
    }
    text = (SAMPLES / f"{name}.eml").read_text(encoding="utf-8")
    for word, value in words.items():
        text = text.replace(word, value)
    return text.replace("\n", "\r\n").encode()


def receive(raw: bytes, *, to: str, sender: str = "") -> IncomingMail:
    return actions.receive(envelope_from=sender, envelope_to=to, raw=raw, by=SYSTEM, now=NOW)


@pytest.mark.parametrize("name", BOUNCES)
def test_a_bounce_marks_its_delivery_and_says_so_once(name: str, sent: Delivery, told: list) -> None:
    """A3.8, field notes: permanent failures at once."""
    to = envelope_sender(sent.notice.reply_to, sent.pk)
    mail = receive(sample(name, sent), to=to)
    receive(sample(name, sent), to=to)
    sent.refresh_from_db()
    assert (mail.kind, mail.hop, mail.traceback) == (Kind.BOUNCE, HOP, TRACEBACK)
    assert sent.bounced_at == NOW
    assert told == [("undeliverable", MERIDIAN.address, True)]
    entry = Entry.objects.filter(verb="notice.bounced").first()
    assert (entry.hop, entry.about) == (HOP, sent.notice.public_id)
    assert "5.1.1" in Payload.objects.get(seq=entry.seq).body
    assert sent.notice.deliveries.get(address=MERIDIAN_BACK_UP.address).bounced_at is None


@pytest.mark.parametrize("name", BOUNCES)
@pytest.mark.parametrize("via", ["the plain reply address", "the address we write from"])
def test_a_bounce_without_our_mark_is_known_by_what_came_back(name: str, via: str, sent: Delivery) -> None:
    to = sent.notice.reply_to if "reply" in via else "traceback@stp.example"
    receive(sample(name, sent), to=to)
    sent.refresh_from_db()
    assert sent.bounced_at == NOW


def test_a_bounce_faster_than_the_servers_own_yes_proves_it(db: None, told: list) -> None:
    delivery = post().deliveries.get()
    receive(sample("postfix", delivery), to=envelope_sender(delivery.notice.reply_to, delivery.pk))
    delivery.refresh_from_db()
    assert (delivery.accepted_at, delivery.bounced_at) == (NOW, NOW)
    assert not actions.accept(delivery=delivery, reply="250 OK", by=SYSTEM, now=NOW)
    assert told == [("undeliverable", MERIDIAN.address, True)], "and no deadline starts"


def test_a_delay_is_no_failure(sent: Delivery, told: list) -> None:
    mail = receive(sample("delay", sent), to=envelope_sender(sent.notice.reply_to, sent.pk))
    sent.refresh_from_db()
    assert (mail.kind, sent.bounced_at, told) == (Kind.DELAY, None, [])
    assert Entry.objects.last().verb == "notice.delayed"


def test_a_failure_that_may_pass_is_a_delay(sent: Delivery, told: list) -> None:
    """Only 5.x.x says that nobody is there."""
    full = sample("postfix", sent).replace(b"Status: 5.1.1", b"Status: 4.2.2")
    assert (receive(full, to=sent.notice.reply_to).kind, told) == (Kind.DELAY, [])


def test_a_bounce_that_somebody_forwards_to_us_is_their_reply(sent: Delivery, told: list) -> None:
    forwarded = (
        b"From: dana@meridian.example\r\nSubject: we got this\r\nMIME-Version: 1.0\r\n"
        b"Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: text/plain\r\n\r\nWhat is this?\r\n"
        b"--x\r\nContent-Type: message/rfc822\r\n\r\n" + sample("postfix", sent) + b"\r\n--x--\r\n"
    )
    mail = receive(forwarded, to=sent.notice.reply_to, sender="dana@meridian.example")
    assert (mail.kind, told) == (Kind.REPLY, [])


def test_a_reply_is_logged_on_its_hop_word_for_word_with_its_attachments_name(sent: Delivery) -> None:
    """A3.5: every communication with a provider is in the log."""
    mail = receive(
        sample("reply_with_attachment", sent), to=sent.notice.reply_to.upper(), sender="dana@meridian.example"
    )
    assert (mail.kind, mail.hop, mail.sender) == (Kind.REPLY, HOP, "dana@meridian.example")
    assert mail.subject == "Re: Traceback TB-2026-04182: who sent you this call?"
    assert mail.text.strip() == "We received this call from Harbor Voice LLC. — Dana"
    assert b"Y2FsbGluZyxjYWxsZWQ" in bytes(mail.raw), "the mail is kept whole"
    entry = Entry.objects.last()
    said = Payload.objects.get(seq=entry.seq).body
    assert (entry.verb, entry.hop, entry.traceback) == ("mail.received", HOP, TRACEBACK)
    assert "We received this call from Harbor Voice LLC." in said
    assert "cdr 19 Oct.csv" in said


def test_a_reply_changes_no_delivery_and_tells_nobody(sent: Delivery, told: list) -> None:
    """A3.5: a reply is never taken as an answer; no room above hears of it."""
    before = list(Delivery.objects.values())
    receive(sample("reply_with_attachment", sent), to=sent.notice.reply_to, sender="dana@meridian.example")
    assert (list(Delivery.objects.values()), told) == (before, [])


def test_a_reply_to_the_address_we_write_from_finds_its_hop_by_its_thread(sent: Delivery) -> None:
    other = accepted(post(hop=OTHER_HOP))
    mail = receive(sample("reply_with_attachment", other), to="traceback@stp.example", sender="dana@meridian.example")
    assert (mail.hop, mail.notice) == (OTHER_HOP, other.notice)


def test_what_a_mail_refers_to_cannot_move_it_to_another_hop(sent: Delivery) -> None:
    other = accepted(post(hop=OTHER_HOP))
    mail = receive(sample("reply_with_attachment", other), to=sent.notice.reply_to, sender="dana@meridian.example")
    assert mail.hop == HOP, "the address decides"


@pytest.mark.parametrize(
    ("header", "sender"),
    [
        ("Auto-Submitted: auto-replied", "dana@meridian.example"),
        ("Auto-Submitted: auto-generated; owner-email=x", "dana@meridian.example"),
        ("Precedence: auto_reply", "dana@meridian.example"),
        ("Precedence: bulk", "dana@meridian.example"),
        ("X-Autoreply: yes", "dana@meridian.example"),
        ("X-Nothing: at all", ""),
    ],
)
def test_automatic_replies_are_told_apart(header: str, sender: str, sent: Delivery) -> None:
    raw = f"From: dana@meridian.example\r\nSubject: away\r\n{header}\r\n\r\nBack on Thursday.".encode()
    assert receive(raw, to=sent.notice.reply_to, sender=sender).kind == Kind.AUTOMATIC


def test_a_vacation_note_is_automatic_and_a_person_is_not(sent: Delivery) -> None:
    vacation = receive(sample("vacation", sent), to=sent.notice.reply_to, sender="dana@meridian.example")
    person = b"From: dana@meridian.example\r\nAuto-Submitted: no\r\n\r\nWe are looking."
    assert vacation.kind == Kind.AUTOMATIC
    assert receive(person, to=sent.notice.reply_to, sender="dana@meridian.example").kind == Kind.REPLY


def test_mail_about_nothing_of_ours_is_kept_as_unknown(db: None) -> None:
    mail = receive(b"From: a@b.example\r\nSubject: hello\r\n\r\nHi", to="traceback@stp.example", sender="a@b.example")
    assert (mail.kind, mail.hop, mail.notice) == (Kind.UNKNOWN, "", None)
    assert Entry.objects.last().verb == "mail.received"


def test_a_mail_that_is_too_large_is_not_taken(sent: Delivery) -> None:
    with override_settings(MAX_UPLOAD_BYTES=100), pytest.raises(MailTooLarge):
        receive(b"x" * 101, to=sent.notice.reply_to)


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\x00\xff\xfe\x00",
        b"From: \xff\xfe <\x00@\x80>\r\nSubject: =?utf-99?q?=FF?=\r\n\r\n\x00",
        b"Content-Type: text/plain; charset=klingon\r\n\r\nhello \xff",
        b"Content-Type: multipart/report; boundary=\r\n\r\n--\r\n",
        b"Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: message/delivery-status\r\n\r\n\x00",
        b"Content-Transfer-Encoding: base64\r\nContent-Type: text/plain\r\n\r\n====A",
        b"Subject: =?utf-8?b?gIA=?=\r\nContent-Disposition: attachment; filename*=utf-8''%ff%00\r\n\r\nx",
        b'From: "' + b"(" * 4000 + b"\r\n\r\nx",
    ],
)
def test_malformed_mail_is_kept_and_crashes_nothing(raw: bytes, sent: Delivery) -> None:
    mail = receive(raw, to=sent.notice.reply_to)
    mail.refresh_from_db()
    assert (bytes(mail.raw), mail.hop) == (raw, HOP)


HEADERS = st.sampled_from(
    [b"From", b"Subject", b"Content-Type", b"In-Reply-To", b"Content-Disposition", b"X-Failed-Recipients", b"Status"]
)
VALUES = st.one_of(
    st.binary(max_size=60),
    st.sampled_from(
        [b"multipart/report; boundary=b", b"message/delivery-status", b"message/rfc822", b"=?utf-8?b?/w==?="]
    ),
)


@given(
    lines=st.lists(st.tuples(HEADERS, VALUES), max_size=8),
    body=st.lists(st.one_of(st.binary(max_size=80), st.sampled_from([b"--b", b"--b--", b"Action: failed", b""]))),
)
def test_no_bytes_make_the_reader_raise(lines: list[tuple[bytes, bytes]], body: list[bytes]) -> None:
    raw = b"\r\n".join([name + b": " + value for name, value in lines] + [b""] + body)
    reading = inbound.read(raw, envelope_from="a@b.example")
    for words in (reading.sender, reading.subject, reading.text, *reading.attachments, *reading.message_ids):
        words.encode("utf-8")
        assert "\x00" not in words


@given(raw=st.binary(max_size=400))
def test_garbage_is_read_as_some_mail(raw: bytes) -> None:
    assert inbound.read(raw, envelope_from="").kind in Kind.values


@pytest.mark.parametrize("raw", [b"Subject: a\x00b\r\n\r\nc\x00d", b"\x00", b"From: \x00@b.example\r\n\r\n"])
def test_no_text_holds_a_nul_which_postgresql_refuses(raw: bytes) -> None:
    reading = inbound.read(raw, envelope_from="a@b.example")
    assert "\x00" not in reading.subject + reading.text + reading.sender


@given(address=st.text(max_size=80))
def test_no_address_makes_the_door_raise(address: str) -> None:
    assert read_reply_address(f"{address}@reply.stp.example") is None or address.lower().startswith(("hop-", "ntc-"))


def test_an_address_that_holds_no_public_id_is_none() -> None:
    assert read_reply_address("hop-aaaaaaaaaaaaaaaaaaaa@reply.stp.example") is None, "it decodes to NULs"


@pytest.mark.django_db
def test_an_address_that_was_never_given_out_is_not_ours() -> None:
    """One can be made for any hop; only one that a notice carried is known."""
    notice = post()
    stranger = notice.reply_to.replace(notice.reply_to[4], "b" if notice.reply_to[4] != "b" else "c", 1)
    assert queries.addressed(notice.reply_to) == notice
    assert queries.addressed(stranger) is None
    assert queries.addressed(notice.reply_to.replace("reply.", "")) is None
