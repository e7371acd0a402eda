"""The ways calls came in, counted over a whole archive: every file is read, two small columns of it."""

from datetime import UTC
from pathlib import Path

from hopback.carrier.cdr.archive.archive import Archive
from hopback.carrier.cdr.archive.engine import engine, literal

from .seen import Ingress, busiest

_BY = ("ingress_trunk", "source_ip", "account", "switch")
_FEW = 64  # files read at once


def ingresses(archive: Archive, scratch: Path) -> list[Ingress]:
    """The busiest first. `scratch`: a folder where DuckDB may spill."""
    paths = [archive.directory / part.name for part in archive.parts()]
    tally: dict[tuple[str, ...], Ingress] = {}
    with engine(scratch, memory_mb=512) as db:
        for begin in range(0, len(paths), _FEW):
            for row in db.execute(_query(paths[begin : begin + _FEW])).fetchall():
                _add(tally, row)
    return busiest(tally.values())


def _query(paths: list[Path]) -> str:
    """A record that is filed under several numbers is counted once; a column that no file has is empty."""
    listed = ", ".join(literal(path) for path in paths)
    empty = ", ".join(f"NULL::VARCHAR AS {name}" for name in (*_BY, "direction"))
    by = ", ".join(f"coalesce({name}, '') AS {name}" for name in _BY)
    return f"""
        SELECT {by}, count(*), min("at"), max("at") FROM (
            SELECT * FROM read_parquet([{listed}], union_by_name = true)
            UNION ALL BY NAME SELECT {empty}, NULL::BOOLEAN AS alias, NULL::BOOLEAN AS attempt
        )
        WHERE "at" IS NOT NULL AND alias IS NOT TRUE AND attempt IS NOT TRUE AND direction IS DISTINCT FROM 'internal'
        GROUP BY ALL
    """  # noqa: S608 - our own paths, quoted


def _add(tally: dict[tuple[str, ...], Ingress], row: tuple[object, ...]) -> None:
    key = tuple(str(each) for each in row[:4])
    calls, first, last = row[4:]
    found = Ingress(
        trunk=key[0], source_ip=key[1], account=key[2], switch=key[3], calls=int(str(calls)),
        first_at=first.replace(tzinfo=UTC), last_at=last.replace(tzinfo=UTC),  # type: ignore[attr-defined]
    )  # fmt: skip
    if before := tally.get(key):
        found = Ingress(
            trunk=key[0], source_ip=key[1], account=key[2], switch=key[3], calls=before.calls + found.calls,
            first_at=min(before.first_at, found.first_at), last_at=max(before.last_at, found.last_at),
        )  # fmt: skip
    tally[key] = found
