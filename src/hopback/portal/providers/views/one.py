"""One provider as staff see it, and as its own people do."""

from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from hopback.portal.accounts.decorators import provider_only, viewer_required
from hopback.portal.accounts.viewer import Viewer
from hopback.portal.ground import clock

from .. import history, queries
from ..forms import FACTOR_LABELS
from ..models import ControlLink, PointOfContact, Provider


@viewer_required
@require_safe
def one(request: HttpRequest, provider: str) -> HttpResponse:
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
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
    group = queries.group_of(provider, now.date()) - {provider.public_id}
    findings = list(provider.foreign_findings.order_by("-pk"))
    return {
        "finding": findings[0] if findings else None,
        "factors": [(FACTOR_LABELS[name], said) for name, said in findings[0].factors.items()] if findings else [],
        "earlier": findings[1:],
        "standings": provider.standing_findings.order_by("-pk"),
        "links": links.select_related("controls", "controlled").order_by("-until_on", "since_on"),
        "group": Provider.objects.filter(public_id__in=group).order_by("name"),
        "past_contacts": provider.contacts.exclude(ended_at=None).order_by("-ended_at")[:10],
    }
