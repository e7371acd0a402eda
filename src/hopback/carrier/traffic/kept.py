"""A day's figures beside the records: counted once, and again only when the day's calls or the lists are others.

They name numbers and customers, so they go when the day's calls go (`tidy`).
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from .listed import Lists
from .records import FORM, Counted, Filed, Records

FOLDER = "traffic"

type Told = Callable[[str, int, bool], None]  # day, its calls, whether its figures were there already


@dataclass(frozen=True, slots=True)
class Day:
    """One day (UTC) and where its figures stand. `key`: what they were counted from."""

    day: str
    rows: int
    folder: Path
    key: str

    def table(self, name: str) -> Path:
        return self.folder / f"{self.day}.{name}.parquet"

    @property
    def note(self) -> Path:
        return self.folder / f"{self.day}.json"

    @property
    def known(self) -> bool:
        try:
            return bool(json.loads(self.note.read_text("utf-8"))["key"] == self.key)
        except (OSError, ValueError, KeyError):
            return False


def days(filed: Iterable[Filed], lists: Lists, folder: Path, since: str = "", until: str = "") -> list[Day]:
    """Of these days those from `since` to `until`, both included; their figures are kept in `folder`."""
    return [
        Day(each.day, each.rows, folder, _key(each, lists))
        for each in filed
        if (not since or each.day >= since) and (not until or each.day <= until)
    ]


def counted(records: Records, wanted: Sequence[Day], lists: Lists, told: Told) -> int:
    """Every day's figures are there afterwards. How many had to be counted."""
    new = [day for day in wanted if not day.known]
    found = iter(records.counted([day.day for day in new], lists))
    for day in wanted:
        if day in new:
            _keep(day, next(found))
        told(day.day, day.rows, day not in new)
    return len(new)


def tidy(folder: Path, held: Iterable[str]) -> int:
    """Figures of days whose calls are no longer held go too. How many days went."""
    gone = {path.name.split(".")[0] for path in folder.glob("*.*")} - set(held)
    for day in gone:
        for path in folder.glob(f"{day}.*"):
            path.unlink(missing_ok=True)
    return len(gone)


def _keep(day: Day, found: Counted) -> None:
    """The note last: a day without it is counted again."""
    day.folder.mkdir(parents=True, exist_ok=True)
    day.folder.chmod(0o700)
    day.note.unlink(missing_ok=True)
    for name, table in (("ways", found.ways), ("callers", found.callers)):
        new = day.table(name).with_suffix(".writing")
        dated = pa.array([date.fromisoformat(day.day)] * len(table), pa.date32())
        pq.write_table(table.add_column(0, "day", dated), new)
        new.replace(day.table(name))
    day.note.write_text(json.dumps({"key": day.key, "rows": day.rows}), "utf-8")


def _key(filed: Filed, lists: Lists) -> str:
    return hashlib.sha256(json.dumps([FORM, lists.fingerprint, filed.version]).encode()).hexdigest()
