"""Downloads from providers of voice services, read by the names in their first line, however these are spelled.

Which columns there are is chosen with each report; what is not known is left alone. `presets` tells the names.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from ..reading import UTC, Row, Settings, UnreadableError
from . import fields, moments, text
from .mapped import names, values
from .mapped.mapping import Columns, Time
from .mapped.mapping import Mapping as Described
from .mapped.reading import Mapped

_DELIMITERS = (",", ";", "\t", "|")
_LOOKED_AT = 50  # rows in which a time is looked for, to see how times are written


@dataclass(frozen=True, slots=True)
class Preset:
    """`columns`: our name → theirs (as `names.plain`), best first. `marks`: names that nobody else uses."""

    name: str
    title: str
    columns: Mapping[str, Sequence[str]]
    marks: frozenset[str]
    forms: tuple[str, ...] = ("iso", "rfc2822", "%m/%d/%Y %I:%M:%S %p", "%m/%d/%Y %H:%M:%S", "epoch_s", "epoch_ms")
    zone: str = "UTC"
    direction: Mapping[str, Any] = field(default_factory=dict)


class Export:
    """The dialect of one preset."""

    def __init__(self, preset: Preset) -> None:
        self._preset = preset
        self.name = preset.name
        self.title = preset.title
        self.zoned = bool(preset.zone)

    def recognises(self, path: Path, head: bytes) -> float:
        lines = text.head_lines(head)
        heading = _heading(lines[0]) if lines else None
        if not heading or not self._chosen(heading[1]).keys() >= {"at", "calling", "called"}:
            return 0.0
        known = [names.plain(name) for name in heading[1]]
        marks = len(self._preset.marks & set(known))
        if any(self.name in name for name in known) or (marks and self.name in path.name.casefold()):
            return 0.96
        return (0.0, 0.6, 0.9)[min(marks, 2)]

    def read(self, path: Path, settings: Settings, *, after_line: int = 0) -> Iterator[Row]:
        return fields.over_files(path, settings, after_line, self._read)

    def _read(self, path: Path, settings: Settings, after_line: int) -> Iterator[Row]:
        found = self.mapped(path)
        return iter(()) if found is None else found.read(path, settings, after_line=after_line)

    def mapped(self, path: Path) -> Mapped | None:
        """As a mapping of this one file's columns; None for a file with nothing in it. `UnreadableError`."""
        lines = text.head_lines(text.head(path))
        if not lines and not path.is_file():
            raise UnreadableError(f"{path} cannot be opened: there is no such file. Is the path right?")
        if not lines:
            return None
        heading = _heading(lines[0])
        chosen = self._chosen(heading[1]) if heading else {}
        if heading is None or not chosen.keys() >= {"at", "called"}:
            raise UnreadableError(
                f"{path} is no {self.title}: its first line names no {'called number' if 'at' in chosen else 'time'}. "
                "Describe its columns in a mapping: hopback cdr sniff proposes one."
            )
        return Mapped(self._mapping(path, *heading, chosen))

    def _chosen(self, heading: Sequence[str]) -> dict[str, str]:
        """Our name → the column of the file that says it."""
        found: dict[str, str] = {}
        for ours, known in self._preset.columns.items():
            if ours not in Columns.model_fields:
                continue
            ranked = [(rank, name) for name in heading if (rank := names.rank(name, known)) is not None]
            if ranked and (best := min(ranked)[1]) not in found.values():
                found[ours] = best
        return found

    def _mapping(self, path: Path, delimiter: str, heading: Sequence[str], chosen: dict[str, str]) -> Described:
        way = next((n for n in heading if names.plain(n) in ("direction", "calldirection")), None)
        says = dict(self._preset.direction, column=way) if way and self._preset.direction else {}
        form = self._form(path, delimiter, list(heading).index(chosen["at"]))
        return Described.model_validate(
            {
                "source": {"format": "csv", "delimiter": delimiter},
                "columns": chosen,
                "time": {"zone": self._preset.zone, "form": form},
                "direction": says,
            }
        )

    def _form(self, path: Path, delimiter: str, place: int) -> str:
        """The first form in which a time at the beginning of the file can be read."""
        for row in islice(text.rows(path, delimiter=delimiter, after_line=1), _LOOKED_AT):
            if len(row.cells) > place and (written := row.cells[place].strip()):
                for form in self._preset.forms:
                    if _fits(written, form):
                        return form
        return self._preset.forms[0]


def _fits(written: str, form: str) -> bool:
    how = Time(form=form, zone="UTC")
    try:
        values.moment([written], how, UTC, frozenset())
    except moments.NoTimeError:
        return False
    return True


def _heading(line: str) -> tuple[str, list[str]] | None:
    """Delimiter and names of a first line."""
    delimiter = max(_DELIMITERS, key=line.count)
    cells, _ = text.split(line, delimiter=delimiter)
    return (delimiter, [cell.strip() for cell in cells]) if cells and len(cells) > 3 else None
