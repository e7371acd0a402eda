"""Rounds of confirmation: staff's list, and the page that a recipient opens from its mail (XB.4)."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from hopback.portal.accounts.decorators import staff_only
from hopback.portal.accounts.viewer import of_mailed_link
from hopback.portal.ground import clock
from hopback.portal.ground.attempt import attempt
from hopback.portal.logbook.downloads import asked_for, hand_over

from .. import actions
from ..forms.deciding import ConfirmForm, RoundsForm
from ..models import Confirmation
from ..queries import rounds as queries
from ._around import TITLE, viewer_of

A_PAGE = 50
NUMBERS_SHOWN = 12
COLUMNS = ("recipient", "category", "round", "due_on", "asked_at", "chased", "mail_returned_at", "confirmed_at",
           "confirmed_by", "state")  # fmt: skip


@staff_only
@require_safe
def rounds(request: HttpRequest) -> HttpResponse:
    viewer, now = viewer_of(request), clock.now()
    form = RoundsForm(request.GET)
    state = form.cleaned_data.get("state", "") if form.is_valid() else ""
    rows = queries.rounds(viewer, now, state)
    if asked_for(request):
        lines = ([*_line(row), queries.state_of(row, now)[0].lower()] for row in rows)
        return hand_over(request, "confirmations", COLUMNS, lines, now=now)
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": [(row, queries.state_of(row, now)) for row in page],
        "form": form,
        "state": state,
        "crumbs": [(TITLE, reverse("do_not_originate:registry")), ("Confirmations", "")],
        "now": now,
    }
    return render(request, "do_not_originate/rounds.html", context)


def _line(row: Confirmation) -> list[Any]:
    told = [row.recipient.name, row.recipient.category, row.round, row.due_on, row.asked_at, row.chased]
    return [*told, row.returned_at, row.confirmed_at, row.confirmed_by]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Looking changes nothing: scanners of mail follow links. Used once, the link is dead."""
    link, found = queries.held(token)
    now = clock.now()
    if queries.is_over(link, found, now):
        return render(request, "do_not_originate/link_over.html", {"found": found, "now": now}, status=410)
    listings = list(queries.listed_of(found.recipient))
    form = ConfirmForm(request.POST or None, listings=listings)
    told = {"confirmation": found, "link": link, "by": of_mailed_link(link, name=found.recipient.name), "now": now}
    if request.method == "POST" and listings and attempt(form, actions.confirm, **told):
        against = [one for one, (holds, _) in form.cleaned_data["said"].items() if not holds]
        return render(request, "do_not_originate/confirmed.html", {"found": found, "against": against, "now": now})
    parts = [(one, *_shown(one), fields) for one, fields in form.parts()]
    context = {"found": found, "recipient": found.recipient, "form": form, "parts": parts, "now": now}
    return render(request, "do_not_originate/confirm.html", context, status=422 if form.errors else 200)


def _shown(listing: Any) -> tuple[list[Any], int, int]:
    """Some of its numbers, how many rows there are besides, how many numbers all stand for."""
    numbers = queries.live(listing).order_by("-block", "number")
    some = list(numbers[:NUMBERS_SHOWN])
    return some, numbers.count() - len(some), queries.amount(numbers)
