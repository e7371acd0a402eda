"""The whole log, for staff; its heads, for anybody. This room lies below accounts: it asks a viewer what each has."""

from django.contrib.auth.views import redirect_to_login
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from hopback.portal.ground import clock

from . import queries, tree
from .models import Head

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


@require_safe
def heads(request: HttpRequest) -> HttpResponse:
    """What was published of the log, for anybody who wants to hold us to it (A3.5)."""
    page = Paginator(Head.objects.all(), A_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "last": queries.last_head(), "origin": tree.origin(), "now": clock.now()}
    return render(request, "logbook/heads.html", context)


@require_safe
def head_text(request: HttpRequest) -> HttpResponse:
    """The latest head alone, as it was signed."""
    last = queries.last_head()
    if last is None:
        raise Http404
    return HttpResponse(last.note, content_type="text/plain; charset=utf-8")
