"""Staff's pages: which agencies there are, of which government, and who may be written to there (A5.7)."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from hopback.portal.accounts.decorators import staff_only
from hopback.portal.accounts.second_person import may_confirm
from hopback.portal.ground import clock
from hopback.portal.layout.doing import act

from .. import actions
from ..forms import AgencyForm, WhatForm
from ..models import AddressException, AgencyPerson
from ..queries import agencies as queries
from .around import AGENCIES, back_to, officials, the_agency, viewer_of

A_PAGE = 50


@staff_only
@require_safe
def agencies(request: HttpRequest) -> HttpResponse:
    page = Paginator(queries.authorities(), A_PAGE).get_page(request.GET.get("page"))
    return render(request, "enforcement/agencies.html", {"page": page, "now": clock.now()})


@staff_only
def new(request: HttpRequest) -> HttpResponse:
    lead = "Federal and state agencies that investigate illegal robocalls take part, and no others."
    page = {"title": "List an agency", "lead": lead, "done": "The agency is listed. Name its people next."}
    back, form = reverse("enforcement:agencies"), AgencyForm(request.POST or None)
    return act(request, form, actions.list_agency, told={}, back=back, crumbs=[(AGENCIES, back)], **page)


@staff_only
def say(request: HttpRequest, source: str) -> HttpResponse:
    found = get_object_or_404(queries.authorities(), public_id=source)
    known = getattr(found, "agency", None)
    initial = {"level": known.level, "state": known.state, "enforces": known.enforces} if known else {}
    form = WhatForm(request.POST or None, initial=initial)
    back = reverse("enforcement:agency", args=[source]) if known else reverse("enforcement:agencies")
    crumbs = [(AGENCIES, reverse("enforcement:agencies")), (found.name, back)]
    page = {"title": "What it is", "done": "Written down."}
    return act(request, form, actions.say_agency, told={"source": found}, back=back, crumbs=crumbs, **page)


@staff_only
@require_safe
def one(request: HttpRequest, source: str) -> HttpResponse:
    agency, now = the_agency(source), clock.now()
    viewer = viewer_of(request)
    in_force = AddressException.objects.filter(agency=agency, ended_at=None).order_by("domain")
    context = {
        "agency": agency,
        "now": now,
        "officials": officials(agency, now),
        "left": AgencyPerson.objects.filter(agency=agency, ended_at__isnull=False).order_by("-ended_at")[:A_PAGE],
        "exceptions": [(row, may_confirm(row, viewer)) for row in in_force],
        **back_to(agency),
    }
    context["crumbs"] = [context["crumbs"][0], (agency.source.name, "")]
    return render(request, "enforcement/agency.html", context)
