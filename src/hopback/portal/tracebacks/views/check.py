"""Is this mail real? Open to everybody; says only what the asker already holds (A3.8)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from hopback.portal.accounts.limits import slow_down, tried_too_often
from hopback.portal.ground import clock

from ..forms.check import CheckForm
from ..queries.was_it_sent import was_it_sent

TRIES = 30


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """POST, so that the address asked about stays out of histories and logs."""
    if request.method != "POST":
        form = CheckForm(initial={"number": request.GET.get("number", "")[:40]})
        return render(request, "tracebacks/check.html", {"form": form, "now": clock.now()})
    if tried_too_often(request, "check", TRIES):
        return slow_down(request)
    form = CheckForm(request.POST)
    sent = was_it_sent(form.cleaned_data["number"], form.cleaned_data["address"]) if form.is_valid() else None
    status = 200 if sent else 422
    return render(request, "tracebacks/check.html", {"form": form, "sent": sent, "now": clock.now()}, status=status)
