"""What a row of a public file says of one provider, and what is odd about a row."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from ..likeness import bare_name

NAME, CITY, LONG = 200, 120, 300  # the longest that is kept


@dataclass(frozen=True, slots=True)
class Contact:
    """Who a file names: proposed to staff, and in force for nobody (XA.1)."""

    full_name: str
    title: str = ""
    email: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """One provider as a file knows it. `lines`: where it stands there, the header being line 1."""

    lines: tuple[int, ...]
    name: str
    names: tuple[str, ...] = ()  # what else it is called
    ocns: tuple[str, ...] = ()
    frn: str = ""
    form_499_id: str = ""
    rmd_number: str = ""
    country: str = ""  # "" where the file does not say
    city: str = ""
    particulars: tuple[tuple[str, str, str], ...] = ()  # kind, value, country
    contact: Contact | None = None


@dataclass(frozen=True, slots=True)
class Odd:
    """A row that is left out, or a part of one: where, and why."""

    line: int
    reason: str


class Wrong(ValueError):  # noqa: N818 - it ends as the reason of an odd row
    """A row that cannot be taken; the message is its reason."""


type Cells = Mapping[str, str]


def name_of(cells: Cells, column: str) -> str:
    """A name as it stands, with single spaces; too long a one is no name."""
    name = " ".join(cells.get(column, "").split())
    if len(name) > NAME:
        raise Wrong(f"The name has {len(name)} characters; at most {NAME} are kept.")
    return name


def several(text: str) -> list[str]:
    """`A|B`, `A; B`, one below the other: each once, in their order."""
    names = (" ".join(part.split())[:LONG] for part in re.split(r"[|;\n]", text))
    return list(dict.fromkeys(name for name in names if name and name.casefold() not in NOTHING))


NOTHING = {"n/a", "na", "none", "null", "no", "-", "--", "not applicable"}


def ocn(text: str) -> str:
    code = text.strip().upper()
    if len(code) != 4 or not code.isalnum() or not code.isascii():
        raise Wrong(f"“{text.strip()}” is not an operating company number: it has four letters or digits.")
    return code


def frn(text: str) -> str:
    """Ten digits; spreadsheets lose the zeros in front."""
    return _digits(text, "an FCC registration number", most=10).zfill(10) if text.strip() else ""


def filer_id(text: str) -> str:
    return _digits(text, "a Form 499 filer id", most=9) if text.strip() else ""


def _digits(text: str, what: str, *, most: int) -> str:
    number = text.strip().removesuffix(".0")
    if not number.isdigit() or not number.isascii() or len(number) > most:
        raise Wrong(f"“{text.strip()}” is not {what}.")
    return number


def rmd_number(text: str) -> str:
    number = text.strip().upper()
    if number and not re.fullmatch(r"RMD\d{1,12}", number):
        raise Wrong(f"“{text.strip()}” is not a number of the Robocall Mitigation Database.")
    return number


def as_one(rows: list[Told]) -> list[Told]:
    """Rows of one file under the same name, legal form aside, are one provider with all their numbers."""
    found: dict[tuple[str, ...], Told] = {}
    for row in rows:
        key = (bare_name(row.name), row.frn or row.form_499_id or row.rmd_number)
        found[key] = joined(found[key], row) if key in found else row
    return list(found.values())


ONE_OF_A_KIND = ("frn", "form_499_id", "rmd_number", "country", "city", "contact")


def joined(one: Told, more: Told) -> Told:
    """Two rows about one provider; where both say something of which there is one, the first is believed."""
    names = dict.fromkeys((*one.names, more.name, *more.names))
    return replace(
        one,
        lines=one.lines + more.lines,
        names=tuple(name for name in names if name.casefold() != one.name.casefold()),
        ocns=tuple(dict.fromkeys(one.ocns + more.ocns)),
        **{name: getattr(one, name) or getattr(more, name) for name in ONE_OF_A_KIND},
        particulars=tuple(dict.fromkeys(one.particulars + more.particulars)),
    )
