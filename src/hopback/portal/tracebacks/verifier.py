"""Looks at signatures as they come in: beside the clockwork, so that an address that does not answer delays nobody."""

import threading
from collections.abc import Callable
from datetime import datetime

import structlog
from django.db import DatabaseError, close_old_connections

from hopback.portal.accounts.viewer import SYSTEM
from hopback.portal.ground import clock

from . import actions, looking
from .queries.signatures import Waiting, waiting

EVERY = 5.0  # seconds
PATIENCE = 10.0  # seconds for what is being fetched when the portal stops

log = structlog.get_logger()


def keep_looking(stop: threading.Event, now: Callable[[], datetime] = clock.now) -> None:
    """A database that is away is waited for."""
    while not stop.is_set():
        try:
            look_once(now, stop)
        except DatabaseError:
            log.exception("signatures.wait_for_the_database")
        close_old_connections()
        stop.wait(EVERY)


def look_once(now: Callable[[], datetime] = clock.now, stop: threading.Event | None = None) -> int:
    """Whatever waits; how many were kept. The lists are read anew each time: they change while the portal runs."""
    rows = waiting(now())
    given = looking.lists() if rows else looking.Lists()
    kept = 0
    for one in rows:
        if stop is not None and stop.is_set():
            break
        kept += _look(one, given, now)
    return kept


def _look(one: Waiting, given: looking.Lists, now: Callable[[], datetime]) -> bool:
    """One that fails by our mistake is told in the log of the process; the others go on."""
    try:
        seen = looking.look(one.text, one.call, given, now())
    except Exception:
        log.exception("signatures.failed", traceback=one.traceback.public_id)
        missing = {"grade": "warning", "code": "not-looked-at", "rests_on": ""}
        missing["sentence"] = "It could not be looked at, by our mistake; the log of the portal says why."
        seen = looking.Seen("warning", holds=False, findings=[missing], unfetched=True)
    actions.keep_signature(traceback=one.traceback, answer=one.answer, seen=seen, by=SYSTEM, now=now())
    return True
