"""`hopback demo`: a simulated network; watch one call traced to its origin, or trace a thousand."""

import json
import sys
from datetime import timedelta
from random import Random
from typing import Annotated

import typer

from .portal import migrate, set_up

IN_MEMORY = {"DATABASE_URL": "sqlite:///:memory:", "HOPBACK_DEMONSTRATION": "1", "HOPBACK_SECRET_KEY": ""}


def demo(
    seed: Annotated[int, typer.Option(help="The same seed is the same network.")] = 1,
    calls: Annotated[int, typer.Option(min=1, max=5000, help="How many calls to trace.")] = 1,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object for each call.")] = False,
    honest: Annotated[bool, typer.Option("--honest", help="Every provider answers honestly.")] = False,
) -> None:
    """
    Trace calls of a simulated network through the portal's real actions, in memory.

    `hopback demo` plays one trace with a live picture of its path. `hopback demo --json --seed 1
    --calls 1000` prints for each call its true path beside the path that was found.
    """
    set_up(**IN_MEMORY)
    migrate()
    from hopback.portal.demonstration.play import Play
    from hopback.world import ALL_HONEST, AS_FOUND, Network

    network = Network.build(seed=seed, calls=max(calls, 20), mix=ALL_HONEST if honest else AS_FOUND)
    chosen = network.calls[:calls]
    play = Play(network, min(call.at for call in chosen) - timedelta(days=30))
    play.bring(chosen, lag=_lag)
    if as_json:
        play.run()
        for call in chosen:
            typer.echo(json.dumps(_line(play.outcome(call))))
        return
    _show(play, chosen)


def _lag(chance: Random) -> timedelta:
    """From the call to its report: median two days, as in the public letters."""
    return timedelta(hours=min(60 * 24, chance.lognormvariate(3.87, 1.0)))


def _line(played: object) -> dict[str, object]:
    from hopback.portal.demonstration.play import Played

    assert isinstance(played, Played)
    return {
        "id": played.call.id,
        "true_path": list(played.call.path),
        "path": played.path,
        "designations": played.designations,
        "outcome": played.outcome,
        "seconds": played.seconds,
    }


def _show(play: object, chosen: object) -> None:
    from hopback.portal.demonstration.live import watch

    watch(play, chosen, live=sys.stdout.isatty())
