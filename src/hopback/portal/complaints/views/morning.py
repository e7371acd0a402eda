"""What is new since yesterday: numbers, what they touch here, and what can be done about each (A1.7, A4.4)."""

from collections.abc import Iterator
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from hopback.portal.accounts.decorators import staff_only
from hopback.portal.accounts.viewer import Viewer
from hopback.portal.ground import clock
from hopback.portal.logbook.downloads import asked_for, hand_over

from .. import charts
from ..models import File
from ..queries import campaigns, complained
from ..queries.since import Since, since
from ..queries.spoken import Spoken, spoken

A_PAGE = 25
MOST = 1_000  # rows of a file that is handed over
FILES = 5
COLUMNS = (
    *("number", "complaints", "usual", "spike", "recorded", "states", "last_call_at"),
    *("campaigns", "tracebacks", "trace_forwards", "waiting_candidates", "do_not_originate"),
)


@staff_only
@require_safe
def morning(request: HttpRequest) -> HttpResponse:
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    now, show = clock.now(), "known" if request.GET.get("show") == "known" else ""
    when, heard = since(viewer.zone, now), spoken()
    if when is None:
        return render(request, "complaints/morning.html", {"now": now, "empty": True})
    rows = complained.new_numbers(when, show, heard)
    if asked_for(request):
        return hand_over(request, "complaints", COLUMNS, _lines(rows[:MOST], when, heard), now=now, plus=True)
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    bars, chart = charts.per_day(when, viewer.zone, now)
    context: dict[str, Any] = {
        "now": now,
        "when": when,
        "show": show,
        "page": page,
        "rows": complained.known(page.object_list, when, heard),
        "totals": complained.totals(when),
        "touched": campaigns.touched(when, heard),
        "files": File.objects.order_by("-imported_at", "-pk")[:FILES],
        "bars": bars,
        "chart": chart,
        "legend": charts.LEGEND,
    }
    return render(request, "complaints/morning.html", context)


def _lines(rows: Any, when: Since, heard: Spoken) -> Iterator[tuple[Any, ...]]:
    for one in complained.known(rows, when, heard):
        yield (
            one.number,
            one.new,
            round(one.spike.usual, 2),
            "yes" if one.spike.is_one else "no",
            one.recorded,
            one.states,
            one.last_at.isoformat(),
            "; ".join(f"{campaign.name} ({why})" for campaign, why in one.campaigns),
            "; ".join(each.number for each in one.tracebacks),
            "; ".join(each.number for each in one.followed),
            one.candidates,
            one.listing,
        )
