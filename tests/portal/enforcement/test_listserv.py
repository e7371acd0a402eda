"""The listserv: officials only, every post read by somebody else first, left with one click (A5.6, A5.7)."""

from email import message_from_bytes
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.http import Http404
from django.test import Client
from django.urls import reverse

from hopback.policy.article_5_enforcement.referring import NotPermitted, NotReady
from hopback.policy.figures import AGENCY_ADDRESS_HOLDS, HARD_BOUNCES_END
from hopback.portal.accounts.models import User
from hopback.portal.accounts.second_person import NeedsAnother
from hopback.portal.accounts.viewer import SYSTEM, of_user
from hopback.portal.enforcement import actions
from hopback.portal.enforcement.models import Agency, AgencyPerson, Post, Subscription
from hopback.portal.enforcement.queries import listserv as queries
from hopback.portal.ground import capability
from hopback.portal.notices import actions as notices
from hopback.portal.notices import letter, listener
from hopback.portal.notices.models import Delivery, Notice
from hopback.portal.providers.models import Provider
from hopback.portal.sourcing.models import Candidate
from tests.portal.enforcement.conftest import confirmed
from tests.portal.factories import NOW, make_provider_person, make_source, sign_in
from tests.portal.tracebacks import staged

pytestmark = pytest.mark.django_db
TOLD = {"subject": "Bank impersonation", "text": "Calls in the name of a bank that ask for a code."}
LIST = "listserv@stp.example"


@pytest.fixture
def post(second: dict[str, Any]) -> Post:
    """Theo's; Rosa decides."""
    return actions.write_post(**TOLD, **second)


def mails() -> list[Notice]:
    return list(Notice.objects.filter(kind="listserv_post").order_by("pk"))


def write_in(sender: str, text: str, *, to: str = LIST, more: str = "", envelope: str = "") -> None:
    raw = f"From: {sender}\r\nTo: {to}\r\nSubject: Grants scam\r\n{more}\r\n{text}\r\n".encode()
    notices.receive(envelope_from=envelope or sender, envelope_to=to, raw=raw, by=SYSTEM, now=NOW)


def test_an_official_is_on_the_list_once_confirmed_and_nobody_else_A5_7(
    ines: AgencyPerson, lew: AgencyPerson, by: dict[str, Any]
) -> None:
    assert list(queries.on_the_list(NOW)) == [ines.email]
    with pytest.raises(Http404):
        actions.subscribe(person=lew, **by)
    assert queries.on_the_list(NOW + AGENCY_ADDRESS_HOLDS) == {}


def test_a_post_reaches_the_list_once_somebody_else_released_it_A5_6(
    ines: AgencyPerson, post: Post, by: dict[str, Any], second: dict[str, Any]
) -> None:
    assert mails() == []
    with pytest.raises(NeedsAnother):
        actions.release_post(post=post, **second)
    assert actions.release_post(post=post, **by) == 1
    (mail,) = mails()
    assert list(mail.deliveries.values_list("address", flat=True)) == [ines.email]
    assert TOLD["text"] in mail.text
    with pytest.raises(NotReady):
        actions.release_post(post=post, **by)


def test_the_database_itself_wants_another_person_A5_6(post: Post, theo: User) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Post.objects.filter(pk=post.pk).update(
            decided_at=NOW, decided_by="Theo", decided_by_user=theo.pk, released=True
        )


