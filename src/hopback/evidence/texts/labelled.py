"""Groups and labels as files have them: JSON lines of `hopback campaigns group`, or CSV."""

import csv
import io
import json
import re
from collections.abc import Iterable

CAMPAIGN = ("campaign", "itg_campaign", "label", "campaign_name")
_PART = re.compile(r"\s*\([^)]*\)$|-P\d+(?=-|[A-Z]|$)|-\d+$")


class LabelsFaultError(ValueError):
    """The file cannot be used; the message says why."""


def read(data: bytes) -> dict[str, str]:
    """file_name → campaign."""
    text = data.decode("utf-8-sig", errors="replace").replace("\0", " ")
    return _objects(text) if text.lstrip().startswith("{") else _table(text)


def without_part(name: str) -> str:
    """`Amazon-SuspiciousCharge-P1` is a part of `Amazon-SuspiciousCharge`."""
    bare = name
    while (shorter := _PART.sub("", bare)) != bare:
        bare = shorter
    return bare or name


def _objects(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for line, said in enumerate(text.splitlines(), 1):
        if not said.strip():
            continue
        try:
            row = json.loads(said)
            found[str(row["file_name"])] = str(row["campaign"])
        except (ValueError, KeyError, TypeError, RecursionError) as fault:
            raise LabelsFaultError(f"line {line} is no object with file_name and campaign") from fault
    return found


def _table(text: str) -> dict[str, str]:
    rows = csv.reader(io.StringIO(text, newline=""))
    try:
        header = [name.strip().lower() for name in next(rows, [])]
        which = next((name for name in CAMPAIGN if name in header), None)
        if "file_name" not in header or which is None:
            raise LabelsFaultError(f"its first line has no column file_name, or none of {', '.join(CAMPAIGN)}")
        return dict(_pairs(rows, header.index("file_name"), header.index(which)))
    except csv.Error as fault:
        raise LabelsFaultError(f"line {rows.line_num} ends the reading: {fault}") from fault


def _pairs(rows: Iterable[list[str]], key: int, campaign: int) -> Iterable[tuple[str, str]]:
    return ((row[key], row[campaign]) for row in rows if len(row) > max(key, campaign) and row[campaign].strip())
