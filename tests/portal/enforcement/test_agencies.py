"""Agencies and exceptions for their domains: two people each, on every way in (A5.7)."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.http import Http404
from django.test import Client
from django.urls import reverse

from hopback.policy.article_5_enforcement import AddressWrong, ExceptionWrong
from hopback.portal.accounts.models import User
from hopback.portal.accounts.second_person import NeedsAnother
from hopback.portal.accounts.viewer import SYSTEM
from hopback.portal.enforcement import actions
from hopback.portal.enforcement.models import AddressException, Agency
from hopback.portal.enforcement.queries import agencies
from hopback.portal.enforcement.refusals import AgencyWrong
from hopback.portal.logbook.models import Entry
from hopback.portal.sourcing.models import Source
from tests.portal.enforcement.conftest import ENFORCES, confirmed
from tests.portal.factories import NOW, make_source, sign_in

pytestmark = pytest.mark.django_db
WHY = "Its switchboard was called back."


def test_an_agency_is_a_source_and_exists_once_A5_7(ftc: Agency, by: dict[str, Any]) -> None:
    actions.say_agency(source=ftc.source, level="federal", enforces="The FTC Act, too.", **by)
    assert Source.objects.count() == Agency.objects.count() == 1
    assert Agency.objects.get().enforces == "The FTC Act, too."
    assert Entry.objects.filter(verb="agency.said", about=ftc.public_id).count() == 2


@pytest.mark.parametrize(
    "wrong",
    [
        {"level": "county"}, {"level": "federal", "state": "oh"}, {"level": "state"},
        {"level": "state", "state": "zz"}, {"level": "federal", "enforces": " "},
    ],
)  # fmt: skip
def test_an_agency_is_federal_or_of_one_state_and_enforces_something_A5_7(
    wrong: dict[str, str], by: dict[str, Any]
) -> None:
    with pytest.raises(AgencyWrong):
        actions.say_agency(source=make_source(), **{**ENFORCES, **wrong}, **by)  # type: ignore[arg-type]


def test_another_kind_of_source_is_no_agency_A5_7(by: dict[str, Any]) -> None:
    with pytest.raises(Http404):
        actions.say_agency(source=make_source("Lakes Bank", kind="organization"), level="federal", **ENFORCES, **by)


def test_one_person_alone_makes_no_exception_A5_7(ohio: Agency, by: dict[str, Any], second: dict[str, Any]) -> None:
    made = actions.propose_exception(agency=ohio, domain="AG.State.OH.us", why=WHY, **by)
    with pytest.raises(AddressWrong):
        actions.name_person(agency=ohio, name="Lena Fox", email="lena.fox@ag.state.oh.us", **by)
    with pytest.raises(NeedsAnother):
        actions.approve_exception(exception=made, **by)
    assert agencies.exceptions_of(ohio) == frozenset()
    actions.approve_exception(exception=made, **second)
    person = actions.name_person(agency=ohio, name="Lena Fox", email="Lena.Fox@ag.state.oh.us", **by)
    assert person.email == "lena.fox@ag.state.oh.us"


def test_the_database_itself_wants_two_people_A5_7(ohio: Agency, rosa: User, by: dict[str, Any]) -> None:
    made = actions.propose_exception(agency=ohio, domain="ag.state.oh.us", why=WHY, **by)
    with pytest.raises(IntegrityError), transaction.atomic():
        AddressException.objects.filter(pk=made.pk).update(
            confirmed_by="Rosa", confirmed_by_user=rosa.pk, confirmed_at=NOW
        )


def test_neither_the_system_nor_a_page_of_the_proposer_approves_A5_7(
    client: Client, ohio: Agency, rosa: User, theo: User, by: dict[str, Any]
) -> None:
    made = actions.propose_exception(agency=ohio, domain="ag.state.oh.us", why=WHY, **by)
    with pytest.raises(Http404):
        actions.approve_exception(exception=made, by=SYSTEM, now=NOW)
    path = reverse("enforcement:approve_exception", args=[made.public_id])
    assert sign_in(client, rosa).post(path).status_code == 422
    assert sign_in(client, theo).post(path).status_code == 302
    made.refresh_from_db()
    assert made.confirmed_by == theo.name


def test_an_exception_is_its_agency_s_alone_and_of_its_state_A5_7(
    ohio: Agency, ftc: Agency, by: dict[str, Any], second: dict[str, Any]
) -> None:
    made = actions.propose_exception(agency=ohio, domain="ag.state.oh.us", why=WHY, **by)
    actions.approve_exception(exception=made, **second)
    with pytest.raises(AddressWrong):
        actions.name_person(agency=ftc, name="Lena Fox", email="lena@ag.state.oh.us", **by)
    with pytest.raises(ExceptionWrong):
        actions.propose_exception(agency=ftc, domain="x.state.oh.us", why=WHY, **by)
    with pytest.raises(ExceptionWrong):
        actions.propose_exception(agency=ohio, domain="ag.ohio.com", why=WHY, **by)


def test_nothing_goes_to_a_domain_that_was_taken_back_A5_7(
    ohio: Agency, by: dict[str, Any], second: dict[str, Any]
) -> None:
    made = actions.propose_exception(agency=ohio, domain="ag.state.oh.us", why=WHY, **by)
    actions.approve_exception(exception=made, **second)
    lena = confirmed(actions.name_person(agency=ohio, name="Lena Fox", email="lena@ag.state.oh.us", **by))
    assert agencies.reachable(ohio, NOW) == [lena]
    actions.end_exception(exception=made, because="They moved to .gov.", **second)
    assert agencies.reachable(ohio, NOW) == []
