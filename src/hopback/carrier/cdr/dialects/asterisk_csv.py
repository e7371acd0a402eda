"""Asterisk cdr_csv: Master.csv and the files of single accounts. No heading; 16 columns, 17 or 18 with the unique id
and the user field. Both kinds of file hold the same rows: import one of them."""

from collections.abc import Iterator
from pathlib import Path

from ..reading import Row, Settings
from ..record import Place
from . import asterisk, fields, text
from .fields import RowError

COLUMNS = (
    "accountcode", "src", "dst", "dcontext", "clid", "channel", "dstchannel", "lastapp", "lastdata", "start", "answer",
    "end", "duration", "billsec", "disposition", "amaflags", "uniqueid", "userfield",
)  # fmt: skip
WIDTHS = range(16, 19)


class AsteriskCsv:
    name = "asterisk-csv"
    title = "Asterisk cdr-csv (Master.csv)"
    zoned = False

    def recognises(self, path: Path, head: bytes) -> float:
        rows = [text.split(line)[0] for line in text.head_lines(head)[:40]]
        if not rows:
            return 0.0
        return 0.95 * sum(cells is not None and _fits(cells) for cells in rows) / len(rows)

    def read(self, path: Path, settings: Settings, *, after_line: int = 0) -> Iterator[Row]:
        return fields.over_files(path, settings, after_line, _read)


def _fits(cells: list[str]) -> bool:
    try:
        _check(cells)
    except RowError:
        return False
    return True


def _check(cells: list[str]) -> None:
    """A row that lost or gained a comma must not pass for another call."""
    if len(cells) not in WIDTHS:
        raise RowError(
            f"the row has {len(cells)} columns; Asterisk writes 16, 17 or 18: it is cut off, or written by cdr_custom"
        )
    if cells[14] not in asterisk.DISPOSITIONS:
        raise RowError(f"column 15 should hold the disposition (ANSWERED, BUSY …) and holds “{cells[14][:40]}”")
    if cells[15] not in asterisk.FLAGS:
        raise RowError(f"column 16 should hold the AMA flags (DOCUMENTATION …) and holds “{cells[15][:40]}”")


def _read(path: Path, settings: Settings, after_line: int) -> Iterator[Row]:
    shape, seen, source = asterisk.shape(COLUMNS, settings), asterisk.Seen(), str(path)

    def make(row: text.Cells) -> Row:
        _check(row.cells)
        cells = row.cells + [""] * (len(COLUMNS) + 1 - len(row.cells))
        return asterisk.call(cells, shape, Place(source, row.line), settings, seen)

    return fields.made(path, text.rows(path, widths=WIDTHS), make, after_line=after_line)
