"""Who is here, who is invited, and what becomes of them."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from hopback.policy.clause import Refused
from hopback.portal.ground import clock

from .. import actions, parties, queries
from ..decorators import admin_only, viewer_required
from ..forms import InviteForm, RoleForm
from ..models import Kind, User
from ..viewer import Viewer

A_PAGE = 50


@viewer_required
@require_safe
def people(request: HttpRequest) -> HttpResponse:
    viewer, now = request.viewer, clock.now()
    rows, invited = queries.people(viewer), queries.open_invitations(viewer, now)
    kind = request.GET.get("kind", "") if viewer.is_staff else ""
    if kind in Kind.values:
        rows, invited = rows.filter(kind=kind), invited.filter(kind=kind)
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "people": [(user, parties.name_of(user.kind, user.party)) for user in page],
        "invited": invited,
        "kinds": Kind.choices if viewer.is_staff else [],
        "kind": kind,
        "now": now,
    }
    return render(request, "accounts/people.html", context)


@admin_only
def invite(request: HttpRequest) -> HttpResponse:
    form = InviteForm(request.POST or None, viewer=request.viewer, initial=_asked_for(request))
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.invite(**form.cleaned_data, by=request.viewer, now=clock.now())
        except Refused as refused:
            form.add_error(refused.field or None, str(refused))
        else:
            messages.success(request, f"An invitation is on its way to {made.email}. It works for 7 days.")
            return redirect("accounts:people")
    return _form(request, form, "Invite somebody", "Send the invitation", lead="They get a mail with a link.")


def _asked_for(request: HttpRequest) -> dict[str, str]:
    """`?kind=provider&party=prv_…` from a provider's page fills in whom the invitation is for."""
    return {name: request.GET[name] for name in ("kind", "party") if name in request.GET}


@admin_only
def withdraw_invitation(request: HttpRequest, invitation: str) -> HttpResponse:
    waiting = queries.open_invitations(request.viewer, clock.now())
    found = get_object_or_404(waiting, public_id=invitation)
    if request.method == "POST":
        actions.withdraw_invitation(invitation=found, by=request.viewer, now=clock.now())
        messages.success(request, f"The invitation of {found.email} is withdrawn.")
        return redirect("accounts:people")
    title = f"Withdraw the invitation of {found.email}?"
    return _confirm(request, title, "Withdraw it", "The link in the mail stops working at once.")


@admin_only
def person(request: HttpRequest, user: str) -> HttpResponse:
    """One person: their role, and the way out."""
    found = _person(request.viewer, user)
    form = RoleForm(request.POST or None, initial={"role": found.role})
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_role(user=found, **form.cleaned_data, by=request.viewer, now=clock.now())
        except Refused as refused:
            form.add_error("role", str(refused))
        else:
            messages.success(request, f"The role of {found.name} is saved.")
            return redirect("accounts:people")
    context = {
        "person": found,
        "party_name": parties.name_of(found.kind, found.party),
        "form": form,
        "crumbs": _crumbs(found.name),
    }
    return render(request, "accounts/person.html", context)


@admin_only
def deactivate(request: HttpRequest, user: str) -> HttpResponse:
    found = _person(request.viewer, user)
    if request.method == "POST":
        actions.deactivate(user=found, by=request.viewer, now=clock.now())
        messages.success(request, f"{found.name} is deactivated and signed out everywhere.")
        return redirect("accounts:people")
    warning = "They are signed out everywhere at once. What they did stays in the log under their name."
    return _confirm(request, f"Deactivate {found.name}?", "Deactivate", warning)


@admin_only
def reactivate(request: HttpRequest, user: str) -> HttpResponse:
    found = _person(request.viewer, user)
    if request.method == "POST":
        actions.reactivate(user=found, by=request.viewer, now=clock.now())
        messages.success(request, f"{found.name} can sign in again.")
        return redirect("accounts:people")
    warning = "They sign in with the password and second factor they had."
    return _confirm(request, f"Reactivate {found.name}?", "Reactivate", warning, danger=False)


def _person(viewer: Viewer, public_id: str) -> User:
    """Whom an administrator sees they also look after; the actions ask again."""
    return get_object_or_404(queries.people(viewer), public_id=public_id)


def _crumbs(last: str) -> list[tuple[str, str]]:
    return [("People", reverse("accounts:people")), (last, "")]


def _form(request: HttpRequest, form: object, title: str, submit: str, lead: str = "") -> HttpResponse:
    context = {
        "form": form,
        "title": title,
        "submit": submit,
        "lead": lead,
        "back": reverse("accounts:people"),
        "crumbs": _crumbs(title),
    }
    return render(request, "layout/form.html", context)


def _confirm(request: HttpRequest, title: str, submit: str, warning: str, danger: bool = True) -> HttpResponse:
    context = {
        "title": title,
        "submit": submit,
        "warning": warning,
        "danger": danger,
        "back": reverse("accounts:people"),
        "crumbs": _crumbs(title),
    }
    return render(request, "layout/confirm.html", context)
