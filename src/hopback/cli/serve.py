"""`hopback serve`: the portal, its clockwork, its relay and its listener, all from one command."""

import os
from pathlib import Path
from typing import Annotated

import typer

from . import demonstration, web
from .children import Child, Nursery
from .portal import migrate, set_up, stop
from .ports import answers, must_be_free

DJANGO = ("-m", "django")
PROCESSES = ("web", "tick", "relay", "listen", "webhooks")


def serve(
    as_demonstration: Annotated[
        bool, typer.Option("--demonstration", help="With a simulated network to play with, on this machine only.")
    ] = False,
    host: Annotated[str, typer.Option(help="Where to listen; the demonstration stays on 127.0.0.1.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535)] = 8000,
    only: Annotated[
        str, typer.Option(help="One process alone: web, tick, relay, listen or webhooks. Migrates nothing.")
    ] = "",
) -> None:
    """
    Run the portal and all that it needs until Ctrl-C or SIGTERM.

    Five processes: the pages and the API, the clock of deadlines, the mail relay, the listener for
    replies and bounces, and what sends events to webhooks. One that dies is started again.
    """
    if as_demonstration:
        demonstration.prepare(host, port)
    os.environ.setdefault("PYTHONUNBUFFERED", "1")
    set_up()
    if only:
        _become(only, host, port)
    must_be_free(host, port)
    _migrated()
    if _is_demonstration():
        demonstration.seed_once(_say)
    children = _children(host, port)
    Nursery(children, os.environ, _Announcement(host, port).look, _say).run()
    _say("Hopback has stopped.")


def _migrated() -> None:
    from django.conf import settings
    from django.db import DatabaseError

    try:
        Path(settings.VAR).mkdir(parents=True, exist_ok=True)
        migrate()
    except (DatabaseError, OSError) as problem:
        stop(f"The database does not answer: {problem}")
    _fitting()
    _with_signing_key()


def _with_signing_key() -> None:
    """The key by which requests are signed is made once and kept; see docs/operate/running.md."""
    from django.conf import settings

    from hopback.portal.ground.signing_keys import NoSigningKey, keyring, make_where_missing

    try:
        if make_where_missing(settings.SIGNING_KEY_FILE):
            _say(f"Made the key by which requests are signed: {settings.SIGNING_KEY_FILE}")
        keyring()
    except (NoSigningKey, OSError) as problem:
        stop(f"Requests cannot be signed: {problem}")


def _fitting() -> None:
    """Leave where the database is a demonstration's and the settings are not, or the other way round."""
    from hopback.portal.demonstration.guard import WrongDatabase, check_at_the_door

    try:
        check_at_the_door()
    except WrongDatabase as wrong:
        stop(str(wrong))


def _is_demonstration() -> bool:
    from django.conf import settings

    return bool(settings.DEMONSTRATION)


def _children(host: str, port: int) -> list[Child]:
    found = [Child(name, _argv(name, host, port)) for name in PROCESSES]
    if _is_demonstration():
        found.append(Child("mail catcher", demonstration.catcher_argv()))
    return found


def _argv(name: str, host: str, port: int) -> tuple[str, ...]:
    return web.gunicorn(_at(host, port)) if name == "web" else (*DJANGO, name)


def _at(host: str, port: int) -> str:
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def _become(name: str, host: str, port: int) -> None:
    """Turn into one of the processes: a service manager looks after it then."""
    import sys

    if name not in PROCESSES:
        stop(f"There is no process “{name}”: {', '.join(PROCESSES[:-1])} or {PROCESSES[-1]}.")
    _fitting()
    if name == "web":
        _with_signing_key()
    os.execv(sys.executable, [sys.executable, *_argv(name, host, port)])  # noqa: S606 - itself


class _Announcement:
    """Says where the portal is once it answers, and no sooner."""

    def __init__(self, host: str, port: int) -> None:
        self.host, self.port = host, port
        self.made = False

    def look(self) -> None:
        if not self.made and answers(self.host, self.port):
            self.made = True
            if _is_demonstration():
                demonstration.introduce(_say)
            _say(f"Hopback is at http://{_at(self.host, self.port)}")


def _say(sentence: str) -> None:
    print(sentence, flush=True)
