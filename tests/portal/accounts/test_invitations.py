"""An invitation is the only way in: mailed, single-use, limited to whom one looks after (XC.1)."""

from datetime import timedelta

import pytest
import time_machine
from django.http import Http404
from django.test import Client
from django.urls import reverse

from hopback.portal.accounts import actions
from hopback.portal.accounts.models import Invitation, Kind, Role, User
from hopback.portal.accounts.refusals import AlreadyHere, InvitationOver
from hopback.portal.accounts.viewer import SYSTEM, Viewer, of_user
from hopback.portal.ground import capability
from hopback.portal.logbook.models import Entry
from hopback.portal.notices.models import Notice
from tests.portal.factories import (
    NOW,
    PASSWORD,
    make_provider,
    make_provider_person,
    make_source,
    make_staff,
)

pytestmark = pytest.mark.django_db
NEW = {"name": "J. Pruitt", "zone": "America/Chicago", "password": PASSWORD}


def _invite(by: Viewer, kind: str = Kind.PROVIDER, party: str = "", **more: str) -> Invitation:
    fields = {"email": "J.Pruitt@BlueRidge.example", "role": Role.MEMBER, **more}
    return actions.invite(kind=kind, party=party, **fields, by=by, now=NOW)


def _token(invitation: Invitation) -> str:
    return capability.token_for(invitation.nonce)


def _accept(invitation: Invitation, now=NOW) -> User:
    return actions.accept_invitation(token=_token(invitation), **NEW, by=SYSTEM, now=now)


def test_an_invited_person_comes_in_with_the_kind_role_and_party_of_the_invitation() -> None:
    blue_ridge = make_provider("Blue Ridge Telecom")
    user = _accept(_invite(of_user(make_staff()), party=blue_ridge.public_id))
    assert (user.kind, user.role, user.party) == ("provider", "member", blue_ridge.public_id)
    assert user.email == "j.pruitt@blueridge.example"
    assert user.check_password(PASSWORD)
    assert user.password.startswith("argon2")


def test_each_step_is_in_the_log() -> None:
    """A3.5: what happens can be read afterwards."""
    staff = of_user(make_staff())
    invitation = _invite(staff, party=make_provider().public_id)
    _accept(invitation)
    actions.withdraw_invitation(invitation=_invite(staff, Kind.STAFF, email="a@team.example"), by=staff, now=NOW)
    verbs = list(Entry.objects.exclude(verb__startswith="notice.").values_list("verb", flat=True))
    assert verbs == ["person.invited", "person.joined", "person.invited", "invitation.withdrawn"]


def test_the_mail_goes_to_the_invited_and_its_stored_words_hold_no_token() -> None:
    invitation = _invite(of_user(make_staff()), party=make_provider().public_id)
    notice = Notice.objects.get(kind="invitation")
    assert [d.address for d in notice.deliveries.all()] == ["j.pruitt@blueridge.example"]
    assert notice.link_nonce == invitation.nonce
    assert "Harbor Voice LLC" in notice.text
    assert "/invited/" in notice.text
    for stored in (notice.text, notice.html, invitation.token_hash, str(Entry.objects.values())):
        assert _token(invitation) not in stored


def test_an_administrator_of_a_provider_invites_for_that_provider_only() -> None:
    harbor, sable = make_provider(), make_provider("Sable Route Ltd.")
    dana = of_user(make_provider_person(harbor))
    assert _invite(dana, party=harbor.public_id).party_name == "Harbor Voice LLC"
    with pytest.raises(Http404):
        _invite(dana, party=sable.public_id)
    with pytest.raises(Http404):
        _invite(dana, Kind.STAFF)
    with pytest.raises(Http404):
        _invite(dana, Kind.SOURCE, make_source().public_id)


def test_a_responder_and_a_member_of_the_team_invite_nobody() -> None:
    harbor = make_provider()
    responder = of_user(make_provider_person(harbor, "Lee Okafor", role=Role.MEMBER))
    member = of_user(make_staff("Tom Ibarra", role=Role.MEMBER))
    for viewer in (responder, member):
        with pytest.raises(Http404):
            _invite(viewer, party=harbor.public_id)
    assert not Invitation.objects.exists()


@pytest.mark.parametrize(
    ("kind", "party"), [("provider", ""), ("provider", "prv_nobody"), ("staff", "prv_nobody"), ("link", "")]
)
def test_nobody_is_invited_for_a_party_that_does_not_exist(kind: str, party: str) -> None:
    with pytest.raises(Http404):
        _invite(of_user(make_staff()), kind, party)


def test_somebody_who_is_here_already_is_not_invited_again() -> None:
    harbor = make_provider()
    dana = make_provider_person(harbor)
    with pytest.raises(AlreadyHere, match="Dana Whitfield"):
        _invite(of_user(dana), party=harbor.public_id, email=dana.email.upper())


