"""Heads of the log are mailed to whoever confirmed an address, as `hopback log verify --head` takes them (A3.5)."""

import html
from collections.abc import Iterator
from datetime import timedelta
from email import message_from_bytes, policy
from pathlib import Path

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.http import Http404
from django.test import Client
from django.urls import reverse
from typer.testing import CliRunner

from hopback.cli import app
from hopback.policy.figures import HARD_BOUNCES_END
from hopback.portal.accounts.models import User
from hopback.portal.accounts.viewer import SYSTEM, of_mailed_link, of_user
from hopback.portal.ground import actions as ground
from hopback.portal.ground import capability
from hopback.portal.logbook import actions as logbook
from hopback.portal.logbook.models import Entry, Head, Payload
from hopback.portal.notices import actions as notices
from hopback.portal.notices import letter
from hopback.portal.notices.models import Delivery, Notice
from hopback.portal.notices.texts import TAG
from hopback.portal.witnesses import actions
from hopback.portal.witnesses.models import Witness
from hopback.portal.witnesses.refusals import AddressWrong
from hopback.portal.witnesses.views import TRIES
from tests.portal.factories import NOW, make_staff, sign_in
from tests.portal.witnesses.staged import asked, confirmed, link_of

pytestmark = pytest.mark.django_db
JO = "jo@paper.example"
DAY = timedelta(days=1)
ASK = "/log/heads/by-mail/"


@pytest.fixture(autouse=True)
def _now() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def rosa() -> User:
    return make_staff()


def mails(kind: str = actions.HEAD) -> list[Notice]:
    return list(Notice.objects.filter(kind=kind).order_by("pk"))


def a_day(number: int) -> None:
    """An hour's head, and whatever comes due."""
    now = NOW + number * DAY
    logbook.publish_head(by=SYSTEM, now=now)
    ground.sweep(by=SYSTEM, now=now)


def path_of(witness: Witness, purpose: str = actions.CONFIRM) -> str:
    name = "witnesses:confirm" if purpose == actions.CONFIRM else "witnesses:leave"
    return reverse(name, args=[capability.token_for(link_of(witness, purpose).nonce)])


def test_an_address_is_asked_confirms_by_a_button_and_gets_a_head_each_day_A3_5(client: Client) -> None:
    assert client.post(ASK, {"address": f" {JO.upper()} "}).url == f"{ASK}asked/"  # type: ignore[attr-defined]
    witness = Witness.objects.get(address=JO)
    path = path_of(witness)
    assert client.get(path).status_code == 200
    witness.refresh_from_db()
    assert witness.confirmed_at is None, "looking confirms nothing"
    a_day(0)
    assert mails() == []
    assert client.post(path).status_code == 200
    assert client.post(path).status_code == 410
    for number in range(3):
        a_day(number)
        ground.sweep(by=SYSTEM, now=NOW + number * DAY + timedelta(hours=23))
        assert len(mails()) == number + 1


def test_the_mail_as_it_came_is_what_verify_takes_A3_5(tmp_path: Path) -> None:
    confirmed(JO, NOW)
    a_day(0)
    sent = message_from_bytes(letter.write(mails()[0], now=NOW), policy=policy.default)
    for kind in ("plain", "html"):
        part = sent.get_body((kind,))
        assert part is not None
        shown = part.get_content() if kind == "plain" else html.unescape(TAG.sub("\n", part.get_content()))
        copied = tmp_path / kind
        copied.write_text(shown, encoding="utf-8")
        for given in (str(copied), shown):
            said = CliRunner().invoke(app, ["log", "verify", "--head", given])
            assert (said.exit_code, "are those of the head that you noted" in said.output) == (0, True), said.output
    plain = (tmp_path / "plain").read_text()
    head = Head.objects.latest("size")
    assert head.note in plain, "line by line as it was signed"
    copied.write_text(plain.replace(f"\n{head.size}\n", f"\n1{head.size}\n"))
    assert CliRunner().invoke(app, ["log", "verify", "--head", str(copied)]).exit_code == 2


