"""Everything that one `hopback dno sync` works with, put together from its settings."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from hopback.carrier.client import Portal, read_key

from .copy import Folder, Taker
from .copy.trust import Trust
from .feeding.feed import Choice, Sink, allowed
from .feeding.files import File
from .feeding.kamailio import Kamailio
from .settings import Settings

KEYS, STATE, REPORTS = "keys.json", "state.json", "reports.json"


def sinks(settings: Settings) -> list[Sink]:
    found: list[Sink] = [File(each.format, each.path, each.after) for each in settings.files]
    told = settings.kamailio
    if told:
        found.insert(0, Kamailio(told.database, told.rpc, htable=told.htable, mtree=told.mtree))
    return found


def choice(settings: Settings) -> Choice:
    """Raises FeedError where the file of exceptions cannot be used."""
    told = settings.screening
    return Choice(told.answer, told.at_most, allowed(told.allow_file))


def state_file(settings: Settings) -> Path:
    return settings.list.folder / STATE


@contextmanager
def portal_of(settings: Settings) -> Iterator[Portal]:
    """Raises KeyMissingError, ValueError."""
    told = settings.portal
    with Portal(told.url, read_key(told.key_file), ca_file=told.ca_file, timeout_s=told.timeout_s) as portal:
        yield portal


def trust(settings: Settings, portal: Portal) -> Trust:
    settings.list.folder.mkdir(parents=True, exist_ok=True)
    return Trust(settings.list.folder / KEYS, portal.keys, settings.portal.keys_file)


def taker(settings: Settings, portal: Portal, folder: Folder, clock: Callable[[], datetime]) -> Taker:
    issuer = settings.portal.issuer or settings.portal.url
    return Taker(portal, folder, trust(settings, portal), issuer, clock)
