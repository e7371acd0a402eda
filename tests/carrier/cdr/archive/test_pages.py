"""A value read out of its page is the value that Arrow reads, whatever the column holds."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from itertools import cycle
from pathlib import Path
from random import Random
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from hopback.carrier.cdr.archive import fence
from hopback.carrier.cdr.archive.catalog import Part
from hopback.carrier.cdr.archive.footer import FooterError
from hopback.carrier.cdr.archive.looking import PartReader, Row, Wanted
from hopback.carrier.cdr.archive.part import PartWriter
from hopback.carrier.cdr.archive.schema import GROUP, PAGE, SCHEMA, micros

WHENEVER = (-(2**62), 2**62)
SOME = {
    pa.int64(): [0, 1, -7, 2**40], pa.int32(): [1, 2], pa.int8(): [1, 2, 3], pa.bool_(): [True, False],
    pa.float64(): [0.0, 1.5, 60.0], pa.string(): ["tg-001-in", "tg-002-in", "", "Zürich", "a trunk with a longer name"],
}  # fmt: skip


def column(dice: Random, field: pa.Field, size: int) -> pa.Array:
    """Runs and mixtures, few words and many, with nothing in between where that may be."""
    if field.name in ("called", "at"):
        least, most = dice.choice(((0, 3), (0, size), (250, 260), (12_012_000_000, 12_012_999_999), (0, 10**17)))
        return pa.array([dice.randint(least, most) for _ in range(size)], pa.int64()).cast(field.type)
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


def written(folder: Path, dice: Random, size: int = 50) -> tuple[Part, pa.Table]:
    table = pa.table([column(dice, field, size) for field in SCHEMA], schema=SCHEMA).sort_by(
        [("called", "ascending"), ("at", "ascending")]
    )
    writer = PartWriter(folder, "day=2026-11-23/1.parquet", SCHEMA)
    writer.write(table)
    return writer.close()[0], table


def wishes(dice: Random, table: pa.Table) -> Iterator[Wanted]:
    """Of some calls, those at the edges of pages among them, at any time or to the microsecond; and of numbers beside
    them that may have none."""
    keys, times = table.column("called").to_pylist(), table.column("at").cast(pa.int64()).to_pylist()
    edges = {0, PAGE - 1, PAGE, GROUP - 1, GROUP, len(keys) - 1} & set(range(len(keys)))
    for search, row in enumerate([*sorted(edges), *dice.sample(range(len(keys)), min(len(keys), 8))]):
        begin, end = times[row] - dice.choice((0, 1, 400)), times[row] + dice.choice((0, 1, 400))
        key = max(keys[row] + dice.choice((0, 0, 0, 1, -1, 256)), 0)
        yield Wanted(search, key, dice.choice((WHENEVER, (begin, end), (times[row] + 1, end))))


def ours(folder: Path, part: Part, wanted: list[Wanted]) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = {each.search: [] for each in wanted}
    with closing(PartReader.open(folder, part)) as reader:
        for search, row in reader.called(wanted):
            said = reader.fence.constants | row
            found[search].append({name: said.get(name) for name in SCHEMA.names} | {"at": micros(row["at"])})
    return found


def arrows(table: pa.Table, wanted: list[Wanted]) -> dict[int, list[Row]]:
    at = SCHEMA.get_field_index("at")
    table = table.set_column(at, "at", table.column("at").cast(pa.int64()))
    keyed = list(enumerate(zip(table.column("called").to_pylist(), table.column("at").to_pylist(), strict=True)))
    return {
        search: table.take(
            pa.array([row for row, (one, time) in keyed if one == key and first <= time <= last], pa.int64())
        ).to_pylist()
        for search, key, (first, last) in wanted
    }


@pytest.mark.filterwarnings("ignore")
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32), size=st.sampled_from((1, 9, 600, PAGE, 2 * PAGE + 1)))
@example(seed=1, size=GROUP + PAGE + 700)
def test_as_arrow_does(tmp_path_factory: pytest.TempPathFactory, seed: int, size: int) -> None:
    folder, dice = tmp_path_factory.mktemp("part"), Random(seed)
    part, table = written(folder, dice, size)
    wanted = list(wishes(dice, table))
    assert ours(folder, part, wanted) == arrows(table, wanted)


def test_numbers_are_read_as_they_were_written_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Plain, and with a fence that says nothing of streams."""
    parquet = pq.ParquetWriter
    monkeypatch.setattr(pq, "ParquetWriter", lambda *args, column_encoding, **more: parquet(*args, **more))
    part, table = written(tmp_path, Random(8), PAGE + 50)
    path = (tmp_path / part.name).with_suffix(fence.SUFFIX)
    made = fence.read(path)
    assert not any(each.split for each in made.places.columns)
    before = tuple(each[:3] for each in made.places.columns)
    fence.write(path, replace(made, places=replace(made.places, columns=before)))
    wanted = list(wishes(Random(9), table))
    assert ours(tmp_path, part, wanted) == arrows(table, wanted)


OWN = {"write_page_checksum": True, "write_page_index": True, "max_rows_per_page": PAGE, "row_group_size": GROUP}


def again(path: Path, table: pa.Table, **own: Any) -> None:
    """Another program writes the file, in its own way."""
    pq.write_table(
        table, path, **{"compression": "zstd", "use_dictionary": ["code"], "write_batch_size": PAGE, **OWN, **own}
    )


def test_columns_that_are_not_as_ours_are_left_to_arrow(tmp_path: Path) -> None:
    part, table = written(tmp_path, Random(8), GROUP + PAGE + 50)
    packed = {name: "gzip" if name in ("code", "line") else "zstd" for name in SCHEMA.names}
    again(tmp_path / part.name, table, compression=packed)
    wanted = list(wishes(Random(9), table))
    assert ours(tmp_path, part, wanted) == arrows(table, wanted)


