"""For Asterisk: AstDB, the family `dno` for numbers and `dnoblk` for blocks; by command while it
runs, by SQL while it does not.

Keys are ten digits for North America, 011 and the digits for others.
"""

from collections.abc import Iterable, Iterator

from ..entries import Row
from .rendering import batches, national, quoted, values

FAMILY = {False: "dno", True: "dnoblk"}  # by whether it is a block


def commands(rows: Iterable[Row], answer: str, whole: bool) -> Iterator[str]:
    """Lines for `asterisk -rx`."""
    if whole:
        yield "".join(f"database deltree {family}\n" for family in FAMILY.values())
    for some in batches(rows):
        yield "".join(_command(row, answer) for row in some)


def sql(rows: Iterable[Row], answer: str, whole: bool) -> Iterator[str]:
    """For astdb.sqlite3, which is locked while Asterisk runs."""
    yield "BEGIN;\nCREATE TABLE IF NOT EXISTS astdb (key VARCHAR(256), value VARCHAR(256), PRIMARY KEY(key));\n"
    if whole:
        yield "DELETE FROM astdb WHERE key LIKE '/dno/%' OR key LIKE '/dnoblk/%';\n"
    for some in batches(rows):
        gone = quoted(_key(row) for row in some if row.change == "removed")
        listed = values((_key(row), answer) for row in some if row.change == "listed")
        yield (f"DELETE FROM astdb WHERE key IN ({gone});\n" if gone else "") + (  # noqa: S608 - digits
            f"INSERT OR REPLACE INTO astdb (key,value) VALUES\n{listed};\n" if listed else ""
        )
    yield "COMMIT;\n"


def _key(row: Row) -> str:
    return f"/{FAMILY[row.entry.block]}/{national(row.entry.number)}"


def _command(row: Row, answer: str) -> str:
    name = f"{FAMILY[row.entry.block]} {national(row.entry.number)}"
    return f"database put {name} {answer}\n" if row.change == "listed" else f"database del {name}\n"
