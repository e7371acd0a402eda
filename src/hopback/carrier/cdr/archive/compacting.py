"""Many small files of one day become one: what hourly imports leave behind, merged in bounded memory."""

import pyarrow as pa
import pyarrow.parquet as pq

from .catalog import Part
from .engine import engine, literal, quoted
from .schema import SCHEMA
from .writing import Writer

MANY = 16  # files of one day
_WORTH = 4  # a file this much larger than all smaller ones together is left as it is


def compact(writer: Writer, *, many: int = MANY) -> int:
    """Merge the files of every day that has more than `many`; each day is one commit. How many files went."""
    days: dict[str, list[Part]] = {}
    for part in writer.catalog.parts():
        if not part.tail:
            days.setdefault(part.day, []).append(part)
    gone = 0
    for day in sorted(days):
        small = _small(days[day]) if len(days[day]) > many else []
        if len(small) > 1:
            merge(writer, small)
            gone += len(small) - 1
    return gone


def _small(parts: list[Part]) -> list[Part]:
    """The smallest, up to the first that is not worth writing again."""
    chosen: list[Part] = []
    for part in sorted(parts, key=lambda p: p.rows):
        if len(chosen) > 1 and part.rows > _WORTH * sum(p.rows for p in chosen):
            break
        chosen.append(part)
    return chosen


def merge(writer: Writer, parts: list[Part]) -> None:
    """One file of these, sorted; the old ones go in the same commit."""
    paths = [writer.directory / part.name for part in parts]
    names = [name for name in SCHEMA.names if any(name in pq.read_schema(path).names for path in paths)]
    files = ", ".join(literal(path) for path in paths)
    columns = ", ".join(map(quoted, names))
    source = f"read_parquet([{files}], union_by_name = true)"
    query = f"SELECT {columns} FROM {source} ORDER BY called, {quoted('at')}"  # noqa: S608
    schema = pa.schema([SCHEMA.field(name) for name in names])
    with engine(writer.scratch) as connection:
        reader = connection.sql(query).to_arrow_reader(65_536)
        writer.add_sorted(batch.cast(schema) for batch in reader)
    writer.replace(part.name for part in parts)
    writer.commit()
