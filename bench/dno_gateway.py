"""A real Kamailio with a million listed numbers from PostgreSQL: calls a second with screening, beside the same proxy
without it. Both are offered the same calls, more than they can take; the limit is what was offered.

`more` tells who of 10,000 callers was refused and who passed, the memory of both, how long a change takes from the
registry to the gateway, and what the gateway does and says when the portal was away for an hour.
"""

import os
import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from bench.dno_world import listed, numbers
from bench.processes import cpu_ms, family
from bench.result import Result

N = int(os.environ.get("HOPBACK_BENCH_LISTED", "1000000"))
CALLERS = int(os.environ.get("HOPBACK_BENCH_CALLERS", "10000"))
LOAD, OFFERED = 4000, 400.0  # calls, a second
MEMORY = ("-m", "1024", "-M", "64")
CHANGES = 5


def run() -> Result:
    from tests.carrier.gateway.world import API_KEY, registry
    from tests.testbed import needs

    needs.check()
    with _place() as place, registry() as portal:
        from tests.testbed.dno.gateway import Gateway
        from tests.testbed.dno.syncing import Sync

        gateway = Gateway(place, "", memory=MEMORY, workers=4)
        try:
            database = _postgresql(gateway, place)
            sync = Sync(place, portal.url, API_KEY, database, gateway.rpc)
            return _measured(gateway, sync, portal)
        finally:
            gateway.processes.end_all()


def _measured(gateway: Any, sync: Any, portal: Any) -> Result:
    of = [f"+{number}" for number in listed(N).tolist()]
    known = set(of)
    clean = [caller for n in numbers(LOAD + CALLERS, 9).tolist() if (caller := f"+{n}") not in known]
    portal.puts(*(_entry(number) for number in of))
    more: dict[str, Any] = {"listed": N}
    more["sync_s"] = _timed(sync.fills)
    gateway.answers()
    plain, more["plain"] = _loaded(gateway, clean[:LOAD], screens=False)
    screened, more["screened"] = _loaded(gateway, clean[:LOAD], screens=True)
    more["memory_ratio"] = round(more["screened"]["MB"] / more["plain"]["MB"], 2)
    more["cpu_ratio"] = round(more["screened"]["cpu_ms_a_call"] / more["plain"]["cpu_ms_a_call"], 2)
    more["callers"] = _all(gateway, of[:: max(1, len(of) // (CALLERS // 2))][: CALLERS // 2], clean[-CALLERS // 2 :])
    more["change_s"] = _changes(gateway, sync, portal)
    more["hour_without"] = _hour(gateway, sync, portal, of[0], clean[0])
    return Result("dno_gateway", screened, plain, OFFERED, "calls/s", N, more)


def _loaded(gateway: Any, callers: list[str], *, screens: bool) -> tuple[float, dict[str, Any]]:
    gateway.screens = screens
    begun = time.monotonic()
    started = gateway.start(patience_s=300)
    up_s = time.monotonic() - begun
    _called(gateway, callers[:200], "warm")
    pids = family(started.pid)
    before, begun = cpu_ms(pids), time.monotonic()
    became = _called(gateway, callers, f"load-{screens}")
    taken, used = time.monotonic() - begun, cpu_ms(pids) - before
    told = {
        "up_s": round(up_s, 1), "MB": round(_pss(pids)), "cpu_ms_a_call": round(used / len(callers), 3),
        "not_answered": sum(each != "answered" for each in became),
    }  # fmt: skip
    if not screens:
        gateway.stop()
    return len(callers) / taken, told


def _called(gateway: Any, callers: list[str], name: str, a_second: float = OFFERED) -> list[str]:
    running, notes = gateway.calls(callers, name, a_second=a_second, hold_ms=50)
    return list(gateway.became(callers, running, notes))


def _all(gateway: Any, refused: list[str], passing: list[str]) -> dict[str, int]:
    """Listed and not listed in turns."""
    callers = [caller for pair in zip(refused, passing, strict=False) for caller in pair]
    became = _called(gateway, callers, "all", 250)
    return {
        "listed": len(callers[::2]), "refused": became[::2].count("refused"),
        "others": len(callers[1::2]), "passed": became[1::2].count("answered"),
    }  # fmt: skip


def _changes(gateway: Any, sync: Any, portal: Any) -> list[float]:
    """From a change in the registry until the gateway refuses the number, the sync waiting as it does in production."""
    found = []
    with sync.running() as loop:
        runs = threading.Thread(target=loop.run)
        runs.start()
        try:
            _until(lambda: bool(loop.state.fed) and not loop.state.fed[0].trouble, 300)
            for n in range(CHANGES):
                number = f"+1907911{n:04}"
                found.append(_timed(lambda number=number: _refused_at_last(gateway, portal, number)))
        finally:
            loop.stop.requested = True
            portal.adds(_entry("+19079119999"))
            runs.join(60)
    return found


def _refused_at_last(gateway: Any, portal: Any, number: str) -> None:
    portal.adds(_entry(number))
    _until(lambda: gateway.probe(f"<sip:{number}@a>").startswith("603"), 60)


def _hour(gateway: Any, sync: Any, portal: Any, number: str, other: str) -> dict[str, Any]:
    from hopback.carrier.gateway import status
    from tests.carrier.gateway.syncing import Clock

    clock = Clock()
    with sync.running(clock) as loop:
        loop.begin()
        portal.away, clock.off, loop.pause = True, timedelta(hours=1), 0.01
        loop.round()
        return {
            "listed": gateway.probe(f"<sip:{number}@a>")[:3], "other": gateway.probe(f"<sip:{other}@a>")[:3],
            "says": status.title(status.look(loop.settings, clock())),
        }  # fmt: skip


def _entry(number: str) -> Any:
    from hopback.wire.do_not_originate.entries import Entry

    return Entry(number, False, "government", "Treasury", "dno_Treasury22222", 1, date(2026, 10, 20))


def _postgresql(gateway: Any, place: Path) -> str:
    from tests.ports import free_port
    from tests.testbed.postgresql import Cluster

    cluster = Cluster(place / "pg", free_port())
    cluster.start(gateway.processes)
    gateway.database = cluster.url("postgres")
    return str(gateway.database).replace("postgres://", "postgresql://")


def _pss(pids: list[int]) -> float:
    """Megabytes, shared ones counted once."""
    found = 0
    for pid in pids:
        try:
            lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
        except OSError:
            continue
        found += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return found / 1024


def _timed(work: Callable[[], object]) -> float:
    begun = time.monotonic()
    work()
    return round(time.monotonic() - begun, 2)


def _until(so: Callable[[], bool], seconds: float) -> None:
    end = time.monotonic() + seconds
    while not so():
        if time.monotonic() > end:
            sys.exit(f"It did not happen within {seconds} s")
        time.sleep(0.05)


@contextmanager
def _place() -> Iterator[Path]:
    place = Path(tempfile.mkdtemp(prefix="dno-"))
    place.chmod(0o711)
    try:
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)
