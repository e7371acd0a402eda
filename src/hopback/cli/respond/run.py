"""The responder itself, its first settings, and what a person checks about it: the portal's keys, the journal."""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from hopback.carrier.client import KeyRefusedError, checked
from hopback.carrier.responder import office
from hopback.carrier.responder.deciding import Outcome
from hopback.carrier.responder.desk import Worked
from hopback.carrier.responder.status import summary
from hopback.carrier.responder.trust import Trust, compared
from hopback.carrier.service.stopping import Stop

from ..portal import stop as leave
from . import given

FIRST = """\
# What `hopback respond` is told. Paths are beside this file.

[portal]
url = "{url}"
key_file = "portal.key"      # or HOPBACK_API_KEY in the environment; never on a command line
# provider = "prv_…"         # who we are; without it, whom the first signed request addresses

[records]
archive = "{archive}"        # where `hopback cdr import` puts the calls
trunks = "trunks.toml"
# lag_min = 60               # your switches hand over their records this late at most

[answers]                    # what leaves the house without a person
traceback = true             # a call found beyond doubt, with a mapped trunk
trace_forward = false
not_found = false

[status]
listen = "127.0.0.1:8737"    # one page about the responder, for this machine only
"""


def respond(
    context: typer.Context,
    config: given.Config = given.USUAL,
    once: Annotated[bool, typer.Option("--once", help="Work on what waits now, then leave.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would be said; say and write nothing.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object for each hop of a dry run.")] = False,
) -> None:
    """Wait for the portal's requests, find each call, answer what is sure, prepare a draft of the rest."""
    if context.invoked_subcommand:
        return
    settings = given.settings(config)
    dry = dry_run or settings.dry_run
    settings = settings.model_copy(update={"dry_run": dry})
    stop = Stop()
    stop.install()
    show = _show_json if as_json else _show
    with given.plain_words(), office.opened(settings, clock=_now, stop=stop, say=_say, show=show) as loop:
        try:
            if once or dry:
                loop.once()
            else:
                _say(f"Waiting for requests of {settings.portal.url}.")
                loop.run()
                _say("The responder has stopped.")
        except KeyRefusedError as refused:
            leave(f"{refused} Nothing more can be done until there is a key that is taken: portal.key_file.", 1)


def init(
    portal: Annotated[str, typer.Option(help="The portal's address.")],
    config: given.Config = given.USUAL,
    archive: Annotated[Path, typer.Option(help="Where the calls are.")] = Path("archive"),
) -> None:
    """Write first settings, where there are none."""
    if config.exists():
        leave(f"{config} is there already.")
    try:
        checked(portal)
    except ValueError as problem:
        leave(f"--portal: {problem}")
    config.write_text(FIRST.format(url=portal, archive=archive), encoding="utf-8")
    given.settings(config)
    typer.echo(f"{config} is written. Next: put the portal's key into portal.key, and chmod 600 it.")


def trust(
    config: given.Config = given.USUAL,
    take: Annotated[bool, typer.Option("--take", help="Hold the listed keys from now on.")] = False,
    as_json: given.Json = False,
) -> None:
    """Compare the keys the portal signs with to those we hold. Exit 1 if there is one that we do not hold."""
    settings = given.settings(config)
    with given.journal(settings) as journal, office.portal_of(settings) as portal:
        listed = compared(settings.portal, journal, portal.keys())
        if take:
            Trust(settings.portal, journal, portal.keys).pin(_now())
            listed = compared(settings.portal, journal, portal.keys())
    for each in listed:
        said = {"kid": each.kid, "held": each.held}
        typer.echo(json.dumps(said) if as_json else f"{each.kid}  {'held' if each.held else 'NOT HELD'}")
    raise typer.Exit(0 if all(each.held for each in listed) else 1)


def verify(config: given.Config = given.USUAL, as_json: given.Json = False) -> None:
    """Does every entry of the journal commit to the one before it? Exit 1 if not."""
    settings = given.settings(config)
    with given.journal(settings) as journal:
        number = journal.verify()
    typer.echo(json.dumps({"ok": True, "entries": number}) if as_json else f"{number:,} entries, whole.")


def _show(worked: Worked) -> None:
    decision = worked.decision
    words = {Outcome.ANSWER: "would answer", Outcome.DRAFT: "a draft for a person", Outcome.LATER: "later"}
    best = f": {summary(decision.options[0].as_json()['answer'])}" if decision.options else ""
    typer.echo(f"{worked.hop.id}  {words[decision.outcome]}{best}. {decision.because}")


def _show_json(worked: Worked) -> None:
    decision, looked = worked.decision, worked.looked
    said = {
        "hop": worked.hop.id, "outcome": decision.outcome.value, "because": decision.because,
        "options": [each.as_json() for each in decision.options],
        "searched": looked.verdict.searched if looked else "",
        "took_ms": round(looked.took_s * 1000, 3) if looked else None,
    }  # fmt: skip
    typer.echo(json.dumps(said))


def _say(sentence: str) -> None:
    """On standard error, with the time: what is said here never holds a number of a call."""
    print(f"{_now():%Y-%m-%d %H:%M:%S}Z  {sentence}", file=sys.stderr, flush=True)


def _now() -> datetime:
    return datetime.now(UTC)
