"""The same report by a real PostgreSQL, from a table with an index by time, as a switch's own database has it."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from hopback.carrier.cdr.warehouse import Warehouse
from hopback.carrier.traffic import ways

from ..conftest import reported as of_the_archive
from .world import World, made_up, mapping, reported, said

pytestmark = pytest.mark.engine
URL = os.environ.get("DATABASE_URL", "")
CREATE = """
    DROP TABLE IF EXISTS switch_calls;
    CREATE TABLE switch_calls (started timestamptz, ani text, dnis text, seconds double precision, billed_to text,
        trunk text, verified text, shown text);
    CREATE INDEX ON switch_calls (started)
"""
SOURCE = '[source]\nformat = "postgresql"\nurl_from = "DATABASE_URL"\ntable = "switch_calls"\n'


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    return made_up(tmp_path_factory.mktemp("world"), seed=902, count=20, days=1)


@pytest.fixture
def warehouse(world: World) -> Iterator[Warehouse]:
    if not URL.startswith("postgresql"):
        pytest.skip("DATABASE_URL names no PostgreSQL: bash scripts/on_postgresql.sh")
    import psycopg

    with psycopg.connect(URL, autocommit=True) as connection:
        connection.execute("SET TIME ZONE 'Asia/Kathmandu'")
        connection.execute(CREATE)
        with connection.cursor().copy("COPY switch_calls FROM STDIN") as copy:
            for row in zip(*(column.to_pylist() for column in world.table.columns), strict=True):
                copy.write_row(row)
        opened = Warehouse.opened(mapping(SOURCE))
        yield opened
        opened.close()
        connection.execute("DROP TABLE switch_calls")


def test_it_is_the_report_of_the_archive(
    world: World, warehouse: Warehouse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """PostgreSQL counts how many different numbers there are; so does the archive, once it is told not to estimate."""
    exactly = ways._COUNTED.replace("approx_count_distinct(", "count(DISTINCT ")
    monkeypatch.setattr(ways, "_COUNTED", exactly)
    assert said(reported(warehouse, world.asked, tmp_path)[0]) == said(of_the_archive(world.archive, world.asked)[0])
