"""`hopback people first`: the first member of staff, who then invites the others on the page."""

from typing import Annotated

import typer

from .portal import database, set_up, stop

app = typer.Typer(help="People who may sign in.", no_args_is_help=True)


@app.callback()
def _nouns() -> None:
    """People who may sign in."""


@app.command("first")
def first(
    email: Annotated[str, typer.Argument(help="E-mail address of the first administrator.")],
    name: Annotated[str, typer.Option(help="Full name.")],
    password: Annotated[str, typer.Option(prompt=True, hide_input=True, confirmation_prompt=True)],
) -> None:
    """Make the first administrator of the traceback team."""
    set_up()
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError
    from django.core.validators import validate_email

    from hopback.policy.clause import Refused
    from hopback.portal.accounts import actions
    from hopback.portal.accounts.viewer import SYSTEM
    from hopback.portal.ground import clock

    try:
        validate_email(email)
        validate_password(password)
        with database():
            actions.create_first_staff(email=email, name=name, password=password, by=SYSTEM, now=clock.now())
    except (Refused, ValidationError) as refused:
        stop("; ".join(getattr(refused, "messages", [str(refused)])), 1)
    typer.echo(f"{name} can sign in now and will be asked to set up a second factor.")
