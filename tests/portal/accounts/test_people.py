"""What happens to people: roles, deactivation, the last administrator, the first one (XC.1)."""

import pytest
from allauth.mfa.models import Authenticator
from django.db import IntegrityError, transaction
from django.http import Http404
from django.test import Client
from django.urls import reverse

from hopback.portal.accounts import actions, queries
from hopback.portal.accounts.models import Kind, Role, User
from hopback.portal.accounts.refusals import LastAdministrator, NotTheFirst
from hopback.portal.accounts.viewer import SYSTEM, of_key, of_link, of_user
from hopback.portal.logbook import queries as logbook
from hopback.portal.logbook.models import Entry
from tests.portal.factories import (
    NOW,
    PASSWORD,
    TOTP_SECRET,
    make_key,
    make_provider,
    make_provider_person,
    make_staff,
    sign_in,
)

pytestmark = pytest.mark.django_db


def test_an_administrator_changes_roles_among_their_own() -> None:
    harbor = make_provider()
    dana, lee = make_provider_person(harbor), make_provider_person(harbor, "Lee Okafor", role=Role.MEMBER)
    actions.change_role(user=lee, role=Role.ADMIN, by=of_user(dana), now=NOW)
    lee.refresh_from_db()
    assert lee.role == Role.ADMIN
    entry = logbook.latest(limit=1)[0]
    assert (entry.verb, entry.payload["before"], entry.payload["after"]) == ("person.role_changed", "member", "admin")


@pytest.mark.parametrize("action", ["change_role", "deactivate", "reactivate"])
def test_nobody_touches_people_they_do_not_look_after(action: str) -> None:
    """XC.1: forbidden looks exactly like missing."""
    harbor, sable = make_provider(), make_provider("Sable Route Ltd.")
    dana, rosa = make_provider_person(harbor), make_staff()
    strangers = [
        of_user(make_provider_person(sable, "Ana Choc")),
        of_user(make_provider_person(harbor, "Lee Okafor", role=Role.MEMBER)),
        of_user(make_staff("Tom Ibarra", role=Role.MEMBER)),
        of_key(make_key(dana, "hops")[0]),
        of_link(provider=harbor.public_id, name="Harbor Voice LLC", hop="hop_x", zone="UTC"),
    ]
    more = {"role": Role.MEMBER} if action == "change_role" else {}
    before = Entry.objects.count()
    for who in (dana, rosa):
        for by in strangers:
            with pytest.raises(Http404):
                getattr(actions, action)(user=who, **more, by=by, now=NOW)
    assert Entry.objects.count() == before


def test_the_last_administrator_of_the_team_stays_one() -> None:
    rosa = make_staff()
    with pytest.raises(LastAdministrator):
        actions.deactivate(user=rosa, by=of_user(rosa), now=NOW)
    with pytest.raises(LastAdministrator):
        actions.change_role(user=rosa, role=Role.MEMBER, by=of_user(rosa), now=NOW)
    make_staff("Tom Ibarra")
    actions.change_role(user=rosa, role=Role.MEMBER, by=of_user(rosa), now=NOW)


def test_a_deactivated_administrator_does_not_count_as_another() -> None:
    rosa = make_staff()
    make_staff("Tom Ibarra", is_active=False)
    make_provider_person(make_provider())
    with pytest.raises(LastAdministrator):
        actions.deactivate(user=rosa, by=of_user(rosa), now=NOW)


def test_staff_may_take_out_the_last_administrator_of_a_provider_who_may_not_leave_alone() -> None:
    rosa, dana = of_user(make_staff()), make_provider_person(make_provider())
    with pytest.raises(LastAdministrator):
        actions.deactivate(user=dana, by=of_user(dana), now=NOW)
    actions.deactivate(user=dana, by=rosa, now=NOW)
    dana.refresh_from_db()
    assert not dana.is_active


