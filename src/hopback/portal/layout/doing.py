"""A form, the action behind it, and where one goes then."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from hopback.portal.ground import clock
from hopback.portal.ground.attempt import attempt

type Crumb = tuple[str, str]


def act(
    request: HttpRequest,
    form: Form,
    action: Callable[..., Any],
    *,
    told: dict[str, Any],
    back: str,
    crumbs: list[Crumb],
    done: str,
    **page: Any,
) -> HttpResponse:
    """`done` is said on the page `back` once it is done; `page` is what layout/form.html wants."""
    by, now = request.viewer, clock.now()  # type: ignore[attr-defined]
    if request.method == "POST" and attempt(form, action, **told, by=by, now=now):
        messages.success(request, done)
        return redirect(back)
    context = {"form": form, "back": back, "crumbs": [*crumbs, (page["title"], "")], **page}
    failed = request.method == "POST" and bool(form.errors)
    return render(request, page.get("template", "layout/form.html"), context, status=422 if failed else 200)
