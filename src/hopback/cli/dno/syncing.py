"""`hopback dno init` and `hopback dno sync`: a gateway's list kept current, and how it fares."""

import json
import sys
from datetime import UTC, datetime
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from hopback.carrier.client import KeyRefusedError, checked
from hopback.carrier.gateway import office, status
from hopback.carrier.gateway.copy import Folder
from hopback.carrier.gateway.loop import Loop
from hopback.carrier.gateway.settings import Settings, read
from hopback.carrier.service import page
from hopback.carrier.service.stopping import Stop

from ..portal import stop as leave
from . import given

FIRST = """\
# What `hopback dno sync` is told. Paths are beside this file.

[portal]
url = "{url}"
key_file = "portal.key"      # or HOPBACK_API_KEY in the environment; never on a command line

[list]
folder = "dno"               # our copy
stale_min = 15               # the portal not reached for so long is told loudly

[screening]
answer = "603"               # 603, 403, 404, or log: let the call go on and write it down
# at_most = 100000           # rows that the switch can hold; those to take first are taken first
# allow_file = "allow.txt"   # numbers that pass all the same, one on each line

[kamailio]
database = "dno.sqlite"      # or postgresql://…
# rpc = "/run/kamailio/rpc.sock"

# [[files]]
# format = "freeswitch"      # csv, json, sbc, opensips, asterisk, freeswitch-blocks, …
# path = "dno.txt"
# after = ["fs_cli", "-x", "blacklist reload"]

[status]
listen = "127.0.0.1:8738"    # one page about the list, for this machine only
"""


def init(
    portal: Annotated[str, typer.Option(help="The portal's address.")], config: given.Config = given.USUAL
) -> None:
    """Write first settings, where there are none."""
    if config.exists():
        leave(f"{config} is there already.")
    try:
        checked(portal)
    except ValueError as problem:
        leave(f"--portal: {problem}")
    config.write_text(FIRST.format(url=portal), encoding="utf-8")
    with given.plain_words():
        read(config)
    typer.echo(f"{config} is written. Next: put the portal's key into portal.key, and chmod 600 it.")


def sync(
    config: given.Config = given.USUAL,
    once: Annotated[bool, typer.Option("--once", help="Take what is new now, then leave.")] = False,
    show: Annotated[bool, typer.Option("--status", help="Say how the list fares. Exit 1 if it is not well.")] = False,
    take_keys: Annotated[bool, typer.Option("--take-keys", help="Hold the keys that the portal lists now.")] = False,
    as_json: given.Json = False,
) -> None:
    """Keep a gateway's list current: wait for each change, take it, feed the switch."""
    with given.plain_words():
        settings = read(config)
        if show:
            _show(settings, as_json=as_json)
        elif take_keys:
            _take_keys(settings, as_json=as_json)
        else:
            _run(settings, once=once)


def _run(settings: Settings, *, once: bool) -> None:
    stop, folder = Stop(), Folder(settings.list.folder)
    try:
        with office.portal_of(settings) as portal:
            taker = office.taker(settings, portal, folder, _now)
            choice = office.choice(settings)
            loop = Loop(settings, portal, taker, folder, office.sinks(settings), choice, stop, _now, _say)
            if once:
                loop.once()
                return
            stop.install()
            if settings.status.listen:
                _listen(settings)
            loop.run()
            _say("The sync has stopped; the switch keeps its last list.")
    except KeyRefusedError as refused:
        leave(f"{refused} The switch keeps its last list. Settings: portal.key_file.", 1)


def _listen(settings: Settings) -> None:
    def html() -> str:
        now = _now()
        return status.html(status.look(settings, now), now)

    page.serve(settings.status.listen, html, lambda: status.dumps(status.look(settings, _now())))


def _show(settings: Settings, *, as_json: bool) -> None:
    found = status.look(settings, _now())
    if as_json:
        typer.echo(status.dumps(found))
    else:
        console, fed = Console(), Table(*status.FED)
        console.print(status.title(found), style="bold" if found.well else "bold red")
        for name, said in status.rows(found):
            text, kind = said if isinstance(said, tuple) else (said, "")
            console.print(f"{name}: {text}", style="red" if kind == "bad" else None, highlight=False)
        for row in status.fed(found):
            fed.add_row(*(each if isinstance(each, str) else each[0] for each in row))
        if fed.rows:
            console.print(fed)
    raise typer.Exit(0 if found.well else 1)


def _take_keys(settings: Settings, *, as_json: bool) -> None:
    with office.portal_of(settings) as portal:
        kids = office.trust(settings, portal).pin()
    for kid in kids:
        typer.echo(json.dumps({"kid": kid}) if as_json else f"{kid}  held from now on")


def _say(sentence: str) -> None:
    print(f"{_now():%Y-%m-%d %H:%M:%S}Z  {sentence}", file=sys.stderr, flush=True)


def _now() -> datetime:
    return datetime.now(UTC)
