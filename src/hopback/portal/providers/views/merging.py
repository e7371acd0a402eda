"""Likely duplicates, two entries side by side, one made of them, and two again (A1.1)."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from hopback.portal.accounts.decorators import staff_only
from hopback.portal.ground import clock
from hopback.portal.ground.attempt import attempt

from .. import actions, queries
from ..forms import ApartForm, MergeForm, PairForm, UndoMergeForm
from ..models import Merge, PointOfContact, Provider


@staff_only
@require_safe
def duplicates(request: HttpRequest) -> HttpResponse:
    """Entries that are alike; or any two, by what somebody types."""
    form = PairForm(request.GET or None)
    if form.is_bound and form.is_valid():
        pair = form.cleaned_data["gone"].public_id, form.cleaned_data["kept"].public_id
        return redirect("providers:compare", *pair)
    return render(request, "providers/duplicates.html", {"pairs": queries.duplicates(), "form": form})


@staff_only
def compare(request: HttpRequest, gone: str, kept: str) -> HttpResponse:
    """Two entries side by side, what a merge would show to whom; then one of them, or two for good."""
    pair = [_listed(one) for one in (gone, kept)]
    if pair[0] == pair[1]:
        raise Http404
    apart = "apart" in request.POST
    merging = MergeForm(request.POST if request.POST and not apart else None)
    apart_form = ApartForm(request.POST if apart else None)
    told = {"by": request.viewer, "now": clock.now()}  # type: ignore[attr-defined]
    if request.method == "POST" and not apart:
        if attempt(merging, actions.merge_providers, gone=pair[0], kept=pair[1], **told):
            messages.success(request, f"{pair[0].name} is an earlier entry of {pair[1].name} from now on.")
            return redirect("providers:one", kept)
    elif request.method == "POST" and attempt(apart_form, actions.tell_apart, one=pair[0], other=pair[1], **told):
        messages.success(request, "They are two. This pair is not shown again.")
        return redirect("providers:duplicates")
    wrong = merging.errors or apart_form.errors
    context = {"form": merging, "apart": apart_form, **_side_by_side(*pair)}
    return render(request, "providers/compare.html", context, status=422 if wrong else 200)


def _listed(public_id: str) -> Provider:
    return get_object_or_404(queries.listed(), public_id=public_id)


def _side_by_side(gone: Provider, kept: Provider) -> dict[str, Any]:
    known = [_said(one) for one in (gone, kept)]
    labels = dict.fromkeys((*known[0], *known[1]))
    more, facts = queries.widening(gone, kept), queries.facts_of([gone, kept])
    return {
        "gone": gone,
        "kept": kept,
        "rows": [(label, *(side.get(label, []) for side in known), _same(label, known)) for label in labels],
        "more": more,
        "sides": [{"standing": facts[one.pk].standing} for one in (gone, kept)],
        "swap": reverse("providers:compare", args=[kept.public_id, gone.public_id]),
    }


def _said(provider: Provider) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for fact in queries.known(provider):
        found.setdefault(fact.label, []).append(fact.value)
    for kind, contact in queries.contacts(provider).items():
        label = f"{PointOfContact.Kind(kind).label} contact"
        found[label] = [", ".join(filter(None, (contact.full_name, contact.email, contact.phone)))]
    return found


def _same(label: str, known: list[dict[str, list[str]]]) -> bool:
    return bool(known[0].get(label)) and known[0].get(label) == known[1].get(label)


@staff_only
def undo(request: HttpRequest, merge: str) -> HttpResponse:
    found = get_object_or_404(Merge.objects.select_related("gone", "kept"), public_id=merge, undone_at=None)
    form = UndoMergeForm(request.POST or None)
    told = {"merge": found, "by": request.viewer, "now": clock.now()}  # type: ignore[attr-defined]
    if request.method == "POST" and attempt(form, actions.undo_merge, **told):
        messages.success(request, f"{found.gone.name} is an entry of its own again.")
        return redirect("providers:one", found.gone.public_id)
    back = reverse("providers:one", args=[found.kept.public_id])
    context = {
        "form": form,
        "title": f"{found.gone.name} and {found.kept.name} are two after all",
        "lead": "What went over and is still there goes back. What came since stays.",
        "submit": "Undo the merge",
        "danger": True,
        "back": back,
        "crumbs": [("Providers", reverse("providers:list")), (found.kept.name, back), ("Undo the merge", "")],
    }
    return render(request, "layout/confirm.html", context)
