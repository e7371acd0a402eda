"""One program, nouns then verbs: `hopback serve`, `hopback demo`, `hopback log verify`, `hopback doctor`."""

import typer

from . import candidates, cdr, complaints, demo, doctor, evidence, log, people, providers, serve
from .later import Program

app = typer.Typer(
    name="hopback",
    cls=Program,
    help="Trace a suspicious phone call back to its origin, hop by hop.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
app.command("serve")(serve.serve)
app.command("demo")(demo.demo)
app.command("doctor")(doctor.doctor)
app.add_typer(candidates.app, name="candidates")
app.add_typer(cdr.app, name="cdr")
app.add_typer(complaints.app, name="complaints")
app.add_typer(evidence.app, name="evidence")
app.add_typer(log.app, name="log")
app.add_typer(people.app, name="people")
app.add_typer(providers.app, name="providers")
