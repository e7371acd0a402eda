"""`hopback respond status`: the one page, in the terminal."""

from datetime import UTC, datetime

import typer
from rich.console import Console
from rich.table import Table

from hopback.carrier.responder.office import Looking
from hopback.carrier.responder.status import Status, dumps

from . import given


def status(config: given.Config = given.USUAL, as_json: given.Json = False) -> None:
    """Is the portal there, what waits, what was answered, what nobody mapped. Exit 1 if no responder runs."""
    settings = given.settings(config)
    with given.journal(settings):
        found = Looking(settings).at(datetime.now(UTC))
    if as_json:
        typer.echo(dumps(found))
    else:
        _print(found)
    raise typer.Exit(0 if found.state and found.state.running else 1)


def _print(found: Status) -> None:
    console, state = Console(), found.state
    runs = "runs" if state and state.running else "does not run"
    reached = f", last reached {state.reached_at:%Y-%m-%d %H:%M:%S}Z" if state and state.reached_at else ""
    console.print(f"The responder {runs}. Portal {found.portal}{reached}.")
    if state and state.trouble:
        console.print(state.trouble, style="red")
    if found.problem:
        console.print(found.problem, style="red")
    took = f"{found.search_ms} ms" if found.search_ms is not None else "none yet"
    hops = ", ".join(f"{number} {name}" for name, number in sorted(found.by_standing.items())) or "none yet"
    console.print(f"Hops: {hops}. A search, median: {took}.")
    for title, table in _tables(found).items():
        if table.rows:
            console.print(f"\n{title}", style="bold")
            console.print(table)
    for sentence in found.expired:
        console.print(sentence)


def _tables(found: Status) -> dict[str, Table]:
    waiting, records = Table("Hop", "State", "Deadline", "Why"), Table("Switch", "Calls", "From", "To", "Complete to")
    unmapped, answered = Table("Trunk", "Address", "Calls", "Share"), Table("Hop", "At", "Answer", "By")
    for each in found.waiting:
        waiting.add_row(each.hop, each.standing.value, _text(each.due_at), each.because)
    for held in found.holdings:
        times = (held.first_at, held.last_at, held.complete_to)
        records.add_row(held.switch or "(no name)", f"{held.records:,}", *map(_text, times))
    for share in found.unmapped:
        way = share.ingress
        unmapped.add_row(way.trunk or way.account, way.source_ip, f"{way.calls:,}", f"{share.of_all:.1%}")
    for done in found.answered:
        answered.add_row(done.hop, _text(done.at), done.says, done.by)
    return {
        "Waiting for a person or for records": waiting, "Records": records, "Trunks that nobody mapped": unmapped,
        "Last answers": answered,
    }  # fmt: skip


def _text(at: datetime | None) -> str:
    return f"{at:%Y-%m-%d %H:%M:%S}Z" if at else ""