def test_a_column_in_streams_that_may_say_nothing_is_left_to_arrow(tmp_path: Path) -> None:
    part, table = written(tmp_path, Random(8))
    again(tmp_path / part.name, table, column_encoding={"duration_s": "BYTE_STREAM_SPLIT"})
    wanted = list(wishes(Random(9), table))
    assert ours(tmp_path, part, wanted) == arrows(table, wanted)


def test_a_dictionary_that_outgrew_its_page_is_left_to_arrow(tmp_path: Path) -> None:
    """Its column goes on plainly in the middle of a group; in the next group it has nothing to say."""
    part, table = written(tmp_path, Random(8), GROUP + 50)
    words = pa.array([f"{n:0400}" if n < GROUP else "none" for n in range(len(table))])
    table = table.set_column(SCHEMA.get_field_index("result"), "result", words)
    again(tmp_path / part.name, table, use_dictionary=["result"], dictionary_pagesize_limit=400_000)
    wanted = list(wishes(Random(9), table))
    assert ours(tmp_path, part, wanted) == arrows(table, wanted)


def test_texts_of_another_length_in_the_next_group(tmp_path: Path) -> None:
    """Within a group they are all as long."""
    _, table = written(tmp_path, Random(8), GROUP + 50)
    words = pa.array([f"tg-{n % 7:03}" if n < GROUP else f"trunk-{n % 5}" for n in range(len(table))])
    table = table.set_column(SCHEMA.get_field_index("ingress_trunk"), "ingress_trunk", words)
    writer = PartWriter(tmp_path, "day=2026-11-23/2.parquet", SCHEMA)
    writer.write(table)
    part, _ = writer.close()
    wanted = list(wishes(Random(9), table))
    assert ours(tmp_path, part, wanted) == arrows(table, wanted)


def test_pages_that_end_early_are_left_to_arrow(tmp_path: Path) -> None:
    """In one group only: its texts are too long for a page of a thousand."""
    part, table = written(tmp_path, Random(8), GROUP + 50)
    words = pa.array([f"{n:0200}" if n < GROUP else "short" for n in range(len(table))])
    table = table.set_column(SCHEMA.get_field_index("result"), "result", words)
    again(tmp_path / part.name, table, write_batch_size=256, data_page_size=32_000)
    wanted = list(wishes(Random(9), table))
    assert ours(tmp_path, part, wanted) == arrows(table, wanted)


@pytest.mark.parametrize(
    "field",
    [
        pa.field("line", pa.int64()),
        pa.field("line", pa.float64(), nullable=False),
        pa.field("duration_s", pa.float32()),
    ],
    ids=["may say nothing", "another type", "half as wide"],
)
def test_a_column_of_another_kind_is_left_to_arrow(tmp_path: Path, field: pa.Field) -> None:
    part, table = written(tmp_path, Random(8))
    again(tmp_path / part.name, table.cast(SCHEMA.set(SCHEMA.get_field_index(field.name), field)))
    wanted = list(wishes(Random(9), table))
    assert ours(tmp_path, part, wanted) == arrows(table, wanted)


def test_a_turned_bit_in_any_page_is_told(tmp_path: Path) -> None:
    """In its last byte too, and where nothing is packed, so that a wrong value would look like a right one."""
    part, table = written(tmp_path, Random(8))
    path, keys = tmp_path / part.name, table.column("called").to_pylist()
    whole, places = path.read_bytes(), fence.read((tmp_path / part.name).with_suffix(fence.SUFFIX)).places
    assert {each.codec for each in places.columns} == {"", "lz4_raw", "zstd"}
    everything = [Wanted(0, key, WHENEVER) for key in {keys[0], keys[-1]}]
    with closing(PartReader.open(tmp_path, part)) as reader:
        table = places.table()
        for begin, packed in zip(table["offsets"].flat, table["packed"].flat, strict=True):
            turned = begin + packed - 1
            with path.open("r+b") as file:
                file.seek(turned)
                file.write(bytes((whole[turned] ^ 1,)))
                file.flush()
                with pytest.raises(FooterError, match="not what was written"):
                    list(reader.called(everything))
                file.seek(turned)
                file.write(whole[turned : turned + 1])
        assert list(reader.called(everything))


def test_pages_are_read_together_where_they_stand_near_and_in_order(tmp_path: Path) -> None:
    part, _ = written(tmp_path, Random(8))
    made = fence.read((tmp_path / part.name).with_suffix(fence.SUFFIX)).places
    assert made.reads(0, made.count) == [range(made.count)], "fifty rows are small"
    table = made.table().copy()
    table["offsets"][:, 2:] += 100_000
    table["offsets"][-1, 4] = table["offsets"][-1, 3] - 10
    moved = replace(made, said=table.tobytes())
    assert moved.reads(0, made.count) == [range(2), range(2, 4), range(4, made.count)]
    assert moved.reads(0, 2) == [range(2)]


def test_a_fence_knows_pages_beyond_four_gigabytes(tmp_path: Path) -> None:
    part, _ = written(tmp_path, Random(8))
    path = (tmp_path / part.name).with_suffix(fence.SUFFIX)
    made = fence.read(path)
    table = made.places.table().copy()
    table["offsets"] += 2**33
    table["packed"] = table["sizes"] = table["sums"] = 2**32 - 1
    far_away = replace(made.places, said=table.tobytes())
    fence.write(path, replace(made, places=far_away))
    assert fence.read(path).places == far_away
    assert set(far_away.layout.unpack_from(far_away.said)) == {*table["offsets"][0].tolist(), 2**32 - 1}
