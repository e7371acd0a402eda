"""Staff's inbox of candidates, and what is done with several of them at once (A4.3)."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe
from ninja.errors import HttpError

from hopback.portal.accounts.decorators import staff_only
from hopback.portal.accounts.models import User
from hopback.portal.accounts.viewer import Viewer
from hopback.portal.ground import clock
from hopback.portal.ground.attempt import attempt

from .. import actions, queries
from ..forms import DuplicatesForm, InboxForm
from ..models import Candidate
from .candidates import calling_of

MOST = 500


@staff_only
@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    now, team = clock.now(), queries.team()
    form = InboxForm(request.GET, team=team)
    form.is_valid()  # a filter that is none does not limit
    wanted = queries.Wanted(**{name: form.cleaned_data.get(name, "") for name in form.fields})
    rows = queries.open_ones(wanted, viewer, now)
    try:
        shown, after = queries.one_page(rows, now, request.GET.get("after", ""))
    except HttpError:  # a cursor of another list, or one that somebody wrote
        return redirect("sourcing:inbox")
    asked = request.GET.copy()
    asked.pop("after", None)
    context = {
        "form": form,
        "count": rows.count(),
        "rows": [(row, calling_of(row.candidate.incident)) for row in shown],
        "next": _address(asked, after) if after else "",
        "first": _address(asked, "") if request.GET.get("after") else "",
        "limited": any(form.cleaned_data.values()),
        "here": request.get_full_path(),
        "team": team,
        "now": now,
    }
    return render(request, "sourcing/inbox.html", context)


def _address(asked: Any, after: str) -> str:
    return "?" + "&".join(filter(None, (asked.urlencode(), f"after={after}" if after else "")))


@staff_only
@require_POST
def together(request: HttpRequest) -> HttpResponse:
    """Give the chosen ones to somebody, or go on to decline those that are duplicates."""
    chosen = _chosen(request)
    if not chosen:
        messages.error(request, "Choose one or more candidates first.")
        return redirect(_back(request))
    if request.POST.get("act") == "duplicates":
        return _confirm(request, chosen, DuplicatesForm(choices=_choices(chosen)))
    to = User.objects.filter(public_id=request.POST.get("to", "")).first()
    if to is None and request.POST.get("to") != "nobody":
        messages.error(request, "Say whom they are given to.")
        return redirect(_back(request))
    told: dict[str, Any] = {"by": request.viewer, "now": clock.now()}  # type: ignore[attr-defined]
    given = actions.assign(candidates=chosen, to=to, **told)
    messages.success(request, f"{given} given to {to.name if to else 'nobody'}.")
    return redirect(_back(request))


@staff_only
@require_POST
def duplicates(request: HttpRequest) -> HttpResponse:
    """Confirmed: what tells of the same as another is declined under it."""
    chosen = _chosen(request)
    form = DuplicatesForm(request.POST, choices=_choices(chosen))
    done: list[int] = []

    def act(**told: Any) -> None:
        kept = next(one for one in chosen if one.public_id == told.pop("of"))
        done.append(actions.decline_duplicates(candidates=chosen, of=kept, **told))

    if not attempt(form, act, by=request.viewer, now=clock.now()):  # type: ignore[attr-defined]
        return _confirm(request, chosen, form)
    messages.success(request, f"Declined as duplicates: {done[0]}. Their sources are told.")
    return redirect("sourcing:alike", form.cleaned_data["of"])


@staff_only
@require_safe
def alike(request: HttpRequest, candidate: str) -> HttpResponse:
    """A call beside all that tell of the same."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    found = get_object_or_404(queries.visible_to(viewer), public_id=candidate)
    others = list(queries.alike(found)[:MOST])
    context = {
        "candidate": found,
        "rows": [(one, calling_of(one.incident), queries.ways(found, one)) for one in others],
        "under": sum(one.duplicate_of_id == found.pk for one in others),
        "open": sum(not one.closed_as and not hasattr(one, "due_diligence") for one in others),
        "here": request.path,
        "now": clock.now(),
    }
    return render(request, "sourcing/alike.html", context)


def _confirm(request: HttpRequest, chosen: list[Candidate], form: DuplicatesForm) -> HttpResponse:
    context = {"form": form, "chosen": chosen, "back": _back(request), "now": clock.now()}
    return render(request, "sourcing/duplicates.html", context, status=422 if form.errors else 200)


def _choices(chosen: list[Candidate]) -> list[tuple[str, str]]:
    return [
        (one.public_id, f"{calling_of(one.incident) or 'Call-back number'}, told by {one.source} ({one.public_id})")
        for one in chosen
    ]


def _chosen(request: HttpRequest) -> list[Candidate]:
    ids = request.POST.getlist("candidate")[:MOST]
    return list(queries.visible_to(request.viewer).filter(public_id__in=ids).order_by("pk"))  # type: ignore[attr-defined]


def _back(request: HttpRequest) -> str:
    said = request.POST.get("back", "")
    return said if url_has_allowed_host_and_scheme(said, allowed_hosts=None) else reverse("sourcing:inbox")
