"""`hopback respond`: wait for the portal's requests and answer them from our own records."""

import typer

from ..later import LATER
from . import drafts, run, status

app = typer.Typer(help=LATER["respond"], invoke_without_command=True, add_completion=False)
app.callback()(run.respond)
app.command("init")(run.init)
app.command("status")(status.status)
app.command("trust")(run.trust)
app.command("verify")(run.verify)
app.command("drafts")(drafts.drafts)
app.command("show")(drafts.show)
app.command("send")(drafts.send)
app.command("drop")(drafts.drop)
