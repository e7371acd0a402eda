"""10,000 candidates in batches of 500 through POST /api/v1/candidates, beside bare INSERTs of the same rows.

Ours is the whole way: HTTP message, key, every check, the calls and texts that are alike found, the log. The peer
writes the same values into two bare tables, a batch in one transaction. `more` says what was found of the planted
duplicates, among them calls from the FTC's complaints where `HOPBACK_COMPLAINTS` names that file.
"""

import os
from collections.abc import Callable, Sequence
from typing import Any

from bench.database import portal, timed
from bench.planted import Planted, planted
from bench.result import Result

N = 10_000
BATCH = 500
URL = "/api/v1/candidates"


def run() -> Result:
    with portal():
        from django.test import Client

        rows = planted(N, os.environ.get("HOPBACK_COMPLAINTS", ""))
        ours, peer, limit = [], [], []
        client = Client(SERVER_NAME="127.0.0.1", headers={"Authorization": f"Bearer {_key()}"})
        ids: list[str] = []
        for begin in range(0, N, BATCH):
            part = rows[begin : begin + BATCH]
            with timed(ours):
                ids += _post(client, part)
        _bare(ids, peer, BATCH)
        _bare(ids, limit, N)
        more = _quality(rows, ids)
    return Result("candidates", N / sum(ours), N / sum(peer), N / sum(limit), "rows/s", N, more)


def _key() -> str:
    from datetime import UTC, datetime

    from hopback.portal.accounts import actions as accounts
    from hopback.portal.accounts.models import Kind, Role, Scope, User
    from hopback.portal.accounts.viewer import Viewer, of_user
    from hopback.portal.sourcing import actions

    now = datetime.now(UTC)
    rosa = Viewer(kind="staff", name="Rosa Ortega", role=Role.ADMIN)
    source = actions.list_source(kind="analytics", name="Bench Analytics", verified_how="Known.", by=rosa, now=now)
    told = {"email": "a@bench.example", "name": "Ada", "kind": Kind.SOURCE, "role": Role.ADMIN}
    ada = User.objects.create(party=source.public_id, created_at=now, **told)
    return accounts.make_key(label="bench", scopes=[Scope.CANDIDATES], by=of_user(ada), now=now)[1]


def _post(client: Any, rows: Sequence[Planted]) -> list[str]:
    body = {"candidates": [row.message for row in rows]}
    said = client.post(URL, body, content_type="application/json").json()
    if said["refused"] or said["duplicates"]:
        raise RuntimeError(next(result for result in said["results"] if result["result"] != "taken"))
    return [result["id"] for result in said["results"]]


def _bare(ids: list[str], taken: list[float], batch: int) -> None:
    """The values that ours wrote, into tables without keys, read before the clock runs."""
    from django.db import connection, transaction

    from hopback.portal.sourcing.models import Candidate, IncidentData

    inserts: list[tuple[str, list[tuple[Any, ...]]]] = []
    for model in (IncidentData, Candidate):
        table = f"bare_{model._meta.db_table}"
        with connection.cursor() as cursor:
            cursor.execute(f"DROP TABLE IF EXISTS {table}")
            cursor.execute(f"CREATE TABLE {table} AS SELECT * FROM {model._meta.db_table} WHERE 1 = 0")
            cursor.execute(f"SELECT * FROM {model._meta.db_table} ORDER BY id")
            places = ", ".join(["%s"] * len(cursor.description))
            inserts.append((f"INSERT INTO {table} VALUES ({places})", [_flat(row) for row in cursor.fetchall()]))
    for begin in range(0, len(ids), batch):
        with timed(taken), transaction.atomic(), connection.cursor() as cursor:
            for statement, values in inserts:
                cursor.executemany(statement, values[begin : begin + batch])


def _flat(row: tuple[Any, ...]) -> tuple[Any, ...]:
    import json

    return tuple(json.dumps(value) if isinstance(value, list) else value for value in row)


def _quality(rows: Sequence[Planted], ids: Sequence[str]) -> dict[str, Any]:
    """Precision and recall over pairs, for each way in which calls are alike."""
    from hopback.portal.sourcing.models import Candidate

    names = ("call_group", "minute_group", "wording_id")
    found = {values[0]: values[1:] for values in Candidate.objects.values_list("public_id", *names)}
    told: dict[str, Any] = {}
    for place, name in enumerate(("same call", "same number and minute", "same text")):
        ours = _pairs(ids, lambda n, at=place: found[ids[n]][at])
        true = _pairs(ids, lambda n, at=place: rows[n].truth[at])
        both = len(ours & true)
        told[name] = {
            "pairs": len(true),
            "precision": round(both / len(ours), 4) if ours else 1.0,
            "recall": round(both / len(true), 4) if true else 1.0,
        }
    return told


def _pairs(ids: Sequence[str], group_of: Callable[[int], Any]) -> set[tuple[int, int]]:
    groups: dict[Any, list[int]] = {}
    for place in range(len(ids)):
        if (group := group_of(place)) is not None:
            groups.setdefault(group, []).append(place)
    return {(a, b) for some in groups.values() for i, a in enumerate(some) for b in some[i + 1 :]}
