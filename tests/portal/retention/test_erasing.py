"""Holds, erasure, its proof and its certificate (A6.1)."""

import io
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from hopback.policy.article_6_retention import MustStay
from hopback.portal.accounts.models import User
from hopback.portal.accounts.second_person import NeedsAnother, NeedsAPerson
from hopback.portal.accounts.viewer import SYSTEM, Viewer, of_user
from hopback.portal.logbook import queries as logbook
from hopback.portal.logbook.models import Payload
from hopback.portal.retention import actions, queries
from hopback.portal.retention.models import Erasure, Hold
from hopback.portal.tracebacks import actions as tracebacks
from hopback.portal.tracebacks.models import Answer, Traceback
from tests.portal.factories import make_staff, sign_in
from tests.portal.tracebacks import staged

pytestmark = pytest.mark.django_db

OPENED = datetime(2024, 2, 26, 14, tzinfo=UTC)
NOW = datetime(2026, 10, 20, 14, 6, tzinfo=UTC)
HELD = {"basis": "Preservation letter of a court", "document": "26-117"}
SECRET = "+15135550168"


@pytest.fixture
def rosa() -> User:
    return make_staff()


@pytest.fixture
def old(rosa: User) -> Traceback:
    """A call of February 2024, asked of three providers and closed three days later."""
    found = staged.traced(staged.the_five()[:3], rosa, opened_at=OPENED, identity_header="eyJhbGciOiJFUzI1NiJ9.old")
    customer = {"name": "Lark Dialing LLC", "contact": "Keith Arden, +1 813 555 0133"}
    staged.answered(found, OPENED + timedelta(hours=9), kind="originated", customer=customer, comment="Seen on 3 May.")
    tracebacks.tick(by=SYSTEM, now=OPENED + timedelta(days=5))
    return Traceback.objects.get(pk=found.pk)


def held_and_lifted(traceback: Traceback, rosa: User) -> Hold:
    hold = actions.place_hold(traceback=traceback, **HELD, by=of_user(rosa), now=NOW)
    actions.propose_lifting(hold=hold, reason="The case is closed.", by=of_user(rosa), now=NOW)
    return Hold.objects.get(pk=hold.pk)


def test_it_is_gone_and_the_log_still_verifies(old: Traceback, rosa: User) -> None:
    """A6.1, A3.5."""
    head = logbook.head()[1]
    assert [row.traceback for row in queries.may_go(NOW)] == [old]
    (done,) = actions.approve_and_erase(tracebacks=[old], reason="Two years are over.", by=of_user(rosa), now=NOW)
    assert done.payloads > 5
    assert done.words > 5
    assert done.rows["sourcing.IncidentData"] == 1
    assert [one["where"] for one in done.still] == [], "nobody else kept any of it"
    incident = Traceback.objects.get(pk=old.pk).candidate.incident
    assert (incident.called, incident.calling, incident.identity_header) == ("", "", "")
    assert {answer.vetting.get("name") for answer in Answer.objects.all()} == {None}
    assert not [body for body in Payload.objects.values_list("body", flat=True) if SECRET in body or "Lark" in body]
    found = logbook.verify(until=head)
    assert (found.ok, found.erased) == (True, done.payloads)
    assert queries.may_go(NOW) == []


def test_a_hold_stops_it_until_two_people_lift_it(old: Traceback, rosa: User) -> None:
    ida, told = of_user(make_staff("Ida Lindqvist")), {"tracebacks": [old], "reason": "Over.", "now": NOW}
    hold = held_and_lifted(old, rosa)
    with pytest.raises(MustStay, match="a legal hold is on it"):
        actions.approve_and_erase(**told, by=ida)
    with pytest.raises(NeedsAnother, match="Somebody else has to confirm"):
        actions.confirm_lifting(lifting=hold.lifting, by=of_user(rosa), now=NOW)
    assert queries.may_go(NOW) == []
    actions.confirm_lifting(lifting=hold.lifting, by=ida, now=NOW)
    assert actions.approve_and_erase(**told, by=ida)[0].proved_at == NOW


@pytest.mark.parametrize("by", [SYSTEM, Viewer(kind="staff", name="nightly", scopes=frozenset(), key_id=1)])
def test_neither_a_key_nor_the_system_holds_lifts_or_erases(old: Traceback, rosa: User, by: Viewer) -> None:
    hold = held_and_lifted(old, rosa)
    refusal = NeedsAPerson if by.is_staff else Exception
    for act, told in (
        (actions.place_hold, {"traceback": old, **HELD}),
        (actions.confirm_lifting, {"lifting": hold.lifting}),
        (actions.erase, {"traceback": old, "reason": "Over."}),
    ):
        with pytest.raises(refusal):
            act(**told, by=by, now=NOW)  # type: ignore[operator]


def test_a_traceback_that_was_opened_again_since_stays(old: Traceback, rosa: User) -> None:
    """Its end is the last one, also by the word of the log alone."""
    from hopback.portal.logbook import actions as log

    said = {"verb": "traceback.reopened", "traceback": old.public_id, "because": "a late answer"}
    log.record(by=of_user(rosa), now=NOW - timedelta(days=300), **said)
    assert queries.may_go(NOW) == []
    with pytest.raises(MustStay, match="It may go from"):
        actions.erase(traceback=old, reason="Over.", by=of_user(rosa), now=NOW)


def test_the_pages_from_the_list_to_the_certificate(client: Client, old: Traceback, rosa: User) -> None:
    sign_in(client, rosa)
    listed = client.get(reverse("retention:list")).content.decode()
    assert old.number in listed
    ticked = f"{reverse('retention:erase')}?traceback={old.public_id}"
    assert "Approve, erase and search" in client.get(ticked).content.decode()
    assert client.post(ticked, {"reason": " "}).status_code == 422
    assert not Erasure.objects.exists()
    assert client.post(ticked, {"reason": "Two years are over."}).status_code == 302
    done = Erasure.objects.get()
    page = client.get(reverse("retention:certificate", args=[done.public_id])).content.decode()
    assert "Two years are over." in page
    paper = client.get(reverse("retention:certificate_pdf", args=[done.public_id]))
    assert paper.content.startswith(b"%PDF-")
    assert old.number in _text(paper.content)
    assert client.get(reverse("tracebacks:detail", args=[old.public_id])).status_code == 200


def _text(pdf: bytes) -> str:
    from pypdf import PdfReader

    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


@pytest.mark.django_db(transaction=True)
def test_the_file_itself_no_longer_holds_it() -> None:
    """On SQLite the bytes of the file and its journal are read; PostgreSQL is asked row by row."""
    rosa = make_staff()
    found = staged.traced(staged.the_five()[:2], rosa, opened_at=OPENED, called_raw="(513) 555-0171 ext. 9")
    staged.answered(found, OPENED + timedelta(hours=9), kind="not_found", searched="Every switch in Roanoke.")
    tracebacks.tick(by=SYSTEM, now=OPENED + timedelta(days=5))
    (done,) = actions.approve_and_erase(
        tracebacks=[Traceback.objects.get(pk=found.pk)], reason="Over.", by=of_user(rosa), now=NOW
    )
    assert done.still == []
    assert len(done.searched) == (2 if connection.vendor == "sqlite" else 1)
