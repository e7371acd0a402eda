"""Who can sign in to the demonstration, and its clock. In production these pages do not exist."""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from hopback.portal.accounts.viewer import SYSTEM
from hopback.portal.ground import clock
from hopback.portal.tracebacks import actions as tracebacks

from . import actions, queries
from .people import PASSWORD

STEPS = {
    "1h": ("1 hour", timedelta(hours=1)),
    "12h": ("12 hours", timedelta(hours=12)),
    "1d": ("1 day", timedelta(days=1)),
    "2d": ("2 days", timedelta(days=2)),
    "30d": ("30 days", timedelta(days=30)),
}

type View = Callable[..., HttpResponse]


def _demonstration_only(view: View) -> View:
    @wraps(view)
    def guarded(request: HttpRequest, **parts: Any) -> HttpResponse:
        if not settings.DEMONSTRATION:
            raise Http404
        return view(request, **parts)

    return guarded


@require_safe
@_demonstration_only
@never_cache
def overview(request: HttpRequest) -> HttpResponse:
    context = {
        "people": queries.people(),
        "password": PASSWORD,
        "code": queries.current_code(),
        "key": queries.api_key(),
        "base_url": settings.BASE_URL,
    }
    return render(request, "demonstration/overview.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@_demonstration_only
@never_cache
def clock_page(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        return _move(request)
    steps = [(name, words) for name, (words, _) in STEPS.items()]
    return render(request, "demonstration/clock.html", {"steps": steps, "now": clock.now(), "shift": clock.shift()})


def _move(request: HttpRequest) -> HttpResponse:
    words, forward = STEPS.get(request.POST.get("forward", ""), ("", timedelta()))
    if not words:
        messages.error(request, "Choose by how much the clock moves.")
        return redirect("demonstration:clock")
    by = request.viewer or SYSTEM  # type: ignore[attr-defined]
    then = actions.move_clock(forward=forward, by=by, now=clock.now())
    happened = tracebacks.tick(now=then)
    events = "1 deadline" if happened == 1 else f"{happened} deadlines"
    messages.success(request, f"The clock moved by {words}; {events} came.")
    return redirect("demonstration:clock")
