"""The Federal Communications Commission's export, “Consumer Complaints Data – Unwanted Calls”, also the part of it
that is about calls in “CGB – Consumer Complaints Data”. Columns by their names: the exports have more or fewer.

https://opendata.fcc.gov/Consumer/Consumer-Complaints-Data-Unwanted-Calls/vakf-fz8e (“Messge” is how they write it)
"""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from .row import ReadNumber, Row, digest, judge_times

SOURCE = "FCC unwanted-call complaints"
ZONE = ZoneInfo("America/New_York")
CALLER, ADVERTISER, ISSUED, AT = "caller id number", "advertiser business number", "date of issue", "time of issue"
TICKET, CREATED, KIND = ("ticket id", "id"), ("ticket created", "date created"), "type of call or message"
NEEDED = frozenset({CALLER, ISSUED, "issue"})
RECORDED = {"prerecorded voice": True, "autodialed live voice call": False, "live voice": False}
NOTHING = frozenset({"", "none", "n/a", "null", "unknown"})
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::\d{2})?\s*([ap])?\.?\s*(?:m\.?)?", re.I)


def is_it(names: list[str]) -> bool:
    return set(_plain(names)) >= NEEDED


def _plain(names: list[str]) -> list[str]:
    return [" ".join(name.replace("_", " ").split()).lower().replace("messge", "message") for name in names]


def read(names: list[str], lines: Iterable[tuple[int, list[str]]], number: ReadNumber) -> Iterator[Row]:
    seen: Counter[str] = Counter()
    plain = _plain(names)
    for line, cells in lines:
        if len(cells) != len(plain):
            yield Row(line, left_out=f"It has {len(cells)} cells; the header has {len(plain)}.")
            continue
        said = {name: "" if cell.lower() in NOTHING else cell for name, cell in zip(plain, cells, strict=True)}
        yield _row(line, said, digest(cells, seen), number)


def _row(line: int, said: dict[str, str], words: str, number: ReadNumber) -> Row:
    row = Row(line)
    if not said[CALLER]:
        row.left_out = "Caller ID Number: empty; a complaint without a number supports no call."
        return row
    _times(row, said)
    if row.left_out:
        return row
    row.number_raw = said[CALLER][:80]
    row.calling, why = number(row.number_raw)
    if why:
        row.odd.append(f"Caller ID Number: {why}")
    _call_back(row, said.get(ADVERTISER, ""), number)
    row.city, row.state = said.get("city", "")[:120], said.get("state", "")[:60]
    row.subject = " ".join(filter(None, (said["issue"], said.get(KIND, "")))).strip()[:200]
    row.recorded = RECORDED.get(said.get(KIND, "").lower())
    ticket = _first(said, TICKET)
    row.digest = hashlib.sha256(f"FCC {ticket}".encode()).hexdigest() if ticket else words
    return row


def _call_back(row: Row, written: str, number: ReadNumber) -> None:
    if not written:
        return
    row.call_back, why = number(written[:80])
    if why:
        row.odd.append(f"Advertiser Business Number: {why}")


def _times(row: Row, said: dict[str, str]) -> None:
    """Where nobody says when it was complained, the day of the call is all that is known."""
    day = _day(said[ISSUED])
    if day is None:
        row.left_out = f"Date of Issue: “{said[ISSUED]}” is not a day such as 07/06/2021."
        return
    clock = said.get(AT, "")
    hours = _hours(clock)
    if clock and hours is None:
        row.odd.append(f"Time of Issue: “{clock}” is not a time such as 10:31 AM; midday is taken.")
    row.called_at = (day + (hours or timedelta(hours=12))).astimezone(UTC)
    created = _day(_first(said, CREATED))
    row.complained_at = created.astimezone(UTC) if created else row.called_at
    if row.complained_at.astimezone(ZONE).date() == row.called_at.astimezone(ZONE).date():
        row.complained_at = max(row.complained_at, row.called_at)  # the file tells the day only
    judge_times(row, "Date of Issue")


def _day(text: str) -> datetime | None:
    for form in ("%m/%d/%Y", "%Y-%m-%d", "%m/%d/%Y %I:%M:%S %p", "%Y-%m-%dT%H:%M:%S.%f", "%m/%d/%Y %H:%M"):
        try:
            found = datetime.strptime(text, form).replace(tzinfo=ZONE)
        except ValueError:
            continue
        return found if found.year > 1 else None
    return None


def _hours(text: str) -> timedelta | None:
    found = _CLOCK.fullmatch(text.strip())
    if not found:
        return None
    hour, minute, half = int(found[1]), int(found[2]), (found[3] or "").lower()
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return timedelta(hours=hour, minutes=minute) if hour < 24 and minute < 60 else None


def _first(said: dict[str, str], names: tuple[str, ...]) -> str:
    return next((said[name] for name in names if said.get(name)), "")
