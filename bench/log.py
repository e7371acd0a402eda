"""Entries a second into the hash chain, beside bare INSERTs of the same two rows in the same database.

Ours and the peer commit each entry on its own. The limit is the same rows in one transaction, with no chain.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from bench.database import portal, timed
from bench.result import Result

N = 2_000
ROUNDS = 3


def run() -> Result:
    with portal():
        ours, peer, limit = [], [], []
        for _ in range(ROUNDS):  # in turns, so that a busy machine is busy for both
            _time(_ours, ours)
            _time(_peer, peer)
            _time(_limit, limit)
    return Result("log", N / min(ours), N / min(peer), N / min(limit), "entries/s", N)


def _time(work: Callable[[], None], taken: list[float]) -> None:
    with timed(taken):
        work()


def _ours() -> None:
    from django.db import transaction

    from hopback.portal.accounts.viewer import SYSTEM
    from hopback.portal.logbook.actions import record

    by, now = SYSTEM, datetime.now(UTC)
    for n in range(N):
        with transaction.atomic():
            record(by=by, now=now, verb="answer.given", traceback="tb_bench", hop="hop_bench", number=n)


def _tables(connection: Any) -> tuple[str, str]:
    """Two bare tables with the columns of an entry and its payload, and the statements to fill them."""
    from hopback.portal.logbook.models import Entry, Payload

    statements = []
    with connection.cursor() as cursor:
        for model in (Entry, Payload):
            table, columns = f"bare_{model._meta.db_table}", [f.column for f in model._meta.fields]
            cursor.execute(f"CREATE TABLE IF NOT EXISTS {table} AS SELECT * FROM {model._meta.db_table} WHERE 1 = 0")
            places = ", ".join(["%s"] * len(columns))
            statements.append(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({places})")
    return statements[0], statements[1]


def _rows(n: int) -> tuple[list[Any], list[Any]]:
    at = datetime.now(UTC).isoformat()
    entry = [n, at, "answer.given", "system", "Hopback", "", "tb_bench", "hop_bench", ""]
    return [*entry, "a" * 64, "b" * 64, "c" * 64], [n, '{"number":1,"salt":"' + "d" * 32 + '"}']


def _peer() -> None:
    from django.db import connection, transaction

    entry, payload = _tables(connection)
    for n in range(N):
        with transaction.atomic(), connection.cursor() as cursor:
            of_entry, of_payload = _rows(n)
            cursor.execute(entry, of_entry)
            cursor.execute(payload, of_payload)


def _limit() -> None:
    from django.db import connection, transaction

    entry, payload = _tables(connection)
    rows = [_rows(n) for n in range(N)]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.executemany(entry, [of_entry for of_entry, _ in rows])
        cursor.executemany(payload, [of_payload for _, of_payload in rows])
