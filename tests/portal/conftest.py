"""What holds for every test of the portal."""

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.core import signals
from django.core.cache import cache
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections

from tests.portal.factories import NOW


@pytest.fixture(autouse=True)
def _empty_cache() -> Iterator[None]:
    """Rate limits and used codes are counted in the cache: each test starts with an empty one."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def api_document(request: pytest.FixtureRequest) -> Iterator[Any]:
    """The API's own OpenAPI document, for `documented.operations`. The server would close the connection between
    requests, and the test's transaction lives on it."""
    import schemathesis  # a second of libraries, for two modules

    request.node._nodeid = request.node.nodeid  # type: ignore[attr-defined]  # it asks by pytest's name before 9.2
    ends: tuple[Any, ...] = (signals.request_started, signals.request_finished)
    for signal in ends:
        signal.disconnect(close_old_connections)
    with time_machine.travel(NOW):
        yield schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())
    for signal in ends:
        signal.connect(close_old_connections)