def test_the_mail_has_the_headers_of_a_list_A5_6(ines: AgencyPerson, post: Post, by: dict[str, Any]) -> None:
    actions.release_post(post=post, **by)
    (mail,) = mails()
    token = capability.token_for(mail.link_nonce)
    sent = message_from_bytes(letter.write(mail, now=NOW))
    assert sent["List-Id"] == "Enforcement agencies <listserv.stp.example>"
    assert sent["List-Post"] == f"<mailto:{LIST}>"
    assert sent["List-Archive"].endswith("/listserv/archive/>")
    assert "".join(sent["List-Unsubscribe"].split()).endswith(f"/listserv/leave/{token}/>")
    assert sent["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert sent["Precedence"] == "list"


def test_one_click_leaves_the_list_and_looking_does_not_A5_7(
    ines: AgencyPerson, post: Post, by: dict[str, Any]
) -> None:
    actions.release_post(post=post, **by)
    path = reverse("enforcement:leave_listserv", args=[capability.token_for(mails()[0].link_nonce)])
    program = Client(enforce_csrf_checks=True)
    assert program.get(path).status_code == 200
    assert ines.email in queries.on_the_list(NOW)
    assert program.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert queries.on_the_list(NOW) == {}
    assert program.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert Subscription.objects.get().ended_how == "left"


def test_a_mail_of_an_official_is_held_and_of_nobody_else_A5_6(ines: AgencyPerson, lew: AgencyPerson) -> None:
    assert listener.is_ours(LIST.upper())
    write_in(f"Ines Calder <{ines.email}>", "It is back, in four states.")
    write_in("Somebody <jo@freemail.example>", "Buy now.")
    write_in(f"Lew <{lew.email}>", "I never confirmed.")
    write_in(f"Ines Calder <{ines.email}>", "To another address.", to="traceback@stp.example")
    (held,) = Post.objects.all()
    assert (held.via, held.author, held.released) == ("mail", "Ines Calder, Federal Trade Commission", None)
    assert "four states" in held.text
    assert mails() == []


def test_an_automatic_reply_is_no_post_A5_6(ines: AgencyPerson) -> None:
    write_in(f"Ines <{ines.email}>", "I am away.", more="Auto-Submitted: auto-replied\r\n")
    assert not Post.objects.exists()


def test_a_real_value_is_refused_by_page_and_cannot_be_released_from_a_mail_A5_3(
    ines: AgencyPerson, rosa: User, by: dict[str, Any], second: dict[str, Any]
) -> None:
    staged.traced(staged.the_five()[:2], rosa, opened_at=NOW, campaign="Bank alert")
    for real in ("513.555.0168", "five one three five five five oh one six eight", "Blue Ridge Telecom"):
        with pytest.raises(NotPermitted):
            actions.write_post(subject="Bank alert", text=f"They called {real}.", **second)
    write_in(ines.email, "They called (513) 555-0168.")
    held = Post.objects.get()
    assert "number" in held.seen
    with pytest.raises(NotPermitted):
        actions.release_post(post=held, **by)
    actions.decline_post(post=held, because="A called number stands in it.", **by)
    assert mails() == []


def test_posts_that_come_back_end_a_subscription_A5_7(
    ines: AgencyPerson, by: dict[str, Any], second: dict[str, Any]
) -> None:
    for number in range(HARD_BOUNCES_END):
        assert ines.email in queries.on_the_list(NOW)
        post = actions.write_post(subject=f"Alert {number}", text="Calls again.", **second)
        actions.release_post(post=post, **by)
        delivery = Delivery.objects.filter(notice__kind="listserv_post").latest("pk")
        notices.give_up(delivery=delivery, reply="550 no such user", by=SYSTEM, now=NOW)
    assert queries.on_the_list(NOW) == {}
    assert Subscription.objects.get().ended_how == "bounced"


def test_a_campaign_of_a_private_organisation_reaches_whom_it_allows_A3_14(
    client: Client, ines: AgencyPerson, desk: User, rosa: User, by: dict[str, Any], second: dict[str, Any]
) -> None:
    made = staged.traced(staged.the_five()[:2], rosa, opened_at=NOW, campaign="Bank alert")
    bank = make_source("First Lakes Bank", kind="organization")
    Candidate.objects.filter(pk=made.candidate_id).update(source=bank)
    post = actions.write_post(**TOLD, campaign=made.candidate.campaign, **second)
    assert actions.release_post(post=post, **by) == 0
    assert queries.posts().filter(released=True).exists()
    page = sign_in(client, desk).get(reverse("enforcement:archived", args=[post.public_id]))
    assert page.status_code == 404


def test_the_archive_is_for_staff_and_officials_A5_6(
    client: Client, ines: AgencyPerson, desk: User, post: Post, rosa: User, by: dict[str, Any]
) -> None:
    actions.release_post(post=post, **by)
    path = reverse("enforcement:archived", args=[post.public_id])
    provider: Provider = staged.listed("Harbor Voice LLC")
    for user, status in ((rosa, 200), (desk, 200), (make_provider_person(provider), 404)):
        assert sign_in(client, user).get(path).status_code == status


def test_an_official_leaves_and_comes_back_on_the_archive_s_page_A5_7(
    client: Client, ines: AgencyPerson, desk: User
) -> None:
    path = reverse("enforcement:join_listserv")
    sign_in(client, desk).post(path, {"leave": "yes"})
    assert queries.on_the_list(NOW) == {}
    confirmed_again = confirmed(_asked_again(ines))
    assert queries.on_the_list(NOW) == {}  # whoever left is not put back by confirming
    client.post(path)
    assert list(queries.on_the_list(NOW)) == [confirmed_again.email]


def _asked_again(person: AgencyPerson) -> AgencyPerson:
    actions.ask_person(person=person, by=SYSTEM, now=NOW)
    return person


def test_an_official_writes_and_a_lapsed_one_does_not_A5_7(ines: AgencyPerson, desk: User, ftc: Agency) -> None:
    told = {"person": ines, "by": of_user(desk)}
    assert actions.write_post(**TOLD, **told, now=NOW).author == "Ines Calder, Federal Trade Commission"
    with pytest.raises(Http404):
        actions.write_post(**TOLD, **told, now=NOW + AGENCY_ADDRESS_HOLDS)
