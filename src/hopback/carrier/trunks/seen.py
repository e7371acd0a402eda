"""Where calls came in, as the records tell it: one line for each trunk, address and account."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from hopback.carrier.cdr.record import CallRecord, Direction, Place

from .mapping import Standing, TrunkMap


@dataclass(frozen=True, slots=True, kw_only=True)
class Ingress:
    """One way in. `calls` between `first_at` and `last_at`, by one switch's records."""

    trunk: str
    source_ip: str
    account: str
    switch: str
    calls: int
    first_at: datetime
    last_at: datetime

    def record(self, at: datetime) -> CallRecord:
        """A record of this ingress, for the map to be asked."""
        return CallRecord(
            at=at, calling="", called="", place=Place("", 0), ingress_trunk=self.trunk, source_ip=self.source_ip,
            account=self.account, switch=self.switch,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Share:
    """An ingress with what the map says of it, and its part of all calls."""

    ingress: Ingress
    standing: Standing
    because: str
    of_all: float


def counted(records: Iterable[CallRecord]) -> list[Ingress]:
    """Every way in of these records, the busiest first."""
    tally: dict[tuple[str, str, str, str], tuple[int, datetime, datetime]] = {}
    for record in records:
        if record.attempt or record.direction is Direction.INTERNAL:
            continue
        key = (record.ingress_trunk, record.source_ip, record.account, record.switch)
        calls, first, last = tally.get(key, (0, record.at, record.at))
        tally[key] = (calls + 1, min(first, record.at), max(last, record.at))
    return busiest(
        Ingress(trunk=t, source_ip=ip, account=a, switch=s, calls=calls, first_at=first, last_at=last)
        for (t, ip, a, s), (calls, first, last) in tally.items()
    )


def busiest(ingresses: Iterable[Ingress]) -> list[Ingress]:
    return sorted(ingresses, key=lambda each: (-each.calls, each.trunk, each.source_ip, each.account, each.switch))


def shares(ingresses: Sequence[Ingress], known: TrunkMap) -> list[Share]:
    """What the map says of each way in, at the last time it was used."""
    total = sum(each.calls for each in ingresses) or 1
    judged = []
    for each in ingresses:
        found = known.of(each.record(each.last_at))
        judged.append(Share(each, found.standing, found.because, each.calls / total))
    return judged


def expired(known: TrunkMap, now: datetime) -> list[str]:
    """Rows that no longer hold, as sentences."""
    now = now.astimezone(UTC)
    return [
        f"{known.name}, line {row.line}: ended {row.valid_to:%Y-%m-%d}."
        for row in (*known.rows, *known.numbers)
        if row.valid_to <= now
    ]
