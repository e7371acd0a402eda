"""What the pages of agencies share: the agency an address names, the way back to it, how an address stands."""

from datetime import datetime
from typing import Any, NamedTuple

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse

from hopback.policy.article_5_enforcement import Verified, is_official, verified
from hopback.portal.accounts.viewer import Viewer

from ..models import Agency, AgencyPerson
from ..queries import agencies

AGENCIES = "Agencies"
STANDS = {
    Verified.NEVER: ("Not confirmed yet", "amber", "clock"),
    Verified.HOLDS: ("Confirmed", "green", "check"),
    Verified.RUNS_OUT: ("To be confirmed again", "amber", "clock"),
    Verified.LAPSED: ("Lapsed: is sent nothing", "red", "warning"),
}
NO_LONGER = ("No longer official: is sent nothing", "red", "warning")


class Row(NamedTuple):
    """An official, and how the address stands in words, colour and picture."""

    person: AgencyPerson
    stands: tuple[str, str, str]


def viewer_of(request: HttpRequest) -> Viewer:
    return request.viewer  # type: ignore[attr-defined, no-any-return]


def the_agency(public_id: str) -> Agency:
    return get_object_or_404(Agency.objects.select_related("source"), source__public_id=public_id)


def back_to(agency: Agency) -> dict[str, Any]:
    back = reverse("enforcement:agency", args=[agency.public_id])
    crumbs = [(AGENCIES, reverse("enforcement:agencies")), (agency.source.name, back)]
    return {"back": back, "crumbs": crumbs}


def officials(agency: Agency, now: datetime) -> list[Row]:
    approved = agencies.exceptions_of(agency)
    return [Row(one, _stands(one, approved, now)) for one in agencies.in_office(agency)]


def _stands(person: AgencyPerson, approved: frozenset[str], now: datetime) -> tuple[str, str, str]:
    if not is_official(person.email, approved):
        return NO_LONGER
    return STANDS[verified(person.confirmed_at, now)]
