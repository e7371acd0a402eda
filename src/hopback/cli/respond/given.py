"""What every verb of `hopback respond` is given: the settings, and words for what is wrong with them."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Annotated

import typer

from hopback.carrier.cdr.archive.archive import NoArchiveError
from hopback.carrier.cdr.reading import UnreadableError
from hopback.carrier.cdr.search.skews import SkewsFileError
from hopback.carrier.client import KeyMissingError, PortalError
from hopback.carrier.responder.drafts import NoDraftError
from hopback.carrier.responder.journal import BrokenJournalError, Journal
from hopback.carrier.responder.office import RunsAlreadyError
from hopback.carrier.responder.sending import AlreadySaidError
from hopback.carrier.responder.settings import Settings, SettingsError, read
from hopback.carrier.trunks import TrunksFileError
from hopback.wire.signing import NotSigned

from ..portal import stop

Config = Annotated[Path, typer.Option("--config", "-c", envvar="HOPBACK_RESPONDER", help="The settings, a TOML file.")]
Json = Annotated[bool, typer.Option("--json", help="JSON on standard output.")]
USUAL = Path("hopback.toml")
NOT_NOW = (PortalError, AlreadySaidError, NoDraftError, BrokenJournalError, NotSigned)
NOT_SO = (
    SettingsError,
    KeyMissingError,
    TrunksFileError,
    NoArchiveError,
    UnreadableError,
    SkewsFileError,
    RunsAlreadyError,
)


@contextmanager
def plain_words() -> Iterator[None]:
    """One sentence instead of a stack trace. Exit 1: the answer is no; 2: it cannot work as it is set up."""
    try:
        yield
    except NOT_NOW as problem:
        stop(str(problem), 1)
    except NOT_SO as problem:
        stop(str(problem))
    except sqlite3.Error as problem:
        stop(f"The journal cannot be used: {problem}")


def settings(config: Path) -> Settings:
    with plain_words():
        return read(config)


@contextmanager
def journal(given: Settings) -> Iterator[Journal]:
    if not given.journal.exists():
        stop(f"There is no journal at {given.journal}: no responder ran with these settings yet.")
    with plain_words(), closing(Journal(given.journal)) as opened:
        yield opened
