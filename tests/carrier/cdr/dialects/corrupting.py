"""Damage as it comes: lines cut off, cells lost, quotation marks opened, bytes turned, tables filled with nonsense."""

import re
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from random import Random

from hopback.carrier.cdr.dialects import registry, tables
from hopback.carrier.cdr.reading import Rejected, Row, UnreadableError
from hopback.carrier.cdr.record import CallRecord
from tests.carrier.cdr.dialects.samples import Sample

ENDS = b"\r\n"
_JUNK = (b"\0", b"\xff\xfe", b'"', b'""', b",", b"|", b";", b"\\", b"%7C", b"\xe9", b"'", b"\t", b"\x1b[31m", b"NULL")
_NONSENSE = (None, "", "x" * 3000, -1, 0, 9e99, 10**15, b"\xff\0\xfe", "ＮＵＬＬ", "2026-99-99 99:99:99", '"', "nan")
_COMPUTER_WORDS = (
    "Error",
    "literal",
    "NoneType",
    "0x",
    "codec",
    "index out",
    "expected str",
    "Traceback",
    "tuple",
    "dict",
)


def _cut(line: bytes, dice: Random) -> bytes:
    return line[: dice.randrange(1, len(line))]


def _lost(line: bytes, dice: Random) -> bytes:
    begin = dice.randrange(len(line))
    return line[:begin] + line[begin + dice.randrange(1, 40) :]


def _turned(line: bytes, dice: Random) -> bytes:
    found = bytearray(line)
    for _ in range(dice.randrange(1, 6)):
        found[dice.randrange(len(found))] ^= 1 << dice.randrange(8)
    return bytes(found)


def _stuffed(line: bytes, dice: Random) -> bytes:
    place = dice.randrange(len(line) + 1)
    return line[:place] + dice.choice(_JUNK) * dice.choice((1, 1, 1, 2, 50)) + line[place:]


def _doubled(line: bytes, dice: Random) -> bytes:
    begin = dice.randrange(len(line))
    return line[:begin] + line[begin : begin + dice.randrange(1, 60)] * 2 + line[begin:]


def _moved(line: bytes, dice: Random) -> bytes:
    cells = line.split(b",")
    dice.shuffle(cells)
    return b",".join(cells)


def _counted(line: bytes, dice: Random) -> bytes:
    return bytes(dice.choice(b"0123456789") if c in b"0123456789" and dice.random() < 0.3 else c for c in line)


DAMAGES: tuple[Callable[[bytes, Random], bytes], ...] = (_cut, _lost, _turned, _stuffed, _doubled, _moved, _counted)


def damaged(line: bytes, dice: Random) -> bytes:
    """Another line, never an empty one, never two."""
    found = bytes(c for c in dice.choice(DAMAGES)(line, dice) if c not in ENDS)
    return found if found.decode("utf-8", "replace").strip() else b"?"


def is_table(of: Sample) -> bool:
    return tables.is_sqlite(of.path.read_bytes()[:16])


def damaged_file(of: Sample, count: int, file: Path, dice: Random) -> int:
    """The sample with `count` damaged copies of its lines, an undamaged one after each. How many rows it now has."""
    good = [line for line in of.path.read_bytes().splitlines() if line.strip()]
    lines = list(good)
    for _ in range(count):
        lines += [damaged(dice.choice(good), dice), good[-1]]
    file.write_bytes(b"\n".join(lines) + b"\n")
    return len(lines)


def damaged_table(of: Sample, count: int, file: Path, dice: Random) -> int:
    """The sample with `count` rows more, cells of which are nonsense. How many rows its tables now have."""
    shutil.copy(of.path, file)
    with closing(sqlite3.connect(file)) as db:
        names = [name for name, columns in tables.columns(of.path).items() if len(columns) > 3]
        filled = [n for n in names if db.execute(f"SELECT count(*) FROM {n}").fetchone()[0]]
        for _ in range(count):
            _insert_nonsense(db, dice.choice(filled), dice)
        db.commit()
        return sum(db.execute(f"SELECT count(*) FROM {n}").fetchone()[0] for n in filled)


def _insert_nonsense(db: sqlite3.Connection, table: str, dice: Random) -> None:
    columns = [(row[1], row[3]) for row in db.execute(f"PRAGMA table_info({table})")][1:]
    names = [name for name, _ in columns]
    (values,) = db.execute(f"SELECT {', '.join(names)} FROM {table} ORDER BY random() LIMIT 1")
    cells = list(values)
    for _ in range(dice.randrange(1, 4)):
        place = dice.randrange(len(cells))
        nonsense = dice.choice(_NONSENSE)
        cells[place] = "" if nonsense is None and columns[place][1] else nonsense
    marks = ", ".join("?" * len(cells))
    db.execute(f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})", cells)


def read_all(of: Sample, file: Path) -> Iterator[Row]:
    return registry.by_name(of.dialect).read(file, of.settings)


def check(row: Row) -> None:
    """A record has its time in UTC; a rejected row says where, why in words and what it was."""
    assert row.place.line > 0
    assert row.place.source
    if isinstance(row, CallRecord):
        assert row.at.utcoffset() is not None
        assert 1990 <= row.at.year < 2100
        assert row.calling.strip() or row.called.strip()
        "".join(str(getattr(row, name)) for name in row.__slots__).encode()
    elif isinstance(row, Rejected):
        assert len(row.reason) > 10
        words = re.sub(r"“.*?”", "", row.reason, flags=re.S)
        assert not any(word in words for word in _COMPUTER_WORDS), row.reason
        assert row.raw
        assert len(row.raw) <= 400


def survives(of: Sample, file: Path) -> None:
    """Reads whatever stands in the file: `UnreadableError` may come before the first row, nothing else ever."""
    dialect = registry.by_name(of.dialect)
    assert 0 <= dialect.recognises(file, file.read_bytes()[: 64 * 1024]) <= 1
    try:
        found = dialect.read(file, of.settings)
        first = next(found, None)
    except UnreadableError:
        return
    if first is not None:
        check_shape(first)
    for row in found:
        check_shape(row)


def check_shape(row: Row) -> None:
    assert row.place.line > 0
    if isinstance(row, Rejected):
        assert row.reason
        assert len(row.raw) <= 400
    elif isinstance(row, CallRecord):
        assert row.at.utcoffset() is not None


def damaged_bytes(content: bytes, dice: Random) -> bytes:
    """A whole file damaged in a few places: anything may stand anywhere, also line ends and heads."""
    found = bytearray(content)
    for _ in range(dice.choice((1, 2, 5, 20, 200))):
        place = dice.randrange(len(found) + 1)
        match dice.randrange(6):
            case 0 if found:
                found[place % len(found)] = dice.randrange(256)
            case 1:
                found[place:place] = dice.choice((*_JUNK, b"\n", b"\r\n", b"\r", b"{", b"}", b"<", b">", b"</cdr>"))
            case 2:
                del found[place : place + dice.randrange(200)]
            case 3:
                found[place:place] = found[place : place + dice.randrange(300)]
            case 4:
                found[place:place] = dice.randbytes(dice.randrange(1, 40))
            case _ if dice.random() < 0.1:
                del found[place:]
    return bytes(found)
