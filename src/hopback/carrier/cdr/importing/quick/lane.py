"""One mapped CSV file, block by block, several at once: rows for the archive, and what is told of the others."""

import codecs
import io
import os
import re
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as arrow_csv

from ...archive.rows import Numbering
from ...dialects import text
from ...dialects.exports import Export
from ...dialects.mapped import tables
from ...dialects.mapped.mapping import Mapping
from ...dialects.mapped.reading import Mapped, row
from ...dialects.mapped.records import Maker, NoColumnError
from ...dialects.mapped.tables import Line
from ...reading import Dialect, Row, Settings
from . import blocks
from .blocks import Block, MixedError
from .columns import Columns
from .odd import repeated

_LONGEST_QUOTED = 128 * 1024  # bytes of a field that Python's reader takes
_PATIENCE = 0.25  # more rows of a block than this left to the row reader, and it reads all of the block


@dataclass(frozen=True, slots=True)
class Batch:
    """What a block holds: `table` in the order of its lines, `rows` those that were read one by one."""

    table: pa.Table | None
    rows: list[Row]
    skipped: int
    first: int
    last: int  # number of its last line


def lane_for(dialect: Dialect, path: Path, settings: Settings, numbering: Numbering, source: int) -> "Lane | None":
    """A lane for this file if it is a CSV with a mapping that columns can be read by; None: read it row by row."""
    mapped = dialect.mapped(path) if isinstance(dialect, Export) and path.is_file() else dialect
    if not isinstance(mapped, Mapped) or not path.is_file() or not _suits(mapped.mapping):
        return None
    top = tables.csv_top(path, mapped.mapping.source)
    if top.names == [] or "\n" not in text.head(path, text.LONGEST).decode("latin-1"):
        return None
    with suppress(NoColumnError):
        return Lane(mapped.mapping, settings, numbering, source, path, top)
    return None


def _suits(mapping: Mapping) -> bool:
    columns, source = mapping.columns, mapping.source
    pairs = (columns.at, columns.answered_at, columns.ended_at)
    swaps = mapping.direction.swap_numbers or mapping.direction.swap_sides
    plain = len((source.delimiter + source.quote).encode()) == 1 + len(source.quote)
    return (
        source.format == "csv" and source.encoding == "utf-8" and plain and source.delimiter not in "\r\n"
        and not swaps and not any(isinstance(each, tuple) for each in pairs)
    )  # fmt: skip


