"""One's own account: name, zone, password, second factors, the way out."""

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from hopback.portal.ground import clock

from .. import actions, parties, queries
from ..decorators import viewer_required
from ..forms import ProfileForm


@viewer_required
def me(request: HttpRequest) -> HttpResponse:
    user, viewer = request.user, request.viewer
    form = ProfileForm(request.POST or None, initial={"name": user.name, "zone": user.zone})
    if request.method == "POST" and form.is_valid():
        actions.set_profile(**form.cleaned_data, by=viewer, now=clock.now())
        messages.success(request, "Saved.")
        return redirect("accounts:me")
    factors = Authenticator.objects.filter(user=user, type__in=queries.SECOND_FACTORS).order_by("created_at")
    context = {
        "form": form,
        "factors": factors,
        "party_name": parties.name_of(viewer.kind, viewer.party),
        "title": "Your account",
    }
    return render(request, "accounts/me.html", context)
