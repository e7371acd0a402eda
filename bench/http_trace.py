"""Six automated hops over HTTP, from *opened* to *closed*: gunicorn, PostgreSQL, six responders, all processes.

Ours is the median on PostgreSQL with every commit on disk. The peer is Jäger's median for 4.4 hops as it was measured
(79 ms; no portal, no people, and every call recorded): a stated number, not run here. The limit is a bare database
writing as many rows in as many transactions. `more` has the same without waiting for the disk, and SQLite.
The relay is not run: mail leaves after the commit, in a process of its own.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from bench.result import Result

N = 60
JAEGER = 79.0  # ms
LOOSE = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")
DURABLE = ("fsync=on", "synchronous_commit=on")
WITH_ADDRESS = 'export DATABASE_URL="postgresql://$PGUSER:$PGPASSWORD@$PGHOST:$PGPORT/$PGDATABASE"; exec "$@"'


def run() -> Result:
    stage = ("bench.http_stage", str(N))
    found = {"durable": played(DURABLE, *stage), "without_fsync": played(LOOSE, *stage), "sqlite": played(None, *stage)}
    ours = found["durable"]
    rounded = {name: {k: round(v, 2) for k, v in one.items()} for name, one in found.items()}
    rounded["load"] = {"1min": round(os.getloadavg()[0], 2)}
    return Result("http_trace", ours["median"], JAEGER, ours["bare"], "ms", N, rounded)


def played(options: tuple[str, ...] | None, *module: str) -> dict[str, Any]:
    """One run of its own on a cluster that lives as long; None: on SQLite."""
    stage = [sys.executable, "-m", *module]
    if options is not None:
        newest = max(Path("/usr/lib/postgresql").iterdir(), key=lambda each: int(each.name)).name
        more = [word for each in (*options, "max_connections=100") for word in ("-o", each)]
        stage = ["pg_virtualenv", "-v", newest, *more, "bash", "-c", WITH_ADDRESS, "stage", *stage]
    environment = {name: text for name, text in os.environ.items() if name != "DATABASE_URL"}
    ran = subprocess.run(stage, env=environment, capture_output=True, text=True, check=False)
    if ran.returncode:
        raise RuntimeError(ran.stderr[-2000:])
    line = next(line for line in ran.stdout.splitlines() if line.startswith("{"))  # the cluster's tools speak too
    return dict(json.loads(line))
