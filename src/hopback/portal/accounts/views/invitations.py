"""The page behind an invitation's link. Looking at it changes nothing; mail scanners look too."""

from allauth.account.internal.flows.login import perform_login
from allauth.account.models import Login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from hopback.policy.clause import Refused
from hopback.portal.ground import clock

from .. import actions, queries
from ..actions.invitations import refuse_if_over
from ..forms import AcceptForm
from ..models import Invitation
from ..refusals import InvitationOver
from ..viewer import Viewer


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("password")
def invited(request: HttpRequest, token: str) -> HttpResponse:
    """404 for a token nobody was sent, 410 and the reason for one that is spent."""
    invitation = queries.invitation_of(token)
    if invitation is None:
        raise Http404
    now = clock.now()
    try:
        refuse_if_over(invitation, now)
    except InvitationOver as over:
        return render(request, "accounts/invitation_over.html", {"over": over}, status=410)
    form = AcceptForm(request.POST or None, invitation=invitation)
    if request.method == "POST" and form.is_valid():
        try:
            user = actions.accept_invitation(token=token, **form.cleaned_data, by=_guest(invitation), now=now)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            return perform_login(request, Login(user=user, email=user.email))
    return render(request, "accounts/invited.html", {"invitation": invitation, "form": form, "now": now})


def _guest(invitation: Invitation) -> Viewer:
    """Who accepts: the person invited, of whom no account exists yet."""
    return Viewer(
        kind=invitation.kind,
        name=invitation.name or invitation.email,
        party=invitation.party,
        role=invitation.role,
    )
