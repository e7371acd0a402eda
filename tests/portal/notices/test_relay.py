"""Mail out: what a server says becomes the delivery's state, once, with its log entry (A3.5, A3.8)."""

import base64
import threading
from datetime import timedelta
from email.utils import parsedate_to_datetime

import pytest
from django.db import connection, connections

from hopback.portal.ground import capability
from hopback.portal.ground.environment import Smtp
from hopback.portal.logbook.models import Entry, Payload
from hopback.portal.notices import actions, letter, queries, relay, signals
from hopback.portal.notices.actions import Recipient
from hopback.portal.notices.models import Delivery, Notice
from hopback.portal.notices.relay import Relayed, deliver_due
from hopback.portal.notices.system import SYSTEM
from tests.portal.notices.post_office import (
    HOP,
    MERIDIAN,
    MERIDIAN_BACK_UP,
    NOW,
    OTHER_HOP,
    Clerk,
    only,
    post,
)
from tests.ports import free_port

MINUTES = timedelta(minutes=1)
pytestmark = pytest.mark.django_db


def verbs() -> list[str]:
    return list(Entry.objects.values_list("verb", flat=True))


def test_a_mail_is_accepted_and_the_servers_words_are_kept(clerk: Clerk, office: Smtp, told: list) -> None:
    notice = post()
    assert deliver_due(now=NOW + 3 * MINUTES, smtp=office) == Relayed(accepted=1)
    delivery = only(notice)
    assert (delivery.accepted_at, delivery.next_try_at, delivery.attempts) == (NOW + 3 * MINUTES, None, 1)
    assert delivery.reply == "250 2.0.0 OK queued as 4XkT9z"
    assert verbs() == ["notice.posted", "notice.accepted"]
    assert "OK queued as 4XkT9z" in Payload.objects.last().body
    assert told == [("accepted", MERIDIAN.address, None)]
    assert deliver_due(now=NOW + 9 * MINUTES, smtp=office) == Relayed()
    assert len(clerk.got) == 1


def test_the_headers_are_those_of_the_sample(clerk: Clerk, office: Smtp) -> None:
    """A3.8, field notes: stable Message-ID, one thread for each hop, Reply-To, and said to be automatic."""
    post(to=[MERIDIAN, MERIDIAN_BACK_UP])
    deliver_due(now=NOW + MINUTES, smtp=office)
    mail, copy = clerk.mails
    assert mail["From"] == "ITG Secure Traceback Portal <traceback@stp.example>"
    assert mail["To"] == "Meridian Transit NOC <traceback@meridian.example>"
    assert mail["Cc"] == "noc-backup@meridian.example"
    assert "TB-2026-04182: who sent you this call? Answer by Tue 20 Oct 2026, 12:25 PM CDT" in mail["Subject"]
    token = "hop-" + base64.b32encode(b"8Qd2kTzWm4Xp").decode().rstrip("=").lower()
    assert mail["Message-ID"] == f"<{token}.request.1@stp.example>"
    assert mail["References"] == mail["In-Reply-To"] == f"<{token}@stp.example>"
    assert mail["Reply-To"] == f"{token}@reply.stp.example"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["List-Id"] == "Traceback requests <requests.stp.example>"
    assert mail["X-STP-Reason"] == "request"
    assert parsedate_to_datetime(mail["Date"]) == NOW + MINUTES, "the moment of sending, not of writing"
    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]
    assert copy["Message-ID"] == mail["Message-ID"], "who reads both mailboxes sees it once"


def test_a_reminder_joins_the_thread(clerk: Clerk, office: Smtp) -> None:
    request = post()
    post("reminder", now=NOW + MINUTES)
    deliver_due(now=NOW + 2 * MINUTES, smtp=office)
    reminder = clerk.mails[1]
    assert reminder["References"] == f"{request.thread} {request.message_id}"
    assert reminder["In-Reply-To"] == request.message_id
    assert post("reminder").message_id.partition(".reminder.")[2] == "2@stp.example>"


def test_hops_that_differ_by_case_only_have_addresses_that_survive_lower_casing() -> None:
    one, other = post(), post(hop=OTHER_HOP)
    assert one.reply_to.lower() != other.reply_to.lower()
    assert queries.addressed(one.reply_to.upper()) == one
    assert queries.addressed(other.reply_to.upper()) == other


def test_a_bounce_comes_back_to_an_address_marked_with_its_delivery(clerk: Clerk, office: Smtp) -> None:
    notice = post()
    deliver_due(now=NOW, smtp=office)
    sender = clerk.got[0][0]
    assert sender == notice.reply_to.replace("@", f"-{only(notice).pk}@")


