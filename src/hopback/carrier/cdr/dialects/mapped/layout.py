"""How a file is laid out: what kind it is, its delimiter, encoding and heading, and some of its rows."""

import sqlite3
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from math import log2
from pathlib import Path
from typing import Any

from ...reading import UnreadableError
from .. import tables, text
from . import shapes, values
from .mapping import Source
from .shapes import Shape
from .tables import Line, table

LOOKED_AT = 2_000  # rows
_LINES = 300  # of which the layout is told
_DELIMITERS = (",", ";", "\t", "|")
_PARQUET = b"PAR1"


@dataclass(frozen=True)
class Layout:
    """`source` as it would stand in a mapping; the first rows, and the columns they make."""

    source: dict[str, Any]
    names: list[str] | None
    lines: tuple[Line, ...]
    shapes: tuple[Shape, ...]

    @property
    def as_source(self) -> Source:
        return Source.model_validate(self.source)


def layout(path: Path) -> Layout:
    """Of a folder that of its first file. `UnreadableError` for what is no table at all."""
    path = next(iter(text.files(path)), path)
    start = text.head(path)
    if start.startswith(_PARQUET):
        return _columns(path, {"format": "parquet"})
    if tables.is_sqlite(start):
        return _columns(path, {"format": "sqlite", "table": _largest(path)})
    if not start.strip():
        raise UnreadableError(f"{path} is empty, or no file that can be read.")
    if b"\0" in start.replace(b"\xff\xfe", b""):
        raise UnreadableError(f"{path} is no text, Parquet or SQLite file: export it as CSV or Parquet.")
    return _columns(path, _text(path, start))


def rows(path: Path, found: Layout, *, after_line: int = 0) -> Iterator[Line]:
    """All its rows that can be read."""
    lines = table(path, found.as_source, after_line=after_line).lines
    return (line for line in lines if not line.broken and not line.other)


def _columns(path: Path, source: dict[str, Any]) -> Layout:
    told = table(path, Source.model_validate(source))
    lines = tuple(islice((line for line in told.lines if not line.broken and not line.other), LOOKED_AT))
    width = len(told.names) if told.names is not None else max((len(line.cells) for line in lines), default=0)
    found = [_shape(told.names, place, lines) for place in range(width)]
    return Layout(source, told.names, lines, tuple(found))


def _shape(names: Sequence[str] | None, place: int, lines: Sequence[Line]) -> Shape:
    empty = frozenset(Source(format="csv").empty)
    cells = (values.text(line.cells[place], empty) for line in lines if len(line.cells) > place)
    name = names[place] if names else ""
    column = name if name and names and names.count(name) == 1 else place + 1
    return Shape(column, place, tuple(cell for cell in cells if cell), len(lines))


def _largest(path: Path) -> str:
    """The table with the most columns that look like a call's, else the one with the most rows."""
    sizes = {name: sum(1 for _ in islice(_rows(path, name), LOOKED_AT)) for name in tables.columns(path)}
    if not any(sizes.values()):
        raise UnreadableError(f"{path} has no table with a single row in it.")
    return max(sizes, key=lambda name: (min(sizes[name], 5), len(tables.columns(path)[name]), sizes[name]))


def _rows(path: Path, name: str) -> Iterator[object]:
    try:
        yield from tables.rows(path, [name])
    except (UnreadableError, sqlite3.Error):
        return


def _text(path: Path, start: bytes) -> dict[str, Any]:
    encoding = _encoding(start)
    told = islice(text.lines(path, encoding=encoding), _LINES)
    lines = [(line.number, line.text) for line in told if line.text.strip()]
    delimiter, widths = max(((d, _widths(lines, d)) for d in _DELIMITERS), key=lambda pair: _score(pair[1]))
    usual, times = Counter(widths).most_common(1)[0]
    if usual < 2 or 2 * times <= len(widths):
        raise UnreadableError(f"{path} is no table: no delimiter splits its lines into the same number of cells.")
    first = _first_row(lines, widths, usual, delimiter)
    skip = lines[first][0] - 1
    below = [_split(line, delimiter) for _, line in lines[first + 1 :][:50]]
    header = _is_heading(_split(lines[first][1], delimiter), below)
    return {
        "format": "csv",
        "delimiter": delimiter,
        **({} if header else {"header": False}),
        **({"skip": skip} if skip else {}),
        **({"encoding": encoding} if encoding != "utf-8" else {}),
    }


def _encoding(start: bytes) -> str:
    whole = start[: start.rfind(b"\n") + 1] or start
    try:
        whole.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252" if any(0x80 <= byte < 0xA0 for byte in whole) else "latin-1"
    return "utf-8"


def _split(line: str, delimiter: str) -> list[str]:
    return text.split(line, delimiter=delimiter)[0] or line.split(delimiter)


def _widths(lines: Sequence[tuple[int, str]], delimiter: str) -> list[int]:
    return [len(_split(line, delimiter)) for _, line in lines]


def _score(widths: Sequence[int]) -> float:
    """Lines of the same width speak for a delimiter, many cells too."""
    usual, times = Counter(widths).most_common(1)[0]
    return (times / len(widths)) ** 4 * log2(usual) if usual > 1 else 0.0


def _first_row(lines: Sequence[tuple[int, str]], widths: Sequence[int], usual: int, delimiter: str) -> int:
    """Where the table begins: titles and dates above it have another width. A heading may lack the last, empty cell."""
    first = next(index for index, width in enumerate(widths) if width == usual)
    if first and widths[first - 1] == usual - 1 and all(line.endswith(delimiter) for _, line in lines[first:]):
        return first - 1
    return first


def _is_heading(cells: Sequence[str], others: Sequence[Sequence[str]]) -> bool:
    """Names are no data, and there is data below."""
    named = [cell.strip() for cell in cells if cell.strip()]
    if not named or any(shapes.is_data(cell) for cell in named):
        return False
    return not others or any(shapes.is_data(cell.strip()) for row in others for cell in row if cell.strip())
