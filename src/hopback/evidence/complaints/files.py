"""Whose file it is, told by its header, and its rows."""

import csv
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from . import fcc, ftc
from .row import ReadNumber, Row


class OtherFileError(ValueError):
    """This is no file of complaints; the message says why."""


@dataclass(frozen=True, slots=True)
class Authority:
    """`name`: short, for people; `source`: how it is listed among those who tell of calls."""

    name: str
    source: str
    is_it: Callable[[list[str]], bool]
    read: Callable[[list[str], Iterable[tuple[int, list[str]]], ReadNumber], Iterator[Row]]


FTC = Authority("FTC", ftc.SOURCE, ftc.is_it, ftc.read)
FCC = Authority("FCC", fcc.SOURCE, fcc.is_it, fcc.read)
AUTHORITIES = (FTC, FCC)


def whose(header: str) -> Authority | None:
    """Whose file begins with this line; None where it is nobody's."""
    try:
        names = _names(next(csv.reader([header]), []))
    except csv.Error:
        return None
    return next((each for each in AUTHORITIES if each.is_it(names)), None)


def _names(cells: list[str]) -> list[str]:
    return [cell.lstrip("\ufeff").strip() for cell in cells]


def read(lines: Iterable[str], number: ReadNumber) -> Iterator[Row]:
    """Every row, good or odd. Raises OtherFileError."""
    table = csv.reader(lines)
    try:
        names = _names(next(table, []))
    except csv.Error as fault:
        raise OtherFileError(f"This is not a table: {fault}.") from None
    authority = next((each for each in AUTHORITIES if each.is_it(names)), None)
    if authority is None:
        raise OtherFileError(
            "This is neither the FTC's file of complaints nor the FCC's: its first line has other columns."
        )
    yield from authority.read(names, _cells(table), number)


def _cells(table: Any) -> Iterator[tuple[int, list[str]]]:
    """`table`: of `csv.reader`, whose type has no name."""
    try:
        for cells in table:
            if any(cell.strip() for cell in cells):
                yield table.line_num, [cell.strip() for cell in cells]
    except csv.Error as fault:
        raise OtherFileError(f"Line {table.line_num} cannot be read as a table: {fault}.") from None
