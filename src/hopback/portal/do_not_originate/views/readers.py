"""Analytics providers that staff name, and every copy that was taken (XB.6)."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from hopback.portal.accounts.decorators import staff_only
from hopback.portal.ground import clock
from hopback.portal.layout.doing import act
from hopback.portal.logbook.downloads import asked_for, hand_over

from .. import actions
from ..forms.deciding import ReaderForm, ReasonForm
from ..queries import readers
from ._around import TITLE

A_PAGE = 50
COLUMNS = ("name", "party", "version", "since", "form", "listed", "removed", "sha256", "taken_by", "taken_at")


def _crumbs(label: str = "") -> list[tuple[str, str]]:
    here = reverse("do_not_originate:copies")
    return [(TITLE, reverse("do_not_originate:registry")), ("Copies", here if label else "")]


@staff_only
@require_safe
def copies(request: HttpRequest) -> HttpResponse:
    now = clock.now()
    if asked_for(request):
        lines = ([getattr(row, name) for name in COLUMNS] for row in readers.copies())
        return hand_over(request, "copies", COLUMNS, lines, now=now)
    context = {
        "page": Paginator(readers.copies(), A_PAGE).get_page(request.GET.get("page")),
        "members": readers.steering_members(),
        "readers": readers.readers(),
        "former": readers.former_readers()[:20],
        "crumbs": _crumbs(),
        "now": now,
    }
    return render(request, "do_not_originate/copies.html", context)


@staff_only
def name(request: HttpRequest) -> HttpResponse:
    lead = "It can take copies of the registry from now on. What it implements stands in the registry."
    page = {"title": "Name an analytics provider", "lead": lead, "submit": "Name it", "done": "Named."}
    back, form = reverse("do_not_originate:copies"), ReaderForm(request.POST or None)
    return act(request, form, actions.name_reader, told={}, back=back, crumbs=_crumbs("new"), **page)


@staff_only
def end(request: HttpRequest, source: str) -> HttpResponse:
    found = get_object_or_404(readers.readers(), source__public_id=source)
    page = {"title": f"No more copies for {found.source.name}", "submit": "End it", "danger": True, "done": "Ended."}
    back, form = reverse("do_not_originate:copies"), ReasonForm(request.POST or None)
    return act(request, form, actions.end_reader, told={"reader": found}, back=back, crumbs=_crumbs("end"), **page)
