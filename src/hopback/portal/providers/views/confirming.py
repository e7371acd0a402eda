"""Contacts kept current (XA.1): the mailed link, the administrator's button, and who answers now, for staff."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hopback.portal.accounts import queries as accounts
from hopback.portal.accounts.decorators import provider_admin_only, staff_only
from hopback.portal.accounts.models import MailedLink
from hopback.portal.accounts.viewer import Viewer, of_mailed_link
from hopback.portal.ground import clock
from hopback.portal.ground.attempt import attempt
from hopback.portal.logbook.downloads import asked_for, hand_over

from .. import actions, queries
from ..forms_of_joining import WholeContactForm
from ..models import PointOfContact, Provider
from ..refusals import ContactIncomplete

A_PAGE = 50
COLUMNS = (
    "id", "provider", "person", "title", "email", "phone", "hours", "zone", "local_time", "back_up", "back_up_email",
    "back_up_phone", "state", "confirmed_at", "bounced",
)  # fmt: skip


def _held(token: str) -> tuple[MailedLink, Provider]:
    link = accounts.link_with(token, "confirm")
    provider = Provider.objects.filter(public_id=link.about).first() if link else None
    if link is None or provider is None:
        raise Http404
    return link, provider


def _by(link: MailedLink, provider: Provider) -> Viewer:
    return of_mailed_link(link, party=provider.public_id, zone=provider.zone)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_link(request: HttpRequest, token: str) -> HttpResponse:
    """Both contacts, one button; each can be changed."""
    link, provider = _held(token)
    now = clock.now()
    context: dict[str, Any] = {"provider": provider, "link": link, "token": token, "now": now}
    if link.used_at or link.expires_at <= now:
        return render(request, "providers/confirm_over.html", context, status=410)
    context |= {"kinds": _kinds(provider)}
    if request.method == "POST":
        try:
            actions.confirm_contacts(provider=provider, link=link, by=_by(link, provider), now=now)
        except ContactIncomplete as refused:
            return render(request, "providers/confirm.html", context | {"refused": refused}, status=422)
        return render(request, "providers/confirmed.html", context)
    return render(request, "providers/confirm.html", context)


def _kinds(provider: Provider) -> list[tuple[PointOfContact.Kind, PointOfContact | None]]:
    known = queries.contacts(provider)
    return [(kind, known.get(kind.value)) for kind in PointOfContact.Kind]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_change(request: HttpRequest, token: str, kind: str) -> HttpResponse:
    link, provider = _held(token)
    back = reverse("providers:confirm_link", args=[token])
    now = clock.now()
    if kind not in PointOfContact.Kind.values:
        raise Http404
    if link.used_at or link.expires_at <= now:
        return redirect(back)
    form = WholeContactForm.of(queries.contact(provider, kind), request.POST or None)
    told = {"provider": provider, "kind": kind, "by": _by(link, provider), "now": now}
    if request.method == "POST" and attempt(form, actions.change_contact, **told):
        messages.success(request, "Changed. Confirm the other one too, if it is right.")
        return redirect(back)
    label = PointOfContact.Kind(kind).label
    title = f"{label} contact of {provider.name}"
    context = {"form": form, "title": title, "back": back, "crumbs": [(provider.name, back), (label, "")], "now": now}
    return render(request, "providers/joining/step.html", context, status=422 if form.errors else 200)


@provider_admin_only
@require_POST
def confirm(request: HttpRequest) -> HttpResponse:
    """Signed in, the administrator's button."""
    provider = get_object_or_404(queries.visible_to(request.viewer))  # type: ignore[attr-defined]
    try:
        actions.confirm_contacts(provider=provider, by=request.viewer, now=clock.now())  # type: ignore[attr-defined]
    except ContactIncomplete as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "Thank you: both contacts are confirmed.")
    return redirect("providers:mine")


@staff_only
@require_safe
def answering(request: HttpRequest) -> HttpResponse:
    """Who answers for each provider now."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    q, state, now = request.GET.get("q", "").strip()[:80], request.GET.get("state", ""), clock.now()
    rows = queries.visible_to(viewer)
    found = queries.answering(queries.search(q, rows) if q else rows.order_by("name", "pk"), now)
    shown = [one for one in found if state != "attention" or one.wants_attention]
    if asked_for(request):
        return hand_over(request, "answering", COLUMNS, [_line(one) for one in shown], now=now)
    page = Paginator(shown, A_PAGE).get_page(request.GET.get("page"))
    lines = [(one, one.times(viewer.zone)) for one in page]
    attention = sum(one.wants_attention for one in found)
    context = {"page": page, "lines": lines, "q": q, "state": state, "attention": attention, "now": now}
    return render(request, "providers/answering.html", context)


def _line(one: queries.Answering) -> list[Any]:
    person, back_up = one.person, one.back_up
    return [
        one.provider.public_id,
        one.provider.name,
        *((person.full_name, person.title, person.email, person.phone, person.hours) if person else [""] * 5),
        one.zone,
        one.local_time,
        *((back_up.full_name, back_up.email, back_up.phone) if back_up else [""] * 3),
        one.state,
        one.confirmed_at.isoformat() if one.confirmed_at else "",
        "; ".join(each.email for each in one.bounced),
    ]
