"""Calls that are old enough to be forgotten: whole days, and what was rejected from files read before them."""

from dataclasses import dataclass
from datetime import date

from ..archive.writing import Writer
from . import rejects
from .ledger import Ledger


@dataclass(frozen=True, slots=True)
class Old:
    """What lies before a day."""

    days: tuple[str, ...]
    parts: tuple[str, ...]
    records: int
    bytes: int
    sources: tuple[int, ...]  # files read before it, whose bad rows are kept in words


def before(writer: Writer, day: date) -> Old:
    parts = [part for part in writer.catalog.parts() if part.day < day.isoformat()]
    names = tuple(part.name for part in parts)
    read = [each.source for each in Ledger(writer.catalog.db).entries() if each.read_at[:10] < day.isoformat()]
    return Old(
        days=tuple(sorted({part.day for part in parts})),
        parts=names,
        records=sum(each.records for each in writer.catalog.coverage_of(names)),
        bytes=sum(part.bytes for part in parts),
        sources=tuple(source for source in read if rejects.path(writer.directory, source).exists()),
    )


def forget(writer: Writer, old: Old) -> None:
    """Gone from searches with one commit, then from the disk. Files that were read stay known: they add nothing."""
    writer.forget(old.parts)
    for source in old.sources:
        rejects.path(writer.directory, source).unlink(missing_ok=True)
