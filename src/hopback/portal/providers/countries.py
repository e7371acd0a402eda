"""Countries by their two letters: every region of the world's numbering plans."""

import csv
from functools import cache
from importlib.resources import files


@cache
def _names() -> dict[str, str]:
    """Read from a file of ours: the same list in phonenumbers takes seconds to import."""
    with (files(__package__) / "data" / "countries.csv").open(encoding="utf-8", newline="") as table:
        return {row["code"]: row["name"] for row in csv.DictReader(table)}


def country_name(code: str) -> str:
    """`Belize` for BZ; letters that name no country stay as they are."""
    return _names().get(code, code)


@cache
def choices() -> list[tuple[str, str]]:
    """The United States first, then by name."""
    others = sorted((pair for pair in _names().items() if pair[0] != "US"), key=lambda pair: pair[1])
    return [("US", country_name("US")), *others]
