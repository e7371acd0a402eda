"""First Lakes Bank, a private organisation, and Maria Okafor, who acts for it. It is Tuesday, 20 October 2026."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from hopback.portal.accounts.models import User
from hopback.portal.accounts.viewer import Viewer, of_user
from hopback.portal.organizations import actions
from hopback.portal.providers.models import Provider
from hopback.portal.sourcing.models import Candidate, Source
from hopback.portal.tracebacks.models import Traceback
from tests.portal.factories import NOW, make_source_person, make_staff, sign_in
from tests.portal.tracebacks import staged

HOUR = timedelta(hours=1)
CERTIFIED = {
    "kind": "necessity",
    "statement": "Eleven accounts were emptied.",
    "certified_by": "Maria Okafor, Head of Fraud",
}


@pytest.fixture(autouse=True)
def _now() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def rosa() -> User:
    return make_staff()


@pytest.fixture
def by(rosa: User) -> dict[str, Any]:
    return {"by": of_user(rosa), "now": NOW}


@pytest.fixture
def bank(by: dict[str, Any]) -> Source:
    return actions.list_organization(name="First Lakes Bank", kind="private", verified_how="Called back.", **by)


@pytest.fixture
def maria(bank: Source) -> User:
    return make_source_person(bank, "Maria Okafor")


@pytest.fixture
def desk(maria: User) -> Viewer:
    return of_user(maria)


@pytest.fixture
def five() -> list[Provider]:
    return staged.the_five()


@pytest.fixture
def request_of_bank(bank: Source, desk: Viewer, five: list[Provider]) -> Candidate:
    """Its due diligence held; nobody opened it yet."""
    made = staged.candidate(five[0], "Bank alert")
    Candidate.objects.filter(pk=made.pk).update(source=bank)
    made = Candidate.objects.select_related("source").get(pk=made.pk)
    actions.certify(candidate=made, **CERTIFIED, by=desk, now=NOW - 30 * HOUR)
    return made


@pytest.fixture
def traced(bank: Source, desk: Viewer, five: list[Provider], rosa: User) -> Traceback:
    """The bank's call, traced to Blue Ridge and closed."""
    found = staged.traced(five[:2], rosa, opened_at=NOW - 20 * HOUR, campaign="Bank alert")
    Candidate.objects.filter(pk=found.candidate_id).update(source=bank)
    actions.certify(
        candidate=Candidate.objects.select_related("source").get(pk=found.candidate_id),
        **CERTIFIED,
        by=desk,
        now=NOW - 19 * HOUR,
    )
    staged.answered(found, NOW - 9 * HOUR, kind="originated", customer={"name": "Lark Dialing LLC"})
    return Traceback.objects.get(pk=found.pk)


@pytest.fixture
def own(client: Client, maria: User) -> Client:
    return sign_in(client, maria)
