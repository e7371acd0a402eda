"""The API against its own OpenAPI document: what it says is what it does."""

from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, settings

from hopback.portal.accounts.models import Scope
from hopback.portal.api import api
from hopback.portal.ground import waking
from tests.portal.documented import CHECKS, operations, undone
from tests.portal.factories import make_key
from tests.portal.tracebacks import staged
from tests.portal.tracebacks.asked import meridian_is_asked


def test_the_document_is_openapi_3_1(api_document):
    assert api.get_openapi_schema()["openapi"].startswith("3.1")
    api_document.validate()


def test_every_refusal_is_declared_as_a_problem():
    """RFC 9457."""
    for path, offered in api.get_openapi_schema()["paths"].items():
        for verb, operation in offered.items():
            refusals = {int(s): r for s, r in operation["responses"].items() if int(s) >= 400}
            closed = set() if path.startswith("/api/v1/log/") else {401, 403}  # the log's proofs are everybody's
            assert {400, 422} | closed <= set(refusals), f"{verb} {path}"
            assert all(set(r["content"]) == {"application/problem+json"} for r in refusals.values()), f"{verb} {path}"


@pytest.mark.once
@pytest.mark.django_db
@operations("hops", "tracebacks").parametrize()
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
    with undone():
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
