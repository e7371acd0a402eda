"""Publishing to an audience, after a look at what they would see; and taking it back (A3.9, A3.10)."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from hopback.policy.article_3_traceback.publication import Audience, What
from hopback.policy.clause import Refused
from hopback.portal.accounts.decorators import staff_only
from hopback.portal.ground import clock
from hopback.portal.ground.attempt import attempt

from .. import actions
from ..forms import BasisForm
from ..queries import lists, reports, switches
from ._page import audience_of, what_of

OVERVIEW = "publication:overview"
REACH = {
    Audience.MEMBERS: "People of members read it once they have signed in.",
    Audience.PORTAL: "Everybody who signs in reads it: providers, sources and authorities.",
    Audience.MAIL: "It may be sent to providers by mail. What was sent cannot be called back.",
    Audience.WEBSITE: "Everybody reads it, without signing in.",
}


@staff_only
def on(request: HttpRequest, what: str, audience: str) -> HttpResponse:
    of, to, now = what_of(what), audience_of(audience), clock.now()
    form = BasisForm(request.POST or None, initial={"seen": switches.seen(of, now)})
    told = {"what": of, "audience": to, "by": request.viewer, "now": now}  # type: ignore[attr-defined]
    if request.method == "POST" and attempt(form, actions.switch_on, **told):
        messages.success(request, f"{lists.TITLES[of]}: published to {switches.AUDIENCES[to].lower()}.")
        return redirect(OVERVIEW)
    context = {
        **_around(of, to, f"Publish to {_whom(to)}"),
        "form": form,
        "what": of,
        "rows": [] if of is What.RESULTS else lists.the_list(of, now),
        "reports": reports.current() if of is What.RESULTS else None,
        "reach": REACH[to],
        "submit": "Publish it",
        "now": now,
    }
    return render(request, "publication/on.html", context, status=422 if form.errors else 200)


@staff_only
def off(request: HttpRequest, what: str, audience: str) -> HttpResponse:
    of, to = what_of(what), audience_of(audience)
    if request.method == "POST":
        try:
            actions.switch_off(what=of, audience=to, by=request.viewer, now=clock.now())  # type: ignore[attr-defined]
            messages.success(request, f"{lists.TITLES[of]}: no longer published to {_whom(to)}.")
        except Refused as refused:
            messages.error(request, str(refused))
        return redirect(OVERVIEW)
    page = {"submit": "Take it back", "danger": True, "lead": "From now on nobody there is shown it."}
    return render(request, "layout/confirm.html", _around(of, to, f"No longer to {_whom(to)}") | page)


@staff_only
def send(request: HttpRequest, what: str) -> HttpResponse:
    """One mail to each provider that agreed to the policies."""
    of = what_of(what)
    if request.method == "POST":
        try:
            made = actions.send(what=of, by=request.viewer, now=clock.now())  # type: ignore[attr-defined]
            messages.success(request, f"On its way to {made.receivers} providers.")
        except Refused as refused:
            messages.error(request, str(refused))
        return redirect(OVERVIEW)
    lead = "One mail to the contact of each provider that agreed to the policies. It cannot be called back."
    page = {"submit": "Send it", "danger": True, "lead": lead}
    return render(request, "layout/confirm.html", _around(of, Audience.MAIL, "Send by mail") | page)


def _whom(to: Audience) -> str:
    name = switches.AUDIENCES[to]
    return name[0].lower() + name[1:]


def _around(of: What, to: Audience, title: str) -> dict[str, Any]:
    back = reverse(OVERVIEW)
    whole = f"{lists.TITLES[of]}: {title[0].lower()}{title[1:]}"
    return {"title": whole, "back": back, "crumbs": [("Publication", back), (title, "")]}
