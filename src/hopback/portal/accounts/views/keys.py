"""Keys for machines: listed, made, shown once, revoked."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from hopback.policy.clause import Refused
from hopback.portal.ground import clock, once

from .. import actions, parties, queries
from ..decorators import admin_only, step_up_required
from ..forms import KeyForm, scope_labels
from ..models import ApiKey

ONCE = "accounts.key.once"


@admin_only
@require_safe
def keys(request: HttpRequest) -> HttpResponse:
    rows = [
        (key, scope_labels(key.scopes), parties.name_of(key.kind, key.party)) for key in queries.keys(request.viewer)
    ]
    return render(request, "accounts/keys.html", {"keys": rows, "now": clock.now()})


@never_cache
@admin_only
@step_up_required
def make_key(request: HttpRequest) -> HttpResponse:
    """The answer to the POST holds the secret; sending it again (a reload) makes no second key."""
    form = KeyForm(request.POST or None, viewer=request.viewer)
    if request.method == "POST":
        if not once.first_time(request, ONCE):
            return redirect("accounts:keys")
        if form.is_valid() and (made := _make(request, form)):
            key, secret = made
            context = {"key": key, "secret": secret, "scopes": scope_labels(key.scopes)}
            return render(request, "accounts/key_made.html", context)
    context = {
        "form": form,
        "once": once.issue(request, ONCE),
        "title": "Make a key",
        "submit": "Make the key",
        "lead": "A program sends it instead of a password. It is shown once, on the next page.",
        "back": reverse("accounts:keys"),
        "crumbs": [("Keys", reverse("accounts:keys")), ("Make a key", "")],
    }
    return render(request, "accounts/make_key.html", context)


def _make(request: HttpRequest, form: KeyForm) -> tuple[ApiKey, str] | None:
    wanted = {name: form.cleaned_data[name] for name in ("label", "scopes")} | form.owner()
    try:
        return actions.make_key(**wanted, by=request.viewer, now=clock.now())
    except Refused as refused:
        form.add_error(refused.field or None, str(refused))
        return None


@admin_only
def revoke_key(request: HttpRequest, key: str) -> HttpResponse:
    found = get_object_or_404(queries.keys(request.viewer), public_id=key, revoked_at=None)
    if request.method == "POST":
        actions.revoke_key(key=found, by=request.viewer, now=clock.now())
        messages.success(request, f"The key “{found.label}” is revoked.")
        return redirect("accounts:keys")
    context = {
        "title": f"Revoke the key “{found.label}”?",
        "warning": "The program that uses it is refused from its next request on. This cannot be undone.",
        "submit": "Revoke it",
        "danger": True,
        "back": reverse("accounts:keys"),
        "crumbs": [("Keys", reverse("accounts:keys")), (found.label, "")],
    }
    return render(request, "layout/confirm.html", context)
