"""What every action of this room begins with."""

from datetime import datetime
from typing import Any

from django.http import Http404

from hopback.portal.accounts.viewer import Viewer
from hopback.portal.logbook import actions as logbook

from ..models import LawfulRequest
from ..queries.requests import release_of
from ..refusals import AlreadyOver


def only_people_of_staff(by: Viewer) -> None:
    """For everybody else, keys included, there is no such thing."""
    if not by.is_staff or by.scopes is not None:
        raise Http404


def hold(request: LawfulRequest) -> LawfulRequest:
    rows = LawfulRequest.objects.select_for_update(of=("self",)).select_related("agency__source")
    return rows.get(pk=request.pk)


def hold_open(request: LawfulRequest) -> LawfulRequest:
    """One that is not released, nor waits to be. Raises AlreadyOver."""
    held = hold(request)
    if release_of(held):
        raise AlreadyOver("Its release is proposed or done. Drop the proposal first.")
    return held


def enter(request: LawfulRequest, verb: str, *, by: Any, now: datetime, **facts: Any) -> None:
    """One line in the log, about the request."""
    told = {"reference": request.reference, "agency": request.agency.source.name}
    logbook.record(by=by, now=now, verb=verb, about=request.public_id, **told, **facts)
