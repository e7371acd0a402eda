"""Whom a private organisation allows to be told of its traces, and since when (A3.14)."""

from typing import Any

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from hopback.portal.accounts.decorators import source_only
from hopback.portal.accounts.viewer import Viewer
from hopback.portal.ground import clock
from hopback.portal.layout.doing import act

from .. import actions
from ..forms import AuthorizationForm
from ..queries import own
from ..queries.parties import party_called

TITLE = "Authorizations"


@source_only
@require_safe
def authorizations(request: HttpRequest) -> HttpResponse:
    source = own.the_own(request.viewer)  # type: ignore[attr-defined]
    context = {"source": source, "rows": own.authorizations(source), "now": clock.now()}
    return render(request, "organizations/authorizations.html", context)


@source_only
def new(request: HttpRequest) -> HttpResponse:
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    source = own.the_own(viewer)
    form = AuthorizationForm(request.POST or None, source=source, zone=viewer.zone)

    def allow(*, to_whom: str, **told: Any) -> None:
        actions.authorize(to_whom=to_whom, party=party_called(to_whom), **told)

    lead = "Without your word nothing of your traces goes to anybody outside, except as the trace or the law requires."
    page = {"title": "Allow somebody to be told", "lead": lead, "submit": "Allow it", "done": "Allowed from now on."}
    return act(request, form, allow, told={"source": source}, **_around(), **page)


@source_only
def revoke(request: HttpRequest, authorization: str) -> HttpResponse:
    source = own.the_own(request.viewer)  # type: ignore[attr-defined]
    found = get_object_or_404(own.authorizations(source), public_id=authorization, revoked_at=None)
    lead = f"{found.to_whom} is told nothing more from now on. What was told before stays told."
    page = {"title": "Take it back", "lead": lead, "submit": "Take it back", "danger": True, "done": "Taken back."}
    form = Form(request.POST)
    return act(request, form, actions.revoke, told={"authorization": found}, **_around(), **page)


def _around() -> dict[str, Any]:
    back = reverse("organizations:authorizations")
    return {"back": back, "crumbs": [(TITLE, back)]}
