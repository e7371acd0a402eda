"""`hopback demo`: a simulated network; watch one call traced to its origin, or trace a thousand."""

import gc
import json
import sys
from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING, Annotated

import typer

from .portal import migrate, set_up

if TYPE_CHECKING:
    from hopback.portal.demonstration.play import Played

# Whatever portal this shell is set up for, the demo touches nothing of it.
ALONE = {
    "DATABASE_URL": "sqlite:///:memory:",
    "HOPBACK_DEMONSTRATION": "1",
    "HOPBACK_SECRET_KEY": "",
    "HOPBACK_BASE_URL": "http://127.0.0.1:8000",
    "HOPBACK_SMTP_URL": "smtp://127.0.0.1:2525",
    "HOPBACK_CLOCK_PROFILE": "itg-2021",
}


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
    set_up(**ALONE)
    migrate()
    from hopback.portal.demonstration.live import watch
    from hopback.portal.demonstration.play import Play
    from hopback.portal.demonstration.stage import Stage
    from hopback.world import ALL_HONEST, AS_FOUND, Network

    network = Network.build(seed=seed, calls=calls, mix=ALL_HONEST if honest else AS_FOUND)
    play = Play(network, Stage(network, min(call.at for call in network.calls) - timedelta(days=30)))
    if not as_json:
        watch(play, network.calls, lag=_lag, live=sys.stdout.isatty())
        return
    gc.freeze()  # what is here stays, and what comes is looked through less often
    gc.set_threshold(100_000, 20, 20)
    play.bring(network.calls, lag=_lag)
    play.run()
    for call in network.calls:
        typer.echo(json.dumps(_line(play.outcome(call))))


def _lag(chance: Random) -> timedelta:
    """From the call to its report: median two days, as in the public letters."""
    return timedelta(hours=min(60 * 24, chance.lognormvariate(3.87, 1.0)))


def _line(played: "Played") -> dict[str, object]:
    return {
        "id": played.call.id,
        "true_path": list(played.call.path),
        "path": played.path,
        "designations": played.designations,
        "outcome": played.outcome,
        "seconds": played.seconds,
    }
