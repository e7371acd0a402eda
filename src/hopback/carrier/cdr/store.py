"""Where records are searched: the archive on this disk, or a table the provider already has."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

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


class CallStore(Protocol):
    """Numbers are keys as `number.key` makes them. A record comes once, however many numbers it is filed under."""

    def called(self, numbers: Collection[int], spans: Sequence[Span]) -> list[CallRecord]:
        """Records filed under any of these called numbers (as received, dialled, LRN, diverted from) in any span."""
        ...

    def calling(self, numbers: Collection[int], spans: Sequence[Span]) -> list[CallRecord]:
        """Records from any of these calling numbers. Reads every record of the spans: the last thing to try."""
        ...

    def holdings(self) -> list[Holding]:
        """What there is to search, by switch; empty when there is nothing."""
        ...
