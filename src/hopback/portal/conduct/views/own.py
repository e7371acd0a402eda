"""A provider's own: its sheet, what is proposed or found about it, and what it says to that (A1.3, A3.10)."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from hopback.portal.accounts import queries as accounts
from hopback.portal.accounts.decorators import provider_only, staff_or_provider_admin
from hopback.portal.accounts.viewer import of_mailed_link
from hopback.portal.ground import clock
from hopback.portal.ground.attempt import attempt
from hopback.portal.providers import queries as providers

from .. import actions
from ..actions._common import LINK
from ..forms import WordsForm
from ..models import Finding
from ._page import form_page
from .findings import in_words, the_finding
from .sheets import sheet_page


@provider_only
@require_safe
def own(request: HttpRequest) -> HttpResponse:
    return sheet_page(request, get_object_or_404(providers.visible_to(request.viewer)))  # type: ignore[attr-defined]


def _say(request: HttpRequest, finding: str, act: Any, title: str, **page: Any) -> HttpResponse:
    told = the_finding(request.viewer, finding)  # type: ignore[attr-defined]
    back = reverse("conduct:finding", args=[finding])
    return form_page(
        request,
        WordsForm(request.POST or None),
        act,
        told={"finding": told.row},
        done="Kept. Whoever decides reads it first.",
        back=back,
        title=title,
        crumbs=[(told.row.provider.name, back), (title, "")],
        **page,
    )


@staff_or_provider_admin
def answer(request: HttpRequest, finding: str) -> HttpResponse:
    lead = "What speaks against the finding: what was done, what the figures leave out."
    return _say(request, finding, actions.answer, "Answer the notice", lead=lead, submit="Answer")


@staff_or_provider_admin
def contest(request: HttpRequest, finding: str) -> HttpResponse:
    lead = "Say what shows that the finding does not hold, or holds no longer. Somebody who did not make it reads it."
    return _say(request, finding, actions.contest, "Contest the finding", lead=lead, submit="Contest it")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def link(request: HttpRequest, token: str) -> HttpResponse:
    """The finding for whoever got the mail, with the form for what can be said now; good for this one alone."""
    now = clock.now()
    held = accounts.link_with(token, LINK)
    row = Finding.objects.filter(public_id=held.about).select_related("provider").first() if held else None
    if held is None or row is None:
        raise Http404
    by = of_mailed_link(held, party=row.provider.public_id, zone=row.provider.zone)
    told = the_finding(by, row.public_id)
    context: dict[str, Any] = in_words(told, by) | {"zone_name": row.provider.zone, "expired": held.expires_at <= now}
    act = _what_can_be_said(told)
    if held.expires_at <= now or act is None:
        return render(request, "conduct/link.html", context, status=410 if held.expires_at <= now else 200)
    form = WordsForm(request.POST or None)
    if request.method == "POST" and attempt(form, act, finding=row, channel="link", by=by, now=now):
        told = the_finding(by, row.public_id)
        return render(request, "conduct/link.html", context | in_words(told, by) | {"thanks": True})
    return render(request, "conduct/link.html", context | {"form": form}, status=422 if form.errors else 200)


def _what_can_be_said(told: Any) -> Any:
    """The answer to a notice; against what stands, once it is not being looked at already."""
    if told.state in {"notified", "to_confirm"}:
        return actions.answer
    return actions.contest if told.stands and told.contest is None else None
