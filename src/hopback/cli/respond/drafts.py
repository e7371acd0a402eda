"""Drafts: what a person reads, sends with their own word on it, or drops."""

import getpass
import json
from datetime import UTC, datetime
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from hopback.carrier.responder import drafts as desk
from hopback.carrier.responder import office
from hopback.carrier.responder.journal import Kind
from hopback.carrier.responder.past import Past
from hopback.carrier.responder.status import summary

from ..portal import stop
from . import given

Hop = Annotated[str, typer.Argument(help="hop_…")]


def drafts(config: given.Config = given.USUAL, as_json: given.Json = False) -> None:
    """Answers that wait for a person, the nearest deadline first."""
    with given.journal(given.settings(config)) as journal:
        found = desk.drafts(journal)
    if as_json:
        for past in found:
            typer.echo(json.dumps({"hop": past.hop, **past.draft}))
        return
    table = Table("Hop", "Deadline", "Answers", "Best", "Why")
    for past in found:
        options = past.draft["options"]
        best = summary(options[0]["answer"]) if options else ""
        table.add_row(past.hop, past.draft["due_at"], str(len(options)), best, past.draft["because"])
    Console().print(table if found else "No draft waits.")


def show(hop: Hop, config: given.Config = given.USUAL, as_json: given.Json = False) -> None:
    """Everything about one hop: what was asked, what was found, what was said. Holds the numbers of the call."""
    with given.journal(given.settings(config)) as journal:
        past = Past(hop, journal.of(hop))
    if not past.entries:
        stop(f"{hop} was never asked of us.", 1)
    if as_json:
        entries = [{"at": e.at.isoformat(), "kind": e.kind.value, **e.body} for e in past.entries]
        typer.echo(json.dumps({"hop": hop, "state": past.standing.value, "entries": entries}))
        return
    _print(past)


def send(
    hop: Hop,
    config: given.Config = given.USUAL,
    match: Annotated[int, typer.Option(min=1, help="Which of the draft's answers.")] = 1,
    upstream: Annotated[str, typer.Option(help="prv_… of who sent it, where you know better.")] = "",
    as_json: given.Json = False,
) -> None:
    """Send a draft's answer. Exit 1 if the portal refuses it, or there is none to send."""
    settings = given.settings(config)
    with given.journal(settings) as journal:
        past = Past(hop, journal.of(hop))
        answer = desk.chosen(past, match=match, upstream=upstream)
        with office.portal_of(settings) as portal:
            [reply] = desk.send(journal, portal, past, answer, by=getpass.getuser(), now=datetime.now(UTC))
    accepted = reply.kind is Kind.ACCEPTED
    says = "" if accepted else str(reply.body.get("says", ""))
    if as_json:
        typer.echo(json.dumps({"hop": hop, "accepted": accepted, "says": says}))
    else:
        typer.echo(f"{hop}: answered." if accepted else f"{hop}: not taken. {says}")
    raise typer.Exit(0 if accepted else 1)


def drop(hop: Hop, config: given.Config = given.USUAL, as_json: given.Json = False) -> None:
    """Leave a hop to a person: it will be answered on the portal's page, or not."""
    with given.journal(given.settings(config)) as journal:
        desk.drop(journal, Past(hop, journal.of(hop)), by=getpass.getuser(), now=datetime.now(UTC))
    typer.echo(json.dumps({"hop": hop, "dropped": True}) if as_json else f"{hop}: dropped.")


def _print(past: Past) -> None:
    request = past.request
    typer.echo(f"{past.hop}  {past.standing.value}")
    if request:
        typer.echo(f"  {request.traceback}, {request.purpose}, deadline {request.due_at or 'not known'}")
        typer.echo(f"  {request.calling} called {request.called} at {request.called_at}")
        typer.echo(f"  handed to {request.sent_to or 'the called party'}")
    for number, option in enumerate(past.draft.get("options", []), 1):
        typer.echo(f"\n  {number}. {summary(option['answer'])}  {_where(option)}")
        typer.echo(f"     {option['because']}")
        for name, said in _flat(option["answer"]):
            typer.echo(f"     {name}: {said}")
    typer.echo("")
    for entry in past.entries:
        why = entry.body.get("because") or entry.body.get("why") or entry.body.get("says") or ""
        typer.echo(f"  {entry.at:%Y-%m-%d %H:%M:%S}Z  {entry.kind.value:<12} {why}")


def _where(option: dict[str, Any]) -> str:
    return f"({option['score']:.0%}, {option['where']})" if option["where"] else ""


def _flat(answer: dict[str, Any]) -> list[tuple[str, str]]:
    return [(name, json.dumps(said) if isinstance(said, dict) else str(said)) for name, said in answer.items()]
