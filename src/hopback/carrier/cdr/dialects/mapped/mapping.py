"""What a mapping says: where the calls stand, which column is which, how times and numbers are written. Pure data.

Read row by row by `reading.Mapped`, as columns by the archive's import, in place by the warehouse.
"""

import re
from typing import Annotated, Literal, Self
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, model_validator

from ...record import Direction, TimeOf
from .checks import EPOCHS, encoding_name, one_character, time_form, zone_name


def _as_list(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value


type Words = Annotated[tuple[str, ...], BeforeValidator(_as_list)]
type Format = Literal["csv", "parquet", "sqlite", "postgresql", "warehouse"]  # the last: searched where it stands
type Column = Annotated[str, StringConstraints(min_length=1)] | Annotated[int, Field(ge=1)]  # a name, or a place from 1
type Stretch = Literal["s", "ms", "us", "ns", "min", "h:m:s"]
type Digits = Annotated[str, StringConstraints(pattern=r"^[0-9]+$")]
type Prefix = Annotated[str, StringConstraints(pattern=r"^[0-9*#+]+$")]

PAIRS = (("ingress_trunk", "egress_trunk"), ("source_ip", "destination_ip"), ("ingress_call_id", "egress_call_id"))


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Source(_Part):
    """Which kind of table it is. A file's path is told when it is read; a database is named here."""

    format: Format
    delimiter: Annotated[str, AfterValidator(one_character)] = ","
    quote: Annotated[str, StringConstraints(max_length=1)] = '"'  # "": nothing is quoted
    header: bool = True
    skip: Annotated[int, Field(ge=0)] = 0  # lines above the heading, or above the first row
    encoding: Annotated[str, AfterValidator(encoding_name)] = "utf-8"
    table: str = ""  # of a database: calls, or cdr.calls
    url: str = ""  # postgresql://user@host/database
    url_from: str = ""  # the environment variable that holds the URL, so that no password stands in the file
    switch: str = ""  # the name these records get in the archive where no column says it
    empty: Words = ("NULL", "\\N")  # words that mean: nothing

    @model_validator(mode="after")
    def _database_is_named(self) -> Self:
        if self.format in ("sqlite", "postgresql", "warehouse") and not self.table:
            raise ValueError(f'a {self.format} source needs table = "…"')
        if self.format == "postgresql" and bool(self.url) == bool(self.url_from):
            raise ValueError(
                'a postgresql source needs either url = "postgresql://…" or url_from = "NAME_OF_A_VARIABLE"'
            )
        return self


type Moment = Annotated[Column | tuple[Column, Column], BeforeValidator(_as_list)]  # two columns: a date and a time


class Columns(_Part):
    """Our name = theirs. Everything but time and called number may be missing."""

    at: Moment
    called: Column
    calling: Column | None = None
    answered_at: Moment | None = None
    ended_at: Moment | None = None
    duration: Column | None = None
    switch: Column | None = None
    call: Column | None = None
    leg: Column | None = None
    calling_asserted: Column | None = None
    caller_name: Column | None = None
    dialled: Column | None = None
    routing_number: Column | None = None
    diverted_from: Column | None = None
    calling_out: Column | None = None
    called_out: Column | None = None
    ingress_trunk: Column | None = None
    source_ip: Column | None = None
    ingress_call_id: Column | None = None
    egress_trunk: Column | None = None
    destination_ip: Column | None = None
    egress_call_id: Column | None = None
    account: Column | None = None
    code: Column | None = None
    result: Column | None = None
    identity: Column | None = None
    verstat: Column | None = None

    def used(self) -> dict[str, tuple[Column, ...]]:
        """Our name → the one or two columns it is read from, for those that are mapped."""
        told = ((name, getattr(self, name)) for name in type(self).model_fields)
        return {name: where if isinstance(where, tuple) else (where,) for name, where in told if where is not None}


TIMES = ("at", "answered_at", "ended_at")
TEXTS = tuple(name for name in Columns.model_fields if name not in {*TIMES, "duration", "code"})


class Time(_Part):
    """How times are written. `zone` is needed where the form carries none; "" leaves it to whoever imports."""

    zone: Annotated[str, AfterValidator(zone_name)] = ""  # America/Chicago, UTC
    form: Annotated[str, AfterValidator(time_form)] = "iso"  # a word of FORMS, or a pattern of strptime
    of: Annotated[TimeOf, Field(strict=False)] = TimeOf.SETUP  # which moment of the call `at` is
    duration: Stretch = "s"

    @property
    def carries_zone(self) -> bool:
        """Does every time say its own zone? ISO times may or may not: False."""
        return self.form in EPOCHS or self.form in ("julian", "rfc2822") or "%z" in self.form

    @property
    def precision_s(self) -> float:
        """How finely times are written, as far as the form tells; a value with more places is finer than this."""
        if self.form in EPOCHS:
            return max(1 / EPOCHS[self.form], 1e-6)
        if self.form == "julian":
            return 0.0864
        if "%" not in self.form or re.search(r"%[STXcsr]", self.form):
            return 1e-6 if "%f" in self.form else 1.0
        return 60.0

    def tzinfo(self) -> ZoneInfo | None:
        return ZoneInfo(self.zone) if self.zone else None


class Numbers(_Part):
    """How numbers become keys: the calling code of those written without one, and prefixes that are no part of them."""

    country: Digits = "1"
    tech_prefixes: Annotated[tuple[Prefix, ...], BeforeValidator(_as_list)] = ()
    decorated: bool = False  # of a warehouse: numbers stand as sip:…@host or with ;npdi;rn=…, so ask for what is inside


type Way = Literal["", "inbound", "outbound", "internal"]


class Directions(_Part):
    """Which column says which way a call went, in which words (case does not matter), and what changes with it."""

    column: Column | None = None
    inbound: Words = ()
    outbound: Words = ()
    internal: Words = ()
    swap_numbers: Way = ""  # in rows of this direction calling and called have changed places
    swap_sides: Way = ""  # in rows of this direction trunk, address and Call-ID are those of the other side (PAIRS)

    @model_validator(mode="after")
    def _words_and_column(self) -> Self:
        words = [word.casefold() for word in (*self.inbound, *self.outbound, *self.internal)]
        if self.column is None and (words or self.swap_numbers or self.swap_sides):
            raise ValueError('say which column tells the direction: column = "…"')
        if len(set(words)) < len(words):
            raise ValueError("one word stands for two directions")
        return self

    def table(self) -> dict[str, Direction]:
        """Word (casefolded) → direction."""
        ways = (
            (Direction.INBOUND, self.inbound),
            (Direction.OUTBOUND, self.outbound),
            (Direction.INTERNAL, self.internal),
        )
        return {word.casefold(): way for way, words in ways for word in words}


class Only(_Part):
    """Rows whose column holds none of these words are no calls of their own: BYEs, subscribers' features."""

    column: Column
    words: Words


class Mapping(_Part):
    """A whole mapping.toml."""

    source: Source
    columns: Columns
    time: Time = Time()
    numbers: Numbers = Numbers()
    direction: Directions = Directions()
    only: Only | None = None

    @model_validator(mode="after")
    def _names_need_a_header(self) -> Self:
        if self.source.format == "csv" and not self.source.header:
            for ours, theirs in self.columns.used().items():
                if any(isinstance(column, str) for column in theirs):
                    raise ValueError(f"columns.{ours} is a name, but the file has no header: give its place, from 1")
        return self

    @property
    def zoned(self) -> bool:
        """Is there nothing left to ask about the zone?"""
        return bool(self.time.zone) or self.time.carries_zone