def test_the_capability_is_in_the_mail_and_in_no_table(clerk: Clerk, office: Smtp) -> None:
    """Design 4: the link's token is derived when the mail leaves and stored nowhere."""
    notice = post()
    deliver_due(now=NOW, smtp=office)
    token = capability.token_for("nonce-of-meridian")
    plain, html = (part.get_content() for part in clerk.mails[0].iter_parts())
    assert f"http://127.0.0.1:8000/a/{token}" in plain
    assert f'href="http://127.0.0.1:8000/a/{token}"' in html
    assert "/a/[personal link]" in notice.text
    assert "/a/[personal link]" in Payload.objects.first().body
    assert holding(token) == []
    assert holding("[personal link]"), "or the search finds nothing at all"


def holding(text: str) -> list[str]:
    """Tables with a row that holds this text, in whatever column."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            if any(text in str(bytes(c) if isinstance(c, memoryview) else c) for row in cursor.fetchall() for c in row):
                found.append(table)
    return found


def test_a_server_that_is_busy_is_asked_again_after_five_minutes(clerk: Clerk, office: Smtp, told: list) -> None:
    clerk.says[MERIDIAN.address] = ["451 4.3.0 greylisted, come back", "250 2.1.5 OK"]
    notice = post()
    assert deliver_due(now=NOW, smtp=office) == Relayed(retried=1)
    assert only(notice).reply == "451 4.3.0 greylisted, come back"
    assert deliver_due(now=NOW + 4 * MINUTES, smtp=office) == Relayed()
    assert deliver_due(now=NOW + 5 * MINUTES, smtp=office) == Relayed(accepted=1)
    assert verbs() == ["notice.posted", "notice.delayed", "notice.accepted"]
    assert told == [("accepted", MERIDIAN.address, None)]


def test_a_mail_refused_after_its_words_is_asked_again_too(clerk: Clerk, office: Smtp) -> None:
    clerk.at_data = ["452 4.2.2 mailbox full"]
    post()
    assert deliver_due(now=NOW, smtp=office) == Relayed(retried=1)
    assert deliver_due(now=NOW + 5 * MINUTES, smtp=office) == Relayed(accepted=1)


@pytest.mark.parametrize("at", ["RCPT", "DATA"])
def test_an_address_refused_for_good_fails_at_once(at: str, clerk: Clerk, office: Smtp, told: list) -> None:
    if at == "RCPT":
        clerk.says[MERIDIAN.address] = ["550 5.1.1 no such user"]
    else:
        clerk.at_data = ["550 5.1.1 no such user"]
    notice = post()
    assert deliver_due(now=NOW, smtp=office) == Relayed(failed=1)
    assert only(notice).failed_at == NOW
    assert verbs() == ["notice.posted", "notice.failed"]
    assert told == [("undeliverable", MERIDIAN.address, True)]


def test_one_refused_address_does_not_hold_up_the_other(clerk: Clerk, office: Smtp) -> None:
    clerk.says[MERIDIAN.address] = ["550 5.1.1 no such user"]
    post(to=[MERIDIAN, MERIDIAN_BACK_UP])
    assert deliver_due(now=NOW, smtp=office) == Relayed(accepted=1, failed=1)
    assert [to for _, to, _ in clerk.got] == [MERIDIAN_BACK_UP.address]


def test_a_server_that_is_down_is_asked_48_times_then_given_up_softly(told: list) -> None:
    """Field notes: 48 times every 5 minutes, then the back-up. Not `hard`: the fault may be ours."""
    down = Smtp("127.0.0.1", free_port(), "", "", "")
    notice = post()
    for attempt in range(47):
        assert deliver_due(now=NOW + 5 * attempt * MINUTES, smtp=down) == Relayed(retried=1)
    assert queries.fared(only(notice)).words.startswith("Waiting, try 48 of 48 (No mail server:")
    assert told == []
    assert deliver_due(now=NOW + 235 * MINUTES, smtp=down) == Relayed(failed=1)
    assert told == [("undeliverable", MERIDIAN.address, False)]
    assert only(notice).failed_at == NOW + 235 * MINUTES


def test_a_server_that_is_down_is_asked_once_for_a_whole_batch(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def refuse(server: Smtp) -> None:
        asked.append(server)
        raise ConnectionRefusedError(111, "Connection refused")

    monkeypatch.setattr("hopback.portal.notices.smtp_session._connect", refuse)
    for hop in (HOP, OTHER_HOP):
        post(hop=hop)
    assert deliver_due(now=NOW) == Relayed(retried=2)
    assert len(asked) == 1


def test_a_server_that_wants_us_to_sign_in_is_no_fault_of_the_recipient(clerk: Clerk, office: Smtp) -> None:
    clerk.at_mail = "530 5.7.0 Authentication required"
    notice = post()
    assert deliver_due(now=NOW, smtp=office) == Relayed(retried=1)
    assert only(notice).reply == "530 5.7.0 Authentication required"


def test_a_relay_that_was_slower_sends_nothing(clerk: Clerk, office: Smtp, monkeypatch: pytest.MonkeyPatch) -> None:
    post()
    seen_by_both = queries.due(NOW, 10)
    deliver_due(now=NOW, smtp=office)
    monkeypatch.setattr(relay.queries, "due", lambda *_: seen_by_both)
    assert deliver_due(now=NOW, smtp=office) == Relayed()
    assert len(clerk.got) == 1


def test_a_relay_that_died_before_it_noted_the_yes_sends_the_same_message_again(
    clerk: Clerk, office: Smtp, monkeypatch: pytest.MonkeyPatch
) -> None:
    post()
    with monkeypatch.context() as patch:
        patch.setattr(relay.actions, "accept", lambda **_: (_ for _ in ()).throw(SystemExit))
        with pytest.raises(SystemExit):
            deliver_due(now=NOW, smtp=office)
    assert deliver_due(now=NOW + MINUTES, smtp=office) == Relayed(), "it is still claimed"
    assert deliver_due(now=NOW + 5 * MINUTES, smtp=office) == Relayed(accepted=1)
    first, second = clerk.mails
    assert first["Message-ID"] == second["Message-ID"]


def test_what_a_receiver_breaks_is_undone_and_the_acceptance_stands(clerk: Clerk, office: Smtp) -> None:
    def spoil(delivery: Delivery, **_: object) -> None:
        Notice.objects.filter(pk=delivery.notice_id).update(subject="spoiled")
        raise RuntimeError("a room above has a fault")

    signals.accepted.connect(spoil)
    try:
        notice = post()
        assert deliver_due(now=NOW, smtp=office) == Relayed(accepted=1)
    finally:
        signals.accepted.disconnect(spoil)
    notice.refresh_from_db()
    assert only(notice).accepted_at == NOW
    assert notice.subject.startswith("Traceback TB-2026-04182")


def test_an_address_no_header_can_hold_fails_and_the_other_contact_is_served(clerk: Clerk, office: Smtp) -> None:
    post(to=[Recipient("no address at all", "", "primary"), MERIDIAN_BACK_UP])
    assert deliver_due(now=NOW, smtp=office) == Relayed(accepted=1, failed=1)
    assert clerk.mails[0]["To"] == MERIDIAN_BACK_UP.address


def test_a_domain_with_umlauts_goes_out_in_ascii() -> None:
    assert letter.deliverable("störung@münchen.example".replace("ö", "oe")) == "stoerung@xn--mnchen-3ya.example"


def test_one_mailbox_in_both_roles_gets_one_mail() -> None:
    notice = post(to=[MERIDIAN, Recipient(MERIDIAN.address.upper(), "", "back-up")])
    assert only(notice).role == "primary"


def test_a_notice_to_nobody_is_a_fault() -> None:
    with pytest.raises(ValueError, match="somebody to go to"):
        post(to=[])


@pytest.mark.django_db(transaction=True)
def test_two_relays_at_once_send_each_mail_once(clerk: Clerk, office: Smtp) -> None:
    hops = [f"hop_Crowd{number:07d}" for number in range(12)]
    for hop in hops:
        post(hop=hop)
    ready, done = threading.Barrier(2), []

    def run() -> None:
        ready.wait()
        try:
            done.append(deliver_due(now=NOW, smtp=office))
        finally:
            connections.close_all()

    relays = [threading.Thread(target=run) for _ in range(2)]
    for one in relays:
        one.start()
    for one in relays:
        one.join()
    assert sum(one.accepted for one in done) == len(clerk.got) == len(hops)
    assert Delivery.objects.filter(accepted_at=None).count() == 0
    assert Entry.objects.filter(verb="notice.accepted").count() == len(hops)


def test_a_claim_is_taken_once() -> None:
    delivery = only(post())
    same = Delivery.objects.get(pk=delivery.pk)
    assert actions.claim(delivery=delivery, by=SYSTEM, now=NOW)
    assert not actions.claim(delivery=same, by=SYSTEM, now=NOW)
