"""The Federal Trade Commission and the Attorney General of Ohio, their officials. It is Tuesday, 20 October 2026."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
import time_machine

from hopback.portal.accounts.models import MailedLink, Role, User
from hopback.portal.accounts.viewer import of_mailed_link, of_user
from hopback.portal.enforcement import actions
from hopback.portal.enforcement.models import Agency, AgencyPerson
from tests.portal.factories import NOW, make_source, make_source_person, make_staff

ENFORCES = {"enforces": "The Telemarketing Sales Rule."}


@pytest.fixture(autouse=True)
def _now() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def rosa() -> User:
    return make_staff()


@pytest.fixture
def theo() -> User:
    return make_staff("Theo Lindqvist", role=Role.MEMBER)


@pytest.fixture
def by(rosa: User) -> dict[str, Any]:
    return {"by": of_user(rosa), "now": NOW}


@pytest.fixture
def second(theo: User) -> dict[str, Any]:
    return {"by": of_user(theo), "now": NOW}


@pytest.fixture
def ftc(by: dict[str, Any]) -> Agency:
    return actions.say_agency(source=make_source(), level="federal", **ENFORCES, **by)


@pytest.fixture
def ohio(by: dict[str, Any]) -> Agency:
    return actions.list_agency(name="Attorney General of Ohio", level="state", state="oh", **ENFORCES, **by)


@pytest.fixture
def lew(ftc: Agency, by: dict[str, Any]) -> AgencyPerson:
    return actions.name_person(agency=ftc, name="Lew Park", title="Attorney", email="Lew.Park@ftc.gov", **by)


@pytest.fixture
def ines(ftc: Agency, by: dict[str, Any]) -> AgencyPerson:
    """Confirmed, and signs in with the same address."""
    make_source_person(ftc.source, "Ines Calder", email="ines.calder@ftc.gov")
    return confirmed(actions.name_person(agency=ftc, name="Ines Calder", email="ines.calder@ftc.gov", **by))


@pytest.fixture
def desk(ines: AgencyPerson) -> User:
    return User.objects.get(email=ines.email)


def link_of(person: AgencyPerson) -> MailedLink:
    return MailedLink.objects.filter(about=person.public_id).latest("pk")


def confirmed(person: AgencyPerson, at: datetime = NOW) -> AgencyPerson:
    link = link_of(person)
    actions.confirm_person(person=person, link=link, by=of_mailed_link(link), now=at)
    return AgencyPerson.objects.select_related("agency__source").get(pk=person.pk)
