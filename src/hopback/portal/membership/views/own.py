"""A provider's own membership: its conditions, its statement, its application."""

from typing import Any

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from hopback.portal.accounts.decorators import provider_admin_only, provider_only
from hopback.portal.accounts.viewer import Viewer
from hopback.portal.ground import clock
from hopback.portal.logbook.downloads import asked_for, hand_over

from .. import actions, queries
from ..forms import ApplyForm, LeaveForm, StatementForm
from ..models import Application, Membership
from ._page import form_page, own_provider, sent

COLUMNS = ("group", "condition", "clause", "holds", "from", "why", "tracebacks")


@provider_only
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """Each condition, how it was computed, and the tracebacks of one's own behind it."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    found, now = own_provider(request), clock.now()
    context = queries.mine(found, viewer, now)
    if asked_for(request):
        return hand_over(request, "conditions", COLUMNS, _lines(context["tiers"]), now=now)
    if queries.has_seat(viewer, now):
        context |= {"seat": True, "waiting": queries.waiting_for(viewer, now)}
    if context["membership"]:
        context |= queries.calls_of(found, now)
    return render(request, "membership/mine.html", context)


def _lines(tiers: list[Any]) -> list[list[object]]:
    return [
        [
            tier.value,
            each.words,
            each.clause,
            each.holds,
            each.from_on,
            " ".join(each.why),
            " ".join(one.number for one in each.tracebacks),
        ]
        for tier, conditions in tiers
        for each in conditions
    ]


def _act(request: HttpRequest, form: Any, act: Any, done: str, title: str, **more: Any) -> HttpResponse:
    back = reverse("membership:mine")
    crumbs = [("Membership", back), (title, "")]
    told = more.pop("told", None) or {"provider": own_provider(request)}
    return form_page(request, form, act, told=told, done=done, back=back, title=title, crumbs=crumbs, **more)


@provider_admin_only
def sign(request: HttpRequest) -> HttpResponse:
    form = StatementForm(request.POST or None)
    more = {"template": "membership/sign.html", "submit": "Sign"}
    return _act(request, form, actions.sign_statement, "Signed, and on record.", "Statement of intent", **more)


@provider_admin_only
def apply(request: HttpRequest) -> HttpResponse:
    found = own_provider(request)
    lead = "You can apply while a condition fails; you are accepted once all hold."
    form = ApplyForm(request.POST or None)
    told = {"provider": found}
    title = "Apply for membership"
    return _act(
        request, form, actions.apply, "Staff have your application.", title, lead=lead, submit="Apply", told=told
    )


@provider_admin_only
def withdraw(request: HttpRequest) -> HttpResponse:
    found = get_object_or_404(
        Application.objects.select_related("provider"), provider=own_provider(request), outcome=""
    )
    more = {
        "template": "layout/confirm.html",
        "lead": "You can apply again at any time.",
        "submit": "Withdraw it",
        "told": {"application": found},
    }
    title = "Withdraw the application?"
    return _act(request, Form(sent(request)), actions.withdraw_application, "Withdrawn.", title, **more)


@provider_admin_only
def leave(request: HttpRequest) -> HttpResponse:
    get_object_or_404(Membership, provider=own_provider(request), ended_at=None)
    more = {
        "lead": "Your calls are traced, and you answer, as before; you are no longer a member.",
        "warning": "To be a member again you have to apply.",
        "submit": "Leave the group",
        "danger": True,
    }
    return _act(request, LeaveForm(sent(request)), actions.leave, "You are no longer a member.", "Leave", **more)
