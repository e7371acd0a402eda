"""What every action of this room begins with."""

from typing import Any

from django.http import Http404

from hopback.portal.accounts.viewer import Viewer
from hopback.portal.logbook import actions as logbook

from ..models import Agency, AgencyPerson


def only_people_of_staff(by: Viewer) -> None:
    """For everybody else, keys included, there is no such thing."""
    if not by.is_staff or by.scopes is not None:
        raise Http404


def said(**texts: str) -> dict[str, str]:
    return {name: text.strip() for name, text in texts.items()}


def hold_agency(agency: Agency) -> Agency:
    return Agency.objects.select_for_update(of=("self",)).select_related("source").get(pk=agency.pk)


def hold_person(person: AgencyPerson) -> AgencyPerson:
    rows = AgencyPerson.objects.select_for_update(of=("self",)).select_related("agency__source")
    return rows.get(pk=person.pk)


def enter(agency: Agency, verb: str, *, by: Viewer, now: Any, **facts: Any) -> None:
    """One line in the log, about the agency."""
    logbook.record(by=by, now=now, verb=verb, about=agency.public_id, agency=agency.source.name, **facts)
