"""Kamailio's acc_json: one object a line, transactions and whole calls in one file or two. Times are seconds since
1970, as a number or as text. What stands before the object, such as the heading of syslog, is passed over."""

import json
from collections.abc import Iterator
from pathlib import Path

from ..reading import Row, Settings
from ..record import Place
from . import fields, kamailio, text
from .fields import RowError


class KamailioJson:
    name = "kamailio-json"
    title = "Kamailio acc_json (an object a line)"
    zoned = True

    def recognises(self, path: Path, head: bytes) -> float:
        lines = [line for line in text.head_lines(head)[:40] if "{" in line]
        return 0.95 * sum(map(_is_accounting, lines)) / len(lines) if lines else 0.0

    def read(self, path: Path, settings: Settings, *, after_line: int = 0) -> Iterator[Row]:
        return fields.over_files(path, settings, after_line, _read)


def _is_accounting(line: str) -> bool:
    try:
        return kamailio.looks(list(_object(line)))
    except RowError:
        return False


def _object(line: str) -> dict[str, str]:
    try:
        found = json.loads(line[line.find("{") :] if "{" in line else line)
    except (ValueError, RecursionError) as error:
        reason = str(error)[:120] if isinstance(error, ValueError) else "too deeply nested"
        raise RowError(f"it is no JSON object: {reason}") from error
    if not isinstance(found, dict):
        raise RowError("it is JSON, but no object with keys and values")
    return {str(key).lower(): _text(value) for key, value in found.items()}


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return text.clean(value)
    return json.dumps(value)


def _read(path: Path, settings: Settings, after_line: int) -> Iterator[Row]:
    shapes: dict[tuple[str, ...], kamailio.Shape] = {}

    def make(row: text.Cells) -> Row:
        found = _object(row.raw)
        keys = tuple(found)
        if keys not in shapes:
            if not kamailio.looks(keys):
                raise RowError("its keys are neither those of acc (method, callid …) nor of acc_cdrs (start_time …)")
            if len(shapes) > 1000:
                shapes.clear()
            shapes[keys] = kamailio.shape(keys, _known(settings, keys))
        return kamailio.call([*found.values(), ""], shapes[keys], Place(str(path), row.line), settings)

    yield from fields.made(path, _rows(path), make, after_line=after_line)


def _known(settings: Settings, keys: tuple[str, ...]) -> Settings:
    """The owner's names as far as this object has them: other objects of the file have others."""
    there = {ours: theirs for ours, theirs in settings.columns.items() if theirs.lower() in keys}
    return Settings(zone=settings.zone, switch=settings.switch, columns=there)


def _rows(path: Path) -> Iterator[text.Cells]:
    return (text.Cells(line.number, [], line.text, line.broken) for line in text.lines(path) if line.text.strip())
