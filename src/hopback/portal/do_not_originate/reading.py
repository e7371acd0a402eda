"""Numbers as somebody wrote them: one a line, a range, a block, or a CSV file. Every bad row is told (XB.1)."""

import csv
import io
import re
from collections.abc import Iterator
from typing import NamedTuple

from hopback.policy.figures import SHORTEST_BLOCK
from hopback.portal.ground import phone

NATIONAL = re.compile(r"[2-9]\d{2}[2-9]\d{6}")
RANGE = re.compile(r"\s*(?:–|\bto\b|(?<=\d)\s*-\s*(?=\+))\s*|\s+-\s+")
WIDEST = 1_000_000  # numbers in one range
HEADINGS = {"number", "numbers", "from", "first", "telephone", "phone", "calls", "to", "last"}


class Read(NamedTuple):
    number: str
    block: bool


class Fault(NamedTuple):
    """`row` counts from 1, as a spreadsheet does."""

    row: int
    text: str
    why: str

    def __str__(self) -> str:
        return f"Row {self.row}, “{self.text[:40]}”: {self.why}"


class Unreadable(ValueError):  # noqa: N818 - it reads as what happened
    """This is no number, range or block; the message says why."""


def read_text(text: str) -> tuple[list[Read], list[Fault]]:
    """Each number once, in the order they were given; and each row that could not be read."""
    found: dict[str, Read] = {}
    faults: list[Fault] = []
    for row, written in _rows(text):
        try:
            found.update((one.number, one) for one in read_row(written))
        except Unreadable as fault:
            faults.append(Fault(row, written, str(fault)))
    return list(found.values()), faults


def _rows(text: str) -> Iterator[tuple[int, str]]:
    """The first cell, or the first two where a second one closes a range; headings and empty rows are passed over."""
    for row, cells in enumerate(csv.reader(io.StringIO(text.removeprefix("\ufeff"))), 1):
        said = [cell.strip().lstrip("'") for cell in cells[:2] if cell.strip()]
        if said and not (row == 1 and said[0].lower() in HEADINGS):
            yield row, " to ".join(said)


def read_row(written: str) -> list[Read]:
    """`800-829-1040`; `202-555-0100 to 202-555-0199`, as the fewest blocks that cover it; `+1202555*`, a block."""
    if written.endswith("*"):
        return [Read(_block(written[:-1]), True)]
    ends = RANGE.split(written)
    if len(ends) == 2 and all(ends):
        return _range(read_one(ends[0]), read_one(ends[1]))
    return [Read(read_one(written), False)]


def read_one(written: str) -> str:
    """E.164. Raises Unreadable."""
    digits = re.sub(r"[\s().+\-/]", "", written)
    national = digits[1:] if len(digits) == 11 and digits[0] == "1" else digits
    if NATIONAL.fullmatch(national):
        return f"+1{national}"
    read = phone.read(written)
    if not read.valid:
        raise Unreadable(read.why or "this is not a telephone number.")
    return read.e164


def _block(written: str) -> str:
    digits = re.sub(r"\D", "", written)
    national = digits[1:] if digits.startswith("1") else digits
    if not national.isdigit() or len(national) < SHORTEST_BLOCK or len(national) > 9:
        raise Unreadable(f"a block leaves {SHORTEST_BLOCK} to 9 digits of the ten fixed, as in +1202555*.")
    if not re.match(r"[2-9]\d{2}[2-9]", national):
        raise Unreadable("no number in use begins so.")
    return f"+1{national}"


def _range(first: str, last: str) -> list[Read]:
    if len(first) != len(last) or first > last:
        raise Unreadable("the last number of a range is behind its first.")
    low, high = int(first[1:]), int(last[1:])
    if high - low >= WIDEST:
        raise Unreadable(f"a range has at most {WIDEST:,} numbers.")
    return list(_covering(low, high, len(first) - 1 - SHORTEST_BLOCK - 1))


def _covering(low: int, high: int, most: int) -> Iterator[Read]:
    """Blocks by their leading digits, as large as they fit; `most`: how many digits a block may leave open."""
    while low <= high:
        free = 0
        while free < most and low % 10 ** (free + 1) == 0 and low + 10 ** (free + 1) - 1 <= high:
            free += 1
        yield Read(f"+{low // 10**free}", free > 0)
        low += 10**free


def read_counts(text: str) -> tuple[list[tuple[str, int]], list[Fault]]:
    """A member's statistics: `number,calls` a row (XB.8)."""
    found: list[tuple[str, int]] = []
    faults: list[Fault] = []
    for row, cells in enumerate(csv.reader(io.StringIO(text.removeprefix("\ufeff"))), 1):
        said = [cell.strip().lstrip("'") for cell in cells]
        if not any(said) or (row == 1 and said[0].lower() in HEADINGS):
            continue
        try:
            found.append(_count(said))
        except Unreadable as fault:
            faults.append(Fault(row, ",".join(said), str(fault)))
    return found, faults


def _count(said: list[str]) -> tuple[str, int]:
    if len(said) < 2 or not said[1].isdigit():
        raise Unreadable("a row has a number and how many calls showed it, as in 800-829-1040,312.")
    return read_one(said[0]), int(said[1])
