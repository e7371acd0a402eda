"""From a record to who sent us the call: the narrowest row that fits and holds at that time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cached_property

from hopback.carrier.cdr.number import key
from hopback.carrier.cdr.record import CallRecord
from hopback.wire.answers import ContactDetails, Customer

from .rows import Numbers, Own, Party, Row


class Standing(StrEnum):
    MAPPED = "mapped"
    UNMAPPED = "unmapped"  # no row, or a row that names nobody yet
    CONTRADICTED = "contradicted"  # several rows fit, none narrower, and they differ
    SILENT = "silent"  # the record names neither trunk nor address nor account


@dataclass(frozen=True, slots=True)
class Found:
    """Who is behind a record. `party` only when mapped; `because` is a sentence that names the line."""

    standing: Standing
    party: Party | None
    because: str

    @property
    def own_switch(self) -> str:
        return self.party.switch if isinstance(self.party, Own) else ""


class TrunkMap:
    """The rows of one file, already checked against each other."""

    def __init__(self, rows: Sequence[Row] = (), numbers: Sequence[Numbers] = (), name: str = "trunks.toml") -> None:
        self.rows, self.numbers, self.name = tuple(rows), tuple(numbers), name

    @cached_property
    def _by_trunk(self) -> dict[str, list[Row]]:
        """Rows with a plain trunk name by it, all others under "": a record looks in two lists."""
        filed: dict[str, list[Row]] = {}
        for row in self.rows:
            filed.setdefault("" if row.trunk.endswith("*") else row.trunk, []).append(row)
        return filed

    def of(self, record: CallRecord) -> Found:
        if not (record.ingress_trunk or record.source_ip or record.account):
            return Found(Standing.SILENT, None, "The record names neither a trunk nor an address.")
        fitting = [
            row
            for row in (*self._by_trunk.get(record.ingress_trunk or "\0", ()), *self._by_trunk.get("", ()))
            if row.holds_at(record.at) and row.fits(record)
        ]
        kept = [row for row in fitting if not any(other.narrower_than(row) for other in fitting)]
        return self._of(kept, ingress_of(record))

    def upstream(self, record: CallRecord) -> str:
        """What tells apart who sent the call: the same text for the same party, for `search.find`."""
        found = self.of(record)
        return name_of(found.party) if found.party is not None else ingress_of(record)

    def holder(self, number: str, at: datetime) -> Found:
        """Who holds a number of ours (A1.10): the smallest range that has it."""
        digits = key(number)
        fitting = [row for row in self.numbers if row.holds_at(at) and digits and row.holds(digits)]
        smallest = min((row.size for row in fitting), default=0)
        return self._of([row for row in fitting if row.size == smallest], f"the number {number}")

    def _of(self, kept: Sequence[Row] | Sequence[Numbers], what: str) -> Found:
        if not kept:
            return Found(Standing.UNMAPPED, None, f"{self.name} has no row for {what}.")
        lines = ", ".join(str(row.line) for row in kept)
        if len({name_of(row.party) for row in kept}) > 1:
            return Found(Standing.CONTRADICTED, None, f"{self.name}, lines {lines}: they differ about {what}.")
        party = kept[0].party
        if party is None:
            return Found(Standing.UNMAPPED, None, f"{self.name}, line {lines} does not say yet who is behind {what}.")
        return Found(Standing.MAPPED, party, f"{self.name}, line {lines}: {what} is {name_of(party)}.")


def ingress_of(record: CallRecord) -> str:
    """Where the call came in, in the record's own words."""
    parts = (("trunk", record.ingress_trunk), ("address", record.source_ip), ("account", record.account))
    return ", ".join(f"{word} {said}" for word, said in parts if said)


def name_of(party: Party | None) -> str:
    if isinstance(party, ContactDetails):
        return f"{party.name} (not listed)"
    if isinstance(party, Customer):
        return f"our customer {party.name}"
    if isinstance(party, Own):
        return f"our switch {party.switch}"
    return party or ""
