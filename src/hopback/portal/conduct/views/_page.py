"""What the pages share: whose conduct may be seen, what a sheet looks like, a page with one form."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from hopback.policy.article_1_conduct import FACTORS, Factor, Peers, Sheet
from hopback.portal.accounts.viewer import Viewer
from hopback.portal.campaigns.queries import visible
from hopback.portal.ground import clock
from hopback.portal.ground.attempt import attempt
from hopback.portal.providers import queries as providers
from hopback.portal.providers.models import Provider
from hopback.portal.tracebacks.models import Hop

from ..charts import Strip, strips
from ..forms import ROLES

BESIDE = {
    Peers.ROLE_AND_SIZE: "groups of the same role and size",
    Peers.ROLE: "groups of the same role; of its size there are too few",
    Peers.ALL: "all other groups; of its role there are too few",
}


def provider_of(request: HttpRequest, public_id: str) -> Provider:
    """Staff see every provider, its people their own; an earlier entry stands for nobody any more."""
    return get_object_or_404(providers.listed(providers.visible_to(request.viewer)), public_id=public_id)  # type: ignore[attr-defined]


def form_page(
    request: HttpRequest,
    form: Form,
    act: Callable[..., Any],
    *,
    told: Mapping[str, Any],
    done: str,
    back: str,
    template: str = "layout/form.html",
    **page: Any,
) -> HttpResponse:
    """Show the form; or act, say `done` and go back. `page`: title, lead, warning, submit, danger, crumbs."""
    if request.method == "POST" and attempt(form, act, **told, by=request.viewer, now=clock.now()):  # type: ignore[attr-defined]
        messages.success(request, done)
        return redirect(back)
    context = {"form": form, "back": back, **page}
    return render(request, template, context, status=422 if form.errors else 200)


def chart(sheet: Sheet, name: str) -> Any:
    """The factors of one group as strips, and what they say in a sentence."""
    rows = [_strip(sheet, factor) for factor in FACTORS]
    far = [row.label.lower() for row in rows if row.bad]
    said = f"Conduct of {name}, each factor from 0 to 100 percent beside its peers. "
    said += f"Beyond three quarters of them: {', '.join(far)}." if far else "In nothing beyond three quarters of them."
    return strips(rows, said)


def _strip(sheet: Sheet, factor: Factor) -> Strip:
    share, words = sheet.counts.shares[factor], FACTORS[factor]
    return Strip(
        label=words.label,
        note=f"of {words.of}",
        figure=f"{share.count} of {share.of}",
        mine=None if share.value is None else float(share.value),
        box=box_of(sheet, factor),
        bad=is_far(sheet, factor),
    )


def box_of(sheet: Sheet, factor: Factor) -> tuple[float, float, float] | None:
    others = sheet.beside[factor]
    return (float(others.q1), float(others.median), float(others.q3)) if others else None


def is_far(sheet: Sheet, factor: Factor) -> bool:
    """Worse than three quarters of the peers: less on time, or more of anything else."""
    mine, box = sheet.counts.shares[factor].value, box_of(sheet, factor)
    if mine is None or box is None:
        return False
    return float(mine) < box[0] - 1e-4 if FACTORS[factor].good else float(mine) > box[2] + 1e-4


def lines(sheet: Sheet) -> list[dict[str, Any]]:
    """The same as the chart, in figures."""
    return [
        {
            "factor": factor.value,
            "label": words.label,
            "among": words.of,
            "count": share.count,
            "of": share.of,
            "share": None if share.value is None else 100 * float(share.value),
            "box": None if box is None else [100 * each for each in box],
            "groups": others.groups if others else 0,
            "far": is_far(sheet, factor),
        }
        for factor, words in FACTORS.items()
        for share, others, box in [(sheet.counts.shares[factor], sheet.beside[factor], box_of(sheet, factor))]
    ]


def peers_in_words(sheet: Sheet) -> str:
    return f"{sheet.others} {BESIDE[sheet.peers]}"


def role_in_words(sheet: Sheet) -> str:
    return ROLES[sheet.stand.role]


def campaign_names(sheet: Sheet, viewer: Viewer, now: datetime) -> dict[str, str]:
    """Of those that this viewer may know of (A3.14); what belongs to no campaign is called so."""
    rows = visible.visible_to(viewer, now).filter(public_id__in=sheet.campaigns)
    return {"": "No campaign", **dict(rows.values_list("public_id", "name"))}


def hops_behind(sheet: Sheet, viewer: Viewer) -> dict[str, Hop]:
    """By public id: for staff all of the group's, for a provider's people their own company's."""
    rows = Hop.objects.filter(public_id__in=[one.hop for one in sheet.requests]).select_related("traceback", "provider")
    if not viewer.is_staff:
        rows = rows.filter(provider__public_id=viewer.party)
    return {row.public_id: row for row in rows}
