"""The calling numbers that call most: counted first in a table of fixed size, then exactly for the few that may count.

The first pass adds every call to one of a few million counters that its number falls on. A counter below the floor
proves that none of its numbers reaches it; numbers on the others are counted one by one. Nothing is missed, and memory
is the table's, however many different numbers there are.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from .reading import Calls, telling
from .records import CALLERS, FLOOR, HEARD_S, SHORT_S

MOST = 200_000  # counters whose numbers are looked at one by one
_BITS_LEAST, _BITS_MOST = 16, 25  # of the table, which has four calls on a counter: 128 MB at most
_FEW, _MANY = 1 << 17, 1 << 21  # numbers at once: what the processor's own memory holds, and what is little of a day
_ONE = np.uint32(1)
_ODD = np.uint64(0x9E3779B97F4A7C15)

_EXACT = """
    SELECT calling, min(customer) AS customer, min(way) AS way, count(*) AS calls,
        count(*) FILTER (answered) AS answered, count(*) FILTER (answered AND talk <= {short}) AS short,
        count(*) FILTER (answered AND talk > {heard}) AS heard, coalesce(sum(talk) FILTER (answered), 0) AS talk_s,
        count(DISTINCT called) AS called, count(DISTINCT called // 100) AS blocks,
        any_value(invalid) AS invalid, any_value(unassigned) AS unassigned,
        any_value(domestic) AS domestic, count(*) FILTER (neighbour) AS neighbour,
        min("at") AS first_at, max("at") AS last_at
    FROM ({every}) SEMI JOIN hot USING (calling) GROUP BY calling HAVING count(*) >= {floor}
"""


def count(db: duckdb.DuckDBPyConnection, calls: Calls, rows: int, floor: int = FLOOR) -> pa.Table:
    """As `CALLERS` says, of one day: each number with at least so many calls."""
    bits = min(max(rows.bit_length() - 2, _BITS_LEAST), _BITS_MOST)
    table = np.zeros(1 << bits, np.uint32)
    for numbers in _numbers(calls.paths, _FEW):
        np.add.at(table, _placed(numbers, bits), _ONE)
    floor = _floor(table, floor)
    if table.max() < floor:
        return CALLERS.empty_table()
    some = (each[table[_placed(each, bits)] >= floor] for each in _numbers(calls.paths, _MANY))
    found = np.unique(np.concatenate([np.unique(each) for each in some]))
    db.register("hot", pa.table({"calling": found[found > 0]}))
    query = _EXACT.format(every=calls.every, floor=floor, short=SHORT_S, heard=HEARD_S)
    return db.sql(query).to_arrow_table().select(CALLERS.names).cast(CALLERS)


def _floor(table: np.ndarray, floor: int) -> int:
    """The least that leaves few enough counters."""
    if np.count_nonzero(table >= floor) <= MOST:
        return floor
    return max(floor, int(np.partition(table, -MOST)[-MOST]) + 1)


def _placed(numbers: np.ndarray, bits: int) -> np.ndarray:
    return ((numbers.view(np.uint64) * _ODD) >> np.uint64(64 - bits)).astype(np.int64)


def _numbers(paths: Sequence[Path], batch: int) -> Iterator[np.ndarray]:
    """Of every row, also of those that are no calls: a counter may say too much, never too little."""
    for path in paths:
        with telling(path), pq.ParquetFile(path) as file:
            for some in file.iter_batches(batch, columns=["calling"], use_threads=False):
                yield some.column(0).to_numpy()
