"""The list as its readers have it: write, read the archive, leave with one click, come back (A5.6, A5.7)."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hopback.portal.accounts import queries as accounts
from hopback.portal.accounts.decorators import source_only, staff_or_source
from hopback.portal.accounts.viewer import of_mailed_link
from hopback.portal.ground import clock
from hopback.portal.layout.doing import act

from .. import actions
from ..actions.listserv import LINK
from ..forms import PostForm
from ..models import Subscription
from ..queries import listserv as queries
from ..queries.agencies import the_official
from .around import viewer_of

A_PAGE = 30
LISTSERV, ARCHIVE = "Listserv", "Archive"


@staff_or_source
def new(request: HttpRequest) -> HttpResponse:
    """Staff name the campaign; an official writes, and a moderator sees to it."""
    viewer, now = viewer_of(request), clock.now()
    person = None if viewer.is_staff else the_official(viewer, now)
    campaigns = queries.active_campaigns(now) if viewer.is_staff else None
    back = reverse("enforcement:listserv" if viewer.is_staff else "enforcement:archive")
    page = {
        "title": "Write to the listserv",
        "lead": "Somebody else of the traceback team reads it before it goes out.",
        "submit": "Hand it in",
        "done": "Held for a moderator.",
    }
    crumbs = [(LISTSERV, back)]
    form = PostForm(request.POST or None, campaigns=campaigns)
    return act(request, form, actions.write_post, told={"person": person}, back=back, crumbs=crumbs, **page)


@staff_or_source
@require_safe
def archive(request: HttpRequest) -> HttpResponse:
    viewer, now = viewer_of(request), clock.now()
    page = Paginator(queries.archive(viewer, now), A_PAGE).get_page(request.GET.get("page"))
    context: dict[str, Any] = {"page": page, "now": now, "staff": viewer.is_staff}
    if not viewer.is_staff:
        context["on_the_list"] = queries.subscription_of(the_official(viewer, now))
    return render(request, "enforcement/archive.html", context)


@staff_or_source
@require_safe
def archived(request: HttpRequest, post: str) -> HttpResponse:
    now = clock.now()
    found = queries.the_archived(viewer_of(request), post, now)
    crumbs = [(ARCHIVE, reverse("enforcement:archive")), (found.subject, "")]
    return render(request, "enforcement/archived.html", {"post": found, "crumbs": crumbs, "now": now})


@source_only
@require_POST
def join(request: HttpRequest) -> HttpResponse:
    """An official comes back, or leaves, signed in."""
    viewer, now = viewer_of(request), clock.now()
    person = the_official(viewer, now)
    known = queries.subscription_of(person)
    if request.POST.get("leave") and known is not None:
        actions.unsubscribe(subscription=known, by=viewer, now=now)
        messages.success(request, "You are off the list. The archive stays open to you.")
    elif not request.POST.get("leave"):
        actions.subscribe(person=person, by=viewer, now=now)
        messages.success(request, "You are on the list.")
    return redirect("enforcement:archive")


@never_cache
@csrf_exempt  # a mail program presses the button, without having seen the page (RFC 8058)
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, token: str) -> HttpResponse:
    """Looking changes nothing: scanners of mail follow links."""
    link = accounts.link_with(token, LINK)
    rows = Subscription.objects.select_related("person__agency__source")
    found = rows.filter(public_id=link.about).first() if link else None
    if link is None or found is None:
        raise Http404
    now = clock.now()
    if request.method == "POST":
        actions.unsubscribe(subscription=found, by=of_mailed_link(link, name=found.person.name), now=now)
        found.refresh_from_db()
    return render(request, "enforcement/leave.html", {"subscription": found, "now": now})