def test_one_click_ends_it_and_looking_does_not_A3_5() -> None:
    witness = confirmed(JO, NOW)
    a_day(0)
    sent = message_from_bytes(letter.write(mails()[0], now=NOW))
    path = path_of(witness, actions.LEAVE)
    assert sent["List-Unsubscribe"].endswith(f"{path}>")
    assert sent["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    program = Client(enforce_csrf_checks=True)
    assert program.get(path).status_code == 200
    a_day(1)
    assert len(mails()) == 2
    for _ in range(2):
        assert program.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
    a_day(2)
    assert len(mails()) == 2
    witness.refresh_from_db()
    assert witness.ended_how == "left"
    assert confirmed(JO, NOW + DAY).pk != witness.pk, "whoever left can come back"


def test_a_link_is_good_for_its_own_purpose_and_witness_alone() -> None:
    there, other = confirmed(JO, NOW), asked("kim@paper.example", NOW)
    leaving = capability.token_for(link_of(there, actions.LEAVE).nonce)
    assert Client().post(reverse("witnesses:confirm", args=[leaving])).status_code == 404
    link = link_of(there)
    with pytest.raises(Http404):
        actions.leave(witness=other, by=of_mailed_link(link), now=NOW)
    with pytest.raises(Http404):
        actions.remove(witness=other, by=of_mailed_link(link), now=NOW)


def test_the_page_says_the_same_of_every_address_and_mails_a_known_one_nothing() -> None:
    confirmed(JO, NOW)
    with transaction.atomic():
        first = [Client().post(ASK, {"address": one}, follow=True) for one in (JO, "new@paper.example")]
    assert first[0].content == first[1].content
    Client().post(ASK, {"address": "new@paper.example"})
    assert [one.deliveries.get().address for one in mails(actions.ASK)] == [JO, "new@paper.example"]
    assert Client().post(ASK, {"address": "no address"}).status_code == 422


def test_who_asks_too_often_is_slowed_down() -> None:
    client = Client()
    for _ in range(TRIES):
        assert client.post(ASK, {"address": JO}).status_code == 302
    assert client.post(ASK, {"address": JO}).status_code == 429


def test_the_log_names_no_address_A3_5(client: Client, rosa: User) -> None:
    witness = confirmed(JO, NOW)
    a_day(0)
    delivery = Delivery.objects.get(notice__kind=actions.HEAD)
    notices.accept(delivery=delivery, reply=f"250 <{JO}> ok", by=SYSTEM, now=NOW)
    notice = delivery.notice
    returned = f"From: {JO}\r\nTo: {notice.reply_to}\r\nSubject: {JO}\r\n\r\nI, {JO.upper()}, wrote.\r\n".encode()
    notices.receive(envelope_from=JO, envelope_to=notice.reply_to, raw=returned, by=SYSTEM, now=NOW)
    actions.remove(witness=witness, by=of_user(rosa), now=NOW)
    said = "\n".join(Payload.objects.values_list("body", flat=True))
    assert JO not in said.lower()
    assert not Entry.objects.filter(actor__icontains=JO).exists()
    assert witness.public_id in said
    verbs = Entry.objects.filter(about=witness.public_id).order_by("seq").values_list("verb", flat=True)
    assert list(verbs) == ["witness.asked", "witness.confirmed", "witness.mailed", "witness.ended"]


def test_heads_that_come_back_for_good_end_it() -> None:
    witness = confirmed(JO, NOW)
    for number in range(HARD_BOUNCES_END):
        a_day(number)
        assert len(mails()) == number + 1
        delivery = Delivery.objects.filter(notice__kind=actions.HEAD).latest("pk")
        notices.give_up(delivery=delivery, reply="550 no such user", by=SYSTEM, now=NOW)
    a_day(HARD_BOUNCES_END)
    assert len(mails()) == HARD_BOUNCES_END
    witness.refresh_from_db()
    assert witness.ended_how == "bounced"


def test_what_nobody_confirms_lapses_with_its_link() -> None:
    witness = asked(JO, NOW)
    a_day(actions.GOOD_FOR.days)
    witness.refresh_from_db()
    assert witness.ended_how == "lapsed"
    assert Client().get(path_of(witness)).status_code == 410


def test_staff_see_add_and_remove_and_an_added_one_confirms_too(client: Client, rosa: User) -> None:
    sign_in(client, rosa)
    client.post(reverse("witnesses:add"), {"address": JO})
    witness = Witness.objects.get()
    assert (witness.added_by, witness.confirmed_at) == (rosa.name, None)
    assert JO in client.get(reverse("witnesses:list")).content.decode()
    with pytest.raises(AddressWrong, match="within the hour"):
        actions.ask(address=JO, by=of_user(rosa), now=NOW)
    client.post(reverse("witnesses:remove", args=[witness.public_id]))
    witness.refresh_from_db()
    assert witness.ended_how == "removed"
    assert client.get(reverse("witnesses:remove", args=[witness.public_id])).status_code == 404


def test_the_database_itself_keeps_an_address_once() -> None:
    asked(JO, NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Witness.objects.create(address=JO, asked_at=NOW)
