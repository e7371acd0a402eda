"""Sources: who tells of calls, how credible and verifiable that is, whom members designated (A4.2, A4.4)."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from hopback.policy.article_4_sourcing import SourceKind
from hopback.policy.article_4_sourcing.standing import verified
from hopback.portal.accounts.decorators import staff_only
from hopback.portal.accounts.models import User
from hopback.portal.ground import clock
from hopback.portal.ground.attempt import attempt

from .. import actions, queries
from ..forms import (
    SOURCE_KINDS,
    BecauseForm,
    JudgeForm,
    ParticularsForm,
    ReferrerForm,
    SourceForm,
    VerifyForm,
)
from ..models import Referrer, Source

A_PAGE = 50
STANDS = {
    "never": ("Not verified", "amber"),
    "holds": ("Verified", "green"),
    "runs_out": ("To be renewed", "amber"),
    "expired": ("Verification expired", "red"),
}


@staff_only
@require_safe
def sources(request: HttpRequest) -> HttpResponse:
    page = Paginator(queries.sources(), A_PAGE).get_page(request.GET.get("page"))
    kinds, today = dict(SOURCE_KINDS), clock.now().date()
    rows = [(row, kinds[row.kind], _stands(row, today)) for row in page]
    return render(request, "sourcing/sources.html", {"page": page, "rows": rows})


def _stands(source: Source, today: Any) -> tuple[str, str]:
    """In words and colour."""
    if source.kind == SourceKind.STAFF:
        return "The team itself", "green"
    return STANDS[verified(source.verified_until, today)]


@staff_only
@require_safe
def source(request: HttpRequest, source: str) -> HttpResponse:
    found = get_object_or_404(Source.objects.select_related("provider"), public_id=source)
    now = clock.now()
    referrers = found.referrers.select_related("member").order_by("ended_on", "name")
    here = set(User.objects.filter(kind="source", party=found.public_id).values_list("email", flat=True))
    context = {
        "source": found,
        "kind": dict(SOURCE_KINDS)[found.kind],
        "stands": _stands(found, now.date()),
        "record": queries.record_of(found),
        "referrals": found.kind == SourceKind.STEERING_REFERRER,
        "referrers": [(one, one.email.lower() in here) for one in referrers],
        "people": queries.people_of(found),
        "now": now,
    }
    return render(request, "sourcing/source.html", context)


@staff_only
def new_source(request: HttpRequest) -> HttpResponse:
    form = SourceForm(request.POST or None)
    lead = "A source has to be credible and verifiable."
    return _form(request, form, actions.list_source, reverse("sourcing:sources"), title="List a source", lead=lead)


def _about(
    request: HttpRequest, source: str, form: Form, act: Callable[..., Any], title: str, **page: Any
) -> HttpResponse:
    """A form about one source, from its page and back to it."""
    found = get_object_or_404(Source, public_id=source)
    back = reverse("sourcing:source", args=[found.public_id])
    told = {"source": found}
    return _form(request, form, act, back, title=f"{title} {found.name}", told=told, **page)


@staff_only
def verify_source(request: HttpRequest, source: str) -> HttpResponse:
    known = get_object_or_404(Source, public_id=source)
    form = VerifyForm(request.POST or None, initial={"verified_how": known.verified_how})
    lead = "How you made sure that it is who it says it is. The verification holds from today on."
    return _about(request, source, form, actions.verify_source, "Verify", lead=lead)


@staff_only
def judge_source(request: HttpRequest, source: str) -> HttpResponse:
    known = get_object_or_404(Source, public_id=source)
    initial = {"credibility": known.credibility, "credibility_why": known.credibility_why}
    form = JudgeForm(request.POST or None, initial=initial)
    return _about(request, source, form, actions.judge_source, "Credibility of")


@staff_only
def change_source(request: HttpRequest, source: str) -> HttpResponse:
    known = get_object_or_404(Source, public_id=source)
    initial = {"email": known.email, "score_top": known.score_top}
    return _about(
        request, source, ParticularsForm(request.POST or None, initial=initial), actions.change_source, "Change"
    )


@staff_only
def end_source(request: HttpRequest, source: str) -> HttpResponse:
    lead = "It tells of no more calls. What it told stays. This cannot be undone."
    form = BecauseForm(request.POST or None)
    return _about(request, source, form, actions.end_source, "End", lead=lead, submit="End the source", danger=True)


@staff_only
def designate(request: HttpRequest, source: str) -> HttpResponse:
    """Record the person whom a member designated, and mail the way in."""
    found = get_object_or_404(Source, public_id=source, kind=SourceKind.STEERING_REFERRER.value)
    form = ReferrerForm(request.POST or None, initial={"invite": True})
    lead = "A member of the Steering Committee names the person who refers calls for it."
    back = reverse("sourcing:source", args=[found.public_id])
    return _form(
        request, form, actions.designate, back, title="Record a designation", lead=lead, told={"source": found}
    )


@staff_only
def end_designation(request: HttpRequest, referrer: str) -> HttpResponse:
    found = get_object_or_404(Referrer.objects.select_related("member", "source"), public_id=referrer)
    back = reverse("sourcing:source", args=[found.source.public_id])
    page = {
        "title": f"End the designation of {found.name}",
        "lead": f"{found.name} refers no more calls for {found.member} from today on.",
        "submit": "End the designation",
        "danger": True,
    }
    return _form(
        request, BecauseForm(request.POST or None), actions.end_designation, back, told={"referrer": found}, **page
    )


def _form(request: HttpRequest, form: Form, act: Callable[..., Any], back: str, **page: Any) -> HttpResponse:
    told = page.pop("told", {})
    if request.method == "POST" and attempt(form, act, **told, by=request.viewer, now=clock.now()):  # type: ignore[attr-defined]
        messages.success(request, "Written down.")
        return redirect(back)
    context = {"form": form, "back": back, **page}
    return render(request, "layout/form.html", context, status=422 if form.errors else 200)