def test_inviting_tells_no_provider_who_signs_in_for_another() -> None:
    """XC.1: Sable Route learns nothing from inviting an address of Harbor Voice; its owner does."""
    dana = make_provider_person(make_provider())
    sable = make_provider("Sable Route Ltd.")
    theirs = of_user(make_provider_person(sable, "Ana Choc"))
    invitation = _invite(theirs, party=sable.public_id, email=dana.email)
    with pytest.raises(AlreadyHere):
        _accept(invitation)
    dana.refresh_from_db()
    assert dana.party != sable.public_id


def test_a_second_invitation_replaces_the_first() -> None:
    staff, harbor = of_user(make_staff()), make_provider()
    first = _invite(staff, party=harbor.public_id)
    second = _invite(staff, party=harbor.public_id)
    with pytest.raises(InvitationOver, match="newer"):
        _accept(first)
    assert _accept(second)


def test_an_invitation_works_once() -> None:
    invitation = _invite(of_user(make_staff()), party=make_provider().public_id)
    _accept(invitation)
    with pytest.raises(InvitationOver, match="used already"):
        _accept(invitation)


@pytest.mark.parametrize(("after", "works"), [(timedelta(days=7, seconds=-1), True), (timedelta(days=7), False)])
def test_an_invitation_works_for_seven_days(after: timedelta, works: bool) -> None:
    invitation = _invite(of_user(make_staff()), party=make_provider().public_id)
    if works:
        assert _accept(invitation, NOW + after)
        return
    with pytest.raises(InvitationOver, match="expired"):
        _accept(invitation, NOW + after)


def test_a_withdrawn_invitation_is_dead_and_only_the_right_people_withdraw() -> None:
    harbor, sable = make_provider(), make_provider("Sable Route Ltd.")
    dana, ana = (make_provider_person(harbor), make_provider_person(sable, "Ana Choc"))
    invitation = _invite(of_user(dana), party=harbor.public_id)
    with pytest.raises(Http404):
        actions.withdraw_invitation(invitation=invitation, by=of_user(ana), now=NOW)
    actions.withdraw_invitation(invitation=invitation, by=of_user(dana), now=NOW)
    with pytest.raises(InvitationOver, match="withdrawn"):
        _accept(invitation)


def test_a_forged_token_opens_nothing() -> None:
    _invite(of_user(make_staff()), party=make_provider().public_id)
    with pytest.raises(Http404):
        actions.accept_invitation(token="aaaa-bbbb-cccc-dddd", **NEW, by=SYSTEM, now=NOW)


def _page(invitation: Invitation) -> str:
    return reverse("accounts:invited", args=[_token(invitation)])


@time_machine.travel(NOW, tick=False)
def test_looking_at_the_link_changes_nothing(client: Client) -> None:
    invitation = _invite(of_user(make_staff()), party=make_provider().public_id)
    before = Entry.objects.count()
    for _ in range(3):
        page = client.get(_page(invitation))
        assert page.status_code == 200
    assert "no-store" in page["Cache-Control"]
    invitation.refresh_from_db()
    assert (invitation.accepted_at, Entry.objects.count(), User.objects.count()) == (None, before, 1)


@time_machine.travel(NOW, tick=False)
def test_accepting_on_the_page_signs_in(client: Client) -> None:
    invitation = _invite(of_user(make_staff()), party=make_provider().public_id)
    done = client.post(_page(invitation), NEW)
    assert (done.status_code, done["Location"]) == (302, "/")
    assert b"J. Pruitt" in client.get(reverse("accounts:me")).content


@time_machine.travel(NOW, tick=False)
@pytest.mark.parametrize("password", ["short", "1q2w3e4r5t6y", "j.pruitt@blueridge.example"])
def test_a_weak_password_is_refused_and_the_invitation_still_works(client: Client, password: str) -> None:
    invitation = _invite(of_user(make_staff()), party=make_provider().public_id)
    page = client.post(_page(invitation), {**NEW, "password": password})
    assert page.status_code == 200
    assert page.context["form"].errors["password"]
    assert client.post(_page(invitation), NEW).status_code == 302


@pytest.mark.parametrize("spent", ["used", "expired", "withdrawn"])
def test_a_spent_link_says_why(client: Client, spent: str) -> None:
    staff = of_user(make_staff())
    with time_machine.travel(NOW, tick=False):
        invitation = _invite(staff, party=make_provider().public_id)
        if spent == "used":
            _accept(invitation)
        if spent == "withdrawn":
            actions.withdraw_invitation(invitation=invitation, by=staff, now=NOW)
    with time_machine.travel(NOW + timedelta(days=8 if spent == "expired" else 0), tick=False):
        for page in (client.get(_page(invitation)), client.post(_page(invitation), NEW)):
            assert page.status_code == 410
            assert spent in page.content.decode()
    assert User.objects.filter(kind="provider").count() == (spent == "used")


def test_a_forged_link_is_a_page_that_does_not_exist(client: Client) -> None:
    assert client.get("/invited/k3hf-aaaa-bbbb-cccc/").status_code == 404
    assert client.post("/invited/k3hf-aaaa-bbbb-cccc/", NEW).status_code == 404
