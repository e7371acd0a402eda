"""Bad rows, all of them, in a file that a spreadsheet opens: one for each imported file, beside the archive's days."""

import csv
from collections.abc import Iterable
from pathlib import Path

from ..reading import Rejected

FOLDER = "rejects"
_HEADING = ("file", "line", "reason", "row")


def path(archive: Path, source: int) -> Path:
    return archive / FOLDER / f"{source:06d}.csv"


def write(archive: Path, source: int, bad: Iterable[Rejected]) -> Path:
    """Adds them to the file of this source."""
    to = path(archive, source)
    to.parent.mkdir(exist_ok=True)
    with to.open("a", encoding="utf-8", errors="replace", newline="") as file:
        rows = csv.writer(file)
        if not file.tell():
            rows.writerow(_HEADING)
        rows.writerows((each.place.source, each.place.line, each.reason, each.raw) for each in bad)
    return to


def keep(archive: Path, source: int, *, up_to: int) -> int:
    """Forget those of later lines, which are about to be read again; how many are left."""
    kept_in = path(archive, source)
    try:
        with kept_in.open(encoding="utf-8", newline="") as file:
            rows = [row for row in csv.reader(file) if len(row) == len(_HEADING) and row[1].isdecimal()]
    except FileNotFoundError:
        return 0
    left = [row for row in rows if int(row[1]) <= up_to]
    if len(left) < len(rows):
        beside = kept_in.with_suffix(".new")
        with beside.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([_HEADING, *left])
        beside.replace(kept_in)
    return len(left)
