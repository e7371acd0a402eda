"""The cells of a block as rows of the archive, and which rows the row reader has to judge."""

from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from ...archive.forms import Form
from ...archive.rows import Numbering
from ...archive.schema import SCHEMA, without_empty
from ...dialects.mapped import values
from ...dialects.mapped.mapping import Mapping
from ...dialects.mapped.records import Maker
from ...record import Direction, TimeOf
from . import moments, telephone, words
from .odd import anywhere, repeated

_NUMBERS = ("called", "calling")
_ALIASES = ("dialled", "routing_number", "diverted_from", "called_out")  # filed under these too


@dataclass(frozen=True, slots=True)
class Made:
    """`table`: rows that are plainly good. `unread`: for each row, is it for the row reader? `skipped`: no calls."""

    table: pa.Table
    unread: pa.Array
    skipped: int


@dataclass(frozen=True, slots=True)
class Columns:
    """Turns cells, by their places, into rows. `switch` where no column names it."""

    mapping: Mapping
    maker: Maker
    numbering: Numbering
    switch: str
    source: int
    _numbers: telephone.Reader = field(init=False)
    _moments: moments.Reader = field(init=False)

    def __post_init__(self) -> None:
        maker = self.maker
        object.__setattr__(self, "_numbers", telephone.Reader(self.numbering, maker.empty))
        object.__setattr__(self, "_moments", moments.Reader(self.mapping.time, maker.zone, maker.empty))

    def kinds(self) -> dict[int, pa.DataType]:
        """Which cells are needed, and as what: words that repeat are read once each."""
        repeating = pa.dictionary(pa.int32(), pa.string())
        found: dict[int, pa.DataType] = {place: repeating for name, place in self.maker.texts if name not in _NUMBERS}
        for place in (self.maker.code, self.maker.direction, self.maker.only, self.maker.duration):
            if place is not None:
                found[place] = repeating
        single = [place for name, place in self.maker.texts if name in _NUMBERS]
        single += [place for places in self.maker.moments.values() for place in places]
        return found | dict.fromkeys(single, pa.string())

    def rows(self, cells: dict[int, pa.Array], lines: pa.Array, unread: pa.Array) -> Made:
        """`lines`: the number of each row's line. `unread`: rows that are for the row reader in any case."""
        size = len(lines)
        said = {name: self._text(cells[place]) for name, place in self.maker.texts if name not in _NUMBERS}
        plain = {name: _plain(cells[place]) for name, place in self.maker.texts if name in _NUMBERS}
        called = self._numbers.read(plain["called"])
        calling = self._numbers.read(plain["calling"] if "calling" in plain else repeated("", pa.string(), size))
        at = self._moments.read(_plain(cells[self.maker.moments["at"][0]]))
        wanted = self._wanted(cells, size)
        bad = pc.or_(pc.or_(called.unread, calling.unread), pc.is_null(at.at))
        bad = pc.or_(bad, pc.invert(pc.or_(called.written, calling.written)))
        aliases = [self._numbers.read(pc.fill_null(said[name], "")) for name in _ALIASES if name in said]
        for each in aliases:
            bad = pc.or_(bad, each.unread)
        bad = pc.and_(pc.or_(bad, unread), wanted)
        columns = self._columns(cells, said, called, calling, at, lines)
        good = pc.and_(pc.invert(pc.or_(bad, unread)), wanted)
        fields = [f for f in SCHEMA if f.name in columns and columns[f.name].null_count < size]
        table = pa.table([columns[f.name] for f in fields], schema=pa.schema([f.with_nullable(True) for f in fields]))
        again = [
            self._again(table, called, plain["called"], each.keys, aliases[:n], good) for n, each in enumerate(aliases)
        ]
        skipped = pc.sum(pc.invert(pc.or_(wanted, unread))).as_py() or 0
        table = table if pc.all(good).as_py() else table.filter(good)
        found = pa.concat_tables([table, *again], promote_options="default") if again else table
        return Made(
            without_empty(found.cast(pa.schema([SCHEMA.field(name) for name in found.column_names]))),
            pc.or_(bad, unread),
            skipped,
        )

    def _columns(
        self, cells: dict[int, pa.Array], said: dict[str, pa.Array], called: telephone.Numbers,
        calling: telephone.Numbers, at: moments.Moments, lines: pa.Array,
    ) -> dict[str, pa.Array]:  # fmt: skip
        size, maker = len(lines), self.maker
        found = said | {
            "called": called.keys, "at": at.at.cast(pa.timestamp("us")), "calling": calling.keys,
            "source": repeated(self.source, pa.int32(), size), "line": lines,
            "called_form": called.forms, "called_raw": called.raws,
            "calling_form": calling.forms, "calling_raw": calling.raws,
            "precision_s": pc.if_else(pc.equal(at.precision_s, 1.0), pa.scalar(None, pa.float64()), at.precision_s),
        }  # fmt: skip
        if "leg" in said:
            found["call"] = pc.coalesce(said["call"], said["leg"]) if "call" in said else said["leg"]
        if self.switch:
            named = said.get("switch")
            found["switch"] = (
                repeated(self.switch, pa.string(), size) if named is None else pc.fill_null(named, self.switch)
            )
        if maker.direction is not None:
            found["direction"] = words.each(cells[maker.direction], self._direction, pa.string())
        if (of := self.mapping.time.of) is not TimeOf.SETUP:
            found["time_of"] = repeated(of.value, pa.string(), size)
        for name in ("answered", "ended"):
            if places := maker.moments.get(f"{name}_at"):
                found[f"{name}_after_us"] = pc.subtract(self._moments.read(_plain(cells[places[0]])).at, at.at)
        if maker.duration is not None:
            found["duration_s"] = words.seconds(_worded(cells[maker.duration]), self.mapping.time.duration)
        if maker.code is not None:
            found["code"] = words.each(cells[maker.code], self._code, pa.int64())
        return found

    def _text(self, cells: pa.Array) -> pa.Array:
        return words.texts(_worded(cells), self.maker.empty)

    def _wanted(self, cells: dict[int, pa.Array], size: int) -> pa.Array:
        """Rows that are calls, by the mapping's [only]."""
        if self.maker.only is None:
            return repeated(True, pa.bool_(), size)
        return words.each(cells[self.maker.only], lambda w: values.text(w).casefold() in self.maker.wanted, pa.bool_())

    def _direction(self, word: str) -> Any:
        return self.maker.words.get(values.text(word).casefold(), Direction.UNKNOWN).value or None

    def _code(self, word: str) -> Any:
        return values.whole(values.text(word, self.maker.empty))

    def _again(
        self, table: pa.Table, called: telephone.Numbers, raw: pa.Array, keys: pa.Array,
        before: list[telephone.Numbers], good: pa.Array,
    ) -> pa.Table:  # fmt: skip
        """The rows that are filed under another number as well."""
        chosen = pc.and_(good, pc.and_(pc.not_equal(keys, 0), pc.not_equal(keys, called.keys)))
        for each in before:
            chosen = pc.and_(chosen, pc.not_equal(keys, each.keys))
        if not anywhere(chosen):
            return table.slice(0, 0)
        found = table.filter(chosen)
        size = len(found)
        written = words.texts(raw.filter(chosen).dictionary_encode(), self.maker.empty)
        replaced: dict[str, pa.Array] = {
            "called": keys.filter(chosen), "alias": repeated(True, pa.bool_(), size),
            "called_form": repeated(Form.RAW.value, pa.int8(), size), "called_raw": pc.fill_null(written, ""),
        }  # fmt: skip
        columns = {name: found.column(name) for name in found.column_names} | replaced
        fields = [f.with_nullable(True) for f in SCHEMA if f.name in columns]
        return pa.table([columns[f.name] for f in fields], schema=pa.schema(fields))


def _worded(cells: pa.Array) -> pa.DictionaryArray:
    """Each word once: a column that also stands for something else was read as text."""
    return cells if pa.types.is_dictionary(cells.type) else cells.dictionary_encode()


def _plain(cells: pa.Array) -> pa.Array:
    """As text: a column that also stands for something else was read as words."""
    return cells.cast(pa.string()) if pa.types.is_dictionary(cells.type) else cells
