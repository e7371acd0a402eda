"""Accounting as each provider keeps it, and the files it hands to its own import when the day is over."""

import sqlite3
from pathlib import Path

from tests.testbed.postgresql import Cluster
from tests.testbed.topology import Proxy, Store

ACC = (
    *("src_ip", "src_port", "trunk", "src_user", "dst_user", "pai", "out_calling", "out_called"),
    *("dst_ip", "out_callid", "identity", "verstat"),
)
CDRS = ("callid", "src_ip", "trunk", "calling", "called", "out_calling", "out_called", "dst_ip", "sip_code")
NAMED_OTHERWISE = {"src_user": "calling", "dst_user": "called", "sip_code": "code"}
TIME_MODE = {Store.FLATSTORE: 3}  # adds local time as text; the others get seconds and microseconds
SHIPPED = {
    Store.SQLITE: Path("/usr/share/kamailio/db_sqlite/acc-create.sql"),
    Store.POSTGRESQL: Path("/usr/share/kamailio/postgres/acc-create.sql"),
}
# As it is shipped, a call that dies before there is a To tag leaves no record at all: acc writes NULL there.
STRICT, RELAXED = "to_tag VARCHAR(128) DEFAULT '' NOT NULL", "to_tag VARCHAR(128) DEFAULT ''"
WORKERS = {Store.SQLITE: 1}  # SQLite has one writer: a second worker loses records to "database is locked"


def columns(names: tuple[str, ...], kind: str) -> str:
    """`src_ip=$avp(src_ip);…` as the acc module wants its extra columns."""
    return ";".join(f"{name}=${kind}({NAMED_OTHERWISE.get(name, name)})" for name in names)


def named(store: Store) -> list[str]:
    """What an import has to be told: files of db_flatstore have no heading."""
    if store is not Store.FLATSTORE:
        return []
    stock = "method from_tag to_tag callid sip_code sip_reason time time_attr"
    lists = {"acc": f"{stock} {' '.join(ACC)}", "acc_cdrs": f"start_time end_time duration {' '.join(CDRS)}"}
    return [word for table, columns in lists.items() for word in ("--column", f"{table}={columns}")]


def prepare(proxy: Proxy, place: Path, cluster: Cluster | None) -> str:
    """Make what the proxy writes into; returns its `db_url`, "" where it needs none."""
    if proxy.store is Store.SQLITE:
        with sqlite3.connect(place / "cdr.sqlite") as database:
            database.execute("PRAGMA journal_mode=WAL")
            database.executescript(_schema(proxy.store))
        database.close()
        return f"sqlite:///{place}/cdr.sqlite"
    if proxy.store is Store.FLATSTORE:
        (place / "acc").mkdir()
        return f"flatstore:{place}/acc"
    if proxy.store is Store.POSTGRESQL:
        assert cluster
        cluster.sql(f"CREATE DATABASE {proxy.key}")
        cluster.sql(_schema(proxy.store), proxy.key)
        return cluster.url(proxy.key)
    return ""


def held_open(place: Path) -> sqlite3.Connection:
    """A connection to a proxy's SQLite file. While one is open, processes that start at once need not recover the
    write-ahead log first, for which only one of them could have the lock."""
    held = sqlite3.connect(place / "cdr.sqlite", check_same_thread=False)
    held.execute("SELECT count(*) FROM acc").fetchone()
    return held


def _schema(store: Store) -> str:
    shipped = SHIPPED[store].read_text(encoding="utf-8").replace(STRICT, RELAXED)
    version = "CREATE TABLE version (table_name VARCHAR(32) NOT NULL, table_version INTEGER DEFAULT 0 NOT NULL);\n"
    added = [f"ALTER TABLE {table} ADD COLUMN {name} TEXT;" for table in ("acc", "missed_calls") for name in ACC]
    added += [f"ALTER TABLE acc_cdrs ADD COLUMN {name} TEXT;" for name in CDRS]
    for table in ("acc", "missed_calls"):
        added += [f"ALTER TABLE {table} ADD COLUMN {name} INTEGER;" for name in ("time_attr", "time_exten")]
    return version + shipped + "\n".join(added)


def handed_over(proxy: Proxy, place: Path, cluster: Cluster | None) -> list[Path]:
    """The records as files, the way such a provider would take them out."""
    if proxy.store is Store.SQLITE:
        return [_backup(place / "cdr.sqlite", place / f"{proxy.key}.sqlite")]
    if proxy.store is Store.FLATSTORE:
        return sorted(path for path in (place / "acc").glob("*.log") if path.stat().st_size)
    if proxy.store is Store.JSON:
        return [_sieved(place / "log", place / f"{mark.lower()}.jsonl", f"{mark}JSON ") for mark in ("ACC", "CDR")]
    if proxy.store is Store.POSTGRESQL:
        assert cluster
        return [_copied(cluster, proxy.key, table, place) for table in ("acc", "missed_calls", "acc_cdrs")]
    return [_sieved(place / "log", place / "acc.log", "ACC: ", whole=True)]


def _backup(live: Path, copy: Path) -> Path:
    """A plain copy of a database in WAL mode has no rows."""
    with sqlite3.connect(live) as source, sqlite3.connect(copy) as target:
        source.backup(target)
    source.close()
    target.close()
    return copy


def _sieved(log: Path, into: Path, mark: str, *, whole: bool = False) -> Path:
    """Of each line with a mark what follows it, or the whole line."""
    lines = [line for line in log.read_text(encoding="utf-8", errors="replace").splitlines() if mark in line]
    kept = lines if whole else [line.split(mark, 1)[1] for line in lines]
    into.write_text("".join(f"{line}\n" for line in kept), encoding="utf-8")
    return into


def _copied(cluster: Cluster, database: str, table: str, place: Path) -> Path:
    into = place / f"{table}.csv"
    into.write_text(cluster.sql(f"COPY {table} TO STDOUT WITH CSV HEADER", database), encoding="utf-8")
    return into
