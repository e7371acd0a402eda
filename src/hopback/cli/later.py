"""Nouns whose libraries are loaded only when they are asked something: `hopback serve` need not wait for those of a
provider, nor `hopback --help`, which lists them."""

from importlib import import_module
from typing import Any

import typer
from typer.core import TyperGroup

# Modules beside this one, each with an `app` that says this of itself.
LATER = {
    "campaigns": "Campaigns: calls of nearly one message.",
    "dno": "Do Not Originate: the list into a gateway, and calls screened by it.",
    "respond": "Answer the portal's requests from our own call records.",
    "shaken": "Signed evidence: PASSporTs and the certificates behind them.",
    "traffic": "Patterns that look like robocalls, and what to do about them.",
    "trunks": "Which provider, customer or switch stands behind each trunk.",
}


class Noun(TyperGroup):
    """Stands for one in the list of nouns, and hands over to it when it is asked something."""

    def make_context(self, info_name: str | None, args: list[str], parent: Any = None, **extra: Any) -> Any:
        command = typer.main.get_command(import_module(f"{__package__}.{self.name}").app)
        command.name = self.name
        return command.make_context(info_name, args, parent=parent, **extra)


class Program(TyperGroup):
    """The program with all its nouns."""

    def list_commands(self, ctx: Any) -> list[str]:
        return sorted([*super().list_commands(ctx), *LATER])

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        if cmd_name in LATER:
            return Noun(name=cmd_name, help=LATER[cmd_name])
        return super().get_command(ctx, cmd_name)
