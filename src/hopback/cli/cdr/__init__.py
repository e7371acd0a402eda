"""`hopback cdr`: call records of a provider's switches. Each verb is a module beside this one."""

import typer

from . import forgetting, importing, searching, sniffing, stats

app = typer.Typer(help="Call records: bring them in, look for calls, see what is held.", no_args_is_help=True)


@app.callback()
def _nouns() -> None:
    """Call records: bring them in, look for calls, see what is held."""


app.command("import")(importing.bring)
app.command("sniff")(sniffing.sniff)
app.command("search")(searching.search)
app.command("stats")(stats.stats)
app.command("forget")(forgetting.forget)
