"""It is Tuesday, 20 October 2026, for these tests."""

from collections.abc import Iterator

import pytest
import time_machine

from tests.portal.factories import NOW


@pytest.fixture(autouse=True)
def _now() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield
