"""A page with one form that calls one action and goes back."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from hopback.portal.ground import clock
from hopback.portal.ground.attempt import attempt
from hopback.portal.providers import queries as providers
from hopback.portal.providers.models import Provider


def provider_of(request: HttpRequest, public_id: str) -> Provider:
    return get_object_or_404(providers.visible_to(request.viewer), public_id=public_id)  # type: ignore[attr-defined]


def own_provider(request: HttpRequest) -> Provider:
    return get_object_or_404(providers.visible_to(request.viewer))  # type: ignore[attr-defined]


def sent(request: HttpRequest) -> Any:
    """What a form that may be empty was sent with; None where it is only shown."""
    return request.POST if request.method == "POST" else None


def form_page(
    request: HttpRequest,
    form: Form,
    act: Callable[..., Any],
    *,
    told: dict[str, Any],
    done: str,
    back: str,
    template: str = "layout/form.html",
    **page: Any,
) -> HttpResponse:
    """Show the form; or act, say `done` and go back. `page`: title, lead, warning, submit, danger, crumbs."""
    if request.method == "POST" and attempt(form, act, **told, by=request.viewer, now=clock.now()):  # type: ignore[attr-defined]
        messages.success(request, done)
        return redirect(back)
    return render(request, template, {"form": form, "back": back, **page})
