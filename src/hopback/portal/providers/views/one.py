"""One provider as staff see it, and as its own people do."""

from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from hopback.portal.accounts.decorators import provider_only, viewer_required
from hopback.portal.accounts.viewer import Viewer
from hopback.portal.ground import clock

from .. import history, queries
from ..control_picture import Node, picture
from ..forms import FACTOR_LABELS
from ..models import ControlLink, PointOfContact, Provider


@viewer_required
@require_safe
def one(request: HttpRequest, provider: str) -> HttpResponse:
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    if kept := queries.leads_to(viewer, provider):
        messages.info(request, f"{provider} is an earlier entry of {kept.name}.")
        return redirect("providers:one", kept.public_id)
    found = get_object_or_404(queries.visible_to(viewer), public_id=provider)
    if not viewer.is_staff:
        return redirect("providers:mine")
    return render(request, "providers/one.html", _all_of(found, viewer) | _for_staff(found))


@provider_only
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """What the group has written down of one's own provider; administrators keep its contacts (XA.1)."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    found = get_object_or_404(queries.visible_to(viewer))
    return render(request, "providers/mine.html", _all_of(found, viewer))


def _all_of(provider: Provider, viewer: Viewer) -> dict[str, Any]:
    now = clock.now()
    in_force = queries.contacts_of([provider])[provider.pk]
    return {
        "provider": provider,
        "facts": queries.facts_of([provider])[provider.pk],
        "contacts": [(kind, in_force.get(kind.value)) for kind in PointOfContact.Kind],
        "times": queries.office_times(provider, viewer.zone, now.date()),
        "open_now": queries.office_hours(provider).is_open(now),
        "parts": history.parts(provider, viewer, now),
        "steps": queries.steps_of_providers([provider])[provider.pk],
        "agreements": provider.agreements.order_by("-pk"),
        "now": now,
    }


def _for_staff(provider: Provider) -> dict[str, Any]:
    now = clock.now()
    links = ControlLink.objects.filter(Q(controls=provider) | Q(controlled=provider))
    group, holding = queries.controlling(provider, now.date())
    findings = list(provider.foreign_findings.order_by("-pk"))
    proposed = queries.proposed_factors(provider, now.date())
    return {
        "known": queries.known(provider),
        "ended": provider.particulars.exclude(ended_at=None).order_by("-ended_at"),
        "proposed_contacts": queries.waiting_contacts(provider),
        "finding": findings[0] if findings else None,
        "factors": [(FACTOR_LABELS[name], said) for name, said in findings[0].factors.items()] if findings else [],
        "earlier": findings[1:],
        "proposed": [(FACTOR_LABELS[name], *said) for name, said in proposed.items()],
        "proposes_foreign": queries.weighed(provider, proposed),
        "standings": provider.standing_findings.order_by("-pk"),
        "links": links.select_related("controls", "controlled").order_by("-until_on", "since_on"),
        "group": [other for other in group if other != provider],
        "picture": _picture(provider, group, holding),
        "merges": queries.merges_of(provider),
        "past_contacts": provider.contacts.exclude(ended_at=None).order_by("-ended_at")[:10],
    }


def _picture(provider: Provider, group: list[Provider], links: list[ControlLink]) -> str:
    facts = queries.facts_of(group)
    nodes = [
        Node(
            key=one.public_id,
            name=one.name,
            url=reverse("providers:one", args=[one.public_id]),
            abroad=facts[one.pk].foreign,
            here=one == provider,
        )
        for one in group
    ]
    return picture(nodes, [(link.controls.public_id, link.controlled.public_id) for link in links])
