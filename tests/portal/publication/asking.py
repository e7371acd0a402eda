"""Every figure by a query of its own in plain SQL, written apart from the code that it checks."""

from datetime import datetime
from typing import Any

from django.db import connection

ON_PATH = "h.state NOT IN ('superseded', 'withdrawn')"
COMPLETED = "t.closed_at >= %s AND t.closed_at < %s AND t.closed_as <> 'withdrawn'"
FOREIGN = """COALESCE((SELECT f."foreign" FROM providers_foreignfinding f WHERE f.provider_id = p.id
    ORDER BY f.id DESC LIMIT 1), p.country <> 'US')"""
SAID = "(SELECT a.kind FROM tracebacks_answer a WHERE a.hop_id = h.id ORDER BY a.version DESC LIMIT 1)"
LAST = f"""
    SELECT t.id AS traceback, h.id AS hop, h.state AS state, {SAID} AS said, p.country AS country,
           CASE WHEN {FOREIGN} THEN 1 ELSE 0 END AS abroad,
           (SELECT CASE WHEN COALESCE((SELECT f."foreign" FROM providers_foreignfinding f WHERE f.provider_id = q.id
                ORDER BY f.id DESC LIMIT 1), q.country <> 'US') THEN 1 ELSE 0 END
            FROM tracebacks_hop d JOIN providers_provider q ON q.id = d.provider_id
            WHERE d.id = h.downstream_id) AS downstream_abroad,
           c.campaign_id AS campaign, t.closed_at AS closed_at
    FROM tracebacks_traceback t
    JOIN sourcing_candidate c ON c.id = t.candidate_id
    JOIN tracebacks_hop h ON h.traceback_id = t.id AND {ON_PATH} AND h.position = (
        SELECT MAX(h.position) FROM tracebacks_hop h WHERE h.traceback_id = t.id AND {ON_PATH})
    JOIN providers_provider p ON p.id = h.provider_id
    WHERE {COMPLETED}"""
END = """CASE
    WHEN state = 'answered' AND said = 'originated' THEN
        CASE WHEN abroad = 1 THEN 'International Origin' ELSE 'U.S. Origin' END
    WHEN abroad = 1 THEN
        CASE WHEN downstream_abroad = 0 THEN 'U.S. Point of Entry' ELSE 'Foreign Point of Departure' END
    WHEN state = 'no_response' THEN 'No Response' ELSE 'Not Found' END"""
REQUEST = """
    FROM tracebacks_hop h LEFT JOIN tracebacks_answer a ON a.hop_id = h.id AND a.version = 1
    WHERE h.received_at >= %s AND h.received_at < %s AND h.state NOT IN ('superseded', 'withdrawn')"""


def rows(sql: str, *values: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, list(values))
        return [tuple(row) for row in cursor.fetchall()]


def one(sql: str, *values: Any) -> Any:
    return rows(sql, *values)[0][0]


def completed(since: datetime, until: datetime) -> int:
    return one(f"SELECT COUNT(*) FROM tracebacks_traceback t WHERE {COMPLETED}", since, until)


def endings(since: datetime, until: datetime) -> dict[str, int]:
    return dict(rows(f"SELECT {END}, COUNT(*) FROM ({LAST}) AS ended GROUP BY 1", since, until))


def countries(since: datetime, until: datetime) -> dict[str, int]:
    return dict(rows(f"SELECT country, COUNT(*) FROM ({LAST}) AS ended GROUP BY 1", since, until))


def campaigns(since: datetime, until: datetime) -> dict[str, tuple[int, int]]:
    """Name → how many, and of how many the origin was found."""
    found = f"SUM(CASE WHEN {END} IN ('U.S. Origin', 'International Origin') THEN 1 ELSE 0 END)"
    sql = (
        f"SELECT k.name, COUNT(*), {found} FROM ({LAST}) AS e JOIN sourcing_campaign k ON k.id = e.campaign GROUP BY 1"
    )
    return {name: (many, int(good)) for name, many, good in rows(sql, since, until)}


def hops(since: datetime, until: datetime) -> int:
    sql = f"""SELECT COUNT(*) FROM tracebacks_hop h JOIN tracebacks_traceback t ON t.id = h.traceback_id
              WHERE {COMPLETED} AND {ON_PATH}"""
    return one(sql, since, until)


def on_paths(since: datetime, until: datetime) -> set[int]:
    sql = f"""SELECT DISTINCT h.provider_id FROM tracebacks_hop h JOIN tracebacks_traceback t ON t.id = h.traceback_id
              WHERE {COMPLETED} AND {ON_PATH}"""
    return {pk for (pk,) in rows(sql, since, until)}


def silent(since: datetime, until: datetime) -> int:
    sql = f"""SELECT COUNT(DISTINCT h.provider_id) FROM tracebacks_hop h
              JOIN tracebacks_traceback t ON t.id = h.traceback_id
              WHERE {COMPLETED} AND h.state = 'no_response'"""
    return one(sql, since, until)


def requests(since: datetime, until: datetime) -> list[tuple[int, datetime, datetime | None]]:
    """Provider, when it was reached, when it first answered."""
    return rows(f"SELECT h.provider_id, h.received_at, a.answered_at {REQUEST}", since, until)


def done(since: datetime, until: datetime) -> dict[int, set[str]]:
    """Traceback → what those who were asked said last; `none` where nothing was said."""
    sql = f"""SELECT h.traceback_id, COALESCE((SELECT r.did FROM customers_report r WHERE r.mitigation_id = m.id
                  ORDER BY r.id DESC LIMIT 1), 'none')
              FROM customers_mitigation m JOIN tracebacks_hop h ON h.id = m.hop_id
              JOIN tracebacks_traceback t ON t.id = h.traceback_id
              WHERE m.withdrawn_at IS NULL AND {COMPLETED}"""
    found: dict[int, set[str]] = {}
    for traceback, did in rows(sql, since, until):
        found.setdefault(traceback, set()).add(did)
    return found


def demands(since: datetime, until: datetime) -> int:
    sql = """SELECT COUNT(*) FROM lawful_requests_lawfulrequest
             WHERE instrument <> 'consent' AND received_on >= %s AND received_on < %s"""
    return one(sql, since.date(), until.date())


def findings(since: datetime, until: datetime) -> int:
    sql = """SELECT COUNT(DISTINCT provider_id) FROM providers_standingfinding
             WHERE found_at >= %s AND found_at < %s"""
    return one(sql, since, until)
