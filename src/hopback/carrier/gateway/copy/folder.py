"""The folder of a copy: one text for each version, and a small file that says which of them counts.

`copy.json` is renamed into place last, so that whoever reads finds the copy before or the copy after. A text that it
does not name is left over from something that was interrupted, and goes.
"""

import csv
import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from hopback.wire.do_not_originate import entries
from hopback.wire.do_not_originate.entries import Row

NOTE: Final = "copy.json"
_BIG: Final = 1 << 20


class BrokenCopy(Exception):  # noqa: N818 - it reads as what happened
    """What is kept is not what was taken. The message says what to do."""


@dataclass(frozen=True, slots=True)
class Held:
    """A copy: `made_at` by the portal's clock, `taken_at` by ours; `sha256` of the text that is kept."""

    version: int
    file: str
    sha256: str
    listed: int
    made_at: datetime
    taken_at: datetime
    redress: str
    iss: str


class Folder:
    def __init__(self, path: Path) -> None:
        self.path = path
        path.mkdir(parents=True, exist_ok=True)

    def held(self) -> Held | None:
        """None where nothing was ever taken. Raises BrokenCopy where the note cannot be read."""
        try:
            said: dict[str, Any] = json.loads((self.path / NOTE).read_text(encoding="utf-8"))
            times = {name: datetime.fromisoformat(said[name]) for name in ("made_at", "taken_at")}
            return Held(**{**said, **times})
        except FileNotFoundError:
            return None
        except (OSError, ValueError, TypeError, KeyError) as problem:
            raise BrokenCopy(
                f"{self.path / NOTE} cannot be read ({problem}). Remove it: the list is taken anew."
            ) from None

    def checked(self) -> Held | None:
        """The copy, after its text was hashed anew. Raises BrokenCopy."""
        held = self.held()
        if held and _hash(self.path / held.file) != held.sha256:
            raise BrokenCopy(f"{self.path / held.file} was changed since it was taken: the list is taken anew.")
        return held

    def rows(self, held: Held) -> Iterator[Row]:
        with (self.path / held.file).open(encoding="utf-8", newline="") as text:
            yield from entries.whole(text)

    def lines(self, held: Held) -> Iterator[str]:
        """Of its text, without the header. A name may hold no line break: a line is a row."""
        with (self.path / held.file).open(encoding="utf-8", newline="\n") as text:
            next(text)
            yield from text

    def listings(self, held: Held) -> set[str]:
        """Their public ids. All numbers of one have the same end of their line: few are read."""
        return {row[2] for row in csv.reader({line.split(",", 3)[3] for line in self.lines(held)})}

    def keep(self, lines: Iterable[str], held: Held) -> Held:
        """Write the text, sync it, and only then say that it counts. `lines`: with the header; hashed on the way."""
        digest, listed, beside = hashlib.sha256(), -1, self.path / f"{_name(held)}.new"
        with beside.open("w", encoding="utf-8", newline="\n", buffering=_BIG) as text:
            for line in lines:
                text.write(line)
                digest.update(line.encode())
                listed += 1
            _sync(text.fileno(), text.flush)
        return self._counts(beside, replace(held, sha256=digest.hexdigest(), listed=listed))

    def adopt(self, text: Path, held: Held) -> Held:
        """The same with a text that is in a file already, of which its hash and rows are known. The file is moved."""
        with text.open("rb+") as opened:
            _sync(opened.fileno(), opened.flush)
        return self._counts(text, held)

    def _counts(self, text: Path, held: Held) -> Held:
        kept = replace(held, file=_name(held))
        text.replace(self.path / kept.file)
        self._note(kept)
        self.tidy(kept)
        return kept

    def forget(self) -> None:
        """Nothing counts any more; the next copy is a full one."""
        (self.path / NOTE).unlink(missing_ok=True)

    def tidy(self, held: Held) -> None:
        for left in self.path.glob("list-*.csv*"):
            if left.name != held.file:
                left.unlink(missing_ok=True)
        for left in self.path.glob("taken-*.part"):
            left.unlink(missing_ok=True)

    def _note(self, held: Held) -> None:
        said = {name: at.isoformat() if isinstance(at, datetime) else at for name, at in asdict(held).items()}
        write(self.path / NOTE, json.dumps(said, indent=1))


def _name(held: Held) -> str:
    return f"list-{held.version}.csv"


def write(file: Path, text: str) -> None:
    """In one step: whoever reads sees the old or the new."""
    beside = file.with_name(file.name + ".new")
    with beside.open("w", encoding="utf-8") as opened:
        opened.write(text)
        _sync(opened.fileno(), opened.flush)
    beside.replace(file)


def _sync(number: int, flush: Any) -> None:
    flush()
    os.fsync(number)


def _hash(file: Path) -> str:
    try:
        with file.open("rb") as opened:
            return hashlib.file_digest(opened, "sha256").hexdigest()
    except OSError:
        return ""
