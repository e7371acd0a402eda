"""What staff write down about a provider: each a page with one form, each a call of one action."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from hopback.portal.accounts.decorators import provider_only, staff_only
from hopback.portal.ground import clock
from hopback.portal.ground.attempt import attempt

from .. import actions, queries
from ..forms import (
    ChangeForm,
    ContactForm,
    ControlForm,
    EndControlForm,
    ForeignForm,
    ParticularForm,
)
from ..forms_of_joining import WholeContactForm
from ..models import ControlLink, PointOfContact, ProposedContact, Provider


def _done(request: HttpRequest, form: Form, act: Callable[..., Any], said: str, **page: Any) -> HttpResponse:
    """Show the form, or act and go back to the provider. `page`: provider, title, lead, submit, back, told."""
    told = page.pop("told", {})
    provider: Provider = page["provider"]
    if request.method == "POST" and attempt(form, act, **told, by=request.viewer, now=clock.now()):  # type: ignore[attr-defined]
        messages.success(request, said)
        return redirect(page.get("back") or reverse("providers:one", args=[provider.public_id]))
    back = page.pop("back", "") or reverse("providers:one", args=[provider.public_id])
    crumbs = page.pop("crumbs", None) or [
        ("Providers", reverse("providers:list")),
        (provider.name, back),
        (page["title"], ""),
    ]
    return render(request, "layout/form.html", {"form": form, "back": back, "crumbs": crumbs, **page})


def _provider(request: HttpRequest, public_id: str) -> Provider:
    """A listed one: of an earlier entry nothing is written down any more."""
    rows = queries.listed(queries.visible_to(request.viewer))  # type: ignore[attr-defined]
    return get_object_or_404(rows, public_id=public_id)


def _kind(kind: str) -> PointOfContact.Kind:
    if kind not in PointOfContact.Kind.values:
        raise Http404
    return PointOfContact.Kind(kind)


@staff_only
def details(request: HttpRequest, provider: str) -> HttpResponse:
    found = _provider(request, provider)

    form = ChangeForm.of(found, request.POST or None)
    told = {"provider": found}
    return _done(request, form, actions.set_details, "Written down.", provider=found, title="What it is", told=told)


@staff_only
def particular(request: HttpRequest, provider: str) -> HttpResponse:
    """Another name, an address, a trunk (A1.1)."""
    found = _provider(request, provider)
    form = ParticularForm(request.POST or None)
    lead = "What a provider may have several of. Each keeps where it is known from."
    page = {"provider": found, "title": "Add a name, an address or a trunk", "lead": lead, "told": {"provider": found}}
    return _done(request, form, actions.add_particular, "Written down.", **page)


@staff_only
@require_POST
def end_particular(request: HttpRequest, provider: str, particular: int) -> HttpResponse:
    found = _provider(request, provider)
    held = get_object_or_404(found.particulars, pk=particular, ended_at=None)
    actions.end_particular(particular=held, by=request.viewer, now=clock.now())  # type: ignore[attr-defined]
    messages.success(request, f"“{held.value}” no longer holds. That it did is kept.")
    return redirect("providers:one", found.public_id)


@staff_only
def contact(request: HttpRequest, provider: str, kind: str) -> HttpResponse:
    found = _provider(request, provider)
    return _contact(request, found, _kind(kind), proposed=_proposed(request, found))


def _proposed(request: HttpRequest, provider: Provider) -> ProposedContact | None:
    """The contact of a public file that the form begins with."""
    pk = request.GET.get("proposed", "")
    return get_object_or_404(provider.proposed_contacts, pk=pk, decided_at=None) if pk.isdigit() else None


@staff_only
@require_POST
def put_aside(request: HttpRequest, provider: str, proposed: int) -> HttpResponse:
    found = _provider(request, provider)
    held = get_object_or_404(found.proposed_contacts, pk=proposed, decided_at=None)
    actions.put_aside_contact(proposed=held, by=request.viewer, now=clock.now())  # type: ignore[attr-defined]
    messages.success(request, "Put aside. The file does not propose it again.")
    return redirect("providers:one", found.public_id)


@provider_only
def my_contact(request: HttpRequest, kind: str) -> HttpResponse:
    found = get_object_or_404(queries.visible_to(request.viewer))  # type: ignore[attr-defined]
    if not request.viewer.is_admin:  # type: ignore[attr-defined]
        raise Http404
    mine = reverse("providers:mine")
    crumbs = [("Contacts", mine), (_kind(kind).label, "")]
    return _contact(request, found, _kind(kind), WholeContactForm, back=mine, crumbs=crumbs)


def _contact(
    request: HttpRequest,
    provider: Provider,
    kind: PointOfContact.Kind,
    wanted: type[ContactForm] | type[WholeContactForm] = ContactForm,
    proposed: ProposedContact | None = None,
    **page: Any,
) -> HttpResponse:
    """The provider gives all five particulars (XA.1); staff write down what they know."""
    form = wanted.of(proposed or queries.contact(provider, kind), request.POST or None)
    return _done(
        request,
        form,
        actions.change_contact,
        f"{kind.label} contact changed. Requests from now on go to {form['email'].value()}.",
        provider=provider,
        title=f"{kind.label} contact of {provider.name}",
        lead="Who is asked, and who answers for the provider.",
        told={"provider": provider, "kind": kind.value, "proposed": proposed},
        **page,
    )


@staff_only
def foreign(request: HttpRequest, provider: str) -> HttpResponse:
    found = _provider(request, provider)
    lead = "Write down what is known of each factor. Taken together they show who owns, controls and operates it."
    told = {"provider": found}
    form = ForeignForm(request.POST or None, proposed=queries.proposed_factors(found, clock.now().date()))
    title = f"Is {found.name} foreign?"
    return _done(
        request, form, actions.find_foreign, "Found, and logged.", provider=found, title=title, lead=lead, told=told
    )


@staff_only
def control(request: HttpRequest, provider: str) -> HttpResponse:
    found = _provider(request, provider)

    def act(*, other: Provider, direction: str, **said: Any) -> None:
        above, below = (other, found) if direction == "controls" else (found, other)
        actions.link_control(controls=above, controlled=below, **said)

    lead = "Providers under common control are the same provider to the group."
    form = ControlForm(request.POST or None)
    return _done(request, form, act, "Recorded.", provider=found, title="Who controls whom", lead=lead)


@staff_only
def end_control(request: HttpRequest, provider: str, link: int) -> HttpResponse:
    found = _provider(request, provider)
    held = get_object_or_404(ControlLink.objects.select_related("controls", "controlled"), pk=link, until_on=None)
    if found.pk not in {held.controls_id, held.controlled_id}:
        raise Http404
    title = f"{held.controls.name} no longer controls {held.controlled.name}"
    form = EndControlForm(request.POST or None)
    return _done(request, form, actions.end_control, "Recorded.", provider=found, title=title, told={"link": held})
