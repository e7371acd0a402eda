"""One look-up among a million listed numbers, with the numbering plan, beside a Python set of them without it.

The limit is a cell taken out of the same table, at a place that is known. `more` tells the memory of both, the look-up
by the clock, and the look-up while the list is replaced again and again.
"""

import sys
import threading
import time
import tracemalloc
from collections.abc import Callable
from typing import Any

from bench.dno_world import calls, listed
from bench.result import Result

N = 200_000
ROUNDS = 11


def run() -> Result:
    from hopback.carrier.gateway.screening import Screen
    from hopback.carrier.gateway.screening.layout import lay_out

    of = listed()
    asked = calls(N, of, share=2).tolist()
    tracemalloc.start()
    screen = Screen(lay_out(of, (), ()))
    mine = tracemalloc.get_traced_memory()[0]
    known = set(of.tolist())
    theirs = tracemalloc.get_traced_memory()[0] - mine
    tracemalloc.stop()
    cells = screen.tables.cells.first
    places = [number % len(cells) for number in asked]
    taken: dict[str, list[float]] = {"ours": [], "ns_by_clock": [], "set": [], "limit": []}
    for _ in range(ROUNDS):  # in turns, so that a busy machine is busy for all
        begun = time.perf_counter_ns()
        taken["ours"].append(_each(screen.one, asked))
        taken["ns_by_clock"].append((time.perf_counter_ns() - begun) / len(asked))
        taken["set"].append(_each(known.__contains__, asked))
        taken["limit"].append(_each(cells.__getitem__, places))
    wrong = sum(bool(screen.one(number)) != (number in known) for number in asked)
    more = {
        "MB": round(mine / 1e6, 1), "MB_set": round(theirs / 1e6, 1), "wrong": wrong, "share_listed": 0.5,
        "ns_by_clock": round(min(taken["ns_by_clock"]), 1),
        "ns_while_replaced": round(_while_replaced(screen, of, asked), 1),
    }  # fmt: skip
    return Result("dno_one", min(taken["ours"]), min(taken["set"]), min(taken["limit"]), "ns", len(of), more)


def _each(look: Callable[[int], Any], asked: list[int]) -> float:
    begun = time.process_time_ns()  # of processor: a crowded machine makes a clock tell who else is there
    for one in asked:
        look(one)
    return (time.process_time_ns() - begun) / len(asked)


def _while_replaced(screen: Any, of: Any, asked: list[int]) -> float:
    """Another list is built and put in place by a thread beside; every answer is still right for both."""
    from hopback.carrier.gateway.screening.layout import lay_out

    done = threading.Event()

    def replaces() -> None:
        while not done.is_set():
            screen.replace(lay_out(of, (), ()))

    thread = threading.Thread(target=replaces)
    thread.start()
    begun, wrong = time.thread_time_ns(), 0
    for one in asked:
        wrong += screen.one(one) > 1
    taken = (time.thread_time_ns() - begun) / len(asked)
    done.set()
    thread.join()
    if wrong:
        sys.exit(f"{wrong} answers were wrong while the list was replaced")
    return taken
