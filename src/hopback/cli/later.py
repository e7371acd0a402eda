"""Nouns whose libraries are loaded only when they are named: `hopback serve` need not wait for those of a provider."""

from importlib import import_module
from typing import Any

import typer
from typer.core import TyperGroup

LATER = ("campaigns", "dno", "respond", "shaken", "traffic", "trunks")  # modules beside this one, each with an `app`


class Program(TyperGroup):
    """The program with all its nouns."""

    def list_commands(self, ctx: Any) -> list[str]:
        return sorted([*super().list_commands(ctx), *LATER])

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        if cmd_name not in LATER:
            return super().get_command(ctx, cmd_name)
        command = typer.main.get_command(import_module(f"{__package__}.{cmd_name}").app)
        command.name = cmd_name
        return command
