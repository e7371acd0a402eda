"""`hopback traffic`: who on this network calls as robocallers do. Each verb is a module beside this one."""

import typer

from ..later import LATER
from . import candidate, rehearsing, reporting, showing

app = typer.Typer(help=LATER["traffic"], no_args_is_help=True, add_completion=False)
app.command("report")(reporting.report)
app.command("show")(showing.show)
app.command("rehearse")(rehearsing.rehearse)
app.command("candidate")(candidate.candidate)
