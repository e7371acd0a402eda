"""Member calls: those to come, those held, and who attended."""

from typing import Any

from django.contrib import messages
from django.db.models import Count, QuerySet
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from hopback.policy.figures import QUARTERLY_CALLS
from hopback.portal.accounts.decorators import staff_only
from hopback.portal.accounts.viewer import Viewer
from hopback.portal.ground import clock
from hopback.portal.ground.attempt import attempt
from hopback.portal.logbook.downloads import asked_for, hand_over

from .. import actions, queries
from ..forms import AttendanceForm, CallForm
from ..models import MemberCall
from ._page import form_page, sent

COLUMNS = ("call", "subject", "quarterly", "starts", "held", "provider", "attended")


@staff_only
@require_safe
def calls(request: HttpRequest) -> HttpResponse:
    now = clock.now()
    rows = MemberCall.objects.annotate(there=Count("attendances")).order_by("-starts_at")
    if asked_for(request):
        return hand_over(request, "calls", COLUMNS, _lines(rows), now=now)
    held = list(rows.exclude(held_at=None))
    year = now.replace(year=now.year - 1) if (now.month, now.day) != (2, 29) else now.replace(year=now.year - 1, day=28)
    context = {
        "to_come": list(rows.filter(held_at=None, called_off_at=None).order_by("starts_at")),
        "held": [(call, queries.expected_at(call).count()) for call in held],
        "off": rows.exclude(called_off_at=None),
        "quarterly": sum(call.quarterly and call.starts_at >= year for call in held),
        "wanted": QUARTERLY_CALLS.amount,
    }
    return render(request, "membership/calls.html", context)


def _lines(rows: QuerySet[MemberCall]) -> list[list[object]]:
    lines: list[list[object]] = []
    for call in rows.exclude(held_at=None).prefetch_related("attendances"):
        there = {each.provider_id for each in call.attendances.all()}
        start = [call.public_id, call.subject, call.quarterly, call.starts_at, call.held_at]
        lines += [[*start, each.name, each.pk in there] for each in queries.expected_at(call)]
    return lines


@staff_only
def plan(request: HttpRequest) -> HttpResponse:
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    back = reverse("membership:calls")
    return form_page(
        request,
        CallForm(request.POST or None, zone=viewer.zone),
        actions.plan_call,
        told={},
        done="Planned.",
        back=back,
        title="Plan a call",
        submit="Plan it",
        crumbs=[("Members", reverse("membership:members")), ("Calls", back), ("Plan a call", "")],
    )


def _call(public_id: str) -> MemberCall:
    return get_object_or_404(MemberCall, public_id=public_id)


@staff_only
def call(request: HttpRequest, call: str) -> HttpResponse:
    """One call; after it began, who attended is recorded here."""
    found, now = _call(call), clock.now()
    expected = queries.expected_at(found)
    there = [each.public_id for each in expected.filter(attendances__call=found)]
    form = AttendanceForm(sent(request), expected=expected, initial={"attended": there})
    if request.method == "POST" and attempt(form, actions.hold_call, call=found, by=request.viewer, now=now):  # type: ignore[attr-defined]
        messages.success(request, "Attendance recorded.")
        return redirect("membership:call", found.public_id)
    context: dict[str, Any] = {
        "call": found,
        "form": form,
        "rows": [(each, each.public_id in there) for each in expected],
        "begun": found.starts_at <= now,
        "there": len(there),
    }
    return render(request, "membership/call.html", context, status=422 if form.errors else 200)


@staff_only
def off(request: HttpRequest, call: str) -> HttpResponse:
    found = get_object_or_404(MemberCall, public_id=call, held_at=None, called_off_at=None)
    back = reverse("membership:call", args=[found.public_id])
    return form_page(
        request,
        Form(sent(request)),
        actions.call_off,
        told={"call": found},
        done="Called off.",
        back=back,
        template="layout/confirm.html",
        title=f"Call off “{found.subject}”?",
        lead="Nobody is expected then.",
        submit="Call it off",
        danger=True,
        crumbs=[("Calls", reverse("membership:calls")), (found.subject, back), ("Call off", "")],
    )
