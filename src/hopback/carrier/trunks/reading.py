"""`trunks.toml` from the disk; whatever is wrong with it, with its lines."""

import re
import tomllib
from collections.abc import Iterator, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from .mapping import TrunkMap, name_of
from .rows import Numbers, Row

_HEADING = re.compile(r"^\s*\[\[\s*(trunks|numbers)\s*\]\]")


class TrunksFileError(Exception):
    """The file cannot be used; the message lists everything that is wrong, by line."""


def read(file: Path) -> TrunkMap:
    """The map of a file. Raises TrunksFileError."""
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as problem:
        why = problem.strerror if isinstance(problem, OSError) else str(problem)
        raise TrunksFileError(f"{file} cannot be read: {why}. `hopback trunks learn` proposes one.") from problem
    return parse(text, name=file.name)


def parse(text: str, *, name: str = "trunks.toml") -> TrunkMap:
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        raise TrunksFileError(f"{name}: {problem}") from problem
    faults = [f"{name}: there is no table “{each}”; it has [[trunks]] and [[numbers]]" for each in _unknown(document)]
    lines = headings(text)
    rows, bad = _rows(Row, document.get("trunks", []), lines["trunks"], name)
    numbers, worse = _rows(Numbers, document.get("numbers", []), lines["numbers"], name)
    faults += bad + worse + [*_ambiguous(rows, name), *_same_numbers(numbers, name)]
    if faults:
        raise TrunksFileError("\n".join(faults))
    return TrunkMap(rows, numbers, name)


def headings(text: str) -> dict[str, list[int]]:
    """The lines at which rows begin, from 1, in their order."""
    found: dict[str, list[int]] = {"trunks": [], "numbers": []}
    for number, line in enumerate(text.splitlines(), 1):
        if heading := _HEADING.match(line):
            found[heading.group(1)].append(number)
    return found


def _unknown(document: dict[str, Any]) -> list[str]:
    return [each for each in document if each not in ("trunks", "numbers")]


def _rows[R: (Row, Numbers)](kind: type[R], said: Any, lines: Sequence[int], name: str) -> tuple[list[R], list[str]]:
    if not isinstance(said, list) or not all(isinstance(each, dict) for each in said) or len(said) != len(lines):
        return [], [f"{name}: write each row as [[{kind.model_fields['kind'].default}]] on a line of its own"]
    rows: list[R] = []
    faults: list[str] = []
    for row, line in zip(said, lines, strict=True):
        try:
            rows.append(kind.model_validate({**row, "line": line}))
        except ValidationError as problem:
            faults += [f"{name}, line {line}: {_words(error)}" for error in problem.errors(include_url=False)]
    return rows, faults


def _words(error: Any) -> str:
    said = str(error["msg"]).removeprefix("Value error, ")
    where = ".".join(str(part) for part in error["loc"])
    return f"{where}: {said}" if where else said


def _ambiguous(rows: Sequence[Row], name: str) -> Iterator[str]:
    """Two rows about the same kinds of things, neither narrower, that name different parties for one record."""
    for one, other in _may_meet(rows):
        if one.says_about() != other.says_about() or name_of(one.party) == name_of(other.party):
            continue
        settled = one.narrower_than(other) or other.narrower_than(one)
        if not settled and one.overlaps(other) and one.overlaps_in_time(other):
            yield (
                f"{name}, lines {one.line} and {other.line}: both fit the same calls and name "
                f"{name_of(one.party) or 'nobody'} and {name_of(other.party) or 'nobody'}. "
                "Give them different valid_from and valid_to, or make one narrower."
            )


def _may_meet(rows: Sequence[Row]) -> Iterator[tuple[Row, Row]]:
    """Pairs that one record could fit: a network has thousands of trunks, and most never meet."""
    plain: dict[str, list[Row]] = {}
    for row in rows:
        if row.trunk and not row.trunk.endswith("*"):
            plain.setdefault(row.trunk, []).append(row)
    wide = [row for row in rows if not row.trunk or row.trunk.endswith("*")]
    for together in plain.values():
        yield from combinations(together, 2)
    yield from combinations(wide, 2)
    yield from ((row, other) for row in wide if row.trunk for together in plain.values() for other in together)


def _same_numbers(rows: Sequence[Numbers], name: str) -> Iterator[str]:
    for one, other in combinations(rows, 2):
        shared = int(one.first) <= int(other.last) and int(other.first) <= int(one.last)
        differ = name_of(one.party) != name_of(other.party)
        if shared and differ and one.size == other.size and one.overlaps_in_time(other):
            yield f"{name}, lines {one.line} and {other.line}: the ranges share numbers and neither is narrower."
