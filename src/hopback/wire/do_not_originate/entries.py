"""One number or block of the list, and the canonical text of many: what is hashed, signed and kept (XB.1, XB.8)."""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from itertools import batched
from typing import Any, Literal, NamedTuple, get_args

Category = Literal["government", "private"]
Change = Literal["listed", "removed"]
CSV = "change,number,block,category,recipient,listing,priority,listed_on"
CATEGORIES: tuple[str, ...] = get_args(Category)
CHANGES: tuple[str, ...] = get_args(Change)
LONGEST = 15  # digits of an E.164 number
_NUMBER = re.compile(rf"\+[1-9][0-9]{{0,{LONGEST - 1}}}")
_BATCH = 2_000  # lines in one chunk of text
_LISTINGS = 20_000  # listings of which it is remembered what their numbers' lines have in common


class Entry(NamedTuple):
    """A number, or a block: the digits that every number of it begins with (“+1202555”)."""

    number: str  # E.164
    block: bool
    category: Category
    recipient: str  # the DNO Recipient's name
    listing: str  # dno_…
    priority: int  # 1: take first
    listed_on: date


class Row(NamedTuple):
    """A line of the list: a full copy holds only `listed`, a difference says what was removed as well."""

    change: Change
    entry: Entry


class Fault(NamedTuple):
    """A line that cannot be used, and why. `line` counts from 1, the header's."""

    line: int
    why: str


class NotAList(ValueError):  # noqa: N818 - it reads as what happened
    """This is no list of Do Not Originate numbers. The message says why."""


def listed(entries: Iterable[Entry]) -> Iterator[Row]:
    """The rows of a full copy."""
    return (Row("listed", each) for each in entries)


def write(rows: Iterable[Row]) -> Iterator[str]:
    """The canonical text in chunks: the header, then a line for each row, LF at the end of each.

    The caller sorts by number (as text) and gives each number once: so the same content has the same hash everywhere.
    """
    yield CSV + "\n"
    for some in batched(rows, _BATCH):
        yield "".join(f"{change},{e.number},{'true' if e.block else 'false'},{_tail(*e[2:])}" for change, e in some)


@lru_cache(maxsize=_LISTINGS)
def _tail(category: str, recipient: str, listing: str, priority: int, listed_on: date) -> str:
    """The rest of a line, the same for all numbers of a listing."""
    text = io.StringIO()
    name = " ".join(recipient.split())
    csv.writer(text, lineterminator="\n").writerow((category, name, listing, priority, listed_on.isoformat()))
    return text.getvalue()


def read(lines: Iterable[str]) -> Iterator[Row | Fault]:
    """What the text says, line by line; a bad line is a Fault and the rest is read on. Raises NotAList."""
    table = csv.reader(lines)
    try:
        header = next(table, [])
    except csv.Error as problem:
        raise NotAList(f"The list cannot be read: {problem}.") from None
    if ",".join(header).removeprefix("\ufeff") != CSV:
        raise NotAList(f"The list begins with “{','.join(header)[:80]}”; it should begin with “{CSV}”.")
    while True:
        try:
            for fields in table:
                if fields:
                    yield _row(fields) or Fault(table.line_num, _why(fields))
            return
        except csv.Error as problem:
            yield Fault(table.line_num, f"The line cannot be read: {problem}.")


def whole(lines: Iterable[str]) -> Iterator[Row]:
    """The rows of a text that must hold no bad line. Raises NotAList at the first one."""
    for row in read(lines):
        if isinstance(row, Fault):
            raise NotAList(f"Line {row.line}: {row.why} Nothing of the list was taken.")
        yield row


def _row(fields: list[str]) -> Row | None:
    """Nearly every row is right and there are a million of them: say what is wrong only where something is."""
    if len(fields) != 8:
        return None
    change, number, block, *told = fields
    rest = _rest(*told)
    if rest is None or change not in CHANGES or block not in ("true", "false") or not _NUMBER.fullmatch(number):
        return None
    return Row(change, Entry(number, block == "true", *rest))  # type: ignore[arg-type]


@lru_cache(maxsize=_LISTINGS)
def _rest(category: str, recipient: str, listing: str, priority: str, listed_on: str) -> tuple[Any, ...] | None:
    """What stands on the line of every number of a listing, read once; None where it cannot be."""
    numbered = priority.isascii() and priority.isdigit() and len(priority) < 10
    day = _day(listed_on) if category in CATEGORIES and recipient and listing and numbered else None
    return (category, recipient, listing, int(priority), day) if day else None


def _why(fields: list[str]) -> str:
    if len(fields) != 8:
        return f"There are {len(fields)} fields; there should be 8: {CSV}."
    change, number, block, category, recipient, listing, priority, _ = fields
    checks = (
        (change in CHANGES, f"change is “{change}”; it is listed or removed."),
        (_NUMBER.fullmatch(number), f"number is “{number}”; it is + and the digits of E.164, at most {LONGEST}."),
        (block in ("true", "false"), f"block is “{block}”; it is true or false."),
        (category in CATEGORIES, f"category is “{category}”; it is government or private."),
        (recipient, "recipient is empty."),
        (listing, "listing is empty."),
        (priority.isascii() and priority.isdigit() and len(priority) < 10, f"priority is “{priority}”, no number."),
    )
    return next((why for fine, why in checks if not fine), "listed_on is no day such as 2026-10-20.")


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if text == day.isoformat() else None
