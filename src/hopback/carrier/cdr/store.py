"""Where records are searched: the archive on this disk, or a table the provider already has."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from . import number
from .record import CallRecord


@dataclass(frozen=True, slots=True)
class Span:
    """From `begin` to `end`, both included, aware."""

    begin: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class Holding:
    """What one switch's records reach over. `complete_to`: no record before it is still to come, as far as we know."""

    switch: str
    records: int
    first_at: datetime
    last_at: datetime
    complete_to: datetime
    unanswered: int | None = None  # how many of them nobody answered; None: nobody counted


def called_keys(record: CallRecord) -> frozenset[int]:
    """The called numbers a record is filed under: as received, dialled, LRN, diverted from, as sent on."""
    written = (record.called, record.dialled, record.routing_number, record.diverted_from, record.called_out)
    return number.keys([raw for raw in dict.fromkeys(written) if raw])


def calling_keys(record: CallRecord) -> frozenset[int]:
    """The calling numbers of a record: as received, asserted, as sent on."""
    written = (record.calling, record.calling_asserted, record.calling_out)
    return number.keys([raw for raw in dict.fromkeys(written) if raw])


class CallStore(Protocol):
    """Numbers are keys as `number.key` makes them. A record comes once, however many numbers it is filed under."""

    def called(self, numbers: Collection[int], spans: Sequence[Span]) -> list[CallRecord]:
        """Records filed under any of these called numbers (see `called_keys`) in any span."""
        ...

    def calling(self, numbers: Collection[int], spans: Sequence[Span]) -> list[CallRecord]:
        """Records from any of these calling numbers. Reads every record of the spans: the last thing to try."""
        ...

    def holdings(self) -> list[Holding]:
        """What there is to search, by switch; empty when there is nothing."""
        ...
