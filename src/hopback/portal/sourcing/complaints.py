"""The FTC's daily file of do-not-call complaints: recognised by its header, read row by row (A1.7, A4.4).

A row has a number, two times, a place and a subject; no called number and no provider. So it is no call that can be
traced: it supports the candidates of its number, or proposes that a call of it is looked for. The file names no time
zone; its times are read as Eastern.
"""

import csv
import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hopback.portal.ground import phone

from .refusals import ComplaintsWrong

HEADER = (
    "Company_Phone_Number",
    "Created_Date",
    "Violation_Date",
    "Consumer_City",
    "Consumer_State",
    "Consumer_Area_Code",
    "Subject",
    "Recorded_Message_Or_Robocall",
)
SOURCE = "FTC Do Not Call complaints"
ZONE = ZoneInfo("America/New_York")
CLOCKS_DIFFER = timedelta(hours=3)  # from Eastern to Pacific: the consumer's clock is not the FTC's
LONG_AGO = timedelta(days=730)
SAID = {"Y": True, "N": False, "": None}


@dataclass(slots=True)
class Row:
    """`line` in the file, the header being 1; `left_out`: why it is not kept; `odd`: what does not fit, if it is."""

    line: int
    digest: str = ""
    number_raw: str = ""
    calling: str = ""
    called_at: datetime | None = None
    complained_at: datetime | None = None
    city: str = ""
    state: str = ""
    area_code: str = ""
    subject: str = ""
    recorded: bool | None = None
    left_out: str = ""
    odd: list[str] = field(default_factory=list)

    @property
    def reason(self) -> str:
        return self.left_out or " ".join(self.odd)


def is_it(header: str) -> bool:
    """Whether a file that begins with this line is one."""
    return [name.strip() for name in header.lstrip("\ufeff").strip().split(",")] == list(HEADER)


def read(lines: Iterable[str]) -> Iterator[Row]:
    """Every row, good or odd. Raises ComplaintsWrong for a file that is another."""
    table = csv.reader(lines)
    head = next(table, [])
    if not is_it(",".join(head)):
        raise ComplaintsWrong("This is not the FTC's file of complaints: its first line has other columns.")
    seen: Counter[str] = Counter()
    for cells in table:
        if any(cell.strip() for cell in cells):
            yield _row(table.line_num, [cell.strip() for cell in cells], seen)


def _row(line: int, cells: list[str], seen: Counter[str]) -> Row:
    row = Row(line)
    if len(cells) != len(HEADER):
        row.left_out = f"It has {len(cells)} cells; the header has {len(HEADER)}."
        return row
    said = dict(zip(HEADER, cells, strict=True))
    if not said["Company_Phone_Number"]:
        row.left_out = "Company_Phone_Number: empty; a complaint without a number supports no call."
        return row
    _times(row, said)
    if not row.left_out:
        _words(row, said)
        row.digest = _digest(cells, seen)
    return row


def _times(row: Row, said: dict[str, str]) -> None:
    moments = {name: _moment(said[name]) for name in ("Created_Date", "Violation_Date")}
    if wrong := [name for name, moment in moments.items() if moment is None]:
        row.left_out = f"{wrong[0]}: “{said[wrong[0]]}” is not a time such as 2021-07-06 11:48:00."
        return
    row.complained_at, row.called_at = moments["Created_Date"], moments["Violation_Date"]
    assert row.complained_at
    assert row.called_at
    if row.called_at - row.complained_at > CLOCKS_DIFFER:
        row.odd.append("Violation_Date: the call is later than the complaint about it.")
    if row.complained_at - row.called_at > LONG_AGO:
        years = (row.complained_at - row.called_at).days // 365
        row.odd.append(f"Violation_Date: the call was {years} years before the complaint.")


def _moment(text: str) -> datetime | None:
    try:
        return datetime.strptime(text, "%Y-%m-%d %H:%M:%S").replace(tzinfo=ZONE).astimezone(UTC)
    except ValueError:
        return None


def _words(row: Row, said: dict[str, str]) -> None:
    row.number_raw = said["Company_Phone_Number"][:80]
    number = phone.read(row.number_raw)
    row.calling = number.e164
    if number.why:
        row.odd.append(f"Company_Phone_Number: {number.why}")
    row.city, row.state = said["Consumer_City"][:120], said["Consumer_State"][:60]
    row.area_code = said["Consumer_Area_Code"][:3]
    row.subject = " ".join(said["Subject"].split())[:200]
    row.recorded = SAID.get(said["Recorded_Message_Or_Robocall"])
    if said["Recorded_Message_Or_Robocall"] not in SAID:
        row.odd.append(f"Recorded_Message_Or_Robocall: “{said['Recorded_Message_Or_Robocall']}” is neither Y nor N.")
    if len(said["Consumer_Area_Code"]) > 3 or (row.area_code and not row.area_code.isdigit()):
        row.odd.append(f"Consumer_Area_Code: “{said['Consumer_Area_Code']}” has not three digits.")


def _digest(cells: list[str], seen: Counter[str]) -> str:
    """The row has no number of its own: it is known by its words, and by how often they stood there before."""
    words = "\x1f".join(cells)
    seen[words] += 1
    return hashlib.sha256(f"{words}\x1f{seen[words]}".encode()).hexdigest()
