"""The dialect that a mapping describes: any table of calls, read row by row."""

from collections.abc import Iterator
from pathlib import Path

from ...reading import Rejected, Row, Settings, Skipped, UnreadableError
from ...record import Place
from .. import fields
from ..text import shown
from .files import load
from .mapping import Mapping
from .records import Maker, NoColumnError
from .tables import Line, table


class Mapped:
    """A table of calls as its mapping describes it. A `Dialect` that has to be asked for: it recognises nothing."""

    def __init__(self, mapping: Mapping, *, name: str = "mapped", title: str = "a mapped table") -> None:
        self.mapping = mapping
        self.name = name
        self.title = title
        self.zoned = mapping.zoned

    @classmethod
    def of(cls, path: Path) -> "Mapped":
        """The dialect that this mapping.toml describes; `files.MappingError`."""
        return cls(load(path), title=f"a table described by {path.name}")

    def recognises(self, path: Path, head: bytes) -> float:
        return 0.0

    def read(self, path: Path, settings: Settings, *, after_line: int = 0) -> Iterator[Row]:
        """A file, or all of a folder. A database needs no `path`: its mapping says where it is."""
        if self.mapping.source.format == "postgresql":
            return self._read(path, settings, after_line)
        return fields.over_files(path, settings, after_line, self._read)

    def _read(self, path: Path, settings: Settings, after_line: int) -> Iterator[Row]:
        at = self.mapping.columns.at
        order = at[0] if isinstance(at, tuple) else at
        found = table(path, self.mapping.source, after_line=after_line, order=order)
        if found.names == []:
            return
        try:
            maker = Maker(self.mapping, settings, found.names)
        except NoColumnError as error:
            raise UnreadableError(f"{found.where}: columns.{error}") from error
        width = len(found.names) if found.names is not None else None
        for line in found.lines:
            yield row(line, maker, width, found.where)


def row(line: Line, maker: Maker, width: int | None, where: str) -> Row:
    """What one line says. `width`: how many columns the heading has."""
    place = Place(where, line.number)
    if line.other:
        return Skipped(place, line.other)
    if reason := line.broken or _misshapen(line, maker.needs, width):
        return Rejected(place, reason, shown(line.raw))
    return maker.row(line.cells, place, line.raw)


def _misshapen(line: Line, needs: int, width: int | None) -> str:
    """Cells beyond the heading are no harm as long as they are empty: many exports end every line in a delimiter."""
    there = len(line.cells)
    if width is None:
        return "" if there >= needs else f"the row has {there} cells; the mapping needs {needs}"
    if there < width or any(line.cells[width:]):
        return f"the row has {there} cells, the heading has {width}"
    return ""
