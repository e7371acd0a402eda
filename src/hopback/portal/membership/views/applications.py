"""One application: its conditions one by one, what staff recommend, what is decided."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from hopback.policy.article_2_membership import Condition, Tier, example_for_a_waiver
from hopback.portal.accounts.decorators import staff_only
from hopback.portal.ground import clock

from .. import actions, queries
from ..forms import DecideForm, RecommendForm
from ..models import Application, Statement
from ._page import form_page


def _application(public_id: str) -> Application:
    return get_object_or_404(Application.objects.select_related("provider"), public_id=public_id)


@staff_only
@require_safe
def application(request: HttpRequest, application: str) -> HttpResponse:
    found, now = _application(application), clock.now()
    one = found.provider.public_id
    known = queries.record([one], now)
    conditions = queries.shown(one, Tier(found.tier), known, request.viewer, joining=True)  # type: ignore[attr-defined]
    context = {
        "application": found,
        "provider": found.provider,
        "conditions": conditions,
        "failing": queries.failing(conditions),
        "example": any(each.name == Condition.ADHERENCE and not each.holds for each in conditions)
        and example_for_a_waiver(one, known.facts, known.today, files_form_499=bool(found.provider.form_499_id)),
        "statement": Statement.objects.filter(provider=found.provider).order_by("-pk").first(),
        "votes": found.provider.votes_about.order_by("-opened_at"),
    }
    return render(request, "membership/application.html", context)


def _act(
    request: HttpRequest, found: Application, form: Any, act: Any, done: str, title: str, **more: Any
) -> HttpResponse:
    back = reverse("membership:application", args=[found.public_id])
    crumbs = [("Members", reverse("membership:members")), (found.provider.name, back), (title, "")]
    told = {"application": found}
    return form_page(request, form, act, told=told, done=done, back=back, title=title, crumbs=crumbs, **more)


@staff_only
def recommend(request: HttpRequest, application: str) -> HttpResponse:
    found = _application(application)
    form = RecommendForm(request.POST or None)
    title = f"Recommend {found.provider.name}, or not"
    return _act(request, found, form, actions.recommend, "Recorded.", title)


@staff_only
def decide(request: HttpRequest, application: str) -> HttpResponse:
    found = _application(application)
    form = DecideForm(request.POST or None)
    lead = "Nobody is accepted while a condition fails. The applicant is told your decision with its reasons."
    title = f"Decide on {found.provider.name}"
    done = "Decided, and told to the applicant."
    return _act(request, found, form, actions.decide_application, done, title, lead=lead, submit="Decide")
