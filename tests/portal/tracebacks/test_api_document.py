"""The API against its own OpenAPI document: what it says is what it does."""

from types import SimpleNamespace

import pytest
import schemathesis
import time_machine
from django.core import signals
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, settings
from schemathesis.checks import (
    content_type_conformance,
    not_a_server_error,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from hopback.portal.accounts.models import Scope
from hopback.portal.api import api
from hopback.portal.ground import waking
from tests.portal.factories import NOW, make_key
from tests.portal.tracebacks import staged
from tests.portal.tracebacks.asked import meridian_is_asked

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
# Read when its test begins: what is made from it takes seconds, and would be made by each process that collects tests.
OURS = schemathesis.pytest.from_fixture("document").include(tag=["hops", "tracebacks"])


def test_the_document_is_openapi_3_1(document):
    assert api.get_openapi_schema()["openapi"].startswith("3.1")
    document.validate()


def test_every_refusal_is_declared_as_a_problem():
    """RFC 9457."""
    for path, operations in api.get_openapi_schema()["paths"].items():
        for verb, operation in operations.items():
            refusals = {int(s): r for s, r in operation["responses"].items() if int(s) >= 400}
            closed = set() if path.startswith("/api/v1/log/") else {401, 403}  # the log's proofs are everybody's
            assert {400, 422} | closed <= set(refusals), f"{verb} {path}"
            assert all(set(r["content"]) == {"application/problem+json"} for r in refusals.values()), f"{verb} {path}"


@pytest.fixture
def _one_transaction():
    """The server would close the connection between requests; the test's transaction lives on it."""
    ends = (signals.request_started, signals.request_finished)
    for signal in ends:
        signal.disconnect(close_old_connections)
    with time_machine.travel(NOW):
        yield
    for signal in ends:
        signal.connect(close_old_connections)


@pytest.fixture
def document(request, _one_transaction):
    request.node._nodeid = request.node.nodeid  # schemathesis 4.32 asks for it by the name it had before pytest 9.2
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())


@pytest.mark.once
@pytest.mark.django_db
@OURS.parametrize()
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
def test_it_does_what_the_document_says(case, monkeypatch):
    """About a hundred requests, made from the document, good and bad ones."""
    monkeypatch.setattr(waking.Bell, "rings", lambda self, seconds: False)
    story = _story()
    secret = story.staff if "traceback" in case.path else story.provider
    if "hop" in (case.path_parameters or {}):
        case.path_parameters["hop"] = story.hop
    if "traceback" in (case.path_parameters or {}):
        case.path_parameters["traceback"] = story.traceback
    case.call_and_validate(headers={"Authorization": f"Bearer {secret}"}, checks=CHECKS)


def _story() -> SimpleNamespace:
    """Staged once in the transaction of a test; later examples find it there."""
    from hopback.portal.accounts.models import ApiKey

    if not ApiKey.objects.exists():
        told = meridian_is_asked()
        SECRETS.update(
            provider=make_key(told.dana, Scope.HOPS)[1],
            staff=make_key(told.rosa, Scope.TRACEBACKS)[1],
            hop=told.hop.public_id,
            traceback=told.traceback.public_id,
            candidate=staged.candidate(told.path[0]).public_id,
        )
    return SimpleNamespace(**SECRETS)


SECRETS: dict[str, str] = {}
