"""One cell: a request, made and undone, and what is wrong with what became of it."""

import copy
import re
from collections import deque
from collections.abc import Iterator
from typing import Any, NamedTuple

from django.core.cache import cache
from django.db import connection, transaction
from django.urls import reverse

from hopback.portal.logbook.models import Entry
from tests.portal.shut_doors import looks

from .bodies import body
from .outcomes import expected, outcome
from .people import Who
from .row import Door, Outcome, Row
from .world import GONE, World

CHANGING = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"|nonce="[^"]*"|id="[0-9a-f]{32}"')
ODD = ("PUT", "PATCH", "DELETE", "OPTIONS")


class Cell(NamedTuple):
    row: Row
    who: Who
    method: str
    thing: str = ""  # its name in the world
    is_missing: bool = False

    def __str__(self) -> str:
        what = f" of {'nothing like ' if self.is_missing else ''}{self.thing}" if self.thing else ""
        return f"{self.method} {self.row.route}{what} by {self.who}"


class Seen(NamedTuple):
    """What one request came to. `entries`: how many more the log had, before it was undone."""

    outcome: Outcome | str
    status: int
    content: str
    entries: int
    length: int
    is_shut: bool  # before it was looked at which thing is meant


def cells(row: Row, world: World) -> Iterator[Cell]:
    """Every cell of a row: who, by GET, POST and DELETE, each thing it names and one that is not there."""
    for who in Who:
        for method in ("GET", "POST", "DELETE"):
            if method not in row.methods:
                continue
            yield from (Cell(row, who, method, thing) for thing in row.things or ("",))
            if row.things and world.things[row.things[0]].missing():
                yield Cell(row, who, method, row.things[0], is_missing=True)


def ask(world: World, cell: Cell, *, bare: bool = False) -> Seen:
    """The request, in a transaction of its own that is taken back; the client is as before. `bare`: no body."""
    client = world.clients[cell.who]
    cookies = copy.copy(client.cookies)  # a new one takes the place of the old, none is changed
    cache.clear()
    with transaction.atomic():
        more = body(cell.row, cell.who, world) if cell.method == "POST" and not bare else {}
        before = world.entries if not more else _entries()
        with looks() as seen:
            response = getattr(client, cell.method.lower())(address(world, cell), **more)
        entries = _entries() - before
        if response.streaming:
            deque(response.streaming_content, maxlen=0)  # to its end, where what it is read from is closed
        transaction.set_rollback(True)
    client.cookies = cookies
    status = response.status_code
    told = _same(response, cell)
    return Seen(outcome(response, cell.who), status, told, entries, _length(response), seen.shut(status))


def address(world: World, cell: Cell) -> str:
    thing = world.things.get(cell.thing)
    names = {} if thing is None else thing.missing() if cell.is_missing else thing.names
    return reverse(cell.row.route, kwargs=names)


def _length(response: Any) -> int:
    return 0 if response.streaming else len(response.content)


def _same(response: Any, cell: Cell) -> str:
    """A refusal's words, without what differs from request to request."""
    if response.status_code < 400 or response.streaming:
        return ""
    return CHANGING.sub("", response.content.decode())


def faults_of(world: World, cell: Cell) -> list[str]:
    """What is wrong with this cell; nothing when it is as the matrix says."""
    wanted = expected(cell.row, cell.who, world.things.get(cell.thing), is_missing=cell.is_missing)
    seen = _ask_once(world, cell)
    faults = []
    if seen.outcome != wanted:
        faults.append(f"{cell}: {seen.outcome} ({seen.status}), not {wanted}")
    if wanted is not Outcome.IN and seen.entries and cell.row.route != "account_logout":
        faults.append(f"{cell}: refused, and the log has {seen.entries} more")
    if wanted is Outcome.MISSING and not cell.is_missing and cell.thing:
        faults += _tells_it_exists(world, cell, seen)
    return faults


def _tells_it_exists(world: World, cell: Cell, seen: Seen) -> list[str]:
    """Forbidden looks exactly like missing."""
    if not world.things[cell.thing].missing():
        return []
    nothing = _ask_once(world, cell._replace(is_missing=True, thing=cell.row.things[0]))
    names = world.things[cell.thing].names
    told, plain = seen.content, nothing.content
    for name, value in names.items():
        if isinstance(value, str):
            told, plain = told.replace(value, "…"), plain.replace(str(GONE.get(name, value)), "…")
    return [] if (told, seen.status) == (plain, nothing.status) else [f"{cell}: does not look like a missing one"]


def _entries() -> int:
    """How long the log is, asked thousands of times and so without a query set."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT COUNT(*) FROM {Entry._meta.db_table}")
        return int(cursor.fetchone()[0])


def _ask_once(world: World, cell: Cell) -> Seen:
    """What is not there is asked for once for all things of a row, and a door that is shut to all of them once; but not
    one that a link opens, which is the thing and the key to it."""
    door = (cell.row.route, cell.who, cell.method)
    for key in (door, (*door, "nothing") if cell.is_missing else None):
        if key in world.asked and world.asked[key][0] is cell.row:
            return world.asked[key][1]
    seen = ask(world, cell)
    shut = seen.is_shut and cell.row.door in (Door.PAGE, Door.API)
    if shut or cell.is_missing:
        world.asked[door if shut else (*door, "nothing")] = cell.row, seen
    return seen


def odd_method_faults(world: World, row: Row, who: Who) -> list[str]:
    """A method that the row does not name must not answer, and must do nothing."""
    faults = []
    for method in ("GET", "POST", *ODD):
        if method in row.methods:
            continue
        cell = Cell(row, who, method, row.things[0] if row.things else "")
        seen = ask(world, cell, bare=True)
        if (seen.status < 300 and not (method == "OPTIONS" and not seen.length)) or seen.entries:
            faults.append(f"{cell}: answered with {seen.status}")
    return faults
