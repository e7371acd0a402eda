"""Kamailio's db_flatstore: cells between bars, no heading, a file for every table and process (acc_129.log). Times are
seconds since 1970. The columns that the owner added have to be named, in their order, for each table that is read."""

from collections.abc import Iterator
from pathlib import Path

from ..reading import Row, Settings, UnreadableError
from ..record import Place
from . import fields, kamailio, text
from .fields import RowError

_METHODS = kamailio.SKIPPED | {"INVITE"}


class KamailioFlatstore:
    name = "kamailio-flatstore"
    title = "Kamailio acc and acc_cdrs by db_flatstore (files or a folder of them)"
    zoned = True

    def recognises(self, path: Path, head: bytes) -> float:
        lines = [line.split("|") for line in text.head_lines(head)[:40]]
        return 0.95 * sum(map(_is_flat, lines)) / len(lines) if lines else 0.0

    def read(self, path: Path, settings: Settings, *, after_line: int = 0) -> Iterator[Row]:
        return fields.over_files(path, settings, after_line, _read)


def _is_flat(cells: list[str]) -> bool:
    if len(cells) >= len(kamailio.TRANSACTION) and cells[0] in _METHODS:
        return fields.sip_code(cells[4]) is not None and cells[6].isdecimal()
    return len(cells) > len(kamailio.DIALOG) and all(c.replace(".", "").isdecimal() and len(c) < 18 for c in cells[:3])


def _read(path: Path, settings: Settings, after_line: int) -> Iterator[Row]:
    shapes = _shapes(path, settings)

    def make(row: text.Cells) -> Row:
        if (key := _table(row.cells)) not in shapes:
            raise RowError(f"it looks like a row of {key}, whose columns are not named")
        shape, width = shapes[key]
        if len(row.cells) != width:
            raise RowError(f"the row has {len(row.cells)} cells instead of {width}: it is cut off, or of another table")
        cells = [cell.replace("%7C", "|").replace("%7c", "|") if "%7" in cell else cell for cell in row.cells]
        return kamailio.call([*cells, ""], shape, Place(str(path), row.line), settings)

    yield from fields.made(path, text.rows(path, delimiter="|", quote=""), make, after_line=after_line)


def _table(cells: list[str]) -> str:
    """The first cell of acc and missed_calls is a method, that of acc_cdrs a time."""
    return "acc_cdrs" if cells[0].strip().replace(".", "").isdecimal() else "acc"


def _shapes(path: Path, settings: Settings) -> dict[str, tuple[kamailio.Shape, int]]:
    """The columns of the tables that the file begins with. `UnreadableError` when none of them is named."""
    head = [line.split("|") for line in text.head_lines(text.head(path))[:200]]
    firsts = {key: next(cells for cells in head if _table(cells) == key) for key in map(_table, head)}
    shapes, wrong = {}, None
    for key, first in firsts.items():
        try:
            if names := _names(settings, key, len(first)):
                shapes[key] = (kamailio.shape(names, settings), len(names))
        except UnreadableError as error:
            wrong = error
    if firsts and not shapes:
        key, first = next(iter(firsts.items()))
        raise wrong or UnreadableError(_unnamed(path, first, key))
    if shapes:
        kamailio.numbered((shape for shape, _ in shapes.values()), path, settings.columns.values())
    return shapes


def _names(settings: Settings, key: str, width: int) -> list[str]:
    told = fields.listed(settings, key) or (fields.listed(settings, "missed_calls") if key == "acc" else [])
    if told := told or fields.listed(settings):
        return told
    if not any(place.isdecimal() for place in settings.columns.values()):
        return []
    stock = kamailio.TRANSACTION if key == "acc" else kamailio.DIALOG
    return [*stock, *("" for _ in range(width - len(stock)))]


def _unnamed(path: Path, first: list[str], key: str) -> str:
    stock, extra = (kamailio.TRANSACTION, "db_extra") if key == "acc" else (kamailio.DIALOG, "cdr_extra")
    shown = " ".join(f"{place}: {cell[:40]}" for place, cell in enumerate(first, 1))
    return (
        f"{path} has no heading, so its {len(first)} columns have to be named in their order: {key} = "
        f"“{' '.join(stock)} …”, and then those of {extra}. First row: {shown[:600]}"
    )
