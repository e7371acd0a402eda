"""One made-up network, staged and reported once for each worker."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from hopback.carrier.cdr.archive.archive import Archive
from hopback.carrier.traffic.archived import ArchivedRecords
from hopback.carrier.traffic.rehearsal import ABROAD, staged
from hopback.carrier.traffic.report import Asked, Report, made
from hopback.world.lookalikes import Customer

NOW = datetime(2026, 10, 8, 9, tzinfo=UTC)


@dataclass(frozen=True)
class Network:
    archive: Path
    customers: dict[str, Customer]
    report: Report


def reported(archive: Path, asked: Asked | None = None) -> tuple[Report, list[tuple[str, bool]]]:
    """The report, and what was told of each day: whether it was known."""
    told: list[tuple[str, bool]] = []

    def tell(day: str, _calls: int, known: bool) -> None:
        told.append((day, known))

    with Archive(archive) as store:
        return made(ArchivedRecords(store), asked or Asked(), now=NOW, told=tell, beside=archive), told


@pytest.fixture(scope="session")
def network(tmp_path_factory: pytest.TempPathFactory) -> Network:
    folder = tmp_path_factory.mktemp("lookalikes") / "archive"
    who = staged(folder, seed=900, count=120, days=3)
    return Network(folder, {each.name: each for each in who}, reported(folder, Asked(abroad=ABROAD))[0])
