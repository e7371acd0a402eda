"""`python -m tests.testbed`: real proxies, real callers, and whether every call is traced to who made it."""

import json
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from tests.testbed import namespace
from tests.testbed.bed import bed
from tests.testbed.needs import MissingError
from tests.testbed.processes import FailedError
from tests.testbed.topology import SMALL, WHOLE
from tests.testbed.tracing import summary

RATE = 6.0  # calls a second: a sixth of what one SQLite store keeps up with here


def main(
    calls: Annotated[int, typer.Option(min=1, max=400, help="Calls that numbers and time tell apart.")] = 200,
    twins: Annotated[int, typer.Option(min=0, max=60, help="Calls that look like another customer's, in pairs.")] = 20,
    small: Annotated[
        bool, typer.Option("--small", help="Five providers, paths of 3 and 4 hops, instead of eight.")
    ] = False,
    seed: Annotated[int, typer.Option(help="Other calls with another number.")] = 1,
    rate: Annotated[float, typer.Option(min=0.5, max=10, help="Calls a second.")] = RATE,
    keep: Annotated[Path | None, typer.Option(help="A folder for records, logs and the truth, afterwards.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Only the result, as one line of JSON.")] = False,
) -> None:
    """Let customers call through a chain of real proxies, report each call, and compare what the portal finds with the
    truth. Leaves with 0 when every call was traced to the customer who made it and nobody else was named; with 1
    otherwise; with 2 when the bed could not be set up.
    """
    namespace.enter([sys.executable, "-m", "tests.testbed", *sys.argv[1:]])

    def say(sentence: str) -> None:
        if not as_json:
            print(sentence, flush=True)

    try:
        with bed(SMALL if small else WHOLE, say, keep=keep) as made:
            found = summary(made.run(calls, twins - twins % 2, seed=seed, a_second=rate))
    except (MissingError, FailedError) as problem:
        typer.secho(str(problem), err=True, fg=typer.colors.RED)
        raise typer.Exit(2) from None
    print(json.dumps(found) if as_json else _words(found))
    raise typer.Exit(0 if found["true"] == found["calls"] and not found["twins"]["false"] else 1)


def _words(found: dict[str, Any]) -> str:
    twins = found["twins"]
    return "\n".join(
        [
            *("{call} ({origin}; {numbers}): {came}, {why}".format(**each) for each in found["told"]),
            f"{found['true']} of {found['calls']} calls traced to the customer who made them, {found['false']} false; "
            f"{found['seconds_median']} s each in the middle, {found['seconds_worst']} s at most",
            f"{twins['true']} of {twins['calls']} twins traced, {twins['to_a_person']} left to a person, "
            f"{twins['false']} false",
        ]
    )


if __name__ == "__main__":
    typer.run(main)
