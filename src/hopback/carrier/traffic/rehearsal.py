"""A made-up network in an archive of its own, to see a report before there are records, and to hold it to the truth."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa

from hopback.carrier.cdr.archive.schema import whole
from hopback.carrier.cdr.archive.writing import Writer
from hopback.world.lookalikes import Calls, Customer, calls, customers

from .scoring import Scored

ABROAD = tuple(f"intl-{number}" for number in range(4))  # that network's trunks from abroad
CUSTOMERS, DAYS = 400, 5


@dataclass(frozen=True, slots=True)
class Point:
    """Of the customers with at least this score: how many are robocallers, and how many of those are among them."""

    score: float
    precision: float
    recall: float


def staged(
    folder: Path, seed: int, *, count: int = CUSTOMERS, days: int = DAYS, attested: bool = True
) -> tuple[Customer, ...]:
    """Fills a new archive, with or without attestation; returns the customers, who know what they are."""
    who = customers(seed, count)
    with Writer(folder) as writer:
        source = writer.source(f"made-up-{seed}.csv")
        table = _table(who, calls(seed, who, days), source)
        writer.add(
            table if attested else table.set_column(table.schema.get_field_index("verstat"), "verstat", _nothing(table))
        )
        writer.commit()
    return who


def _table(who: Sequence[Customer], made: Calls, source: int) -> pa.Table:
    place = pa.array(made.customer)
    columns = {
        "called": made.called, "at": pa.array(made.at_us).cast(pa.timestamp("us")), "calling": made.calling,
        "source": pa.array(np.full(len(made), source, np.int32)), "line": np.arange(2, len(made) + 2),
        "duration_s": made.talk_s.astype(float), "account": pa.array([each.name for each in who]).take(place),
        "ingress_trunk": pa.array([each.trunk for each in who]).take(place),
        "verstat": np.char.add("TN-Validation-Passed-", made.attestation),
    }  # fmt: skip
    return whole(pa.table(columns))


def _nothing(table: pa.Table) -> pa.Array:
    return pa.nulls(len(table), pa.string())


def curve(judged: Sequence[tuple[float, bool]]) -> list[Point]:
    """From scores and the truth, one point for each score that is there, the highest first."""
    return list(_curve(sorted(judged, key=lambda each: -each[0])))


def _curve(ordered: Sequence[tuple[float, bool]]) -> Iterator[Point]:
    all_right, right = sum(is_so for _, is_so in ordered) or 1, 0
    for number, (score, is_so) in enumerate(ordered, 1):
        right += is_so
        if number == len(ordered) or ordered[number][0] != score:
            yield Point(score, right / number, right / all_right)


def judged(found: Sequence[Scored], who: Sequence[Customer]) -> list[tuple[float, bool]]:
    """Everybody's points, and whether it is a robocaller; who made too few calls to be judged has none."""
    points = {each.figures.name: each.points for each in found}
    return [(points.get(each.name, -1000.0), each.robocaller) for each in who]
