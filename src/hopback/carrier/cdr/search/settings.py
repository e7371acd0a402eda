"""What a search takes for granted, unless its provider says otherwise."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from .. import number
from ..record import CallRecord

type Names = Callable[[CallRecord], str]  # what tells apart the party on one side of a record; "" where it is not known


@dataclass(frozen=True, slots=True)
class Settings:
    """Odds are of being wrong: `sure` 200 means that one verdict in 200 could be, by what the records alone tell."""

    sure: float = 200.0
    country: str = number.NANP  # of numbers written without one
    prefixes: tuple[str, ...] = ()  # before called numbers
    late: timedelta = timedelta(minutes=5)  # a record may be written so much after its call began
    retired: timedelta = timedelta(days=7)  # a switch silent for so long before the call is expected to stay so
    own: tuple[str, ...] = ("our switch ",)  # how upstreams begin that are switches of the same house


USUAL = Settings()


def trunk_or_address(record: CallRecord) -> str:
    """Where a call came in, in the record's own words: the trunk, or the address and the account behind it."""
    if record.ingress_trunk:
        return record.ingress_trunk
    return ", ".join(said for said in (record.source_ip, record.account) if said)


def nobody(_record: CallRecord) -> str:
    """Where no trunk on the way out is mapped."""
    return ""
