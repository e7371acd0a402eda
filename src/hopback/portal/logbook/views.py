"""The whole log, for staff. This room lies below accounts, so it asks the viewer by what every viewer has."""

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from hopback.portal.ground import clock

from . import queries

A_PAGE = 100


@require_http_methods(["GET", "HEAD", "POST"])
def log(request: HttpRequest) -> HttpResponse:
    """The latest entries; POST also walks the whole chain. Staff only, like a page that is not there."""
    viewer = getattr(request, "viewer", None)
    if viewer is None:
        return redirect_to_login(request.get_full_path())
    if viewer.kind != "staff":
        raise Http404
    before = request.GET.get("before", "")
    entries = queries.latest(int(before) if before.isdecimal() else None, A_PAGE)
    count, head = queries.head()
    context = {
        "entries": entries,
        "count": count,
        "head": head,
        "older": entries[-1].seq if entries and entries[-1].seq > 1 else None,
        "verified": queries.verify() if request.method == "POST" else None,
        "now": clock.now(),
    }
    return render(request, "logbook/log.html", context)
