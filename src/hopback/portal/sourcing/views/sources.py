"""Sources: who tells of calls."""

from collections.abc import Callable
from typing import Any

from django.core.paginator import Paginator
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from hopback.portal.accounts.decorators import staff_only
from hopback.portal.ground import clock
from hopback.portal.ground.attempt import attempt

from .. import actions, queries
from ..forms import SOURCE_KINDS, SourceForm, VerifyForm
from ..models import Source

A_PAGE = 50


@staff_only
@require_safe
def sources(request: HttpRequest) -> HttpResponse:
    page = Paginator(queries.sources(), A_PAGE).get_page(request.GET.get("page"))
    kinds = dict(SOURCE_KINDS)
    return render(request, "sourcing/sources.html", {"page": page, "rows": [(row, kinds[row.kind]) for row in page]})


@staff_only
def new_source(request: HttpRequest) -> HttpResponse:
    form = SourceForm(request.POST or None)
    lead = "A source has to be credible and verifiable."
    return _form(request, form, actions.list_source, "sourcing:sources", title="List a source", lead=lead)


@staff_only
def verify_source(request: HttpRequest, source: str) -> HttpResponse:
    found = get_object_or_404(Source, public_id=source)
    form = VerifyForm(request.POST or None, initial={"verified_how": found.verified_how})
    title = f"Verify {found.name}"
    return _form(request, form, actions.verify_source, "sourcing:sources", title=title, told={"source": found})


def _form(request: HttpRequest, form: Form, act: Callable[..., Any], back: str, **page: Any) -> HttpResponse:
    told = page.pop("told", {})
    if request.method == "POST" and attempt(form, act, **told, by=request.viewer, now=clock.now()):  # type: ignore[attr-defined]
        return redirect(back)
    context = {"form": form, "back": reverse(back), **page}
    return render(request, "layout/form.html", context, status=422 if form.errors else 200)
