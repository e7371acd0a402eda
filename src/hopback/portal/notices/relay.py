"""The relay: due deliveries to the mail server, one session for a batch, one transaction for each outcome."""

import threading
from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple, Protocol

import structlog
from django.conf import settings
from django.db import DatabaseError, close_old_connections

from hopback.portal.ground.environment import Smtp
from hopback.portal.logbook.actions import Actor

from . import actions, addresses, letter, queries
from .models import Delivery
from .smtp_session import Outcome, Session
from .system import SYSTEM

BATCH = 100  # mails in one session; the next batch is one second away
PAUSE = 1.0  # seconds between looks into the outbox

log = structlog.get_logger()


class Relayed(NamedTuple):
    """How many deliveries a batch saw accepted, put off, and failed for good."""

    accepted: int = 0
    retried: int = 0
    failed: int = 0


class Conversation(Protocol):
    """What the relay needs of a session with a mail server; the simulated network has its own."""

    def send(self, sender: str, recipient: str, mail: bytes) -> Outcome: ...
    def close(self) -> None: ...


def deliver_due(
    *, now: datetime, by: Actor = SYSTEM, smtp: Smtp | None = None, session: Conversation | None = None
) -> Relayed:
    """Send what is due. Safe beside other relays: each delivery is claimed just before it is sent."""
    waiting = queries.due(now, BATCH)
    if not waiting:
        return Relayed()
    session = session or Session(smtp or settings.SMTP)
    try:
        fates = [_deliver(one, session, by=by, now=now) for one in waiting]
    finally:
        session.close()
    return Relayed(fates.count("accepted"), fates.count("retried"), fates.count("failed"))


def _deliver(delivery: Delivery, session: Conversation, *, by: Actor, now: datetime) -> str:
    if not actions.claim(delivery=delivery, by=by, now=now):
        return "taken by another"
    outcome = _send(delivery, session, now)
    if outcome.is_accepted:
        actions.accept(delivery=delivery, reply=outcome.reply, by=by, now=now)
        return "accepted"
    if outcome.is_final:
        actions.give_up(delivery=delivery, reply=outcome.reply, by=by, now=now)
        return "failed"
    kept = actions.put_off(delivery=delivery, reply=outcome.reply, by=by, now=now)
    return "retried" if kept else "failed"


def _send(delivery: Delivery, session: Conversation, now: datetime) -> Outcome:
    notice = delivery.notice
    try:
        mail, recipient = letter.write(notice, now=now), letter.deliverable(delivery.address)
    except ValueError as unwritable:  # an address that no header can hold
        return Outcome(553, f"553 not sent: {unwritable}")
    return session.send(addresses.envelope_sender(notice.reply_to, delivery.pk), recipient, mail)


def keep_delivering(*, stop: threading.Event, clock: Callable[[], datetime]) -> None:
    """Look into the outbox every second until told to stop. A database that is away is waited for."""
    while not stop.is_set():
        try:
            done = deliver_due(now=clock())
            if any(done):
                log.info("notices.relayed", **done._asdict())
        except DatabaseError:
            log.exception("notices.relay_waits_for_the_database")
            close_old_connections()
        stop.wait(PAUSE)
