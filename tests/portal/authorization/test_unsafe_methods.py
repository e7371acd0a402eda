"""What changes something wants a token of the page, or a key; and CPNI a proof that is fresh (XC.2)."""

import copy
import time
from datetime import timedelta

import pytest
import time_machine
from allauth.account.internal.flows import login
from django.core.cache import cache
from django.db import transaction
from django.test import Client

from hopback.portal.logbook.models import Entry
from tests.portal.factories import NOW

from .bodies import body
from .cells import Cell, address, ask
from .matrix import ROWS
from .people import EVERYBODY, PEOPLE, Who
from .row import Door, Outcome, Row
from .world import World

pytestmark = [pytest.mark.django_db, pytest.mark.once]
# A button in the mail itself (RFC 8058): its token is all it goes by.
BY_MAIL_PROGRAMS = {"enforcement:leave_listserv", "witnesses:leave"}
OPEN = [row for row in ROWS if row.route not in BY_MAIL_PROGRAMS]
FORMS = [row for row in OPEN if "POST" in row.methods and row.door in (Door.PAGE, Door.LINK, Door.OPEN)]
MESSAGES = [row for row in ROWS if "POST" in row.methods and row.door is Door.API]
PROVED = [row for row in ROWS if row.proof]


def _first(row: Row, among: frozenset[Who]) -> Cell:
    thing = row.things[0] if row.things else ""
    who = next(who for who in Who if who in row.who & among)
    return Cell(row, who, "POST", thing)


def _strict(client: Client) -> Client:
    """The same browser again, of which Django checks what it does not check of a test."""
    other = Client(enforce_csrf_checks=True)
    other.cookies = copy.deepcopy(client.cookies)
    return other


@pytest.mark.parametrize("row", FORMS, ids=lambda row: row.route)
def test_a_form_that_another_site_sends_is_refused(world: World, row: Row) -> None:
    among = EVERYBODY if row.door is Door.LINK else PEOPLE
    cell = _first(row, among)
    before = Entry.objects.count()
    with transaction.atomic():
        response = _strict(world.clients[cell.who]).post(address(world, cell), **body(row, cell.who, world))
        transaction.set_rollback(True)
    assert response.status_code == 403
    assert Entry.objects.count() == before


@pytest.mark.parametrize("row", MESSAGES, ids=lambda row: row.route)
def test_the_api_takes_no_session_and_no_cookie_for_a_key(world: World, row: Row) -> None:
    cell = _first(row, EVERYBODY)
    for who in (Who.ADMIN, Who.WAITING_ADMIN, Who.LINK):
        sent = body(row, cell.who, world)
        assert world.clients[who].post(address(world, cell), **sent).status_code == 401


@pytest.mark.parametrize("row", PROVED, ids=lambda row: row.route)
def test_what_wants_a_proof_wants_a_fresh_one(world: World, row: Row) -> None:
    """A session left open for sixteen minutes opens no number and makes no key."""
    cell = _first(row, PEOPLE)
    if row.things:
        owners = [who for who in Who if who in row.who & world.things[cell.thing].owners]
        cell = cell._replace(who=owners[0])
    fresh = ask(world, cell._replace(method="GET"))
    assert fresh.outcome is Outcome.IN
    with transaction.atomic():
        _proved_long_ago(world.clients[cell.who])
        for method in ("GET", "POST"):
            stale = ask(world, cell._replace(method=method))
            assert (stale.outcome, stale.entries) == (Outcome.CONFIRM, 0)
        transaction.set_rollback(True)


def _proved_long_ago(client: Client) -> None:
    session = client.session
    long_ago = time.time() - timedelta(minutes=16).total_seconds()
    session[login.AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "password", "at": long_ago}]
    session.save()


def test_nobody_stays_who_they_were(world: World) -> None:
    """A session ends with the working day, whatever its holder may do."""
    cache.clear()
    with time_machine.travel(NOW + timedelta(hours=13), tick=False):
        response = _strict(world.clients[Who.ADMIN]).get("/tracebacks/")
    assert response.status_code == 302
    assert response["Location"].startswith("/account/sign-in/")
