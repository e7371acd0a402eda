"""What was referred to an agency, for its officials (A5.1-A5.3)."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from hopback.portal.accounts.decorators import source_only
from hopback.portal.ground import clock

from ..queries import referrals as queries
from ..queries.agencies import the_official
from .around import viewer_of
from .paper import printed

A_PAGE = 50
RECEIVED = "Referrals"


@source_only
@require_safe
def received(request: HttpRequest) -> HttpResponse:
    now = clock.now()
    person = the_official(viewer_of(request), now)
    page = Paginator(queries.received(person), A_PAGE).get_page(request.GET.get("page"))
    return render(request, "enforcement/received.html", {"page": page, "agency": person.agency, "now": now})


@source_only
@require_safe
def one(request: HttpRequest, referral: str) -> HttpResponse:
    now = clock.now()
    found = queries.the_received(viewer_of(request), referral, now)
    crumbs = [(RECEIVED, reverse("enforcement:received")), (found.provider.name, "")]
    context = {"referral": found, "lines": queries.lines(found), "crumbs": crumbs, "now": now}
    return render(request, "enforcement/received_one.html", context)


@source_only
@require_safe
def paper(request: HttpRequest, referral: str) -> HttpResponse:
    now = clock.now()
    return printed(queries.the_received(viewer_of(request), referral, now), now)
