"""The FTC serves a subpoena for one traceback; Rosa and Theo are the team. It is Tuesday, 20 October 2026."""

from datetime import date, timedelta
from typing import Any

import pytest

from hopback.portal.accounts.models import MailedLink, Role, User
from hopback.portal.accounts.viewer import Viewer, of_mailed_link, of_user
from hopback.portal.enforcement import actions as enforcement
from hopback.portal.enforcement.models import Agency
from hopback.portal.ground.uploads import Upload, judge
from hopback.portal.lawful_requests import actions
from hopback.portal.lawful_requests.models import LawfulRequest
from hopback.portal.tracebacks.models import Traceback
from tests.portal.factories import NOW, make_source, make_source_person, make_staff
from tests.portal.tracebacks import staged

LATER = NOW + timedelta(days=3)


def document() -> Upload:
    return judge("subpoena.pdf", b"%PDF-1.7 served")


@pytest.fixture
def rosa(db: None) -> User:
    return make_staff()


@pytest.fixture
def by(rosa: User) -> Viewer:
    return of_user(rosa)


@pytest.fixture
def theo(db: None) -> User:
    return make_staff("Theo Lindqvist", role=Role.MEMBER)


@pytest.fixture
def second(theo: User) -> Viewer:
    return of_user(theo)


@pytest.fixture
def ftc(by: Viewer) -> Agency:
    said = {"level": "federal", "enforces": "The Telemarketing Sales Rule."}
    return enforcement.say_agency(source=make_source(), **said, by=by, now=NOW)


@pytest.fixture
def ines(ftc: Agency, by: Viewer) -> User:
    """An official who confirmed her address, and signs in with it."""
    person = enforcement.name_person(agency=ftc, name="Ines Calder", email="ines.calder@ftc.gov", by=by, now=NOW)
    link = MailedLink.objects.get(about=person.public_id)
    enforcement.confirm_person(person=person, link=link, by=of_mailed_link(link), now=NOW)
    return make_source_person(ftc.source, email="ines.calder@ftc.gov")


@pytest.fixture
def traced(rosa: User) -> Traceback:
    """Cardinal named Blue Ridge, which named Meridian, which is waited for."""
    return staged.traced(staged.the_five()[:3], rosa, opened_at=NOW - timedelta(hours=6))


def served(ftc: Agency, by: Viewer, **more: Any) -> LawfulRequest:
    said: dict[str, Any] = {
        "instrument": "subpoena",
        "reference": "FTC-2026-0117",
        "asked_by": "Ines Calder",
        "received_on": date(2026, 10, 19),
        "due_on": date(2026, 11, 2),
        "scope": "All records of the traceback.",
        "document": document(),
    }
    return actions.enter_request(agency=ftc, **said | more, by=by, now=NOW)


def reviewed(request: LawfulRequest, by: Viewer) -> LawfulRequest:
    actions.review(request=request, valid=True, clear=True, reasons="Served on counsel.", by=by, now=NOW)
    return request


@pytest.fixture
def subpoena(ftc: Agency, by: Viewer, traced: Traceback) -> LawfulRequest:
    """Reviewed, and its providers told."""
    request = reviewed(served(ftc, by, tracebacks=[traced]), by)
    actions.tell_providers(request=request, by=by, now=NOW)
    return request


@pytest.fixture
def released(subpoena: LawfulRequest, by: Viewer, second: Viewer) -> LawfulRequest:
    actions.propose_release(request=subpoena, not_in_scope="Billing records.", by=by, now=LATER)
    actions.confirm_release(request=subpoena, by=second, now=LATER)
    return LawfulRequest.objects.get(pk=subpoena.pk)
