"""Asterisk cdr_custom: the columns are those of the template in cdr_custom.conf. The template that Asterisk ships has
19; any other is told by its owner, in its order."""

import re
from collections.abc import Iterator
from pathlib import Path

from ..reading import Row, Settings, UnreadableError
from ..record import Place
from . import asterisk, fields, text
from .fields import RowError

STOCK = (
    "clid", "src", "dst", "dcontext", "channel", "dstchannel", "lastapp", "lastdata", "start", "answer", "end",
    "duration", "billsec", "disposition", "amaflags", "accountcode", "uniqueid", "userfield", "sequence",
)  # fmt: skip
_CHANNEL = re.compile(r"[A-Z][A-Za-z0-9]+/.+-[0-9a-f]{8}(?:;[12])?", re.A)
_UNIQUE = re.compile(r"(?:.+-)?1\d{9}\.\d+", re.A)


class AsteriskCustom:
    name = "asterisk-custom"
    title = "Asterisk cdr_custom (a template of its owner)"
    zoned = False

    def recognises(self, path: Path, head: bytes) -> float:
        rows = [text.split(line)[0] or [] for line in text.head_lines(head)[:40]]
        if not rows:
            return 0.0
        stock = sum(_is_stock(cells) for cells in rows) / len(rows)
        other = sum(_is_asterisk(cells) for cells in rows) / len(rows)
        return max(0.95 * stock, 0.85 * other)

    def read(self, path: Path, settings: Settings, *, after_line: int = 0) -> Iterator[Row]:
        return fields.over_files(path, settings, after_line, _read)


def _is_stock(cells: list[str]) -> bool:
    return len(cells) == len(STOCK) and cells[13] in asterisk.DISPOSITIONS and cells[14] in asterisk.FLAGS


def _is_asterisk(cells: list[str]) -> bool:
    known = (len(cells) in (16, 17, 18) and cells[14] in asterisk.DISPOSITIONS) or _is_stock(cells)
    return not known and any(map(_CHANNEL.fullmatch, cells)) and any(map(_UNIQUE.fullmatch, cells))


def _columns(path: Path, settings: Settings) -> list[str]:
    if told := fields.listed(settings):
        return told
    first = next((row for row in text.rows(path) if not row.broken), None)
    if first is None or len(first.cells) == len(STOCK):
        return list(STOCK)
    shown = ", ".join(f"{place}: {cell}" for place, cell in enumerate(first.cells, 1))
    raise UnreadableError(
        f"{path} has {len(first.cells)} columns, not the {len(STOCK)} of the template that comes with Asterisk. Name "
        f"them in their order in cdr_custom.conf, as in row = “start src dst channel”. First row: {shown[:600]}"
    )


def _read(path: Path, settings: Settings, after_line: int) -> Iterator[Row]:
    names = _columns(path, settings)
    shape, width = asterisk.shape(names, settings), len(names)
    if not shape.numbered:
        raise UnreadableError(f"None of the columns {', '.join(names)} is the calling or the called number (src, dst).")
    stock, seen, source = tuple(names) == STOCK, asterisk.Seen(), str(path)

    def make(row: text.Cells) -> Row:
        cells = row.cells
        if len(cells) != width:
            raise RowError(
                f"the row has {len(cells)} columns instead of {width}: it is cut off, or of another template"
            )
        if stock and not _is_stock(cells):
            raise RowError(f"columns 14, 15 hold “{cells[13][:40]}”, “{cells[14][:40]}”, not disposition and AMA flags")
        cells.append("")
        return asterisk.call(cells, shape, Place(source, row.line), settings, seen)

    return fields.made(path, text.rows(path, widths=(width,)), make, after_line=after_line)
