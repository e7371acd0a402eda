"""Where a report's calls are: in the archive, or in a table of the house's own that a mapping leads to."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from hopback.carrier.cdr.archive.archive import Archive
from hopback.carrier.cdr.dialects.mapped.files import load
from hopback.carrier.traffic.archived import ArchivedRecords
from hopback.carrier.traffic.records import Records

from ..portal import stop


@contextmanager
def opened(archive: Path | None, warehouse: Path | None) -> Iterator[Records]:
    """One of the two is there. Raises NoArchiveError, UnreadableError."""
    if archive is not None and warehouse is None:
        with Archive(archive) as store:
            yield ArchivedRecords(store)
    elif warehouse is not None and archive is None:
        with _in_place(warehouse) as records:
            yield records
    else:
        stop("Say where the calls are: --archive DIR, or --warehouse MAPPING.toml.")


@contextmanager
def _in_place(mapping: Path) -> Iterator[Records]:
    try:
        from hopback.carrier.cdr.warehouse import Warehouse
        from hopback.carrier.traffic.warehouse import WarehouseRecords
    except ImportError:
        stop("--warehouse needs Ibis: pip install 'hopback[warehouse]'")
    with closing(Warehouse.opened(load(mapping))) as table:
        yield WarehouseRecords(table)
