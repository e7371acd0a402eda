"""Reports in the making: counted, finished with words, looked at, published (A3.9)."""

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from hopback.policy.article_3_traceback.publication import Span
from hopback.portal.accounts.decorators import staff_only
from hopback.portal.ground import clock
from hopback.portal.ground.attempt import attempt

from .. import actions, printed
from ..forms import PeriodForm, TextsForm, value_of
from ..models import Draft, Report
from ..queries import reports
from ._page import printed as file_of
from ._page import shown

type Crumbs = list[tuple[str, str]]


def _crumbs(*more: tuple[str, str]) -> Crumbs:
    return [("Publication", reverse("publication:overview")), *more]


@staff_only
def new(request: HttpRequest) -> HttpResponse:
    """Also counts a draft anew, and begins the next edition of what was published."""
    now = clock.now()
    form = PeriodForm(request.POST or None, today=now.date(), initial={"period": request.GET.get("period", "")})
    made: list[Draft] = []

    def make(**told: Any) -> None:
        made.append(actions.make_draft(**told))

    if request.method == "POST" and attempt(form, make, by=request.viewer, now=now):  # type: ignore[attr-defined]
        messages.success(request, "Counted. Nobody but staff sees it before it is published.")
        return redirect("publication:draft", made[0].public_id)
    page = {
        "title": "Make a report",
        "lead": "Every figure is counted from the portal’s own record. A draft can be counted anew at any time.",
        "submit": "Count it",
        "back": reverse("publication:overview"),
        "crumbs": _crumbs(("Make a report", "")),
    }
    return render(request, "layout/form.html", {"form": form, **page}, status=422 if form.errors else 200)


@staff_only
@require_safe
def one(request: HttpRequest, draft: str) -> HttpResponse:
    found = reports.the_draft(draft)
    context = {
        **shown(reports.whole(found)),
        "draft": found,
        "again": value_of(found.period),
        "earlier": Report.objects.filter(span=found.span, first_on=found.first_on).count(),
        "crumbs": _crumbs((found.body["title"], "")),
        "now": clock.now(),
    }
    return render(request, "publication/draft.html", context)


@staff_only
def texts(request: HttpRequest, draft: str) -> HttpResponse:
    found = reports.the_draft(draft)
    back = reverse("publication:draft", args=[found.public_id])
    known = found.texts | {f"reason_{provider}": text for provider, text in found.reasons.items()}
    asked = {"refused": found.body.get("refused", []), "is_year": found.span == Span.YEAR.value}
    form = TextsForm(request.POST or None, initial=known, **asked)
    told = {"draft": found, "by": request.viewer, "now": clock.now()}  # type: ignore[attr-defined]
    if request.method == "POST" and attempt(form, actions.write_texts, **told):
        messages.success(request, "Written down.")
        return redirect(back)
    page = {
        "title": f"{found.body['title']}: words",
        "lead": "They are published as you write them: no number or name of a customer, and nothing of one traceback.",
        "back": back,
        "crumbs": _crumbs((found.body["title"], back), ("Words", "")),
    }
    return render(request, "layout/form.html", {"form": form, **page}, status=422 if form.errors else 200)


@staff_only
def publish(request: HttpRequest, draft: str) -> HttpResponse:
    """Nothing is deleted: an earlier edition is kept, and staff still read it."""
    found = reports.the_draft(draft)
    back = reverse("publication:draft", args=[found.public_id])
    form = Form(request.POST if request.method == "POST" else None)
    told = {"draft": found, "by": request.viewer, "now": clock.now()}  # type: ignore[attr-defined]
    if request.method == "POST" and attempt(form, actions.publish_report, **told):
        messages.success(request, "Published. It is kept as it is now.")
        return redirect("publication:overview")
    page = {
        "title": f"Publish {found.body['title']}",
        "lead": "It is kept as it is now, with its fingerprint, and never changed; a later edition can take its place. "
        "Who may read it is said by the switches of aggregate results.",
        "submit": "Publish it",
        "back": back,
        "crumbs": _crumbs((found.body["title"], back), ("Publish", "")),
    }
    return render(request, "layout/confirm.html", {"form": form, **page}, status=422 if form.errors else 200)


@staff_only
@require_safe
def pdf(request: HttpRequest, draft: str) -> HttpResponse:
    found = reports.the_draft(draft)
    foot = f"{found.body['title']}, draft"
    return file_of("draft", printed.pdf(reports.whole(found), made_at=found.made_at, foot=foot))
