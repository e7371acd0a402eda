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


@cache
def codes() -> dict[str, str]:
    """Letters by name in small letters: `belize` gives BZ, and so do its letters."""
    return {name.casefold(): code for code, name in _names().items()} | {code.casefold(): code for code in _names()}


def called(word: str) -> list[str]:
    """The countries whose name holds a word of four letters or more, or is the word."""
    asked = word.casefold()
    return [code for name, code in codes().items() if name == asked or (len(asked) > 3 and asked in name)]


def or_none() -> list[tuple[str, str]]:
    return [("", "None"), *choices()]


STATES = ("georgia", "new mexico", "new jersey")  # that end like a country
SPELLINGS = {"usa": "US", "u.s.": "US", "u.s.a.": "US", "united states of america": "US", "uk": "GB", "england": "GB"}


def code_of(text: str) -> str:
    """`BZ` for Belize, BZ or belize; "" for what names no country."""
    asked = " ".join(text.split()).casefold()
    return SPELLINGS.get(asked) or codes().get(asked, "")


def at_the_end_of(address: str) -> str:
    """The country that an address ends with: `… Belize City, Belize`. Two letters there are more often a state."""
    words = address.replace(",", " ").split()
    if address.casefold().endswith(STATES):
        return ""
    for many in (4, 3, 2, 1):
        last = " ".join(words[-many:])
        if len(last) > 2 and len(words) > many and (code := code_of(last)):
            return code
    return ""
