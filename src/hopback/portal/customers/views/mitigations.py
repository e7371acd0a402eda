"""What did you do? For staff all, for a provider its own, and by the mailed link one (XA.5)."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from hopback.portal.accounts import queries as accounts
from hopback.portal.accounts.decorators import staff_or_provider
from hopback.portal.accounts.viewer import Viewer, of_mailed_link
from hopback.portal.ground import clock
from hopback.portal.ground.attempt import attempt
from hopback.portal.logbook.downloads import asked_for, hand_over

from .. import actions
from ..forms import ReportForm, StateForm
from ..models import Mitigation
from ..queries import mitigations as queries

A_PAGE = 50
COLUMNS = (
    "id", "traceback", "campaign", "provider", "provider_name", "named_as", "asked_at", "asked_times", "state", "did",
    "note", "said_at", "said_by", "channel", "seen_again_in",
)  # fmt: skip


@staff_or_provider
@require_safe
def mitigations(request: HttpRequest) -> HttpResponse:
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    form = StateForm(request.GET)
    wanted, now = form.wanted, clock.now()
    rows = queries.visible_to(viewer)
    if q := wanted["q"].strip():
        near = Q(provider__name__icontains=q) | Q(hop__traceback__number__icontains=q)
        rows = rows.filter(near | Q(hop__traceback__candidate__campaign__name__icontains=q))
    found = queries.told(queries.whole(rows), viewer)
    shown = [one for one in found if _fits(one, wanted["state"])]
    if asked_for(request):
        return hand_over(request, "mitigations", COLUMNS, [_line(one, viewer) for one in shown], now=now)
    context = {
        "page": Paginator(shown, A_PAGE).get_page(request.GET.get("page")),
        "form": form,
        "open": sum(one.state == queries.OPEN for one in found),
        "again": sum(bool(one.again) for one in found),
        "limited": bool(q or wanted["state"]),
        "now": now,
    }
    return render(request, "customers/mitigations.html", context)


def _fits(one: queries.Told, state: str) -> bool:
    if state == "again":
        return bool(one.again)
    return state == "all" or one.state == (state or queries.OPEN)


def _line(one: queries.Told, viewer: Viewer) -> list[Any]:
    row, last = one.row, one.last
    return [
        row.public_id,
        row.hop.traceback.number,
        one.campaign,
        row.provider.public_id,
        row.provider.name,
        row.named_as,
        row.asked_at.isoformat(),
        row.asked_times,
        one.state,
        last.did if last else "",
        last.note if last else "",
        last.said_at.isoformat() if last else "",
        last.said_by if last else "",
        last.channel if last else "",
        " ".join(other.hop.traceback.number for other in one.again),
    ]


@staff_or_provider
def mitigation(request: HttpRequest, mitigation: str) -> HttpResponse:
    """The question, everything said to it, and the form for the next word."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    row = get_object_or_404(queries.whole(queries.visible_to(viewer)), public_id=mitigation)
    form = ReportForm(request.POST or None)
    if request.method == "POST" and attempt(form, actions.report, mitigation=row, by=viewer, now=clock.now()):
        messages.success(request, "Thank you. It is kept, and the group sees it.")
        return redirect("customers:mitigation", mitigation)
    (told,) = queries.told([row], viewer)
    context = {"told": told, "form": form, "back": reverse("customers:mitigations"), "now": clock.now()}
    return render(request, "customers/mitigation.html", context, status=422 if form.errors else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def link(request: HttpRequest, token: str) -> HttpResponse:
    """The same question for whoever got the mail: good for this one, until it is answered or expires."""
    now = clock.now()
    held = accounts.link_with(token, "mitigation")
    row = queries.whole(Mitigation.objects.filter(public_id=held.about)).first() if held else None
    if held is None or row is None:
        raise Http404
    by = of_mailed_link(held, party=row.provider.public_id, zone=row.provider.zone)
    (told,) = queries.told([row], by)
    context: dict[str, Any] = {"told": told, "link": held, "now": now, "zone_name": row.provider.zone}
    if told.state != queries.OPEN or held.expires_at <= now:
        return render(request, "customers/link_over.html", context, status=410)
    form = ReportForm(request.POST or None)
    if request.method == "POST" and attempt(form, actions.report, mitigation=row, channel="link", by=by, now=now):
        (told,) = queries.told(queries.whole(Mitigation.objects.filter(pk=row.pk)), by)
        return render(request, "customers/link_done.html", context | {"told": told})
    return render(request, "customers/link.html", context | {"form": form}, status=422 if form.errors else 200)
