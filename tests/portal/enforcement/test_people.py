"""Officials confirm their addresses, and again in time; whoever lapses is sent nothing (A5.7)."""

from datetime import timedelta
from typing import Any

import pytest
from django.http import Http404
from django.test import Client
from django.urls import reverse

from hopback.policy.figures import AGENCY_ADDRESS_HOLDS, RENEW_WITHIN
from hopback.portal.accounts.models import Invitation, MailedLink, User
from hopback.portal.accounts.refusals import LinkOver
from hopback.portal.accounts.viewer import SYSTEM, of_mailed_link, of_user
from hopback.portal.enforcement import actions
from hopback.portal.enforcement.models import Agency, AgencyPerson
from hopback.portal.enforcement.queries import agencies
from hopback.portal.enforcement.refusals import AgencyWrong
from hopback.portal.ground import actions as ground
from hopback.portal.ground import capability
from hopback.portal.notices import actions as notices
from hopback.portal.notices.models import Delivery, Notice
from tests.portal.enforcement.conftest import confirmed, link_of
from tests.portal.factories import NOW, sign_in

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def path_of(person: AgencyPerson) -> str:
    return reverse("enforcement:confirm_link", args=[capability.token_for(link_of(person).nonce)])


def test_nobody_receives_before_they_confirmed_from_that_address_A5_7(
    client: Client, ftc: Agency, lew: AgencyPerson
) -> None:
    assert lew.email == "lew.park@ftc.gov"
    assert agencies.reachable(ftc, NOW) == []
    assert client.get(path_of(lew)).status_code == 200
    assert agencies.reachable(ftc, NOW) == []  # looking changes nothing
    assert client.post(path_of(lew)).status_code == 200
    assert agencies.reachable(ftc, NOW) == [lew]
    assert client.post(path_of(lew)).status_code == 410


def test_the_mail_asks_at_the_official_address_and_names_the_others_A5_7(ines: AgencyPerson, lew: AgencyPerson) -> None:
    notice = Notice.objects.filter(kind="agency_address").latest("pk")
    assert list(notice.deliveries.values_list("address", flat=True)) == [lew.email]
    assert ines.email in notice.text


def test_a_link_confirms_its_own_person_only_and_once_A5_7(ines: AgencyPerson, lew: AgencyPerson) -> None:
    link = link_of(lew)
    with pytest.raises(Http404):
        actions.confirm_person(person=ines, link=link, by=of_mailed_link(link), now=NOW)
    confirmed(lew)
    with pytest.raises(LinkOver):
        actions.confirm_person(person=lew, link=link, by=of_mailed_link(link), now=NOW)


def test_staff_cannot_confirm_for_an_official_A5_7(lew: AgencyPerson, by: dict[str, Any]) -> None:
    with pytest.raises(Http404):
        actions.confirm_person(person=lew, link=link_of(lew), **by)


def test_whoever_does_not_confirm_again_lapses_and_is_sent_nothing_A5_7(ftc: Agency, ines: AgencyPerson) -> None:
    last = NOW + AGENCY_ADDRESS_HOLDS
    assert agencies.reachable(ftc, last - DAY) == [ines]
    assert agencies.reachable(ftc, last) == []


def test_officials_are_asked_in_time_and_chased_A5_7(ines: AgencyPerson) -> None:
    first = NOW + AGENCY_ADDRESS_HOLDS - RENEW_WITHIN
    assert ground.sweep(by=SYSTEM, now=first - DAY) == 0
    asked = [ground.sweep(by=SYSTEM, now=first + days * DAY) for days in (0, 13, 14, 27, 28, 200)]
    assert asked == [1, 0, 1, 0, 1, 0]
    assert MailedLink.objects.filter(about=ines.public_id).count() == 4
    again = confirmed(ines, first + 30 * DAY)
    assert agencies.may_be_sent(again, first + 100 * DAY)


def test_an_official_who_left_says_so_and_is_sent_nothing_A5_7(client: Client, ftc: Agency, ines: AgencyPerson) -> None:
    actions.ask_person(person=ines, by=SYSTEM, now=NOW)
    assert client.post(path_of(ines), {"left": "yes"}).status_code == 200
    assert agencies.reachable(ftc, NOW) == []
    assert client.post(path_of(ines)).status_code == 410


def test_staff_take_an_official_out_with_a_reason_A5_7(ftc: Agency, ines: AgencyPerson, by: dict[str, Any]) -> None:
    with pytest.raises(AgencyWrong):
        actions.end_person(person=ines, because=" ", **by)
    actions.end_person(person=ines, because="Left the agency.", **by)
    assert agencies.reachable(ftc, NOW) == []
    with pytest.raises(Http404):
        actions.ask_person(person=ines, **by)


def test_one_address_is_one_official_s_A5_7(ftc: Agency, ohio: Agency, lew: AgencyPerson, by: dict[str, Any]) -> None:
    with pytest.raises(AgencyWrong):
        actions.name_person(agency=ohio, name="Another", email="LEW.PARK@FTC.GOV", **by)


def test_an_official_is_invited_with_the_official_address_A5_7(ftc: Agency, by: dict[str, Any]) -> None:
    actions.name_person(agency=ftc, name="Kim Odell", email="Kim.Odell@ftc.gov", invite=True, **by)
    assert Invitation.objects.get().email == "kim.odell@ftc.gov"


def test_mail_that_comes_back_marks_the_official_A5_7(lew: AgencyPerson) -> None:
    notices.give_up(delivery=Delivery.objects.get(), reply="550 no such user", by=SYSTEM, now=NOW)
    lew.refresh_from_db()
    assert lew.unreachable_since == NOW


def test_who_signs_in_with_another_address_is_no_official_A5_7(ftc: Agency, desk: User) -> None:
    assert agencies.the_official(of_user(desk), NOW).email == desk.email
    desk.email = "ines@freemail.example"
    desk.save(update_fields=["email"])
    with pytest.raises(Http404):
        agencies.the_official(of_user(desk), NOW)


def test_an_agency_sees_its_own_people_A5_7(client: Client, desk: User, lew: AgencyPerson) -> None:
    page = sign_in(client, desk).get(reverse("enforcement:own")).content.decode()
    assert lew.email in page
    assert "Not confirmed yet" in page
