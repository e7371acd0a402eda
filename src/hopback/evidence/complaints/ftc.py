"""The Federal Trade Commission's daily file, “DNC Reported Calls”. It names no time zone: times are read as Eastern.

https://www.ftc.gov/policy-notices/open-government/data-sets/do-not-call-data
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from .row import ReadNumber, Row, digest, judge_times

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
SAID = {"Y": True, "N": False, "": None}


def is_it(names: list[str]) -> bool:
    return names == list(HEADER)


def read(_: list[str], lines: Iterable[tuple[int, list[str]]], number: ReadNumber) -> Iterator[Row]:
    """`lines`: (line, cells), without the header."""
    seen: Counter[str] = Counter()
    for line, cells in lines:
        yield _row(line, cells, seen, number)


def _row(line: int, cells: list[str], seen: Counter[str], number: ReadNumber) -> Row:
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
        _words(row, said, number)
        row.digest = digest(cells, seen)
    return row


def _times(row: Row, said: dict[str, str]) -> None:
    moments = {name: _moment(said[name]) for name in ("Created_Date", "Violation_Date")}
    if wrong := [name for name, moment in moments.items() if moment is None]:
        row.left_out = f"{wrong[0]}: “{said[wrong[0]]}” is not a time such as 2021-07-06 11:48:00."
        return
    row.complained_at, row.called_at = moments["Created_Date"], moments["Violation_Date"]
    judge_times(row, "Violation_Date")


def _moment(text: str) -> datetime | None:
    try:
        return datetime.strptime(text, "%Y-%m-%d %H:%M:%S").replace(tzinfo=ZONE).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _words(row: Row, said: dict[str, str], number: ReadNumber) -> None:
    row.number_raw = said["Company_Phone_Number"][:80]
    row.calling, why = number(row.number_raw)
    if why:
        row.odd.append(f"Company_Phone_Number: {why}")
    row.city, row.state = said["Consumer_City"][:120], said["Consumer_State"][:60]
    row.area_code = said["Consumer_Area_Code"][:3]
    row.subject = " ".join(said["Subject"].split())[:200]
    row.recorded = SAID.get(said["Recorded_Message_Or_Robocall"])
    if said["Recorded_Message_Or_Robocall"] not in SAID:
        row.odd.append(f"Recorded_Message_Or_Robocall: “{said['Recorded_Message_Or_Robocall']}” is neither Y nor N.")
    if len(said["Consumer_Area_Code"]) > 3 or (row.area_code and not row.area_code.isdigit()):
        row.odd.append(f"Consumer_Area_Code: “{said['Consumer_Area_Code']}” has not three digits.")
