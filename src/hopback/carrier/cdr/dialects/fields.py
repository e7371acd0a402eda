"""What several dialects need to turn cells into the fields of a call record."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from ipaddress import ip_address
from itertools import islice
from pathlib import Path
from typing import Protocol

from ..reading import Row, Settings, UnreadableError
from . import text
from .moments import NoTimeError

TEXTS = (
    "calling", "called", "switch", "call", "leg", "calling_asserted", "caller_name", "dialled", "routing_number",
    "diverted_from", "calling_out", "called_out", "ingress_trunk", "source_ip", "ingress_call_id", "egress_trunk",
    "destination_ip", "egress_call_id", "account", "result", "identity", "verstat",
)  # fmt: skip
LISTS = ("row", "acc", "acc_cdrs", "missed_calls")  # keys of `Settings.columns` that name a whole row in its order
_ADDRESS = re.compile(
    r"(?:(?:udp|tcp|tls|sctp|wss?|sips?):)?(?:\[([0-9A-Fa-f:.]+)\]|(\d{1,3}(?:\.\d{1,3}){3}))(?::\d+)?"
)
_NUMBER = re.compile(r"\d{1,12}(?:\.\d{0,9})?", re.A)


class RowError(ValueError):
    """This row is no call record; the message says why, and what to do where something can be done."""


class _OneFile(Protocol):
    def __call__(self, path: Path, settings: Settings, after_line: int) -> Iterator[Row]: ...


def over_files(path: Path, settings: Settings, after_line: int, read: _OneFile) -> Iterator[Row]:
    """A file, or all of a folder by name. A folder has no lines: there `after_line` counts rows."""
    if not path.is_dir():
        yield from read(path, settings, after_line)
        return
    inside = text.files(path)
    if not inside:
        raise UnreadableError(f"The folder {path} holds no file.")
    yield from islice((row for file in inside for row in _told(file, settings, read)), after_line, None)


def _told(file: Path, settings: Settings, read: _OneFile) -> Iterator[Row]:
    """A file of a folder that cannot be read is one rejected row: the others are read all the same."""
    try:
        yield from read(file, settings, 0)
    except UnreadableError as error:
        yield text.rejected(file, 1, str(error), "")


def made(
    path: Path, rows: Iterator[text.Cells], make: Callable[[text.Cells], Row], *, after_line: int = 0
) -> Iterator[Row]:
    """A row of the dialect for every row of text; those that `make` refuses are rejected with its reason."""
    for row in rows:
        try:
            if row.broken:
                raise RowError(row.broken)
            found = make(row)
        except (RowError, NoTimeError) as error:
            found = text.rejected(path, row.line, str(error), row.raw)
        if row.line > after_line:
            yield found


def arranged(
    names: Sequence[str], usual: Mapping[str, Sequence[str]], settings: Settings, extra: Sequence[str] = TEXTS
) -> dict[str, int]:
    """Where each field stands in a row: as the owner says, else under one of its usual names, else under its own.

    `UnreadableError` when the owner names a field or a column that there is none of."""
    places: dict[str, int] = {}
    for place, name in enumerate(names):
        places.setdefault(name.strip().lower(), place)
    said = {field: name for field, name in settings.columns.items() if field not in LISTS and name}
    if unknown := [field for field in said if field not in usual and field not in extra]:
        raise UnreadableError(
            f"“{unknown[0]}” is no field of a call record. Fields are: {', '.join(dict.fromkeys((*usual, *extra)))}."
        )
    found = {}
    for field in dict.fromkeys((*usual, *extra)):
        if field in said:
            found[field] = _said_place(field, said[field], places, len(names))
        else:
            where = next((places[name] for name in (*usual.get(field, ()), field) if name in places), None)
            if where is not None:
                found[field] = where
    return found


def _said_place(field: str, name: str, places: Mapping[str, int], width: int) -> int:
    if name.lower() in places:
        return places[name.lower()]
    if name.isdecimal() and 1 <= int(name) <= width:
        return int(name) - 1
    known = ", ".join(places) or "none"
    raise UnreadableError(f"There is no column “{name}” to take {field} from. The columns are: {known[:600]}.")


def listed(settings: Settings, key: str = "row") -> list[str]:
    """The columns of a file without a heading in their order, where the owner names them: as one list under `key`
    (names between spaces or commas), or as the keys themselves, each with an empty value."""
    if settings.columns.get(key):
        return [name for name in re.split(r"[,\s]+", settings.columns[key]) if name]
    if settings.columns and not any(settings.columns.values()):
        return list(settings.columns)
    return []


def address(raw: str) -> str:
    """The IP address in `udp:192.0.2.1:5060` or `[2001:db8::1]:5060`; anything else as it is."""
    found = _ADDRESS.fullmatch(raw)
    return (found.group(1) or found.group(2)) if found else raw


@lru_cache(maxsize=4096)
def is_address(raw: str) -> bool:
    try:
        ip_address(raw)
    except ValueError:
        return False
    return True


def sip_code(raw: str) -> int | None:
    return int(raw) if len(raw) == 3 and raw.isascii() and raw.isdecimal() and raw[0] in "123456" else None


def seconds(raw: str) -> float | None:
    """A length of time; None where none is written. `RowError` for what is no number."""
    if not raw:
        return None
    if not _NUMBER.fullmatch(raw):
        raise RowError(f"the duration “{raw[:40]}” is no number of seconds")
    return float(raw)


def somebody(calling: str, called: str) -> None:
    """`RowError` for a row that names nobody: no search could ever find it."""
    if not calling.strip() and not called.strip():
        raise RowError("neither the calling nor the called number is written in it: let the switch write them")
