"""One campaign: everything for staff; for others its name and what they have to do with it (A1.6, A1.7, XC.1)."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from hopback.policy.article_3_traceback.designations import Designation
from hopback.policy.article_3_traceback.initiation_and_tracking import HopState
from hopback.portal.accounts.decorators import viewer_required
from hopback.portal.accounts.viewer import Viewer
from hopback.portal.ground import clock
from hopback.portal.tracebacks import words as traced_words
from hopback.portal.tracebacks.queries.whole import Whole

from .. import charts, picture
from ..queries import visible
from ..queries.dossier import MOST_PATHS, Dossier
from ..queries.overlay import NOBODY, Node, Overlay

ROWS = 12


@viewer_required
@require_safe
def campaign(request: HttpRequest, campaign: str) -> HttpResponse:
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    found = visible.the_campaign(viewer, campaign, clock.now())
    if not viewer.is_staff:
        own = visible.with_own(visible.visible_to(viewer, clock.now()), viewer).get(pk=found.pk)
        return render(request, "campaigns/own.html", {"campaign": own, "viewer_kind": viewer.kind})
    if found.merged_into is not None:
        return redirect("campaigns:one", found.merged_into.public_id)
    dossier = Dossier(found, viewer.zone)
    chart, unit = charts.volumes(dossier.months, found.name) if dossier.months else ("", "")
    context = {
        "now": clock.now(),
        "campaign": found,
        "dossier": dossier,
        "crumbs": [("Campaigns", reverse("campaigns:list")), (found.name, "")],
        "drawn": picture.draw(dossier.overlay, sentence(dossier.overlay)) if dossier.overlay.nodes else "",
        "left_out": len(dossier.overlay.nodes) - len(picture.shown(dossier.overlay.nodes)),
        "paths_left_out": max(0, dossier.traced - MOST_PATHS),
        "providers": provider_rows(dossier.overlay),
        "rows": [_row(whole) for whole in dossier.paths[:ROWS]],
        "statuses": [(_outcome(name), count) for name, count in dossier.statuses.most_common()],
        "volume_chart": chart,
        "unit": unit,
        "hour_chart": charts.hours(dossier.hours) if any(dossier.hours) else "",
        "hours": [(f"{hour:02d}:00", count) for hour, count in enumerate(dossier.hours) if count],
    }
    return render(request, "campaigns/one.html", context)


def sentence(found: Overlay) -> str:
    """The picture in words."""
    paths = "1 path" if found.paths == 1 else f"{found.paths} paths"
    origins = [f"{node.name} ({node.origin})" for node in found.nodes if node.origin]
    ends = f"Origins: {', '.join(origins)}." if origins else "No origin is known yet."
    doubt = f" {found.contradicted} of them contradicted." if found.contradicted else ""
    return f"{paths} over {len(found.nodes)} providers. {ends}{doubt}"


def provider_rows(found: Overlay) -> list[tuple[Node, list[tuple[str, str, int]]]]:
    """The table beside the picture: each provider with (designation, colour, how often)."""
    colours = traced_words.DESIGNATIONS
    return [
        (
            node,
            [(each.value, colours[each], node.designations[each]) for each in Designation if node.designations[each]],
        )
        for node in found.nodes
    ]


def _row(whole: Whole) -> dict[str, Any]:
    """One traceback, how it stands, and its far end."""
    last = next((row for row in reversed(whole.rows) if row.state != HopState.WITHDRAWN), None)
    given = [each.value for each in whole.designations.get(last.pk, [])] if last else []
    end = last.provider.name if last and last.provider else NOBODY if last else "–"
    return {"traceback": whole.traceback, "said": _outcome(whole.outcome.value), "end": end, "given": given}


def _outcome(name: str) -> tuple[str, str]:
    if name == "contradicted":
        return "Contradicted", "red"
    return traced_words.status("" if name == "open" else name)
