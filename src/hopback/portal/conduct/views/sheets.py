"""The conduct sheet of one group: a page with its chart, CSV, JSON, and a PDF (A1.3)."""

from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from hopback.policy.article_1_conduct import Counts, Factor, Sheet, fingerprint
from hopback.portal.accounts.decorators import staff_or_provider
from hopback.portal.accounts.viewer import Viewer
from hopback.portal.ground import clock
from hopback.portal.layout.printing import pdf
from hopback.portal.logbook import actions as logbook
from hopback.portal.logbook.downloads import asked_for, hand_over
from hopback.portal.providers import queries as providers
from hopback.portal.providers.models import Provider

from .. import queries
from ..forms import ROLES, TIMINGS, PeriodForm
from ._page import campaign_names, chart, hops_behind, lines, peers_in_words, provider_of, role_in_words

PRINT = Path(__file__).parents[1] / "print" / "sheet.typ"
COLUMNS = ("factor", "count", "of", "peers", "q1", "median", "q3", "since", "until", "fingerprint")
SHOWN = 200
PARTS = (Factor.LATE, Factor.NONE, Factor.NOT_FOUND, Factor.ORIGIN, Factor.POINT_OF_ENTRY, Factor.POINT_OF_DEPARTURE)


@staff_or_provider
@require_safe
def sheet(request: HttpRequest, provider: str) -> HttpResponse:
    return sheet_page(request, provider_of(request, provider))


def sheet_page(request: HttpRequest, provider: Provider) -> HttpResponse:
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    now = clock.now()
    form = PeriodForm(request.GET, now.date())
    found = queries.sheet_of(provider, form.period)
    if asked := asked_for(request):
        return _file(request, asked, provider, found)
    context = sheet_in_words(provider, found, viewer) | {
        "form": form,
        "chart": chart(found, provider.name),
        "rows": _behind(found, viewer),
        "told": queries.told(queries.visible_to(viewer).filter(provider=provider), now),
        "proposed": provider.conduct_findings.filter(confirmed_at=None, dropped_at=None).exists(),
        "fact": provider.standing_findings.filter(lifted_at=None).first(),
        "now": now,
    }
    return render(request, "conduct/sheet.html", context, status=422 if form.errors else 200)


def sheet_in_words(provider: Provider, found: Sheet, viewer: Viewer) -> dict[str, Any]:
    names = campaign_names(found, viewer, clock.now())
    group = providers.listed().filter(public_id__in=found.group).exclude(pk=provider.pk).order_by("name")
    return {
        "provider": provider,
        "sheet": found,
        "fingerprint": fingerprint(found.plain()),
        "lines": lines(found),
        "role": role_in_words(found),
        "peers": peers_in_words(found),
        "group": list(group) if viewer.is_staff else [],
        "others": len(group),
        "roles": [(ROLES[role], parts(counts)) for role, counts in found.roles.items()],
        "campaigns": [
            (names.get(one, "A campaign at a company under common control"), parts(counts))
            for one, counts in found.campaigns.items()
        ],
    }


def parts(counts: Counts) -> list[int]:
    return [counts.requests, *(counts.shares[each].count for each in PARTS)]


def _behind(found: Sheet, viewer: Viewer) -> list[dict[str, Any]]:
    """The requests that were counted, the last first; a provider's people see their own company's."""
    hops = hops_behind(found, viewer)
    mine = [one for one in reversed(found.requests) if one.hop in hops][:SHOWN]
    return [{"hop": hops[one.hop], "one": one, "timing": TIMINGS[one.timing]} for one in mine]


def _file(request: HttpRequest, asked: str, provider: Provider, found: Sheet) -> HttpResponse:
    plain = found.plain()
    if asked == "json":
        _note(request, provider, "json", 1)
        return JsonResponse({"fingerprint": fingerprint(plain), "sheet": plain})
    rows = [
        [name, each["count"], each["of"], *(each["peers"].get(key, "") for key in ("groups", "q1", "median", "q3"))]
        for name, each in plain["factors"].items()
    ]
    whole = [plain["since"], plain["until"], fingerprint(plain)]
    name = f"conduct-{provider.public_id}"
    return hand_over(request, name, COLUMNS, [[*row, *whole] for row in rows], now=clock.now())


@staff_or_provider
@require_safe
def printed(request: HttpRequest, provider: str) -> HttpResponse:
    """The same bytes for the same sheet: dated by the end of its period."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    found = provider_of(request, provider)
    period = PeriodForm(request.GET, clock.now().date()).period
    sheet = queries.sheet_of(found, period)
    _note(request, found, "pdf", 1)
    content = pdf(PRINT, on_paper(found, sheet, viewer), at=period.ends)
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="conduct-{found.public_id}-{period.until}.pdf"'
    return response


def on_paper(provider: Provider, sheet: Sheet, viewer: Viewer) -> dict[str, Any]:
    told = sheet_in_words(provider, sheet, viewer)
    return {
        "title": f"Conduct of {provider.name}",
        "about": f"{sheet.since:%d %B %Y} through {sheet.until:%d %B %Y}",
        "made": f"Fingerprint {told['fingerprint']}",
        "foot": f"{provider.name} · {sheet.since} – {sheet.until} · SHA-256 {told['fingerprint'][:16]}…",
        "role": told["role"],
        "size": sheet.stand.size,
        "peers": told["peers"],
        "requests": str(sheet.counts.requests),
        "open": str(sheet.counts.open),
        "group": [one.name for one in told["group"]],
        "lines": told["lines"],
        "roles": [[name, *map(str, counts)] for name, counts in told["roles"]],
        "campaigns": [[name, *map(str, counts)] for name, counts in told["campaigns"]],
    }


def _note(request: HttpRequest, provider: Provider, form: str, rows: int) -> None:
    told = {"what": f"conduct-{provider.public_id}.{form}", "rows": rows, "asked": request.GET.urlencode()}
    logbook.note_download(**told, by=request.viewer, now=clock.now())  # type: ignore[attr-defined]
