"""Staff's pages: what was referred, written, read by a second person, and sent (A5.1-A5.3)."""

from typing import Any

from django.core.paginator import Paginator
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from hopback.policy.article_5_enforcement.referring import State
from hopback.portal.accounts.decorators import staff_only
from hopback.portal.ground import clock
from hopback.portal.layout.doing import act
from hopback.portal.logbook.downloads import asked_for, hand_over

from .. import actions
from ..forms import BecauseForm, ReferralForm, VersionForm
from ..models import Referral
from ..queries import referrals as queries
from .around import viewer_of
from .paper import printed

A_PAGE = 50
REFERRALS = "Referrals"
STATES = {
    State.HELD: ("Held for a second reader", "amber", "eye"),
    State.READY: ("Ready to send", "blue", "check"),
    State.RETURNED: ("Returned", "red", "back"),
    State.SENT: ("Sent", "green", "mail"),
}
COLUMNS = ("id", "provider", "ground", "state", "agencies", "written_by", "written_at", "read_by", "sent_by", "sent_at")


@staff_only
@require_safe
def referrals(request: HttpRequest) -> HttpResponse:
    now = clock.now()
    if asked_for(request):
        return hand_over(request, "referrals", COLUMNS, [_line(one) for one in queries.referrals()], now=now)
    page = Paginator(queries.referrals(), A_PAGE).get_page(request.GET.get("page"))
    rows = [(one, STATES[queries.state(one)], _agencies(one)) for one in page]
    return render(request, "enforcement/referrals.html", {"page": page, "rows": rows, "now": now})


def _line(one: Referral) -> list[Any]:
    sent = one.sent_at.isoformat() if one.sent_at else ""
    written = (one.proposed_by, one.proposed_at.isoformat())
    state = queries.state(one).value
    return [one.public_id, one.provider.name, one.ground, state, "; ".join(_agencies(one)), *written, one.confirmed_by,
            one.sent_by, sent]  # fmt: skip


def _agencies(referral: Referral) -> list[str]:
    return [row.agency.source.name for row in referral.to.all()]


@staff_only
def new(request: HttpRequest) -> HttpResponse:
    back = reverse("enforcement:referrals")
    form = ReferralForm(request.POST or None, now=clock.now(), initial={"provider": request.GET.get("provider", "")})
    lead = "The figures are the portal’s own. Nothing is sent yet."
    page = {"title": "Write a referral", "lead": lead, "submit": "Write it", "done": "Written, and scanned."}
    return act(request, form, actions.write_referral, told={}, back=back, crumbs=[(REFERRALS, back)], **page)


@staff_only
@require_safe
def one(request: HttpRequest, referral: str) -> HttpResponse:
    found, now, viewer = _the(referral), clock.now(), viewer_of(request)
    state = queries.state(found)
    context = {
        "referral": found,
        "state": state.value,
        "badge": STATES[state],
        "lines": queries.lines(found),
        "suspicions": queries.suspicions(found, now) if state in (State.HELD, State.RETURNED) else (),
        "mine": viewer.user_id == found.proposed_by_user,
        "to": found.to.all(),
        "now": now,
        "crumbs": [(REFERRALS, reverse("enforcement:referrals")), (found.provider.name, "")],
    }
    return render(request, "enforcement/referral.html", context)


@staff_only
def revise(request: HttpRequest, referral: str) -> HttpResponse:
    found = _the(referral)
    form = VersionForm.of(found, request.POST or None, clock.now())
    page = {
        "title": "Write it again",
        "lead": "It is scanned anew, and read anew where it has to be.",
        "done": "Written.",
    }
    return act(request, form, actions.revise_referral, told={"referral": found}, **_back_to(found), **page)


@staff_only
def release(request: HttpRequest, referral: str) -> HttpResponse:
    found = _the(referral)
    page = {
        "title": "Release it",
        "lead": f"{found.proposed_by} wrote it. You have read it: what looks suspicious in it is no customer’s.",
        "submit": "Release",
        "done": "Released: it can be sent.",
    }
    told = {"referral": found}
    return act(request, Form(request.POST), actions.release_referral, told=told, **_back_to(found), **page)


@staff_only
def give_back(request: HttpRequest, referral: str) -> HttpResponse:
    found, form = _the(referral), BecauseForm(request.POST or None)
    page = {"title": "Return it", "lead": "It is written again before it goes anywhere.", "done": "Returned."}
    return act(request, form, actions.return_referral, told={"referral": found}, **_back_to(found), **page)


@staff_only
def send(request: HttpRequest, referral: str) -> HttpResponse:
    found = _the(referral)
    page = {
        "title": f"Send it to {' and '.join(_agencies(found))}",
        "lead": "To every official there whose address is confirmed. This cannot be undone.",
        "submit": "Send",
        "done": "Sent.",
    }
    told = {"referral": found}
    return act(request, Form(request.POST), actions.send_referral, told=told, **_back_to(found), **page)


@staff_only
@require_safe
def paper(request: HttpRequest, referral: str) -> HttpResponse:
    return printed(_the(referral), clock.now())


def _the(public_id: str) -> Referral:
    return get_object_or_404(queries.referrals(), public_id=public_id)


def _back_to(referral: Referral) -> dict[str, Any]:
    back = reverse("enforcement:referral", args=[referral.public_id])
    return {"back": back, "crumbs": [(REFERRALS, reverse("enforcement:referrals")), (referral.provider.name, back)]}
