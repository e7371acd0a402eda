"""What the verbs of `hopback dno` are given, and words for what is wrong with it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from hopback.carrier.cdr.reading import UnreadableError
from hopback.carrier.client import KeyMissingError, PortalError
from hopback.carrier.gateway.copy import NotTaken
from hopback.carrier.gateway.feeding.feed import FeedError
from hopback.carrier.gateway.settings import SettingsError
from hopback.wire.do_not_originate.answers import NoSuchAnswer
from hopback.wire.do_not_originate.entries import NotAList
from hopback.wire.signing import NotSigned

from ..portal import stop

Config = Annotated[Path, typer.Option("--config", "-c", envvar="HOPBACK_GATEWAY", help="The settings, a TOML file.")]
Json = Annotated[bool, typer.Option("--json", help="JSON on standard output.")]
USUAL = Path("gateway.toml")
NOT_NOW = (PortalError, NotTaken, NotSigned, FeedError)
NOT_SO = (SettingsError, KeyMissingError, NotAList, NoSuchAnswer, UnreadableError)


@contextmanager
def plain_words() -> Iterator[None]:
    """One sentence instead of a stack trace. Exit 1: the answer is no; 2: it cannot work as it is set up."""
    try:
        yield
    except NOT_NOW as problem:
        stop(str(problem), 1)
    except NOT_SO as problem:
        stop(str(problem))
    except OSError as problem:
        stop(f"{problem.filename or 'A file'}: {problem.strerror or problem}")
