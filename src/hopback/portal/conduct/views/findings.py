"""Findings by state, with whose turn it is; and one of them with all that was said (A1.3)."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from hopback.portal.accounts.decorators import staff_only, staff_or_provider
from hopback.portal.accounts.second_person import may_confirm
from hopback.portal.accounts.viewer import Viewer
from hopback.portal.ground import clock
from hopback.portal.logbook.downloads import asked_for, hand_over
from hopback.portal.tracebacks.models import Hop

from .. import queries
from ..forms import StateForm

COLUMNS = (
    "finding", "provider", "provider_name", "state", "next", "factors", "fingerprint", "since", "until", "reasons",
    "proposed_by", "proposed_at", "answer_until", "confirmed_by", "confirmed_at", "lifted_at",
)  # fmt: skip


@staff_only
@require_safe
def findings(request: HttpRequest) -> HttpResponse:
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    now, form = clock.now(), StateForm(request.GET)
    rows = [one for one in queries.told(queries.visible_to(viewer), now) if form.shows(one.state)]
    if asked_for(request):
        return hand_over(request, "findings", COLUMNS, [_line(one) for one in rows], now=now)
    context = {"rows": rows, "form": form, "before": list(queries.on_record()), "now": now}
    return render(request, "conduct/findings.html", context | {"limited": bool(request.GET.get("state"))})


def _line(one: queries.Told) -> list[Any]:
    row, fact = one.row, one.row.fact
    return [
        row.public_id,
        row.provider.public_id,
        row.provider.name,
        one.state.value,
        one.who_moves,
        " ".join(row.factors),
        row.fingerprint,
        row.sheet["since"],
        row.sheet["until"],
        row.reasons,
        row.proposed_by,
        row.proposed_at,
        row.answer_until,
        row.confirmed_by,
        row.confirmed_at,
        fact.lifted_at if fact else None,
    ]


def the_finding(viewer: Viewer, public_id: str) -> queries.Told:
    """Http404 where the viewer may not know of it."""
    found = queries.told(queries.visible_to(viewer).filter(public_id=public_id), clock.now())
    if not found:
        raise Http404
    return found[0]


@staff_or_provider
@require_safe
def finding(request: HttpRequest, finding: str) -> HttpResponse:
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    told = the_finding(viewer, finding)
    return render(request, "conduct/finding.html", in_words(told, viewer))


def in_words(told: queries.Told, viewer: Viewer) -> dict[str, Any]:
    """For whoever may see it; of the evidence, a provider sees its own company's requests."""
    hops = Hop.objects.filter(public_id__in=told.row.evidence).select_related("traceback", "provider")
    if not viewer.is_staff:
        hops = hops.filter(provider=told.row.provider)
    rows = sorted(hops, key=lambda hop: told.row.evidence.index(hop.public_id))
    lifting = told.lifting
    return {
        "told": told,
        "hops": rows,
        "elsewhere": len(told.row.evidence) - len(rows),
        "staff": viewer.is_staff,
        "events": told.events(staff=viewer.is_staff),
        "may_confirm": viewer.is_staff and told.state == "to_confirm" and may_confirm(told.row, viewer),
        "may_review": viewer.is_staff and told.contest is not None and viewer.user_id != told.row.proposed_by_user,
        "may_confirm_lifting": viewer.is_staff and lifting is not None and may_confirm(lifting, viewer),
        "may_speak": viewer.is_staff or viewer.is_admin or viewer.kind == "link",
        "now": told.now,
    }
