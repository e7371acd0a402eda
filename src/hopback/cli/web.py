"""How gunicorn is started: how many processes, how many threads that may wait, how many connections to the database."""

import os
from pathlib import Path

POOL = 16  # connections of one process; requests that wait for a hop hold none
KEEP_ALIVE = 75  # seconds: a responder asks again over the same connection


def gunicorn(at: str) -> tuple[str, ...]:
    """SQLite has one writer at a time: one process with threads. PostgreSQL has many. `at`: host:port."""
    from django.conf import settings
    from django.db import connection

    workers = 1 if connection.vendor == "sqlite" else settings.WEB_WORKERS
    return (
        *("-m", "gunicorn", "hopback.portal.wsgi", "--bind", at, "--env", f"HOPBACK_DATABASE_POOL={POOL}"),
        *("--worker-class", "gthread", "--workers", str(workers), "--threads", str(settings.WEB_THREADS)),
        *("--keep-alive", str(KEEP_ALIVE), "--graceful-timeout", "3", "--log-level", "warning"),
        *("--worker-tmp-dir", _worker_tmp()),
    )


def _worker_tmp() -> str:
    """Where gunicorn's workers say that they live; not on a disk, which can make them wait."""
    return "/dev/shm" if os.path.isdir("/dev/shm") else str(Path.cwd())  # noqa: S108 - only a heartbeat
