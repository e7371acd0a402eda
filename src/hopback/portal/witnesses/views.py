"""Public: enter an address, confirm it, leave. Staff: who gets the heads. GET changes nothing anywhere (A3.5)."""

from django.core.paginator import Paginator
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from hopback.portal.accounts.decorators import staff_only
from hopback.portal.accounts.limits import slow_down, tried_too_often
from hopback.portal.accounts.viewer import Viewer, of_mailed_link
from hopback.portal.ground import clock
from hopback.portal.ground.attempt import attempt
from hopback.portal.layout.doing import act

from . import actions, queries
from .forms import AddressForm

TRIES = 20
A_PAGE = 50
BOTH = require_http_methods(["GET", "HEAD", "POST"])
SOMEBODY, A_WITNESS = "Somebody", "A witness"  # names of nobody: the log holds no address


@never_cache
@BOTH
def ask(request: HttpRequest) -> HttpResponse:
    """Says the same to everybody, whether the address gets heads already or not."""
    form = AddressForm(request.POST or None)
    if request.method == "POST":
        if tried_too_often(request, "witness", TRIES):
            return slow_down(request)
        if attempt(form, actions.ask, by=Viewer(kind="guest", name=SOMEBODY), now=clock.now()):
            return redirect("witnesses:asked")
    return render(request, "witnesses/ask.html", {"form": form}, status=422 if form.errors else 200)


@never_cache
@require_safe
def asked(request: HttpRequest) -> HttpResponse:
    return render(request, "witnesses/asked.html", {"days": actions.GOOD_FOR.days})


@never_cache
@BOTH
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Looking changes nothing: scanners of mail follow links."""
    link, witness = queries.held(token, actions.CONFIRM)
    now = clock.now()
    if link.used_at or link.expires_at <= now or witness.ended_at:
        return render(request, "witnesses/link_over.html", {"link": link, "now": now}, status=410)
    if request.method == "POST":
        actions.confirm(witness=witness, link=link, by=of_mailed_link(link, name=A_WITNESS), now=now)
        return render(request, "witnesses/confirmed.html", {"witness": witness})
    return render(request, "witnesses/confirm.html", {"witness": witness})


@never_cache
@csrf_exempt  # a mail program presses the button, without having seen the page (RFC 8058)
@BOTH
def leave(request: HttpRequest, token: str) -> HttpResponse:
    link, witness = queries.held(token, actions.LEAVE)
    if request.method == "POST":
        actions.leave(witness=witness, by=of_mailed_link(link, name=A_WITNESS), now=clock.now())
        witness.refresh_from_db()
    return render(request, "witnesses/leave.html", {"witness": witness})


@staff_only
@require_safe
def witnesses(request: HttpRequest) -> HttpResponse:
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    page = Paginator(queries.witnesses(viewer), A_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "gone": queries.gone(viewer)[:10], "now": clock.now(), "crumbs": _crumbs("")}
    return render(request, "witnesses/list.html", context)


@staff_only
def add(request: HttpRequest) -> HttpResponse:
    back = reverse("witnesses:list")
    page = {
        "title": "Add an address",
        "lead": "It is mailed a link first. No head goes there until somebody confirms it.",
        "submit": "Mail the link",
        "done": "A link to confirm was mailed.",
    }
    form = AddressForm(request.POST or None)
    return act(request, form, actions.ask, told={}, back=back, crumbs=_crumbs(back), **page)


@staff_only
def remove(request: HttpRequest, witness: str) -> HttpResponse:
    found = queries.the_witness(request.viewer, witness)  # type: ignore[attr-defined]
    back = reverse("witnesses:list")
    page = {
        "title": "Remove this address?",
        "lead": f"No more heads of the log go to {found.address}. Whoever reads mail there can ask for them again.",
        "submit": "Remove",
        "done": "Removed.",
        "danger": True,
    }
    form = Form(request.POST if request.method == "POST" else None)
    return act(request, form, actions.remove, told={"witness": found}, back=back, crumbs=_crumbs(back), **page)


def _crumbs(back: str) -> list[tuple[str, str]]:
    return [("Log", reverse("logbook:log")), ("Heads by mail", back)]
