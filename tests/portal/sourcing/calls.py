"""A call of the SSA campaign, as each door would be told of it."""

from datetime import UTC, datetime
from typing import Any

from django.urls import reverse

from hopback.portal.accounts.viewer import Viewer
from hopback.portal.sourcing import actions
from hopback.portal.sourcing.models import Candidate, Source
from tests.portal.factories import NOW

CALLED_AT = datetime(2026, 10, 19, 13, 41, 27, tzinfo=UTC)
ROSA = Viewer(kind="staff", name="Rosa Ortega")


def details(**change: Any) -> dict[str, Any]:
    """For the action."""
    good = {
        "calling": "(202) 555-0142",
        "called": "513-555-0168",
        "called_at": CALLED_AT,
        "nature": "fraudulent",
        "evidence": "The recording says that benefits are suspended.",
        "basis": "protection_222d2",
    }
    return {**good, **change}


def row(**change: Any) -> dict[str, Any]:
    """For the API, and in a spreadsheet."""
    return {**details(), "called_at": "2026-10-19T09:41:27-04:00", **change}


def form(**change: Any) -> dict[str, Any]:
    """For the page of staff."""
    told = {"purpose": "traceback", "called_at": "2026-10-19 09:41:27", "zone": "America/New_York"}
    return {**details(), **told, **change}


TESTS = {  # due diligence as the form says it
    "credible_source": "yes",
    "credible_source_why": "Designated referrer.",
    "nature": "yes",
    "nature_why": "Impersonates an authority.",
    "warrants_resources": "yes",
    "warrants_resources_why": "Millions of calls.",
}


def kept(source: Source, **change: Any) -> Candidate:
    return actions.submit_candidate(source=source, details=details(**change), by=ROSA, now=NOW)


def page(said: Any, status: int = 200) -> str:
    assert said.status_code == status, said.status_code
    text: str = said.content.decode()
    return text


def at(name: str, candidate: Candidate, *more: Any) -> str:
    return reverse(f"sourcing:{name}", args=[candidate.public_id, *more])
