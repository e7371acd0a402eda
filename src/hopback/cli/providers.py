"""`hopback providers import`: a public file of providers into the directory, looked at first with `--dry-run`."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .portal import database, set_up, stop

if TYPE_CHECKING:
    from hopback.portal.providers.queries.import_plan import Plan

app = typer.Typer(help="The directory of providers.", no_args_is_help=True)
SHOWN = 20  # changed rows; the odd ones are all told


@app.callback()
def _nouns() -> None:
    """The directory of providers."""


@app.command("import")
def import_file(
    file: Annotated[Path, typer.Argument(help="A CSV file: OCN list, Robocall Mitigation Database, Form 499 filers.")],
    kind: Annotated[
        str, typer.Option("--as", help="What it must be: ocns, rmd or form_499. Without: recognised by its columns.")
    ] = "",
    dry_run: Annotated[bool, typer.Option(help="Say what would change, and change nothing.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object on standard output.")] = False,
) -> None:
    """Bring a public file of providers into the directory. The same file twice changes nothing.

    Exit 0: done, odd rows told. Exit 1: the file is refused. Exit 2: it could not be read, or there is no database.
    """
    try:
        content = file.read_bytes()
    except OSError as problem:
        stop(f"{file} cannot be read: {problem.strerror}.")
    set_up()
    from hopback.policy.clause import Refused
    from hopback.portal.providers.models import ProviderFile

    if kind and kind not in ProviderFile.Kind.values:
        stop(f"--as is one of {', '.join(ProviderFile.Kind.values)}.")
    with database():
        try:
            plan = _look(content, kind) if dry_run else _take(file.name, content, kind)
        except Refused as refused:
            stop(str(refused), 1)
    typer.echo(json.dumps(_in_full(plan)) if as_json else _in_words(plan, dry_run=dry_run))


def _look(content: bytes, kind: str) -> "Plan":
    from hopback.portal.providers import importing, queries

    return queries.plan_of(importing.read(content, expected=kind))


def _take(name: str, content: bytes, kind: str) -> "Plan":
    from hopback.portal.accounts.viewer import SYSTEM
    from hopback.portal.ground import clock
    from hopback.portal.providers import actions

    told = {"by": SYSTEM, "now": clock.now()}
    kept = actions.keep_file(name=name, content=content, expected=kind, **told)
    typer.secho(f"{kept.get_kind_display()}.", err=True)
    return actions.import_file(file=kept, progress=_progress, **told)


def _progress(done: int, of: int) -> None:
    typer.secho(f"{done:,} of {of:,} written", err=True)


def _in_words(plan: "Plan", *, dry_run: bool) -> str:
    found = plan.outcome
    lines = [f"line {one.line}: {one.reason}" for one in plan.odd]
    for change in plan.changed[:SHOWN]:
        told = "; ".join(f"{one.label}: {one.before or 'nothing'} → {one.after}" for one in change.differences)
        lines.append(f"{change.provider}: {told or 'a contact is proposed'}")
    if len(plan.changed) > SHOWN:
        lines.append(f"and {len(plan.changed) - SHOWN:,} more that {'would change' if dry_run else 'changed'}")
    would = "would be new" if dry_run else "new"
    lines.append(
        f"{found['rows']:,} rows: {found['new']:,} providers {would}, {found['changed']:,} changed, "
        f"{found['same']:,} the same, {found['odd']:,} odd."
    )
    return "\n".join(lines)


def _in_full(plan: "Plan") -> dict[str, object]:
    return {
        "kind": plan.read.kind.value,
        **plan.outcome,
        "changes": [
            {
                "lines": list(change.told.lines),
                "name": change.told.name,
                "provider": change.provider.public_id if change.provider else None,
                "known_by": change.known_by,
                "differences": [[one.label, one.before, one.after] for one in change.differences],
                "proposes_contact": change.proposes_contact,
            }
            for change in plan.changes
            if change.changes
        ],
        "odd_rows": [{"line": one.line, "reason": one.reason} for one in plan.odd],
    }
