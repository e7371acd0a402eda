"""`hopback dno`: the list of Do Not Originate numbers into a gateway, and calls screened by it."""

import typer

from ..later import LATER
from . import exporting, screening, syncing

app = typer.Typer(help=LATER["dno"], no_args_is_help=True, add_completion=False)
app.command("init")(syncing.init)
app.command("sync")(syncing.sync)
app.command("export")(exporting.export)
app.command("screen")(screening.screen)