class Lane:
    def __init__(
        self, mapping: Mapping, settings: Settings, numbering: Numbering, source: int, path: Path, top: tables.Top
    ) -> None:
        self._source, self._path, self._top = mapping.source, path, top
        self._maker = Maker(mapping, settings, top.names)
        switch = mapping.source.switch or settings.switch
        self._columns = Columns(mapping, self._maker, numbering, switch, source)
        self._kinds = self._columns.kinds()
        self._width = len(top.names) if top.names is not None else None
        quote, delimiter = mapping.source.quote, mapping.source.delimiter
        self._clean = blocks.clean(delimiter, quote) if quote else ""
        self._quoting = re.compile(self._clean.encode()) if quote else None

    def read(self, *, after_line: int = 0) -> Iterator[Batch]:
        """Everything after this line, in order. Blocks are read ahead, as many at once as there are processors."""
        top = [
            row(line, self._maker, self._width, str(self._path)) for line in self._top.lines if line.number > after_line
        ]
        if top:
            yield Batch(None, top, 0, top[0].place.line, self._top.last)
        at_once = max(os.cpu_count() or 1, 2)
        waiting: deque[Future[Batch]] = deque()
        start = max(after_line, self._top.last)
        with ThreadPoolExecutor(at_once, "cdr-block") as pool:
            try:
                found = blocks.blocks(
                    self._path, after_line=start, quoting=self._quoting, quote=self._source.quote.encode()
                )
                for block in found:
                    waiting.append(pool.submit(self._batch, block))
                    if len(waiting) > at_once:
                        yield waiting.popleft().result()
            except MixedError as mixed:
                while waiting:
                    yield waiting.popleft().result()
                yield from self._slowly(max(mixed.line, start))
            while waiting:
                yield waiting.popleft().result()

    def _slowly(self, after_line: int) -> Iterator[Batch]:
        rows = tables.table(self._path, self._source, after_line=after_line).lines
        for line in rows:
            yield Batch(None, [self._row(line)], 0, line.number, line.number)

    def _row(self, line: Line) -> Row:
        return row(line, self._maker, self._width, str(self._path))

    def _batch(self, block: Block) -> Batch:
        try:
            return self._quickly(block)
        except (pa.ArrowException, _NotPlain):
            return Batch(None, list(self._by_rows(block)), 0, block.first, block.first + block.lines - 1)

    def _by_rows(self, block: Block) -> Iterator[Row]:
        lines = text.lines_of(io.BytesIO(block.data).read, first=block.first, encoding=self._source.encoding)
        return (self._row(Line(c.line, c.cells, c.raw, c.broken)) for c in self._cells(lines))

    def _cells(self, lines: Iterator[text.Line]) -> Iterator[text.Cells]:
        return text.rows_of(lines, delimiter=self._source.delimiter, quote=self._source.quote)

    def _quickly(self, block: Block) -> Batch:
        data = block.data
        quote = self._source.quote.encode()
        if not _is_plain(data, _LONGEST_QUOTED if quote and quote in data else text.LONGEST):
            raise _NotPlain
        apart = self._unclean(block) if quote and quote in data else {}
        lines = pa.arange(block.first, block.first + block.lines)
        if apart:
            kept = [n for n in range(block.lines) if n + block.first not in apart]
            whole = data.splitlines(keepends=True)
            data, lines = b"".join(whole[n] for n in kept), lines.take(pa.array(kept, pa.int64()))
        if not data:
            return Batch(None, _in_order(apart), 0, block.first, block.first + block.lines - 1)
        cells, lines, misshapen = self._table(data, lines)
        made = self._columns.rows(cells, lines, self._stray(cells, len(lines)))
        left = lines.filter(made.unread).to_pylist() + misshapen
        if len(left) > _PATIENCE * block.lines:
            raise _NotPlain
        return Batch(
            made.table, self._told(block, left, apart), made.skipped, block.first, block.first + block.lines - 1
        )

    def _told(self, block: Block, left: list[int], apart: dict[int, list[Row]]) -> list[Row]:
        if not left:
            return _in_order(apart)
        lines = block.data.splitlines()
        for number in left:
            source = text.lines_of(io.BytesIO(lines[number - block.first]).read, first=number)
            apart[number] = [self._row(Line(c.line, c.cells, c.raw, c.broken)) for c in self._cells(source)]
        return _in_order(apart)

    def _table(self, data: bytes, lines: pa.Array) -> tuple[dict[int, pa.Array], pa.Array, list[int]]:
        """The cells that are needed, and those of places beyond the heading; lines of another width are left out."""
        width = self._width_of(data)
        wrong: list[int] = []

        def note(found: arrow_csv.InvalidRow) -> str:
            wrong.append(found.number - 1)
            return "skip"

        kinds = self._kinds | {n: pa.string() for n in range(self._width or width, width)}
        read = arrow_csv.read_csv(
            pa.py_buffer(data),
            read_options=arrow_csv.ReadOptions(
                use_threads=False, block_size=len(data) + 1, column_names=[str(n) for n in range(width)]
            ),
            parse_options=arrow_csv.ParseOptions(
                delimiter=self._source.delimiter, quote_char=self._source.quote or False,
                ignore_empty_lines=False, invalid_row_handler=note,
            ),
            convert_options=arrow_csv.ConvertOptions(
                column_types={str(n): kind for n, kind in kinds.items()}, include_columns=[str(n) for n in kinds],
                strings_can_be_null=False,
            ),
        )  # fmt: skip
        if len(read) + len(wrong) != len(lines):
            raise _NotPlain
        misshapen = lines.take(pa.array(wrong, pa.int64())).to_pylist()
        if wrong:
            lines = lines.filter(pc.invert(pc.is_in(lines, value_set=pa.array(misshapen, pa.int64()))))
        return {n: _one(read.column(str(n))) for n in kinds}, lines, misshapen

    def _width_of(self, data: bytes) -> int:
        """How many cells the first line has; as many as are needed at least."""
        first = data[: data.find(b"\n") + 1 or len(data)].decode("utf-8", "replace").rstrip("\r\n")
        cells, _ = text.split(first, delimiter=self._source.delimiter, quote=self._source.quote or "\x01")
        width = len(cells or ())
        if width < max(self._maker.needs, self._width or 0):
            raise _NotPlain
        return width

    def _stray(self, cells: dict[int, pa.Array], size: int) -> pa.Array:
        """Rows with something beyond the columns that the heading names."""
        found = repeated(False, pa.bool_(), size)
        if self._width is not None:
            for number, column in cells.items():
                if number >= self._width:
                    found = pc.or_(found, pc.not_equal(column, ""))
        return found

    def _unclean(self, block: Block) -> dict[int, list[Row]]:
        """Rows that are not quoted beyond doubt, by the row reader; under each line that they take up."""
        whole = [line.rstrip(b"\r\n") for line in block.data.splitlines()]
        quoted = pc.match_substring_regex(pa.array(whole, pa.binary()).cast(pa.string()), self._clean)
        unsure = [n for n, good in enumerate(quoted.to_pylist()) if not good]
        if len(unsure) > _PATIENCE * block.lines:
            raise _NotPlain
        found: dict[int, list[Row]] = {}
        for n in unsure:
            if n + block.first in found:
                continue
            after = b"\n".join(whole[n : n + text.SPANNED + 1])
            cells = next(self._cells(text.lines_of(io.BytesIO(after).read, first=n + block.first)), None)
            if cells is None:
                continue
            found[cells.line] = [self._row(Line(cells.line, cells.cells, cells.raw, cells.broken))]
            found |= {number: [] for number in range(cells.line + 1, cells.line + 1 + cells.raw.count("\n"))}
        return found


class _NotPlain(Exception):  # noqa: N818 - nothing went wrong: the block is read by rows
    pass


def _is_plain(data: bytes, longest: int) -> bool:
    """Whole lines of UTF-8 without anything that readers take in different ways."""
    if b"\0" in data or not data.endswith(b"\n") or data.startswith(codecs.BOM_UTF8):
        return False
    if b"\r" in data and data.count(b"\r") != data.count(b"\r\n"):
        return False
    half = longest // 2
    if any(data.find(b"\n", at, at + half) < 0 for at in range(0, len(data) - half, half)):
        return False
    try:
        return data.isascii() or bool(data.decode())
    except UnicodeDecodeError:
        return False


def _one(column: pa.ChunkedArray) -> pa.Array:
    return column.chunk(0) if column.num_chunks == 1 else column.combine_chunks()


def _in_order(apart: dict[int, list[Row]]) -> list[Row]:
    return [each for number in sorted(apart) for each in apart[number]]
