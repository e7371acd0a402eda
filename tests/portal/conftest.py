"""What holds for every test of the portal."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def _empty_cache() -> Iterator[None]:
    """Rate limits and used codes are counted in the cache: each test starts with an empty one."""
    cache.clear()
    yield
    cache.clear()
