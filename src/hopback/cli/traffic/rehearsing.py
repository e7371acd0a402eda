"""`hopback traffic rehearse`: a made-up network to try the report on."""

from pathlib import Path
from typing import Annotated

import typer

from hopback.carrier.traffic.rehearsal import ABROAD, CUSTOMERS, DAYS, staged

from ..portal import stop


def rehearse(
    archive: Annotated[Path, typer.Option(help="A new folder for the made-up calls.")],
    seed: Annotated[int, typer.Option(help="Another number, another network.")] = 1,
    customers: Annotated[int, typer.Option(min=20, max=10_000)] = CUSTOMERS,
    days: Annotated[int, typer.Option(min=1, max=60)] = DAYS,
) -> None:
    """Robocallers of nine kinds among hospitals, schools, call centres and others; who is what stands in truth.csv."""
    if archive.exists() and any(archive.iterdir()):
        stop(f"{archive} is not empty: name a new folder, so that nothing made up gets among real calls.")
    try:
        who = staged(archive, seed, count=customers, days=days)
    except OSError as problem:
        stop(f"{archive} cannot be written: {problem.strerror or problem}.")
    rows = (f"{each.name},{each.trunk},{each.kind.name!r},{'yes' if each.robocaller else 'no'}" for each in who)
    lines = ("customer,trunk,kind,robocaller", *(row.replace("'", '"') for row in rows))
    (archive / "truth.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    abroad = " ".join(f"--abroad {trunk}" for trunk in ABROAD)
    typer.echo(f"{len(who):,} customers. Now: hopback traffic report --archive {archive} {abroad}")
