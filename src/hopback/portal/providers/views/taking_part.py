"""Signed in: a provider's administrator signs, verifies the domain; staff record what was signed on paper (A1.2)."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from hopback.portal.accounts import queries as accounts
from hopback.portal.accounts.decorators import provider_admin_only, staff_only
from hopback.portal.accounts.viewer import Viewer, of_mailed_link
from hopback.portal.ground import clock
from hopback.portal.ground.attempt import attempt

from .. import actions, queries
from ..forms_of_joining import AddressForm, PaperForm, SignForm
from ..models import Provider
from ..refusals import DomainNotTheirs


def _own(request: HttpRequest) -> Provider:
    return get_object_or_404(queries.visible_to(request.viewer))  # type: ignore[attr-defined]


@provider_admin_only
def agree(request: HttpRequest) -> HttpResponse:
    """Sign the version in force."""
    provider, viewer = _own(request), request.viewer  # type: ignore[attr-defined]
    form = SignForm(request.POST or None, provider=provider.name, initial={"signed_by": viewer.name})
    if request.method == "POST" and attempt(form, actions.agree, provider=provider, by=viewer, now=clock.now()):
        messages.success(request, "Signed, and on record.")
        return redirect("providers:mine")
    context = {
        "form": form,
        "title": "Agree to the policies",
        "submit": "Sign",
        "back": reverse("providers:mine"),
        "crumbs": [(provider.name, reverse("providers:mine")), ("Agree to the policies", "")],
        "version": settings.POLICIES_VERSION,
        "policies_url": settings.POLICIES_URL,
        "agreements": provider.agreements.order_by("-pk"),
    }
    return render(request, "providers/joining/sign.html", context, status=422 if form.errors else 200)


@provider_admin_only
def verify_domain(request: HttpRequest) -> HttpResponse:
    provider, viewer = _own(request), request.viewer  # type: ignore[attr-defined]
    form = AddressForm(request.POST or None)
    act = actions.ask_to_prove_domain
    if request.method == "POST" and attempt(form, act, provider=provider, by=viewer, now=clock.now()):
        messages.success(request, "Mailed. Look in that mailbox and open the link.")
        return redirect("providers:mine")
    context = {
        "form": form,
        "title": "Verify the domain",
        "lead": f"We mail a link to an address at {provider.domain or 'your domain'}; opening it verifies the domain.",
        "submit": "Mail the link",
        "back": reverse("providers:mine"),
        "crumbs": [(provider.name, reverse("providers:mine")), ("Verify the domain", "")],
    }
    return render(request, "layout/form.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def domain_link(request: HttpRequest, token: str) -> HttpResponse:
    """What the link is for; the button verifies the domain, once."""
    now = clock.now()
    link = accounts.link_with(token, "domain")
    provider = Provider.objects.filter(public_id=link.about).first() if link else None
    if link is None or provider is None:
        raise Http404
    context: dict[str, Any] = {"provider": provider, "link": link, "now": now}
    if link.used_at or link.expires_at <= now:
        return render(request, "providers/joining/domain_over.html", context, status=410)
    if request.method == "POST":
        by = of_mailed_link(link, party=provider.public_id)
        try:
            actions.prove_domain(provider=provider, link=link, by=by, now=now)
        except DomainNotTheirs as refused:
            return render(request, "providers/joining/domain_over.html", context | {"why": refused}, status=410)
        return render(request, "providers/joining/domain_done.html", context)
    return render(request, "providers/joining/domain.html", context)


@staff_only
def record_agreement(request: HttpRequest, provider: str) -> HttpResponse:
    """Staff record what was signed on paper, with its version, day and signer."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    found = get_object_or_404(queries.visible_to(viewer), public_id=provider)
    back = reverse("providers:one", args=[provider])
    form = PaperForm(request.POST or None, initial={"version": settings.POLICIES_VERSION})
    if request.method == "POST" and attempt(form, actions.agree, provider=found, by=viewer, now=clock.now()):
        messages.success(request, "On record.")
        return redirect(back)
    context = {
        "form": form,
        "title": "Record an agreement",
        "lead": f"What {found.name} signed elsewhere. An agreement on record is never altered; a later one follows it.",
        "back": back,
        "crumbs": [("Providers", reverse("providers:list")), (found.name, back), ("Record an agreement", "")],
    }
    return render(request, "layout/form.html", context)


@staff_only
@require_POST
def invite(request: HttpRequest, provider: str) -> HttpResponse:
    """Mail a listed provider the way in."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    found = get_object_or_404(queries.visible_to(viewer), public_id=provider)
    made = actions.invite_to_join(provider=found, by=viewer, now=clock.now())
    if made is None:
        messages.error(request, f"{found.name} has no contact that mail reaches. Name one first.")
        return redirect("providers:one", provider)
    messages.success(request, f"Invited by mail to {made.email}.")
    return redirect("providers:joining_one", made.public_id)
