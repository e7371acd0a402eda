"""All that are late, reminded together from the dashboard (A3.8)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from hopback.portal.accounts.decorators import staff_only
from hopback.portal.ground import clock

from .. import actions
from ..queries import attention


@staff_only
@require_http_methods(["GET", "POST"])
def remind_late(request: HttpRequest) -> HttpResponse:
    """All that are late, or those of one's own tracebacks: shown first, then reminded."""
    mine = request.viewer if request.GET.get("whose") == "mine" else None
    late = attention.to_remind(mine, clock.now())
    if request.method == "POST":
        number = actions.remind_late(hops=late, by=request.viewer, now=clock.now())
        messages.success(request, f"{number} reminder{'' if number == 1 else 's'} on the way.")
        return redirect("tracebacks:dashboard")
    context = {"late": late, "now": clock.now(), "back": reverse("tracebacks:dashboard")}
    return render(request, "tracebacks/remind_late.html", context)
