"""A recording is heard only by somebody who is there now and says why: it may tell who was called (XC.2)."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from hopback.portal.accounts.decorators import staff_only, step_up_required
from hopback.portal.ground import clock
from hopback.portal.ground.attempt import attempt
from hopback.portal.sourcing import actions as sourcing
from hopback.portal.sourcing.forms import ReasonForm
from hopback.portal.sourcing.models import Campaign, EvidenceFile

from ..queries.dossier import AUDIO
from ..queries.visible import the_campaign
from .changing import page

MAY_HEAR = "campaigns.may_hear"  # in the session: recording → until when, in seconds since 1970
FOR = 15 * 60


@staff_only
@step_up_required
@never_cache
def listen(request: HttpRequest, campaign: str, recording: int) -> HttpResponse:
    """The reason opens this one recording in this session for a quarter of an hour."""
    now = clock.now()
    found = the_campaign(request.viewer, campaign, now)  # type: ignore[attr-defined]
    kept, form = _recording(found, recording), ReasonForm(request.POST or None)

    def act(**told: Any) -> None:
        sourcing.read_file(file=kept, **told)

    if request.method == "POST" and attempt(form, act, by=request.viewer, now=now):  # type: ignore[attr-defined]
        opened = {**request.session.get(MAY_HEAR, {}), str(kept.pk): now.timestamp() + FOR}
        request.session[MAY_HEAR] = opened
        crumbs = [("Campaigns", reverse("campaigns:list")), (found.name, _back(found)), (kept.name, "")]
        context = {"campaign": found, "recording": kept, "reason": form.cleaned_data["reason"], "crumbs": crumbs}
        return render(request, "campaigns/listen.html", context)
    lead = f"{kept.name} may tell who was called: it is customer proprietary network information (47 U.S.C. 222)."
    return page(request, form, found, title="Listen to the recording", lead=lead, submit="Listen")


@staff_only
@require_safe
@never_cache
def sound(request: HttpRequest, campaign: str, recording: int) -> HttpResponse:
    """The sound itself, for the player of the page before; nothing for anybody who did not come through it."""
    now = clock.now()
    if request.session.get(MAY_HEAR, {}).get(str(recording), 0) < now.timestamp():
        raise Http404
    kept = _recording(the_campaign(request.viewer, campaign, now), recording)  # type: ignore[attr-defined]
    response = HttpResponse(bytes(kept.content), content_type=kept.media_type)
    response["Content-Disposition"] = "inline"
    return response


def _recording(campaign: Campaign, pk: int) -> EvidenceFile:
    return get_object_or_404(EvidenceFile, pk=pk, candidate__campaign=campaign, media_type__startswith=AUDIO)


def _back(campaign: Campaign) -> str:
    return reverse("campaigns:one", args=[campaign.public_id])
