"""Numbers that no honest caller shows: a do-not-originate list, numbers nobody was given. Whole numbers or blocks."""

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import duckdb
import pyarrow as pa

from hopback.carrier.cdr.number import key
from hopback.wire.do_not_originate import entries

_BLOCK = re.compile(r"^\+?(\d{4,14}?)([xX*]{1,8})$")
_LONG = len("+12025550147")
_HEADING = re.compile(r"^[A-Za-z_ \"]+$")


class ListError(Exception):
    """A list that cannot be read; the message names the file, the line and what is wrong."""


@dataclass(frozen=True, slots=True)
class Lists:
    """Caller ids that are listed: numbers, and blocks by how many of their last digits are free."""

    numbers: frozenset[int] = frozenset()
    blocks: dict[int, frozenset[int]] = field(default_factory=dict)

    @property
    def fingerprint(self) -> str:
        said = [sorted(self.numbers), sorted((free, sorted(heads)) for free, heads in self.blocks.items())]
        return hashlib.sha256(repr(said).encode()).hexdigest() if self.numbers or self.blocks else ""

    def register(self, db: duckdb.DuckDBPyConnection) -> None:
        for free, heads in self.by_free():
            db.register(f"listed_{free}", pa.table({"n": pa.array(sorted(heads), pa.int64())}))

    @property
    def says(self) -> str:
        """SQL that is true where `calling` is listed; empty where nothing is."""
        return " OR ".join(
            f"calling // {10**free} IN (SELECT n FROM listed_{free})"  # noqa: S608 - a number
            for free, _ in self.by_free()
        )

    def by_free(self) -> Iterator[tuple[int, frozenset[int]]]:
        """How many last digits are free, and what stands before them; 0 of whole numbers."""
        if self.numbers:
            yield 0, self.numbers
        yield from sorted(self.blocks.items())


def read(paths: Iterable[Path]) -> Lists:
    """The first column of each file: a number in any form, or a block such as 1202555XXXX; a heading is passed over.

    Or the registry's own Do Not Originate list (Appendix B), as the portal gives it.
    """
    numbers: set[int] = set()
    blocks: dict[int, set[int]] = {}
    for path in paths:
        for line, said in _registry(path) or _lines(path):
            if block := _BLOCK.match(said):
                head = block[1] if len(block[1] + block[2]) > 10 else "1" + block[1]
                blocks.setdefault(len(block[2]), set()).add(int(head))
            elif found := key(said):
                numbers.add(found)
            else:
                raise ListError(f"{path.name}, line {line}: {said!r} is no number and no block like 1202555XXXX.")
    return Lists(frozenset(numbers), {free: frozenset(heads) for free, heads in blocks.items()})


def _registry(path: Path) -> list[tuple[int, str]]:
    """What the registry's list holds, blocks in our form; nothing where it is another file."""
    text = _text(path)
    if not text.startswith(entries.CSV):
        return []
    found = []
    for line, row in enumerate(entries.read(text.splitlines(keepends=True)), 2):
        if isinstance(row, entries.Fault):
            raise ListError(f"{path.name}, line {row.line}: {row.why}")
        if row.change == "listed":
            number = row.entry.number
            free = "X" * (_LONG - len(number)) if row.entry.block else ""
            found.append((line, number + free))
    return found


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as problem:
        raise ListError(f"{path} cannot be read: {problem.strerror}.") from problem
    except UnicodeDecodeError as problem:
        raise ListError(f"{path.name} is not text in UTF-8.") from problem


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(_text(path).splitlines(), 1):
        said = re.split(r"[,;\t]", line.strip(), maxsplit=1)[0].strip().strip('"')
        if said and not said.startswith("#") and not (number == 1 and _HEADING.match(said)):
            yield number, said
