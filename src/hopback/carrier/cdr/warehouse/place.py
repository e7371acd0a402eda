"""Which engine and which table: opened through Ibis by a URL, with errors that say what to do."""

import os

import ibis
import ibis.expr.types as ir

from ..dialects.mapped.mapping import Source
from ..reading import UnreadableError

_ENGINES = ("warehouse", "postgresql")


def connected(source: Source) -> ibis.BaseBackend:
    """The engine that `url` (or the variable `url_from` names) leads to. Raises `UnreadableError`."""
    if source.format not in _ENGINES:
        raise UnreadableError(
            f'A {source.format} source is imported, not searched where it stands: format = "warehouse" names an engine.'
        )
    url = _url(source)
    engine = url.partition("://")[0]
    try:
        return ibis.connect(url)
    except ImportError as missing:
        raise UnreadableError(f"{engine} needs {missing.name}: pip install 'ibis-framework[{engine}]'") from missing
    except Exception as error:
        raise UnreadableError(f"The {engine} engine cannot be reached: {_first_line(error)}") from error


def table(engine: ibis.BaseBackend, name: str) -> ir.Table:
    """The table or view, `calls` or `cdr.calls`. Raises `UnreadableError` when there is none."""
    database, _, bare = name.rpartition(".")
    try:
        return engine.table(bare, database=database or None)
    except Exception as error:
        raise UnreadableError(f"There is no table {name}.{_others(engine, database)}") from error


def _others(engine: ibis.BaseBackend, database: str) -> str:
    """Some help where the engine gives it; not every one lists its tables."""
    try:
        there = sorted(engine.list_tables(database=database or None))
    except Exception:  # noqa: BLE001 - the fault that is being told is another one
        return ""
    return f" There are: {', '.join(there[:20])}" if there else " There are none."


def _url(source: Source) -> str:
    if source.url:
        return source.url
    if url := os.environ.get(source.url_from):
        return url
    raise UnreadableError(f"The environment variable {source.url_from} is not set: it holds the engine's URL.")


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0][:200]
