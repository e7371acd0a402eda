"""Bad rows, all of them, in a file that a spreadsheet opens: one for each imported file, beside the archive's days."""

import csv
from collections.abc import Iterable
from pathlib import Path

from ..reading import Rejected

FOLDER = "rejects"
_HEADING = ("file", "line", "reason", "row")


def write(archive: Path, source: int, bad: Iterable[Rejected]) -> Path:
    """Adds them to the file of this source."""
    path = archive / FOLDER / f"{source:06d}.csv"
    path.parent.mkdir(exist_ok=True)
    with path.open("a", encoding="utf-8", errors="replace", newline="") as file:
        rows = csv.writer(file)
        if not file.tell():
            rows.writerow(_HEADING)
        rows.writerows((each.place.source, each.place.line, each.reason, each.raw) for each in bad)
    return path


def keep(archive: Path, source: int, *, up_to: int) -> int:
    """Forget those of later lines, which are about to be read again; how many are left."""
    path = archive / FOLDER / f"{source:06d}.csv"
    try:
        with path.open(encoding="utf-8", newline="") as file:
            rows = [row for row in csv.reader(file) if len(row) == len(_HEADING) and row[1].isdecimal()]
    except FileNotFoundError:
        return 0
    left = [row for row in rows if int(row[1]) <= up_to]
    if len(left) < len(rows):
        beside = path.with_suffix(".new")
        with beside.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([_HEADING, *left])
        beside.replace(path)
    return len(left)
