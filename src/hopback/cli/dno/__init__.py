"""`hopback dno`: the list of Do Not Originate numbers into a gateway, and calls screened by it."""

import typer

from . import exporting, screening, syncing

app = typer.Typer(
    help="Do Not Originate: the list into a gateway, and calls screened by it.",
    no_args_is_help=True,
    add_completion=False,
)
app.command("init")(syncing.init)
app.command("sync")(syncing.sync)
app.command("export")(exporting.export)
app.command("screen")(screening.screen)
