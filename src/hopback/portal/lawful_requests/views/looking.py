"""What stands where: for staff all requests, for an agency its own; and the two files that leave (A5.4, A5.5)."""

from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from hopback.policy.article_5_enforcement.lawful_requests import Stands
from hopback.portal.accounts.decorators import staff_only, staff_or_source, step_up, step_up_required
from hopback.portal.accounts.second_person import may_confirm
from hopback.portal.accounts.viewer import Viewer
from hopback.portal.enforcement.queries.agencies import the_official
from hopback.portal.ground import clock

from .. import actions
from ..models import LawfulRequest
from ..package import TITLES
from ..queries import requests as queries

A_PAGE = 50
WORDS = {
    Stands.RECEIVED: ("Received", "amber", "mail"),
    Stands.DECLINED: ("Declined", "red", "cross"),
    Stands.TELLING: ("Providers may resist", "blue", "clock"),
    Stands.READY: ("Ready to release", "violet", "check"),
    Stands.PROPOSED: ("Waits for a second person", "amber", "person"),
    Stands.RELEASED: ("Released", "green", "check"),
}


@dataclass(frozen=True, slots=True)
class Row:
    request: LawfulRequest
    title: str
    stands: Stands
    words: tuple[str, str, str]
    moves: str
    late: bool


def viewer_of(request: HttpRequest) -> Viewer:
    return request.viewer  # type: ignore[attr-defined, no-any-return]


def the_request(request: HttpRequest, lawful: str) -> LawfulRequest:
    return get_object_or_404(queries.visible_to(viewer_of(request)), public_id=lawful)


def row_of(found: LawfulRequest, now: datetime) -> Row:
    state, moves = queries.where(found, now)
    open_still = state not in (Stands.RELEASED, Stands.DECLINED)
    late = open_still and found.due_on < now.date()
    return Row(found, TITLES[found.instrument], state, WORDS[state], moves, late)


@staff_or_source
@require_safe
def requests(request: HttpRequest) -> HttpResponse:
    viewer, now = viewer_of(request), clock.now()
    if not viewer.is_staff:
        the_official(viewer, now)
    page = Paginator(queries.visible_to(viewer), A_PAGE).get_page(request.GET.get("page"))
    rows = [row_of(one, now) for one in page]
    return render(request, "lawful_requests/list.html", {"page": page, "rows": rows, "now": now})


@staff_or_source
@require_safe
def one(request: HttpRequest, lawful: str) -> HttpResponse:
    viewer, now = viewer_of(request), clock.now()
    if not viewer.is_staff:
        the_official(viewer, now)
    found = the_request(request, lawful)
    context = {"row": row_of(found, now), "release": queries.release_of(found), "now": now}
    context["crumbs"] = [("Lawful requests", reverse("lawful_requests:list")), (found.reference, "")]
    if viewer.is_staff:
        context |= _for_staff(found, viewer)
    return render(request, "lawful_requests/one.html", context)


def _for_staff(found: LawfulRequest, viewer: Viewer) -> dict[str, object]:
    told = {one.provider_id: one for one in found.told.all()}
    release = queries.release_of(found)
    return {
        "reviews": list(found.reviews.all()),
        "providers": [(one, told.get(one.pk)) for one in queries.providers_in(found)],
        "tracebacks": list(queries.in_scope(found)[:A_PAGE]),
        "count": queries.in_scope(found).count(),
        "may_release_at": queries.facts_of(found).may_be_released_at,
        "may_confirm": release is not None and may_confirm(release, viewer),
        "taken": list(release.taken.order_by("pk")) if release else [],
    }


@staff_only
@require_POST
@step_up_required
def document(request: HttpRequest, lawful: str) -> HttpResponse:
    held = actions.take_document(request=the_request(request, lawful), by=viewer_of(request), now=clock.now())
    return _file(bytes(held.document), held.document_name, held.document_type)


@staff_or_source
@require_POST
def package(request: HttpRequest, lawful: str) -> HttpResponse:
    """The package as it was signed; each time it is taken stands in the log."""
    found, viewer = the_request(request, lawful), viewer_of(request)
    release = queries.release_of(found)
    if release is None or not release.is_confirmed:
        raise Http404
    now = clock.now()
    if viewer.is_staff:
        step_up(request)
    else:
        the_official(viewer, now)
    content = actions.take_package(request=found, by=viewer, now=now)
    return _file(content, f"{release.public_id}.zip", "application/zip")


def _file(content: bytes, name: str, media_type: str) -> HttpResponse:
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "no-store"
    return response


def back_to(lawful: LawfulRequest) -> str:
    return reverse("lawful_requests:one", args=[lawful.public_id])
