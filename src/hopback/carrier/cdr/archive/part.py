"""One Parquet file of one day, sorted by (called key, at), as it is written."""

import os
from array import array
from contextlib import suppress
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from . import fence as fences
from .catalog import Coverage, Part
from .constant import Watch
from .fence import Seal
from .schema import GROUP, LONG, MOMENTS, PAGE, PLAIN

ENDING = ".parquet"
KEYED = ("called", "at")  # what files are sorted by


class PartWriter:
    """Takes sorted tables that all have these columns; `close` makes the file and its fence appear."""

    def __init__(self, folder: Path, name: str, schema: pa.Schema) -> None:
        self.folder, self.name, self._schema = folder, name, schema
        self._path = folder / name
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._temporary = self._path.with_suffix(".writing")
        self._keys, self._times = array("q"), array("q")
        self._waiting: list[pa.Table] = []
        self._waiting_rows = self._rows = 0
        self._first_us, self._last_us, self._greatest = 2**63 - 1, -(2**63), 0
        self._coverage: dict[str, Coverage] = {}
        self._watch = Watch(name for name in schema.names if name not in KEYED)
        self._writer = pq.ParquetWriter(
            self._temporary,
            schema,
            compression={field.name: _packed(field) for field in schema},
            data_page_version="1.0",
            column_encoding={name: "BYTE_STREAM_SPLIT" for name in schema.names if name in PLAIN},
            use_dictionary=[name for name in schema.names if name not in (*PLAIN, *LONG)],
            write_statistics=[name for name in KEYED if name in schema.names],
            store_schema=False,
            write_page_checksum=True,
            write_page_index=True,  # also so that no statistics stand in the pages' own headers
            write_batch_size=PAGE,
            max_rows_per_page=PAGE,
        )

    def write(self, table: pa.Table) -> None:
        if not len(table):
            return
        self._note(table)
        self._watch.see(table)
        self._waiting.append(table)
        self._waiting_rows += len(table)
        if self._waiting_rows >= GROUP * 4:
            self._flush(self._waiting_rows - self._waiting_rows % GROUP)

    def _flush(self, rows: int) -> None:
        table = pa.concat_tables(self._waiting)
        ready, rest = table.slice(0, rows), table.slice(rows)
        firsts = ready.select(KEYED).take(pa.array(range(0, rows, PAGE)))
        self._keys.extend(firsts.column("called").to_pylist())
        self._times.extend(firsts.column("at").cast(pa.int64()).to_pylist())
        self._writer.write_table(ready, row_group_size=GROUP)
        self._rows += rows
        self._waiting, self._waiting_rows = [rest], len(rest)

    def _note(self, table: pa.Table) -> None:
        at = pc.min_max(table.column("at").cast(pa.int64()))
        self._first_us = min(self._first_us, at["min"].as_py())
        self._last_us = max(self._last_us, at["max"].as_py())
        self._greatest = table.column("called")[-1].as_py()
        for found in coverage(table):
            known = self._coverage.get(found.switch)
            self._coverage[found.switch] = found if known is None else together(known, found)

    def close(self) -> tuple[Part, list[Coverage]]:
        if self._waiting_rows:
            self._flush(self._waiting_rows)
        self._writer.close()
        with pa.OSFile(str(self._temporary)) as file:
            seal = Seal.of(file)
        fence = fences.make(self._temporary, seal, self._keys, self._times, self._watch.constants())
        sidecar = self._path.with_suffix(fences.SUFFIX)
        fences.write(sidecar, fence)
        size = seal.size + sidecar.stat().st_size
        _settle(self._temporary)
        self._temporary.rename(self._path)
        _settle(self._path.parent, self.folder)
        day = self._path.parent.name.removeprefix("day=")
        span = (self._first_us, self._last_us, fence.keys[0], self._greatest)
        return Part(self.name, day, self._rows, size, *span), list(self._coverage.values())

    def abandon(self) -> None:
        """Nothing of it is left."""
        with suppress(OSError, pa.ArrowException):  # there may be no room for its footer
            self._writer.close()
        self._temporary.unlink(missing_ok=True)


def _packed(field: pa.Field) -> str:
    """How a column is: words of numbers, and which word, hardly get smaller."""
    if field.name in LONG:
        return "zstd"
    return "lz4" if field.name in PLAIN or pa.types.is_string(field.type) else "none"


def _settle(*paths: Path) -> None:
    """To the disk, so that a power cut after the commit takes nothing away."""
    for path in paths:
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def coverage(table: pa.Table) -> list[Coverage]:
    """By switch: how many records, from when to when, and up to when they speak. Rows filed again do not count."""
    if "alias" in table.column_names and table.column("alias").null_count < len(table):
        table = table.filter(pc.is_null(table.column("alias")))
    at = table.column("at").cast(pa.int64())
    known = at
    for moment in MOMENTS:
        if f"{moment}_after_us" in table.column_names:
            known = pc.max_element_wise(known, pc.add(at, table.column(f"{moment}_after_us")))
    if "switch" not in table.column_names:
        low, high = pc.min_max(at).as_py().values()
        return [Coverage("", len(table), low, high, pc.max(known).as_py())] if len(table) else []
    columns = {"switch": table.column("switch"), "at": at, "known": known}
    found = pa.table(columns).group_by("switch").aggregate(
        [("at", "count"), ("at", "min"), ("at", "max"), ("known", "max")]
    )  # fmt: skip
    rows = found.select(["switch", "at_count", "at_min", "at_max", "known_max"]).to_pylist()
    return [Coverage(row.pop("switch") or "", *row.values()) for row in rows]


def together(a: Coverage, b: Coverage) -> Coverage:
    first, last = min(a.first_us, b.first_us), max(a.last_us, b.last_us)
    return Coverage(a.switch, a.records + b.records, first, last, max(a.known_us, b.known_us))


def integers(column: pa.ChunkedArray) -> memoryview:
    """The 64-bit values of a column without nulls, as they lie in memory."""
    chunk = column.chunk(0) if column.num_chunks == 1 else column.combine_chunks()
    return memoryview(chunk.buffers()[1]).cast("q")[chunk.offset : chunk.offset + len(chunk)]
