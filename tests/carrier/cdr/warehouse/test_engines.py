"""The same table on engines people have: PostgreSQL and Spark, real ones."""

import os
import shutil
from collections.abc import Iterator
from typing import Any

import ibis
import pytest

from hopback.carrier.cdr.warehouse import Warehouse

from .calls import ASKED, ROWS, around, mapping, moments

pytestmark = [  # what PySpark does with pandas 3 is neither ours nor in our way
    pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas:FutureWarning"),
    pytest.mark.filterwarnings("ignore::pandas.errors.Pandas4Warning"),
]
CALLING, CALLED = ASKED
URL = os.environ.get("DATABASE_URL", "")
CREATE = "CREATE TABLE harbor_calls (started timestamptz, ani text, dnis text, trunk text, switch text)"


@pytest.fixture
def on_postgresql() -> Iterator[Warehouse]:
    if not URL.startswith("postgresql"):
        pytest.skip("DATABASE_URL names no PostgreSQL: bash scripts/on_postgresql.sh")
    import psycopg

    with psycopg.connect(URL, autocommit=True) as connection:
        connection.execute("DROP TABLE IF EXISTS harbor_calls")
        connection.execute(CREATE)
        rows = [(at, *row[1:]) for at, row in zip(moments(), ROWS, strict=True)]
        connection.cursor().executemany("INSERT INTO harbor_calls VALUES (%s, %s, %s, %s, %s)", rows)
        source = '[source]\nformat = "postgresql"\nurl_from = "DATABASE_URL"\ntable = "harbor_calls"'
        opened = Warehouse.opened(mapping(source, 'zone = "America/Chicago"'))
        yield opened
        opened.close()
        connection.execute("DROP TABLE harbor_calls")


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    if shutil.which("java") is None:
        pytest.skip("Spark needs Java, and there is none on this machine")
    if URL.startswith("postgresql"):
        pytest.skip("Spark is tried once, in the run on SQLite")
    sql = pytest.importorskip("pyspark.sql", reason="make setup-spark installs it")
    os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    settings = {
        "spark.ui.enabled": "false", "spark.sql.shuffle.partitions": "1", "spark.sql.session.timeZone": "UTC",
        "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1",  # it lives too briefly for code to be made faster
    }  # fmt: skip
    builder = sql.SparkSession.builder.master("local[1]").appName("hopback")
    for name, value in settings.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    yield session
    session.stop()


@pytest.fixture
def on_spark(spark: Any) -> Warehouse:
    rows = [(at, *row[1:]) for at, row in zip(moments(), ROWS, strict=True)]
    spark.createDataFrame(
        rows, "started timestamp, ani string, dnis string, trunk string, switch string"
    ).createOrReplaceTempView("harbor_calls")
    source = '[source]\nformat = "warehouse"\nurl = "pyspark://"\ntable = "harbor_calls"'
    engine = ibis.pyspark.connect(spark)
    return Warehouse(engine.table("harbor_calls"), mapping(source, 'zone = "UTC"'))  # its TIMESTAMP is an instant


@pytest.fixture(params=[pytest.param("on_postgresql", marks=pytest.mark.engine), "on_spark"])
def warehouse(request: pytest.FixtureRequest) -> Warehouse:
    return request.getfixturevalue(request.param)


def test_it_answers_as_the_archive_does(warehouse: Warehouse) -> None:
    found = sorted(warehouse.called([CALLED], around()), key=lambda record: record.at)
    assert [(record.at, record.called) for record in found] == [(moments()[p], ROWS[p][2]) for p in (0, 1, 2, 5)]
    assert len(warehouse.calling([CALLING], around())) == 3
    assert [holding.records for holding in warehouse.holdings()] == [4, 2]
    together = warehouse.called_many([([CALLED], around()), ([15105550198], around())])
    assert [len(each) for each in together] == [4, 1]
