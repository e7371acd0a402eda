"""From the approval in the real portal to the refusal at a real Kamailio, with a million numbers listed already.

Portal as gunicorn serves it in production, on PostgreSQL and on SQLite; `hopback dno sync` a process of its own; the
gateway's tables in PostgreSQL. `ours` is the slowest of all, the peer the minute that was promised, the limit a number
told to the gateway's memory directly. `more` tells for each engine how long the first whole copy took, from nothing to
the gateway's tables, with the memory of who took it; an approval while the sync has only just been started, and five
more, each by itself.

    HOPBACK_BENCH_LISTED=20000 HOPBACK_BENCH_ENGINES=sqlite python -m bench dno_approval
"""

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bench.dno_gateway import MEMORY, _place, _timed, _until
from bench.processes import family
from bench.result import Result

N = int(os.environ.get("HOPBACK_BENCH_LISTED", "1000000"))
ENGINES = os.environ.get("HOPBACK_BENCH_ENGINES", "postgresql,sqlite").split(",")
CHANGES = 5
PROMISED_S = 60.0
PATIENCE_S = 900
CLI = (sys.executable, "-m", "hopback.cli", "dno", "sync")


def run() -> Result:
    from tests.testbed import needs

    needs.check()
    more: dict[str, Any] = {"listed": N}
    for engine in ENGINES:
        with _place() as place:
            more[engine] = _measured(place, engine)
    approvals = [[each["while_sync_starts_s"], *each["approval_to_refusal_s"]] for each in (more[e] for e in ENGINES)]
    limit = max(more[engine].pop("limit_s") for engine in ENGINES)
    return Result("dno_approval", max(map(max, approvals)), PROMISED_S, limit, "s", N, more)


def _measured(place: Path, engine: str) -> dict[str, Any]:
    from tests.carrier.responder.portal import live
    from tests.ports import free_port
    from tests.testbed.dno.gateway import Gateway
    from tests.testbed.dno.syncing import Sync
    from tests.testbed.postgresql import Cluster

    gateway, var = Gateway(place, "", memory=MEMORY, workers=2), place / "var"
    var.mkdir()
    try:
        cluster = Cluster(place / "pg", free_port())
        cluster.start(gateway.processes)
        cluster.sql("CREATE DATABASE portal; CREATE DATABASE gateway")
        gateway.database = cluster.url("gateway")
        with live(var, cluster.url("portal") if engine == "postgresql" else "") as portal:
            key = portal.ask("gateway_key", provider="Cardinal Wireless")
            told = {"seed_s": _timed(lambda: portal.ask("many_listed", count=N, patience_s=PATIENCE_S))}
            sync = Sync(place, portal.url, key, gateway.database.replace("postgres://", "postgresql://"), gateway.rpc)
            told |= _first(gateway, sync)
            gateway.answers()
            told["gateway_up_s"] = _timed(lambda: gateway.start(patience_s=300))
            with _syncing(gateway, place) as settled:
                told["while_sync_starts_s"] = _approved(gateway, portal, CHANGES)
                _until(settled, PATIENCE_S)
                told["approval_to_refusal_s"] = [_approved(gateway, portal, n) for n in range(CHANGES)]
            told["limit_s"] = _limit(gateway)
            return told | {"portal_MB": _peak(family(portal.process.pid))}
    finally:
        gateway.processes.end_all()


def _first(gateway: Any, sync: Any) -> dict[str, Any]:
    """A gateway that has nothing yet takes the list and writes its tables; then it is told where its memory is."""
    taking = gateway.processes.start("first", [*CLI, "--once"], log=sync.place / "first.log", cwd=sync.place)
    peak, begun = 0, time.monotonic()
    while taking.poll() is None:
        peak = max(peak, _peak([taking.pid]))
        time.sleep(0.2)
    if taking.returncode:
        sys.exit((sync.place / "first.log").read_text()[-2000:])
    sync.write(rpc=True)
    return {"first_whole_copy_s": round(time.monotonic() - begun, 2), "sync_MB": peak}


@contextmanager
def _syncing(gateway: Any, place: Path) -> Iterator[Callable[[], bool]]:
    """Yields whether it has done what it does first: having the gateway read its tables anew, to be sure of them."""
    log = place / "sync.log"
    gateway.processes.start("sync", CLI, log=log, cwd=place)
    try:
        yield lambda: "changes told" in log.read_text()
    finally:
        gateway.processes.end("sync")


def _approved(gateway: Any, portal: Any, n: int) -> float:
    """Seconds from the moment the approval was committed."""
    number = f"907911{n:04}"
    if not gateway.probe(f"<sip:+1{number}@a>").startswith("200"):
        sys.exit(f"+1{number} does not pass before it is listed.")
    approved_at = datetime.fromisoformat(portal.ask("listed", numbers=number))
    _until(lambda: gateway.probe(f"<sip:+1{number}@a>").startswith("603"), PATIENCE_S)
    return round((datetime.now(UTC) - approved_at).total_seconds(), 2)


def _limit(gateway: Any) -> float:
    from hopback.carrier.gateway.feeding.rpc import speaking

    begun = time.monotonic()
    with speaking(gateway.rpc) as rpc:
        rpc.call("htable.sets", "dno", "+19079110099", "603")
    _until(lambda: gateway.probe("<sip:+19079110099@a>").startswith("603"), 60)
    return round(time.monotonic() - begun, 4)


def _peak(pids: list[int]) -> int:
    """Megabytes, the most that any of them ever had."""
    found = [0]
    for pid in pids:
        try:
            lines = Path(f"/proc/{pid}/status").read_text().splitlines()
        except OSError:
            continue
        found += [int(line.split()[1]) // 1024 for line in lines if line.startswith("VmHWM")]
    return max(found)
