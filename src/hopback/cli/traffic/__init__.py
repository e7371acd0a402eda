"""`hopback traffic`: who on this network calls as robocallers do. Each verb is a module beside this one."""

import typer

from . import candidate, rehearsing, reporting, showing

app = typer.Typer(help="Patterns that look like robocalls, and what to do about them.", no_args_is_help=True)


@app.callback()
def _nouns() -> None:
    """Patterns that look like robocalls, and what to do about them."""


app.command("report")(reporting.report)
app.command("show")(showing.show)
app.command("rehearse")(rehearsing.rehearse)
app.command("candidate")(candidate.candidate)
