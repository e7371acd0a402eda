"""Contacts are kept current: confirmed once a year, chased, shown as unconfirmed; who answers now? (XA.1)"""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.http import Http404
from django.test import Client
from django.urls import reverse

from hopback.portal.accounts.models import MailedLink
from hopback.portal.accounts.refusals import LinkOver
from hopback.portal.accounts.viewer import SYSTEM, Viewer, of_mailed_link
from hopback.portal.ground import actions as ground
from hopback.portal.ground import capability
from hopback.portal.notices import actions as notices
from hopback.portal.notices.models import Delivery, Notice
from hopback.portal.providers import actions, queries
from hopback.portal.providers.models import Provider
from hopback.portal.providers.refusals import ContactIncomplete
from tests.portal.factories import NOW, make_provider, make_staff, sign_in

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
YEAR = 365 * DAY


def named(provider: Provider, now: datetime = NOW, by: Viewer | None = None, **more: Any) -> None:
    """Both contacts, given by the provider itself."""
    by = by or Viewer(kind="provider", name="Dana Whitfield", party=provider.public_id, role="admin")
    for kind, box in (("primary", "traceback"), ("back-up", "noc")):
        told = {
            "full_name": "Dana Whitfield", "title": "Head of fraud", "phone": "305-555-0117",
            "email": f"{box}@harborvoice.example", "hours": "Monday to Friday, 8 to 17", "zone": "America/Chicago",
        } | more  # fmt: skip
        actions.change_contact(provider=provider, kind=kind, **told, by=by, now=now)


def state(provider: Provider, now: datetime) -> str:
    (one,) = queries.answering([provider], now)
    return one.state


def link_to(provider: Provider) -> MailedLink:
    return MailedLink.objects.filter(about=provider.public_id, purpose="confirm").latest("pk")


def test_a_year_after_it_was_said_the_provider_is_asked_and_chased_twice() -> None:
    harbor = make_provider()
    named(harbor)
    for days in (364, 365, 370, 379, 380, 393, 420, 600):
        ground.sweep(by=SYSTEM, now=NOW + days * DAY)
    asked = Notice.objects.filter(kind="confirm_contacts").order_by("pk")
    assert [(one.created_at - NOW).days for one in asked] == [365, 379, 393]
    assert {one.address for one in asked[0].deliveries.all()} == {
        "traceback@harborvoice.example",
        "noc@harborvoice.example",
    }


def test_contacts_are_confirmed_for_a_year_and_then_shown_as_unconfirmed() -> None:
    harbor = make_provider()
    named(harbor)
    assert [state(harbor, NOW + days * DAY) for days in (0, 364, 365)] == ["confirmed", "confirmed", "unconfirmed"]


def test_what_staff_wrote_down_was_never_confirmed_by_the_provider() -> None:
    harbor = make_provider()
    named(harbor, by=SYSTEM)
    assert state(harbor, NOW) == "never"


def test_one_press_on_the_link_confirms_both_and_works_once() -> None:
    harbor = make_provider()
    named(harbor)
    ground.sweep(by=SYSTEM, now=NOW + YEAR)
    link, later = link_to(harbor), NOW + YEAR + DAY
    by = of_mailed_link(link, party=harbor.public_id)
    actions.confirm_contacts(provider=harbor, link=link, by=by, now=later)
    assert state(harbor, later) == "confirmed"
    with pytest.raises(LinkOver):
        actions.confirm_contacts(provider=harbor, link=link, by=by, now=later)
    ground.sweep(by=SYSTEM, now=later + 60 * DAY)
    assert Notice.objects.filter(kind="confirm_contacts").count() == 1
    ground.sweep(by=SYSTEM, now=later + YEAR)
    assert Notice.objects.filter(kind="confirm_contacts").count() == 2


def test_looking_at_the_link_changes_nothing_and_pressing_confirms(client: Client) -> None:
    harbor = make_provider()
    named(harbor)
    ground.sweep(by=SYSTEM, now=NOW + YEAR)
    MailedLink.objects.update(expires_at=NOW + 9000 * DAY)
    url = reverse("providers:confirm_link", args=[capability.token_for(link_to(harbor).nonce)])
    assert "Are both still right?" in client.get(url).content.decode()
    assert link_to(harbor).used_at is None
    assert "are confirmed" in client.post(url).content.decode()
    assert client.get(url).status_code == 410


