"""What a column looks like, by what stands in it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from ipaddress import ip_address

from ... import number
from ...dialects.fields import address
from . import clocks
from .mapping import Column

_NANP = re.compile(r"(?:\+?1)?[2-9]\d{2}[2-9]\d{6}", re.A)
_NOBODY = re.compile(r"anonymous|restricted|private|unknown|unavailable|withheld|blocked", re.I)
_ID = re.compile(r"[0-9A-Fa-f]{8}-?(?:[0-9A-Fa-f]{4}-?){3}[0-9A-Fa-f]{12}|[0-9A-Za-z_.:-]{16,}")
_SPELLED = re.compile(r"(?:sips?|tel):|<", re.I)
_DATED = re.compile(r"\d[-/.: ]\w{1,3}[-/.: ]\d", re.A)
_HMS = re.compile(r"(?:\d+:)?\d{1,2}:\d\d", re.A)


def _share(good: int, values: Sequence[str]) -> float:
    return good / len(values) if values else 0.0


@dataclass(frozen=True)
class Shape:
    """One column: how it is called (or its place, from 1), and what the rows looked at say in it."""

    column: Column
    place: int  # from 0
    values: tuple[str, ...]  # not empty ones
    rows: int

    @property
    def name(self) -> str:
        return self.column if isinstance(self.column, str) else ""

    @cached_property
    def distinct(self) -> float:
        return _share(len(set(self.values)), self.values)

    @cached_property
    def filled(self) -> float:
        return len(self.values) / self.rows if self.rows else 0.0

    @cached_property
    def phones(self) -> float:
        """The share that are telephone numbers beyond doubt, or say that the number is withheld."""
        return _share(sum(_phone(value) for value in self.values), self.values)

    @cached_property
    def dialable(self) -> float:
        """The share that could be telephone numbers: any seven digits and more, but neither times nor addresses."""
        if self.times or self.addresses > 0.5:
            return 0.0
        return _share(sum(_dialable(value) for value in self.values), self.values)

    @cached_property
    def addresses(self) -> float:
        return _share(sum(_is_address(value) for value in self.values), self.values)

    @cached_property
    def times(self) -> list[str]:
        """The forms of a full time that it fits."""
        return clocks.fitting(self.values)

    @cached_property
    def days(self) -> list[str]:
        return clocks.is_day(self.values)

    @cached_property
    def hours(self) -> list[str]:
        return clocks.is_clock(self.values)

    @cached_property
    def counts(self) -> float:
        """The share that are numbers, not negative, without a date's or a telephone number's length."""
        return _share(sum(_count(value) for value in self.values), self.values)

    @cached_property
    def lengths(self) -> float:
        """The share that are written like 0:01:32."""
        return _share(sum(bool(_HMS.fullmatch(value)) for value in self.values), self.values)

    @cached_property
    def ids(self) -> float:
        """The share that could name a call: `…@host`, or long enough and no two alike."""
        if self.times or self.addresses > 0.5:
            return 0.0
        return _share(sum(_is_call_id(value) or bool(_ID.fullmatch(value)) for value in self.values), self.values)

    @cached_property
    def call_ids(self) -> float:
        return _share(sum(_is_call_id(value) for value in self.values), self.values)


def _is_call_id(value: str) -> bool:
    return "@" in value and not _SPELLED.search(value)


def _bare(value: str) -> str:
    return re.sub(r"[\s().-]", "", value)


def _phone(value: str) -> bool:
    bare = _bare(value)
    if bare.startswith("+"):
        return bare[1:].isdecimal() and 7 <= len(bare) - 1 <= 15
    if _SPELLED.search(value):
        return number.key(value) > 10**6
    return bool(_NANP.fullmatch(bare) or _NOBODY.fullmatch(value.strip()))


def _dialable(value: str) -> bool:
    if _phone(value):
        return True
    bare = _bare(value).removesuffix("#")
    return bare.isascii() and bare.isdecimal() and 7 <= len(bare) <= 18


def _is_address(value: str) -> bool:
    try:
        ip_address(address(value))
    except ValueError:
        return False
    return True


def _count(value: str) -> bool:
    try:
        return 0 <= float(value) < 1e7
    except ValueError:
        return False


def is_data(value: str) -> bool:
    """Is it no name of a column, whatever else it is?"""
    return _dialable(value) or _is_address(value) or _count(value) or bool(_DATED.search(value))
