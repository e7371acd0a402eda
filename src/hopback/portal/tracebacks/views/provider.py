"""A provider's own pages: inbox, history, one hop, its receipt and its correction (XA.2, A3.11)."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from hopback.portal.accounts.decorators import provider_only
from hopback.portal.ground import clock

from ..models import Hop
from ..queries.hop_as_seen import as_seen
from ..queries.inbox import Wanted, behind, campaigns_in, limited, together, waiting_for
from ..queries.visible import the_hop
from .answering import answer_page, plain
from .correcting import correction_page
from .door import inbox_door
from .receipt import receipt_page

A_PAGE = 25


def wanted(request: HttpRequest) -> Wanted:
    names = ("q", "campaign", "due", "said")
    return Wanted(**{name: plain(request.GET.get(name, "")[:120]) for name in names})


@require_safe
@provider_only
def inbox(request: HttpRequest) -> HttpResponse:
    """What waits for us, most urgent first."""
    now, all_hops = clock.now(), waiting_for(request.viewer)  # type: ignore[attr-defined]
    hops = limited(all_hops, wanted(request), now)
    context = _listed(request, hops) | {
        "now": now,
        "campaigns": campaigns_in(all_hops),
        "waiting": all_hops.count(),
        "overdue": all_hops.filter(due_at__lt=now).count(),
        "groups": together(all_hops),
    }
    return render(request, "tracebacks/inbox.html", context)


@require_safe
@provider_only
def history(request: HttpRequest) -> HttpResponse:
    """What we were asked before, what we said, and where it ended once closed (A3.11)."""
    now, all_hops = clock.now(), behind(request.viewer)  # type: ignore[attr-defined]
    hops = limited(all_hops, wanted(request), now)
    context = _listed(request, hops) | {"now": now, "campaigns": campaigns_in(all_hops), "all": all_hops.exists()}
    return render(request, "tracebacks/history.html", context)


def _listed(request: HttpRequest, hops: Any) -> dict[str, Any]:
    page = Paginator(hops, A_PAGE).get_page(request.GET.get("page"))
    return {"page": page, "lines": [as_seen(hop) for hop in page], "wanted": wanted(request)}


def _own(request: HttpRequest, hop: str) -> Hop:
    return the_hop(request.viewer, hop)  # type: ignore[attr-defined]


@require_http_methods(["GET", "HEAD", "POST"])
@provider_only
def answer(request: HttpRequest, hop: str) -> HttpResponse:
    found = _own(request, hop)
    return answer_page(request, found, inbox_door(request.viewer, found), clock.now())  # type: ignore[attr-defined]


@require_safe
@provider_only
def answered(request: HttpRequest, hop: str) -> HttpResponse:
    found = _own(request, hop)
    return receipt_page(request, found, inbox_door(request.viewer, found), clock.now())  # type: ignore[attr-defined]


@require_http_methods(["GET", "HEAD", "POST"])
@provider_only
def correct(request: HttpRequest, hop: str) -> HttpResponse:
    found = _own(request, hop)
    return correction_page(request, found, inbox_door(request.viewer, found), clock.now())  # type: ignore[attr-defined]