def test_a_deactivated_person_is_out_at_once_and_comes_back(client: Client) -> None:
    rosa, dana = of_user(make_staff()), make_provider_person(make_provider())
    sign_in(client, dana)
    assert client.get(reverse("accounts:me")).status_code == 200
    actions.deactivate(user=dana, by=rosa, now=NOW)
    assert client.get(reverse("accounts:me")).status_code == 302
    actions.reactivate(user=dana, by=rosa, now=NOW)
    dana.refresh_from_db()
    assert client.get(reverse("accounts:me")).status_code == 200


def test_doing_it_twice_enters_the_log_once() -> None:
    rosa, dana = of_user(make_staff()), make_provider_person(make_provider())
    for _ in range(2):
        actions.deactivate(user=dana, by=rosa, now=NOW)
    assert Entry.objects.filter(verb="person.deactivated").count() == 1


def test_one_sets_ones_own_name_and_zone_only() -> None:
    dana = make_provider_person(make_provider())
    saved = actions.set_profile(name=" Dana W. Field ", zone="America/Belize", by=of_user(dana), now=NOW)
    assert (saved.name, saved.zone, saved.pk) == ("Dana W. Field", "America/Belize", dana.pk)
    with pytest.raises(Http404):
        actions.set_profile(name="Mallory", zone="UTC", by=SYSTEM, now=NOW)


def test_the_command_line_makes_the_first_administrator_and_no_second() -> None:
    fields = {"email": "Rosa@Team.example", "name": "Rosa Ortega", "password": PASSWORD, "now": NOW}
    rosa = actions.create_first_staff(**fields, by=SYSTEM)
    assert (rosa.email, rosa.kind, rosa.role) == ("rosa@team.example", Kind.STAFF, Role.ADMIN)
    with pytest.raises(NotTheFirst):
        actions.create_first_staff(**{**fields, "email": "other@team.example"}, by=SYSTEM)
    with pytest.raises(Http404):
        actions.create_first_staff(**fields, by=of_user(rosa))


def test_the_secret_of_an_authenticator_app_is_encrypted_at_rest() -> None:
    rosa = make_staff(second_factor=False)
    actions.set_up_second_factor(user=rosa, secret=TOTP_SECRET, by=SYSTEM, now=NOW)
    kept = Authenticator.objects.get(user=rosa)
    assert TOTP_SECRET not in str(kept.data)
    assert queries.has_second_factor(rosa)
    with pytest.raises(Http404):
        actions.set_up_second_factor(user=rosa, secret=TOTP_SECRET, by=of_user(rosa), now=NOW)


def test_one_account_for_one_address_whatever_its_case() -> None:
    make_staff(email="rosa@team.example")
    with pytest.raises(IntegrityError), transaction.atomic():
        make_staff("Rosa Ortega II", email="ROSA@team.example")


@pytest.mark.parametrize(("kind", "party"), [("staff", "prv_x"), ("provider", "")])
def test_staff_act_for_nobody_else_and_everybody_else_for_somebody(kind: str, party: str) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create(email="x@x.example", name="X", kind=kind, party=party, created_at=NOW)


def test_everybody_sees_their_own_people_and_staff_all() -> None:
    harbor, sable = make_provider(), make_provider("Sable Route Ltd.")
    rosa, dana = make_staff(), make_provider_person(harbor)
    lee, ana = make_provider_person(harbor, "Lee Okafor", role=Role.MEMBER), make_provider_person(sable, "Ana Choc")
    assert set(queries.people(of_user(lee))) == {dana, lee}
    assert set(queries.people(of_user(rosa))) == {rosa, dana, lee, ana}
    link = of_link(provider=harbor.public_id, name="Harbor Voice LLC", hop="hop_x", zone="UTC")
    for nobody in (link, of_key(make_key(dana, "hops")[0]), of_key(make_key(rosa, "tracebacks")[0])):
        assert not queries.people(nobody).exists()
