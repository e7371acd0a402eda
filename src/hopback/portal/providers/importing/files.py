"""Which public file this is, told by its columns, and its rows: good ones as `Told`, odd ones with their reason."""

import csv
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO

from hopback.portal.ground.tables import uncell

from ..models import ProviderFile
from ..refusals import FileRefused
from . import form_499, ocns, rmd
from .rows import Odd, Told, Wrong, as_one

Kind = ProviderFile.Kind
MOST = 200_000  # rows


@dataclass(frozen=True, slots=True)
class Layout:
    """`columns`: what we call a column, and how its header may be spelled; `needed` by what we call it."""

    columns: Mapping[str, tuple[str, ...]]
    needed: tuple[str, ...]
    read: Callable[[Mapping[str, str], int], Told | None]


LAYOUTS = {
    Kind.RMD: Layout(rmd.COLUMNS, rmd.NEEDED, rmd.read),
    Kind.FORM_499: Layout(form_499.COLUMNS, form_499.NEEDED, form_499.read),
    Kind.OCNS: Layout(ocns.COLUMNS, ocns.NEEDED, ocns.read),
}


@dataclass(frozen=True, slots=True)
class Read:
    """`rows`: how many there are below the header, empty ones aside."""

    kind: Kind
    rows: int
    told: list[Told]
    odd: list[Odd]


def read(content: bytes, *, expected: str = "") -> Read:
    """Raises FileRefused for what is no such file, or another than `expected`."""
    header, body = _table(_text(content))
    kind, columns = _recognised(header, expected)
    layout, rows = LAYOUTS[kind], 0
    told: list[Told] = []
    odd: list[Odd] = []
    for line, cells in body:
        if not any(cell.strip() for cell in cells):
            continue
        rows += 1
        try:
            if len(cells) != len(header):
                raise Wrong(f"It has {len(cells)} cells, the header {len(header)}: is a comma unquoted?")
            one = layout.read({name: uncell(cells[place].strip()) for name, place in columns.items()}, line)
        except Wrong as why:
            odd.append(Odd(line, str(why)))
        else:
            told += [one] if one else []
    if not rows:
        raise FileRefused("There is a header and no row below it.")
    if rows > MOST:
        raise FileRefused(f"There are {rows:,} rows; at most {MOST:,} are taken at once.")
    return Read(kind, rows, as_one(told), odd)


def _text(content: bytes) -> str:
    if b"\x00" in content[:4096]:
        raise FileRefused("This is no text: save it as CSV first.")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def _table(text: str) -> tuple[list[str], list[tuple[int, list[str]]]]:
    """The header, and each row with the line on which it begins."""
    first = text.lstrip("\r\n").partition("\n")[0]
    comma = max(",;\t", key=first.count)
    reader = csv.reader(StringIO(text, newline=""), delimiter=comma, strict=True)
    rows: list[tuple[int, list[str]]] = []
    line = 1
    try:
        for cells in reader:
            rows.append((line, cells))
            line = reader.line_num + 1
    except csv.Error as why:
        raise FileRefused(f"Line {line}: the file is not well-formed CSV ({why}).") from None
    rows = [(line, cells) for line, cells in rows if cells]
    if not rows:
        raise FileRefused("The file is empty.")
    return rows[0][1], rows[1:]


def _recognised(header: Sequence[str], expected: str) -> tuple[Kind, dict[str, int]]:
    there = {_plain(cell): place for place, cell in reversed(list(enumerate(header)))}
    fitting = {kind: columns for kind, layout in LAYOUTS.items() if (columns := _columns(layout, there)) is not None}
    if expected and Kind(expected) in fitting:
        return Kind(expected), fitting[Kind(expected)]
    if expected:
        raise FileRefused(f"This is not “{Kind(expected).label}”: {_said(fitting, header)} {_wants(Kind(expected))}")
    if not fitting:
        wants = " ".join(_wants(kind) for kind in LAYOUTS)
        raise FileRefused(f"This is none of the files that are read here: {_said(fitting, header)} {wants}")
    return next(iter(fitting.items()))


def _columns(layout: Layout, there: Mapping[str, int]) -> dict[str, int] | None:
    found = {
        name: next(there[spelling] for spelling in spellings if spelling in there)
        for name, spellings in layout.columns.items()
        if any(spelling in there for spelling in spellings)
    }
    return found if all(name in found for name in layout.needed) else None


def _said(fitting: Mapping[Kind, object], header: Sequence[str]) -> str:
    if fitting:
        return f"it looks like “{next(iter(fitting)).label}”."
    return f"its columns are {', '.join(header[:8])[:160]}{' …' if len(header) > 8 else ''}."


def _wants(kind: Kind) -> str:
    layout = LAYOUTS[kind]
    return f"“{kind.label}” has {' and '.join(layout.columns[name][0] for name in layout.needed)}."


def _plain(header: str) -> str:
    return re.sub(r"[^a-z0-9]+", "_", header.casefold()).strip("_")
