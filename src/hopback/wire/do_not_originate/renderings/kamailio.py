"""For Kamailio: exact numbers in the table of its htable module, blocks in that of mtree; SQLite and PostgreSQL alike.

After it `htable.reload dno` and `mtree.reload dnoblk`. A row whose value is `allow` is the gateway's own exception:
a full copy and a difference leave it alone, and it goes before a block and before the list.
"""

from collections.abc import Iterable, Iterator

from ..entries import Row
from .rendering import batches, digits, quoted, values

VERSIONS = (("dno_htable", 2), ("dno_mtree", 1))  # what the modules ask of the table `version`
SCHEMA = (
    "CREATE TABLE IF NOT EXISTS version (table_name VARCHAR(32) NOT NULL UNIQUE, "
    "table_version INTEGER DEFAULT 0 NOT NULL)",
    "CREATE TABLE IF NOT EXISTS dno_htable (key_name VARCHAR(64) NOT NULL PRIMARY KEY, "
    "key_type INTEGER DEFAULT 0 NOT NULL, value_type INTEGER DEFAULT 0 NOT NULL, "
    "key_value VARCHAR(128) NOT NULL, expires INTEGER DEFAULT 0 NOT NULL)",
    "CREATE TABLE IF NOT EXISTS dno_mtree (tprefix VARCHAR(32) NOT NULL PRIMARY KEY, tvalue VARCHAR(128) NOT NULL)",
    *(
        f"INSERT INTO version (table_name, table_version) SELECT '{table}', {version} "  # noqa: S608 - the two above
        f"WHERE NOT EXISTS (SELECT 1 FROM version WHERE table_name = '{table}')"
        for table, version in VERSIONS
    ),
)
EMPTY = ("DELETE FROM dno_htable WHERE key_value <> 'allow'", "DELETE FROM dno_mtree WHERE tvalue <> 'allow'")


def sql(rows: Iterable[Row], answer: str, whole: bool) -> Iterator[str]:
    yield "BEGIN;\n" + "".join(f"{each};\n" for each in (*SCHEMA, *(EMPTY if whole else ())))
    for some in batches(rows):
        yield _some(
            [row for row in some if not row.entry.block], answer, whole, ("dno_htable", "key_name", "key_value")
        )
        yield _some([row for row in some if row.entry.block], answer, whole, ("dno_mtree", "tprefix", "tvalue"))
    yield "COMMIT;\n"


def key(row: Row) -> str:
    """As the table names it: +1… for a number, digits alone for a block."""
    return digits(row.entry.number) if row.entry.block else row.entry.number


def _some(rows: list[Row], answer: str, whole: bool, table: tuple[str, str, str]) -> str:
    name, column, value = table
    text = ""
    if rows and not whole:
        gone = quoted(key(row) for row in rows)
        text = f"DELETE FROM {name} WHERE {column} IN ({gone}) AND {value} <> 'allow';\n"  # noqa: S608 - digits
    listed = values((key(row), answer) for row in rows if row.change == "listed")
    if listed:
        text += f"INSERT INTO {name} ({column},{value}) VALUES\n{listed}\nON CONFLICT DO NOTHING;\n"
    return text
