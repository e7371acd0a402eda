"""A value read out of its page is the value that Arrow reads, whatever the column holds."""

from itertools import cycle
from pathlib import Path
from random import Random
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from hopback.carrier.cdr.archive.looking import PartReader, Wanted
from hopback.carrier.cdr.archive.part import PartWriter
from hopback.carrier.cdr.archive.schema import GROUP, PAGE, SCHEMA

WHENEVER = (-(2**62), 2**62)
SOME = {
    pa.int64(): [0, 1, -7, 2**40], pa.int32(): [1, 2], pa.int8(): [1, 2, 3], pa.bool_(): [True, False],
    pa.float64(): [0.0, 1.5, 60.0], pa.string(): ["tg-001-in", "tg-002-in", "", "Zürich", "a trunk with a longer name"],
}  # fmt: skip


def column(dice: Random, field: pa.Field, size: int) -> pa.Array:
    """Runs and mixtures, few words and many, with nothing in between where that may be."""
    if field.name in ("called", "at"):
        return pa.array(sorted(dice.randrange(size) for _ in range(size)), pa.int64()).cast(field.type)
    some: list[Any] = SOME[field.type]
    if pa.types.is_string(field.type) and dice.random() < 0.3:
        some = [f"word {n}" for n in range(dice.choice((3, 200, 700)))]
    if field.nullable and dice.random() < 0.7:
        some = [*some, *[None] * dice.choice((1, len(some)))]
    if dice.random() < 0.3:
        run = cycle(some)
        said = [each for each in (next(run) for _ in range(size)) for _ in range(dice.randrange(1, 40))][:size]
    else:
        said = dice.choices(some, k=size)
    return pa.array(said, field.type)


@pytest.mark.filterwarnings("ignore")
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32), size=st.sampled_from((1, 9, 600, PAGE, 2 * PAGE + 1)))
@example(seed=1, size=GROUP + PAGE + 700)
def test_as_arrow_does(tmp_path_factory: pytest.TempPathFactory, seed: int, size: int) -> None:
    folder, dice = tmp_path_factory.mktemp("part"), Random(seed)
    table = pa.table([column(dice, field, size) for field in SCHEMA], schema=SCHEMA).sort_by(
        [("called", "ascending"), ("at", "ascending")]
    )
    writer = PartWriter(folder, "day=2026-11-23/1.parquet", SCHEMA)
    writer.write(table)
    part, _ = writer.close()
    reader = PartReader.open(folder, part)
    rows = dice.sample(range(size), min(size, 40))
    keys, wanted = table.column("called").to_pylist(), table.to_pylist()
    found = list(reader.called(Wanted(n, keys[row], WHENEVER) for n, row in enumerate(rows)))
    reader.close()
    for n, row in enumerate(rows):
        ours = [said | {"at": said["at"].replace(tzinfo=None)} for search, said in found if search == n]
        theirs = [each for each in wanted if each["called"] == keys[row]]
        assert [_whole(each) for each in ours] == theirs


def _whole(said: dict[str, Any]) -> dict[str, Any]:
    return {name: said.get(name) for name in SCHEMA.names}


def test_columns_that_are_not_as_ours_are_left_to_arrow(tmp_path: Path) -> None:
    """Another program wrote the file again: its own pages, packed its own way."""
    dice = Random(7)
    table = pa.table([column(dice, field, 50) for field in SCHEMA], schema=SCHEMA).sort_by("called")
    writer = PartWriter(tmp_path, "day=2026-11-23/1.parquet", SCHEMA)
    writer.write(table)
    part, _ = writer.close()
    path = tmp_path / part.name
    packed = {name: "gzip" if name in ("code", "line") else "zstd" for name in SCHEMA.names}
    own = {"compression": packed, "use_dictionary": ["code"], "write_page_checksum": True, "write_page_index": True}
    pq.write_table(table, path, **own)
    reader = PartReader.open(tmp_path, part)
    key = table.column("called")[30].as_py()
    lines = {said["line"]: said["code"] for _, said in reader.called([Wanted(0, key, WHENEVER)])}
    reader.close()
    assert lines == {r["line"]: r["code"] for r in table.to_pylist() if r["called"] == key}
