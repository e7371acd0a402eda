"""A call of the SSA campaign, as each door would be told of it."""

from datetime import UTC, datetime
from typing import Any

from hopback.portal.accounts.viewer import Viewer

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
