"""The mail link of one hop: a capability, not a login (A3.8).

GET changes nothing, because mail scanners open links. A button exchanges the token for a signed cookie that is
good for this hop alone, and the address becomes clean. The link is dead once the hop is over; a hop closed as
No Response is the exception: its link still takes the late answer, for many providers have no other way in.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from hopback.portal.accounts.limits import slow_down, tried_too_often
from hopback.portal.accounts.viewer import Viewer, of_link
from hopback.portal.ground import capability, clock

from ..models import Hop, HopLink
from ..queries.hop_as_seen import as_seen
from ..queries.links import link_of, link_with
from ..queries.visible import the_hop
from .answering import answer_page
from .door import Door, link_door
from .receipt import receipt_page

COOKIE = "hop"
SALT = "one-hop link"
COOKIE_AGE = timedelta(hours=12)
RECEIPT_SHOWN = timedelta(minutes=30)  # after sending, to whoever sent it
WRONG_TRIES = 20


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def link(request: HttpRequest, token: str) -> HttpResponse:
    """Show what the link is for; exchange it when the button is pressed."""
    if tried_too_often(request, "link", WRONG_TRIES, count=False):
        return slow_down(request)
    found = link_with(capability.digest(token))
    if found is None:
        tried_too_often(request, "link", WRONG_TRIES)
        return render(request, "tracebacks/link_unknown.html", status=404)
    seen = as_seen(found.hop)
    if not seen.answerable:
        return render(request, "tracebacks/link_over.html", {"seen": seen, "now": clock.now()}, status=410)
    if request.method == "POST":
        return _exchange(found)
    return render(request, "tracebacks/link.html", {"seen": seen, "now": clock.now(), **_zone_of(found.hop)})


def _exchange(found: HopLink) -> HttpResponse:
    door = link_door(_holder(found.hop), found.hop)
    response = redirect(door.answer)
    response.set_cookie(
        COOKIE,
        signing.dumps(found.pk, salt=SALT),
        max_age=COOKIE_AGE,
        path=door.answer,
        secure=settings.SECURE,
        httponly=True,
        samesite="Strict",
    )
    return response


def _holder(hop: Hop) -> Viewer:
    assert hop.provider is not None
    provider = hop.provider
    return of_link(provider=provider.public_id, name=provider.name, hop=hop.public_id, zone=provider.zone)


def _zone_of(hop: Hop) -> dict[str, str]:
    return {"zone_name": hop.provider.zone if hop.provider else "UTC"}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def link_answer(request: HttpRequest, hop: str) -> HttpResponse:
    """The answer page for the holder of the cookie."""
    now = clock.now()
    found, door = _come_in(request, hop)
    if _just_answered(found, now) and request.method != "POST":
        return redirect(door.sent)
    return answer_page(request, found, door, now)


@never_cache
@require_safe
def link_answered(request: HttpRequest, hop: str) -> HttpResponse:
    """The receipt, for half an hour; after that the link has nothing left to show."""
    now = clock.now()
    found, door = _come_in(request, hop)
    if _just_answered(found, now):
        return receipt_page(request, found, door, now)
    return answer_page(request, found, door, now)


def _just_answered(hop: Hop, now: datetime) -> bool:
    return hop.state == "answered" and hop.over_at is not None and now - hop.over_at < RECEIPT_SHOWN


def _come_in(request: HttpRequest, hop: str) -> tuple[Hop, Door]:
    """Whoever holds the cookie of this hop is its viewer from here on; anybody else sees a missing page."""
    try:
        number = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=COOKIE_AGE)
    except signing.BadSignature:
        raise Http404 from None
    held = link_of(number, hop)
    if held is None:
        raise Http404
    request.viewer = _holder(held.hop)  # type: ignore[attr-defined]
    found = the_hop(request.viewer, hop)  # type: ignore[attr-defined]
    return found, link_door(request.viewer, found)  # type: ignore[attr-defined]
