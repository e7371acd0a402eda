from collections.abc import Iterator
from typing import Any

import pytest

from hopback.portal.ground.environment import Smtp
from hopback.portal.notices import signals
from tests.portal.notices.post_office import Clerk, open_office


@pytest.fixture
def clerk() -> Clerk:
    return Clerk()


@pytest.fixture
def office(clerk: Clerk) -> Iterator[Smtp]:
    with open_office(clerk) as where:
        yield where


@pytest.fixture
def told() -> Iterator[list[tuple[str, str, bool | None]]]:
    """What the rooms above were told: (signal, address, hard)."""
    heard: list[tuple[str, str, bool | None]] = []

    def listen(name: str) -> Any:
        def hear(delivery: Any, hard: bool | None = None, **_: Any) -> None:
            heard.append((name, delivery.address, hard))

        return hear

    ears = {name: listen(name) for name in ("accepted", "undeliverable")}
    for name, ear in ears.items():
        getattr(signals, name).connect(ear, weak=False)
    yield heard
    for name, ear in ears.items():
        getattr(signals, name).disconnect(ear)
