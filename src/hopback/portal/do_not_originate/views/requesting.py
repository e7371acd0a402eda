"""A request: written down by staff, or made by an organisation that signs in; and its own list of them (XB.2)."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from hopback.portal.accounts.decorators import source_only, staff_or_source
from hopback.portal.ground import clock
from hopback.portal.ground.attempt import attempt

from .. import actions
from ..forms.asking import RequestForm
from ..models import Listing
from ..queries import registry
from ..queries.requesters import organization_of, the_own
from ._around import TITLE, home_of, viewer_of

SECTIONS = (
    ("The numbers", "numbers file"),
    ("Whose they are", "name category source served_by contact_name contact_email"),
    ("A vendor that acts for it", "vendor protections"),
    ("Letter of authorisation", "letter_on letter_signer letter"),
    ("What is happening", "event_kind calls_a_day event_words consulted"),
)


@staff_or_source
def new(request: HttpRequest) -> HttpResponse:
    viewer, now = viewer_of(request), clock.now()
    own = organization_of(viewer)
    if own is None and not viewer.is_staff:
        raise Http404
    form = RequestForm(request.POST or None, request.FILES or None, own=own)
    made: list[Listing] = []

    def ask(**told: Any) -> None:
        made.append(actions.request_listing(**told))

    if request.method == "POST" and attempt(form, ask, by=viewer, now=now):
        messages.success(request, "The request is written down. Nothing is stopped before it is approved.")
        return redirect("do_not_originate:listing", made[0].public_id)
    sections = [(title, [form[name] for name in names.split() if name in form.fields]) for title, names in SECTIONS]
    context = {"form": form, "sections": sections, "staff": viewer.is_staff, "back": home_of(viewer),
               "crumbs": [(TITLE, home_of(viewer)), ("New", "")]}  # fmt: skip
    return render(request, "do_not_originate/request.html", context, status=422 if form.errors else 200)


@source_only
@require_safe
def own(request: HttpRequest) -> HttpResponse:
    viewer, now = viewer_of(request), clock.now()
    source = the_own(viewer)
    rows = list(registry.visible_to(viewer, now))
    amounts = registry.live_numbers(rows)
    found = [(row, amounts[row.pk], registry.state_of(row, now)) for row in rows]
    context = {"source": source, "rows": found, "now": now, "ask": reverse("do_not_originate:request")}
    return render(request, "do_not_originate/own.html", context)
