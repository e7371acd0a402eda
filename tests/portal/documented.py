"""The API as its own OpenAPI document tells it: requests are made from the document, and answers are held to it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import schemathesis
from django.db import transaction
from schemathesis.checks import (
    content_type_conformance,
    not_a_server_error,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]


def operations(*tags: str) -> Any:
    """Those with one of the tags. Read when their test begins: what is made from the document takes seconds, and would
    be made by each process that collects tests."""
    return schemathesis.pytest.from_fixture("api_document").include(tag=[*tags])


@contextmanager
def undone() -> Iterator[None]:
    """What a request changes: the next one finds everything as it was."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
