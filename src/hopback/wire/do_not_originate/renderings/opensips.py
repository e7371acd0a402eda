"""For OpenSIPS: `dno(tn, action)` for sql_cacher, and blocks in `globalblacklist` of its userblacklist module."""

from collections.abc import Iterable, Iterator

from ..entries import Row
from .rendering import batches, digits, quoted, values

SCHEMA = """\
BEGIN;
CREATE TABLE IF NOT EXISTS version (table_name VARCHAR(32) NOT NULL UNIQUE, table_version INTEGER DEFAULT 0 NOT NULL);
CREATE TABLE IF NOT EXISTS dno (tn VARCHAR(32) NOT NULL PRIMARY KEY, action VARCHAR(16) NOT NULL);
CREATE TABLE IF NOT EXISTS globalblacklist (id BIGINT NOT NULL PRIMARY KEY, prefix VARCHAR(64) NOT NULL,
  whitelist SMALLINT DEFAULT 0 NOT NULL, description VARCHAR(255) DEFAULT '' NOT NULL);
INSERT INTO version (table_name, table_version) SELECT 'globalblacklist', 2
  WHERE NOT EXISTS (SELECT 1 FROM version WHERE table_name = 'globalblacklist');
"""
EMPTY = "DELETE FROM dno WHERE action <> 'allow';\nDELETE FROM globalblacklist WHERE description = 'DNO';\n"


def sql(rows: Iterable[Row], answer: str, whole: bool) -> Iterator[str]:
    yield SCHEMA + (EMPTY if whole else "")
    for some in batches(rows):
        yield _numbers([row for row in some if not row.entry.block], answer, whole)
        yield _blocks([row for row in some if row.entry.block], whole)
    yield "COMMIT;\n"


def _numbers(rows: list[Row], answer: str, whole: bool) -> str:
    gone = quoted(row.entry.number for row in rows)
    text = f"DELETE FROM dno WHERE tn IN ({gone}) AND action <> 'allow';\n" if rows and not whole else ""  # noqa: S608
    listed = values((row.entry.number, answer) for row in rows if row.change == "listed")
    return text + (f"INSERT INTO dno (tn,action) VALUES\n{listed}\nON CONFLICT DO NOTHING;\n" if listed else "")


def _blocks(rows: list[Row], whole: bool) -> str:
    """The digits of the block are its id as well: a difference finds it again."""
    text = ""
    if rows and not whole:
        gone = quoted(digits(row.entry.number) for row in rows)
        text = f"DELETE FROM globalblacklist WHERE prefix IN ({gone}) AND description = 'DNO';\n"  # noqa: S608
    listed = values((d := digits(row.entry.number), d, "0", "DNO") for row in rows if row.change == "listed")
    into = "INSERT INTO globalblacklist (id,prefix,whitelist,description) VALUES"
    return text + (f"{into}\n{listed}\nON CONFLICT DO NOTHING;\n" if listed else "")
