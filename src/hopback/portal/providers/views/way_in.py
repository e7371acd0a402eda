"""Applying on the public page, and everything behind the link that is mailed then or with an invitation (A1.2, XA.1).

GET changes nothing: mail scanners open links. A button exchanges the token for a signed cookie that is good for this
way in alone, and the address becomes clean (ADR 0008)."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core import signing
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from hopback.portal.accounts import queries as accounts
from hopback.portal.accounts.limits import slow_down, tried_too_often
from hopback.portal.accounts.models import MailedLink
from hopback.portal.accounts.viewer import Viewer, of_mailed_link
from hopback.portal.ground import clock
from hopback.portal.ground.attempt import attempt

from .. import actions, queries
from ..forms_of_joining import AddressForm, ApplyForm, SignForm, WholeContactForm
from ..models import Joining, PointOfContact

COOKIE = "joining"
COOKIE_AGE = timedelta(hours=12)
TRIES = 20
BOTH = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@BOTH
def apply(request: HttpRequest) -> HttpResponse:
    """Says the same to everybody, whether their provider is listed or not."""
    form = ApplyForm(request.POST or None)
    if request.method == "POST":
        if tried_too_often(request, "apply", TRIES):
            return slow_down(request)
        guest = Viewer(kind="guest", name=str(request.POST.get("full_name", ""))[:120] or "Somebody")

        def act(*, by: Viewer, now: Any, **said: str) -> None:
            actions.apply(details=said, by=by, now=now)

        if attempt(form, act, by=guest, now=clock.now()):
            return redirect("providers:applied")
    status = 422 if form.errors else 200
    return render(request, "providers/joining/apply.html", {"form": form, "now": clock.now()}, status=status)


@never_cache
@require_safe
def applied(request: HttpRequest) -> HttpResponse:
    return render(request, "providers/joining/applied.html")


@never_cache
@BOTH
def link(request: HttpRequest, token: str) -> HttpResponse:
    """What the link is for; the button opens the way. One that expired can be mailed again."""
    now = clock.now()
    found = accounts.link_with(token, "joining")
    joining = Joining.objects.filter(public_id=found.about).first() if found else None
    if found is None or joining is None:
        raise Http404
    if joining.decided_at:
        return render(request, "providers/joining/over.html", {"joining": joining, "now": now}, status=410)
    if found.expires_at <= now:
        return _expired(request, joining, found)
    if request.method == "POST":
        by = of_mailed_link(found, party=_party(joining))
        actions.open_joining(joining=joining, link=found, by=by, now=now)
        return _exchange(joining, found)
    return render(request, "providers/joining/link.html", {"joining": joining, "link": found, "now": now})


def _expired(request: HttpRequest, joining: Joining, found: MailedLink) -> HttpResponse:
    now = clock.now()
    sent = request.method == "POST" and not tried_too_often(request, "joining", TRIES)
    if sent:
        by = of_mailed_link(found, party=_party(joining))
        actions.send_joining_link(joining=joining, by=by, now=now)
    context = {"joining": joining, "sent": sent, "now": now}
    return render(request, "providers/joining/expired.html", context, status=410)


def _party(joining: Joining) -> str:
    return joining.provider.public_id if joining.provider else ""


def _exchange(joining: Joining, found: MailedLink) -> HttpResponse:
    here = reverse("providers:joining", args=[joining.public_id])
    response = redirect(here)
    response.set_cookie(
        COOKIE,
        signing.dumps(found.pk, salt=COOKIE),
        max_age=COOKIE_AGE,
        path=here,
        secure=settings.SECURE,
        httponly=True,
        samesite="Strict",
    )
    return response


def _come_in(request: HttpRequest, public_id: str) -> Joining:
    """Whoever holds the cookie of this way in is its viewer from here on; anybody else sees a missing page."""
    try:
        number = signing.loads(request.COOKIES.get(COOKIE, ""), salt=COOKIE, max_age=COOKIE_AGE)
    except signing.BadSignature:
        raise Http404 from None
    held = MailedLink.objects.filter(pk=number, purpose="joining", about=public_id).first()
    joining = Joining.objects.select_related("provider").filter(public_id=public_id).first()
    if held is None or joining is None:
        raise Http404
    zone = joining.contacts.get("primary", {}).get("zone") or (joining.provider.zone if joining.provider else "UTC")
    request.viewer = of_mailed_link(held, party=_party(joining), name=joining.full_name, zone=zone)  # type: ignore[attr-defined]
    return get_object_or_404(queries.joinings(request.viewer), public_id=public_id)  # type: ignore[attr-defined]


@never_cache
@require_safe
def joining(request: HttpRequest, joining: str) -> HttpResponse:
    """What is done and what is missing; each thing is one page."""
    found = _come_in(request, joining)
    (way,) = queries.on_the_way([found])
    return render(request, "providers/joining/steps.html", {"way": way, "joining": found, "now": clock.now()})


@never_cache
@BOTH
def contact(request: HttpRequest, joining: str, kind: str) -> HttpResponse:
    found = _come_in(request, joining)
    if kind not in PointOfContact.Kind.values:
        raise Http404
    known = found.contacts.get(kind) or (queries.contact(found.provider, kind) if found.provider else None)
    form = WholeContactForm.of(known, request.POST or None)

    def act(*, by: Viewer, now: Any, **contact: str) -> None:
        actions.name_contact(joining=found, kind=kind, contact=contact, by=by, now=now)

    label = PointOfContact.Kind(kind).label
    lead = (
        "Who is asked first when a call is traced."
        if kind == "primary"
        else "Who is asked when the primary contact does not answer."
    )
    return _step(request, found, form, act, title=f"{label} point of contact", lead=lead, said=f"{label} contact kept.")


@never_cache
@BOTH
def agreement(request: HttpRequest, joining: str) -> HttpResponse:
    found = _come_in(request, joining)
    form = SignForm(request.POST or None, provider=found.name, initial=_signer(found))

    def act(**told: Any) -> None:
        actions.sign_joining(joining=found, **told)

    page = {"title": "Agree to the policies", "submit": "Sign", "template": "providers/joining/sign.html"}
    return _step(request, found, form, act, said="Signed.", **page)


def _signer(joining: Joining) -> dict[str, str]:
    primary = joining.contacts.get("primary", {})
    return {
        "signed_by": joining.signed_by or primary.get("full_name", joining.full_name),
        "title": joining.signed_title or primary.get("title", ""),
    }


@never_cache
@BOTH
def domain(request: HttpRequest, joining: str) -> HttpResponse:
    """The domain is proved by a link mailed to another address."""
    found = _come_in(request, joining)
    form = AddressForm(request.POST or None)
    if request.method == "POST" and tried_too_often(request, "joining", TRIES):
        return slow_down(request)

    def act(**told: Any) -> None:
        actions.send_joining_link(joining=found, **told)

    lead = f"We mail a link to an address at {found.domain or 'its domain'}. Opening it shows that the domain is yours."
    page = {"title": "Verify the domain", "lead": lead, "submit": "Mail the link"}
    return _step(request, found, form, act, said="Mailed. Look in that mailbox and open the link.", **page)


def _step(
    request: HttpRequest,
    found: Joining,
    form: Form,
    act: Callable[..., Any],
    *,
    said: str,
    template: str = "providers/joining/step.html",
    **page: str,
) -> HttpResponse:
    back = reverse("providers:joining", args=[found.public_id])
    viewer = request.viewer  # type: ignore[attr-defined]
    if request.method == "POST" and attempt(form, act, by=viewer, now=clock.now()):
        messages.success(request, said)
        return redirect(back)
    crumbs = [(found.name, back), (page["title"], "")]
    context = {
        "form": form,
        "joining": found,
        "back": back,
        "crumbs": crumbs,
        "now": clock.now(),
        "version": settings.POLICIES_VERSION,
        "policies_url": settings.POLICIES_URL,
        **page,
    }
    return render(request, template, context, status=422 if form.errors else 200)
