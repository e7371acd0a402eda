"""What waits for a moderator, and who is on the list (A5.6, A5.7)."""

from typing import Any

from django.core.paginator import Paginator
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from hopback.portal.accounts.decorators import staff_only
from hopback.portal.ground import clock
from hopback.portal.layout.doing import act

from .. import actions
from ..forms import BecauseForm
from ..models import Post, Subscription
from ..queries import listserv as queries
from .around import viewer_of

A_PAGE = 30
LISTSERV = "Listserv"


@staff_only
@require_safe
def listserv(request: HttpRequest) -> HttpResponse:
    now = clock.now()
    decided = Paginator(queries.posts().exclude(decided_at=None), A_PAGE).get_page(request.GET.get("page"))
    gone = Subscription.objects.filter(ended_at__isnull=False).select_related("person__agency__source")
    context = {
        "waiting": [(one, _badge(one)) for one in queries.waiting()],
        "page": decided,
        "decided": [(one, _badge(one)) for one in decided],
        "subscriptions": queries.subscriptions(now),
        "gone": gone.order_by("-ended_at")[:5],
        "now": now,
    }
    return render(request, "enforcement/listserv.html", context)


def _badge(post: Post) -> tuple[str, str, str]:
    if post.decided_at is None:
        return ("Suspicious", "red", "eye") if post.seen else ("Waits", "amber", "clock")
    return ("Released", "green", "mail") if post.released else ("Kept back", "", "none")


@staff_only
@require_safe
def one(request: HttpRequest, post: str) -> HttpResponse:
    found, now = _the(post), clock.now()
    context = {
        "post": found,
        "badge": _badge(found),
        "suspicions": queries.suspicions(found, now) if found.decided_at is None else (),
        "mine": found.author_user == viewer_of(request).user_id,
        "readers": len(queries.subscriptions(now)),
        "crumbs": [(LISTSERV, reverse("enforcement:listserv")), (found.subject, "")],
        "now": now,
    }
    return render(request, "enforcement/post.html", context)


@staff_only
def release(request: HttpRequest, post: str) -> HttpResponse:
    found = _the(post)
    page = {
        "title": "Release it to the list",
        "lead": "You have read it. It goes to everybody on the list, and cannot be taken back.",
        "submit": "Release",
        "done": "Released to the list.",
    }
    return act(request, Form(request.POST), actions.release_post, told={"post": found}, **_back_to(found), **page)


@staff_only
def decline(request: HttpRequest, post: str) -> HttpResponse:
    found = _the(post)
    page = {"title": "Keep it back", "lead": "It goes to nobody.", "submit": "Keep back", "done": "Kept back."}
    form = BecauseForm(request.POST or None)
    return act(request, form, actions.decline_post, told={"post": found}, **_back_to(found), **page)


def _the(public_id: str) -> Post:
    return get_object_or_404(queries.posts(), public_id=public_id)


def _back_to(post: Post) -> dict[str, Any]:
    back = reverse("enforcement:post", args=[post.public_id])
    return {"back": back, "crumbs": [(LISTSERV, reverse("enforcement:listserv")), (post.subject, back)]}