def test_what_is_incomplete_or_comes_back_cannot_be_confirmed() -> None:
    harbor = make_provider()
    dana = Viewer(kind="provider", name="Dana Whitfield", party=harbor.public_id, role="admin")
    with pytest.raises(ContactIncomplete, match="There is no primary contact"):
        actions.confirm_contacts(provider=harbor, by=dana, now=NOW)
    named(harbor, by=SYSTEM, title="")
    with pytest.raises(ContactIncomplete) as refused:
        actions.confirm_contacts(provider=harbor, by=dana, now=NOW)
    assert refused.value.field == "title"
    named(harbor)
    contact = queries.contacts(harbor)["back-up"]
    actions.mark_unreachable(contact=contact, because="mail came back", by=SYSTEM, now=NOW)
    with pytest.raises(ContactIncomplete, match="comes back"):
        actions.confirm_contacts(provider=harbor, by=dana, now=NOW)


def test_nobody_confirms_for_another() -> None:
    harbor = make_provider()
    named(harbor)
    for stranger in (
        Viewer(kind="provider", name="Odile Marsh", party="prv_other", role="admin"),
        Viewer(kind="provider", name="Jules Pruitt", party=harbor.public_id),
        Viewer(kind="staff", name="Rosa Ortega", role="admin"),
        Viewer(kind="link", name="Dana Whitfield", party=harbor.public_id, about="mit_222222222222"),
        Viewer(kind="link", name="Dana Whitfield", party=harbor.public_id, hop="hop_222222222222"),
    ):
        with pytest.raises(Http404):
            actions.confirm_contacts(provider=harbor, by=stranger, now=NOW)


def test_a_mail_about_no_call_that_comes_back_marks_the_contact() -> None:
    """XA.1: and then the back-up is the person to call."""
    harbor = make_provider()
    named(harbor)
    ground.sweep(by=SYSTEM, now=NOW + YEAR)
    delivery = Delivery.objects.select_related("notice").get(address="traceback@harborvoice.example")
    notices.give_up(delivery=delivery, reply="550 no such user", by=SYSTEM, now=NOW + YEAR)
    (one,) = queries.answering([harbor], NOW + YEAR)
    assert one.person is not None
    assert (one.person.email, [gone.email for gone in one.bounced]) == (
        "noc@harborvoice.example",
        ["traceback@harborvoice.example"],
    )


def test_with_nobody_left_to_ask_the_log_says_so() -> None:
    harbor = make_provider()
    named(harbor)
    for contact in queries.contacts(harbor).values():
        actions.mark_unreachable(contact=contact, because="mail came back", by=SYSTEM, now=NOW)
    ground.sweep(by=SYSTEM, now=NOW + YEAR)
    assert not Notice.objects.exists()
    (one,) = queries.answering([harbor], NOW)
    assert (one.person, one.wants_attention) == (None, True)


def test_who_answers_now_is_one_page_with_the_time_there(client: Client) -> None:
    harbor, sable = make_provider(), make_provider("Sable Route Ltd.", country="BZ")
    named(harbor, now=datetime.now(tz=NOW.tzinfo))
    sign_in(client, make_staff())
    page = client.get(reverse("providers:answering")).content.decode()
    assert "Dana Whitfield" in page
    assert "Nobody" in page
    only = client.get(reverse("providers:answering"), {"state": "attention"}).content.decode()
    assert sable.name in only
    assert "Dana Whitfield" not in only
    rows = client.get(reverse("providers:answering"), {"format": "json"}).json()["answering"]
    assert [row["state"] for row in rows] == ["confirmed", "never"]
    assert rows[0]["local_time"][-3:] in {"CST", "CDT"}
    table = client.get(reverse("providers:answering"), {"format": "csv"}).content.decode()
    assert "traceback@harborvoice.example" in table
