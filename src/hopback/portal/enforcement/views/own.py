"""An agency's own pages: its people as we know them, and the mailed link that confirms an address (A5.7)."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from hopback.portal.accounts import queries as accounts
from hopback.portal.accounts.decorators import source_only
from hopback.portal.accounts.models import MailedLink
from hopback.portal.accounts.viewer import of_mailed_link
from hopback.portal.ground import clock

from .. import actions
from ..actions.people import LINK
from ..models import AgencyPerson
from ..queries import agencies
from .around import officials, viewer_of


@source_only
@require_safe
def own(request: HttpRequest) -> HttpResponse:
    viewer, now = viewer_of(request), clock.now()
    agency = agencies.the_own(viewer)
    me = agencies.person_of(viewer)
    context = {
        "agency": agency,
        "officials": officials(agency, now),
        "me": me,
        "receives": me is not None and agencies.may_be_sent(me, now),
        "now": now,
    }
    return render(request, "enforcement/own.html", context)


def _held(token: str) -> tuple[MailedLink, AgencyPerson]:
    link = accounts.link_with(token, LINK)
    rows = AgencyPerson.objects.select_related("agency__source")
    person = rows.filter(public_id=link.about).first() if link else None
    if link is None or person is None:
        raise Http404
    return link, person


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_link(request: HttpRequest, token: str) -> HttpResponse:
    """One button: it is mine. Another: I am no longer there. Looking changes nothing."""
    link, person = _held(token)
    now = clock.now()
    context: dict[str, Any] = {"person": person, "agency": person.agency, "link": link, "now": now}
    if link.used_at or link.expires_at <= now or person.ended_at:
        return render(request, "enforcement/link_over.html", context, status=410)
    if request.method == "POST":
        act = actions.leave if request.POST.get("left") else actions.confirm_person
        by = of_mailed_link(link, party=person.agency.public_id, name=person.name)
        act(person=person, link=link, by=by, now=now)
        return render(request, "enforcement/link_done.html", context | {"left": act is actions.leave})
    context["officials"] = officials(person.agency, now)
    return render(request, "enforcement/link.html", context)
