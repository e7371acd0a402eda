"""The pages staff read: the dashboard, the list, one traceback."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from hopback.portal.accounts.decorators import staff_only, viewer_required
from hopback.portal.ground import clock
from hopback.portal.layout import charts
from hopback.portal.layout.navigation import places
from hopback.portal.logbook import queries as logbook
from hopback.portal.logbook.downloads import asked_for, hand_over

from .. import words
from ..forms.staff import FilterForm
from ..models import AnswerFile, Hop, Traceback
from ..queries import attention, campaigns, detail, endings, figures, one_hop, responses, whole
from ..queries.cards import band, cards
from ..queries.detail import preview_of
from ..queries.inbox import whole as whole_hops
from ..queries.listing import Filters, listed
from ..queries.visible import the_traceback, tracebacks_visible_to
from .exports import COLUMNS, lines_of

DAYS = (7, 30, 90)
ROWS_ON_DASHBOARD = 8
ROWS_ON_A_PAGE = 25
FILES = (Prefetch("answers__files", AnswerFile.objects.defer("content")),)


@viewer_required
@require_GET
def dashboard(request: HttpRequest) -> HttpResponse:
    """Staff's front page; everybody else has an own one."""
    viewer = request.viewer
    if not viewer.is_staff:
        return redirect(places(viewer, request.path)[0].url)
    now, days = clock.now(), _days(request)
    whose = request.GET.get("whose") or ("mine" if attention.owns_some(viewer) else "all")
    rows = attention.needs_attention(viewer if whose == "mine" else None, now)
    boxes = responses.response_times(days, now)
    bars = endings.ended_per_week(zone=viewer.zone, now=now)
    return render(
        request,
        "tracebacks/dashboard.html",
        {
            "now": now,
            "figures": figures.figures(zone=viewer.zone, now=now),
            "whose": whose,
            "attention": rows if "all" in request.GET else rows[:ROWS_ON_DASHBOARD],
            "attention_count": len(rows),
            "late": any(row.state == "Late" for row in rows),
            "campaigns": campaigns.active(now),
            "days": days,
            "all_days": DAYS,
            "boxes": boxes,
            "box_chart": charts.boxplot(boxes, limit=24, said=responses.sentence(boxes, days)) if boxes else "",
            "bars": bars,
            "bar_chart": charts.stacked(bars, colours=list(endings.ORDER.values()), said=_said(bars)),
            "legend": [(css, each.value) for each, css in endings.ORDER.items()],
        },
    )


def _days(request: HttpRequest) -> int:
    asked = request.GET.get("days", "")
    return int(asked) if asked.isdigit() and int(asked) in DAYS else 30


def _said(bars: list[charts.Bar]) -> str:
    last = bars[-1]
    return f"Closed tracebacks per week by final result; {last.total} in the week of {last.label}."


@staff_only
@require_GET
def traceback_list(request: HttpRequest) -> HttpResponse:
    now, form = clock.now(), FilterForm(request.GET or None)
    wanted = form.wanted() if form.is_bound else Filters()
    rows = listed(tracebacks_visible_to(request.viewer), wanted, zone=request.viewer.zone, now=now)
    if asked_for(request):
        return hand_over(request, "tracebacks", COLUMNS, lines_of(rows, now), now=now)
    exact = _only_one(wanted, rows)
    if exact:
        return redirect("tracebacks:detail", exact.public_id)
    page = Paginator(rows, ROWS_ON_A_PAGE).get_page(request.GET.get("page"))
    limited = {
        name: form.fields[name].label or name for name, value in request.GET.items() if value and name in form.fields
    }
    context = {"now": now, "form": form, "wanted": wanted, "page": page, "limited": limited}
    return render(request, "tracebacks/list.html", context)


def _only_one(wanted: Filters, rows: Any) -> Traceback | None:
    """Somebody who types a traceback's whole number means that one."""
    q = wanted.q.strip()
    return rows.filter(number__iexact=q).first() if q.upper().startswith("TB-") else None


@staff_only
@require_GET
def traceback(request: HttpRequest, traceback: str) -> HttpResponse:
    found = the_traceback(request.viewer, traceback)
    if "as" in request.GET:
        return _preview(request, found, request.GET["as"])
    now, read = clock.now(), whole.read(found, "answers__upstream", "deadlines", "extensions", *FILES)
    chosen = _chosen(read, request.GET.get("hop", ""))
    made = cards(read, now, chosen.public_id if chosen else "")
    return render(
        request,
        "tracebacks/detail.html",
        {
            "now": now,
            "traceback": found,
            "incident": found.candidate.incident,
            "title": detail.title_of(found),
            "signer": detail.signer(read),
            "signature": detail.signature(read),
            "badge_words": detail.waiting_words(read),
            "calling": detail.calling_shown(found.candidate.incident),
            "called": detail.called_masked(found.candidate.incident),
            "open_for": (found.closed_at or now) - found.opened_at,
            "keep_until": detail.keep_until(found),
            "read": read,
            "cards": [(card, band(card)) for card in made],
            "columns": min(max(len(made) + bool(read.waiting), 4), 6),
            "as_table": request.GET.get("view") == "table",
            "hop": one_hop.hop_detail(read, chosen, now) if chosen else None,
            "may": detail.may(read, chosen),
            "to_come": detail.to_come(read, now),
            "arithmetic": detail.arithmetic(read.waiting),
            "sights": detail.sights(read),
            "previews": detail.previews(read),
            "entries": logbook.of_traceback(found.public_id),
            "basis": words.BASES.get(found.candidate.basis, found.candidate.basis),
            "crumbs": _crumbs(found),
        },
    )


def _chosen(read: whole.Whole, public_id: str) -> Hop | None:
    """The hop asked for, superseded ones too; else the last that answered; else the last."""
    if public_id:
        found = [row for row in (*read.rows, *read.put_aside, *read.second_ends) if row.public_id == public_id]
        if not found:
            raise Http404
        return found[0]
    answered = [row for row in read.rows if whole.the_answer(row)]
    return (answered or read.rows or [None])[-1]


def _crumbs(found: Traceback) -> list[tuple[str, str]]:
    crumbs = [("Tracebacks", reverse("tracebacks:list"))]
    if campaign := found.candidate.campaign:
        crumbs.append((campaign.name, f"{reverse('tracebacks:list')}?campaign={campaign.public_id}"))
    return [*crumbs, (found.number, "")]


def _preview(request: HttpRequest, found: Traceback, provider: str) -> HttpResponse:
    """What one provider sees of this call, by the same questions as its own pages; called numbers masked (A3.11)."""
    asked = Hop.every.filter(traceback=found, provider__public_id=provider, asked_at__isnull=False).order_by("position")
    hops = list(whole_hops(asked))
    if not hops:
        raise Http404
    context = {
        "now": clock.now(),
        "traceback": found,
        "provider": hops[0].provider,
        "zone_name": hops[0].provider.zone,
        "hops": [preview_of(hop) for hop in hops],
    }
    return render(request, "tracebacks/preview.html", context)
