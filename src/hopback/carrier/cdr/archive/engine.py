"""DuckDB as the archive uses it: in bounded memory, with a folder for what does not fit, nothing fetched from afar."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pyarrow as pa

MEMORY_MB = 1200
DISK_GB = 50


def for_imports() -> None:
    """Arrow's memory from the system's own allocator, for a program that imports: it fetches the same large pieces over
    and over, which Arrow's usual one gives back each time (15 % of the processor, measured)."""
    pa.set_memory_pool(pa.system_memory_pool())


@contextmanager
def engine(scratch: Path, *, memory_mb: int = MEMORY_MB, threads: int = 0) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection with a database of its own in memory; `scratch` is a folder where it may spill."""
    scratch.mkdir(parents=True, exist_ok=True)
    spill = tempfile.mkdtemp(prefix="spill-", dir=scratch)
    config: dict[str, str | bool | int | float | list[str]] = {
        "autoinstall_known_extensions": "false",
        "autoload_known_extensions": "false",
        "memory_limit": f"{memory_mb}MB",
        "temp_directory": spill,
        "max_temp_directory_size": f"{DISK_GB}GB",
        "preserve_insertion_order": "true",
    }
    if threads:
        config["threads"] = str(threads)
    connection = duckdb.connect(":memory:", config=config)
    try:
        yield connection
    finally:
        connection.close()
        shutil.rmtree(spill, ignore_errors=True)


def quoted(name: str) -> str:
    """As a column in SQL: some of ours are words of it."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: object) -> str:
    """As a string in SQL."""
    return "'" + str(text).replace("'", "''") + "'"
