"""Puts a responder together from its settings, and takes it apart in order."""

import fcntl
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime, timedelta
from queue import SimpleQueue
from typing import IO

from hopback.carrier.cdr.archive.archive import Archive
from hopback.carrier.cdr.dialects.mapped.files import load
from hopback.carrier.cdr.store import CallStore
from hopback.carrier.client import Portal, read_key
from hopback.carrier.client.key import read_secret
from hopback.carrier.service.stopping import Stop
from hopback.carrier.trunks import TrunkMap, TrunksFileError, read
from hopback.carrier.trunks.archived import ingresses
from hopback.carrier.trunks.seen import Share, shares

from . import page, state, status, webhooks
from .desk import Desk, Worked
from .finding import LearningFinder
from .journal import Journal
from .loop import Clock, Loop
from .records import Records, Say
from .settings import Settings, SettingsError
from .trust import Trust

SEEN_FOR = timedelta(minutes=10)  # counting every way in reads the whole archive


class RunsAlreadyError(Exception):
    """Another responder has this journal; two of them would only be in each other's way."""


def portal_of(settings: Settings) -> Portal:
    """Raises KeyMissingError, SettingsError."""
    table = settings.portal
    try:
        return Portal(table.url, read_key(table.key_file), ca_file=table.ca_file, timeout_s=table.timeout_s)
    except (ValueError, OSError) as problem:
        raise SettingsError(f"portal.url: {problem}") from problem


def store_of(settings: Settings) -> CallStore:
    """The archive, or the table that a mapping leads to. Raises NoArchiveError, UnreadableError."""
    records = settings.records
    if records.warehouse is None:
        assert records.archive is not None
        return Archive(records.archive, lag=timedelta(minutes=records.lag_min))
    try:
        from hopback.carrier.cdr.warehouse.store import Warehouse
    except ImportError as missing:
        raise SettingsError("records.warehouse needs Ibis: pip install 'hopback[warehouse]'") from missing
    return Warehouse.opened(load(records.warehouse))


def journal_of(settings: Settings) -> Journal:
    """Of a dry run: in memory, and gone with it."""
    return Journal(":memory:" if settings.dry_run else settings.journal)


@contextmanager
def opened(settings: Settings, *, clock: Clock, stop: Stop, say: Say, show: Callable[[Worked], None]) -> Iterator[Loop]:
    """A responder ready to run. Whatever is wrong with the settings or the files raises here."""
    with ExitStack() as stack:
        if not settings.dry_run:
            stack.enter_context(alone(settings))
        journal = journal_of(settings)
        stack.callback(journal.close)
        portal = stack.enter_context(portal_of(settings))
        finder = LearningFinder(settings.journal.with_suffix(".clocks.json"), keeps=not settings.dry_run)
        store = store_of(settings)
        stack.callback(getattr(store, "close", lambda: None))
        stack.callback(finder.save)
        records = Records(store, settings.records.trunks, finder, say)
        trust = Trust(settings.portal, journal, portal.keys)
        desk = Desk(settings, journal, portal, records, trust, say, show)
        if not settings.dry_run:
            journal.begin(clock())
        told = _webhooks(settings, stack)
        _page(settings, stack, clock)
        yield Loop(desk, portal, stop, clock, told)


@contextmanager
def alone(settings: Settings) -> Iterator[None]:
    """Only one responder for one journal."""
    settings.journal.parent.mkdir(parents=True, exist_ok=True)
    with settings.journal.with_suffix(".lock").open("w") as held:
        _lock(held, settings)
        yield


def _lock(held: IO[str], settings: Settings) -> None:
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as problem:
        raise RunsAlreadyError(f"A responder with the journal {settings.journal} is running already.") from problem


def _webhooks(settings: Settings, stack: ExitStack) -> "SimpleQueue[str] | None":
    table = settings.webhooks
    if not table.listen or settings.dry_run:
        return None
    assert table.secret_file is not None
    told: SimpleQueue[str] = SimpleQueue()
    try:
        server = webhooks.serve(table.listen, webhooks.Receiver(read_secret(table.secret_file), told))
    except (ValueError, OSError) as problem:
        raise SettingsError(f"webhooks: {problem}") from problem
    stack.callback(server.server_close)
    stack.callback(server.shutdown)
    return told


def _page(settings: Settings, stack: ExitStack, clock: Clock) -> None:
    if not settings.status.listen or settings.dry_run:
        return
    look = Looking(settings)
    try:
        server = page.serve(settings.status.listen, lambda: (look.at(clock()), clock()))
    except OSError as problem:
        raise SettingsError(f"status.listen: {problem}") from problem
    stack.callback(server.server_close)
    stack.callback(server.shutdown)


class Looking:
    """Looks at a responder from outside: its journal, its state, its records. Keeps nothing open."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._seen: tuple[datetime, TrunkMap, list[Share]] | None = None

    def at(self, now: datetime) -> status.Status:
        settings, problem = self._settings, ""
        known: TrunkMap | None = None
        store: CallStore | None = None
        try:
            known, store = read(settings.records.trunks), store_of(settings)
        except Exception as wrong:  # noqa: BLE001 - the page says what is wrong and shows the rest
            problem = str(wrong)
        journal = Journal(settings.journal)
        try:
            return status.look(
                settings, journal, state.read(settings.state_file), store=store, known=known,
                seen=self._shares(store, known, now), now=now, problem=problem,
            )  # fmt: skip
        finally:
            journal.close()
            getattr(store, "close", lambda: None)()

    def _shares(self, store: CallStore | None, known: TrunkMap | None, now: datetime) -> list[Share]:
        if known is None or not isinstance(store, Archive):
            return []
        if self._seen is None or now - self._seen[0] > SEEN_FOR:
            self._seen = now, known, shares(ingresses(store, self._settings.journal.parent), known)
        return self._seen[2]


__all__ = ["Looking", "RunsAlreadyError", "TrunksFileError", "alone", "journal_of", "opened", "portal_of", "store_of"]
