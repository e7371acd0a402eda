"""Staff's view of what is published: to whom, by whom, on what basis; every figure exact; preview as each audience."""

from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from hopback.policy.article_3_traceback.publication import Audience, Span, What, period, reads
from hopback.portal.accounts.decorators import staff_only
from hopback.portal.ground import clock
from hopback.portal.sourcing.models import Campaign

from .. import charts
from ..forms import PeriodForm, read_period, value_of
from ..models import Draft, Switch
from ..queries import exact, lists, mailed, reports, switches
from ._page import audience_of
from .published import page_of

HERE = "Publication"


def _crumbs(title: str) -> list[tuple[str, str]]:
    return [(HERE, reverse("publication:overview")), (title, "")]


@staff_only
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    words, now = switches.last_words(), clock.now()
    rows = [(what, lists.TITLES[what], _count(what, now), _cells(what, words)) for what in What]
    context = {
        "rows": rows,
        "audiences": list(switches.AUDIENCES.items()),
        "drafts": Draft.objects.order_by("-made_at"),
        "reports": reports.current(),
        "outdated": mailed.outdated(now),
        "now": now,
    }
    return render(request, "publication/overview.html", context)


def _cells(what: What, words: dict[tuple[What, Audience], Switch]) -> list[tuple[Audience, str, Switch | None]]:
    return [(one, switches.AUDIENCES[one], words.get((what, one))) for one in Audience]


def _count(what: What, now: datetime) -> int:
    return reports.current().count() if what is What.RESULTS else len(lists.the_list(what, now))


@staff_only
@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """Exact, nothing kept back: of a month or a year that may still run, of one campaign or all."""
    now = clock.now()
    try:
        of = read_period(request.GET.get("period", "")) if request.GET.get("period") else period(Span.MONTH, now.date())
    except ValueError:
        raise Http404 from None
    campaign = _campaign(request.GET.get("campaign", ""))
    told = exact.told(of, now, campaign)
    context = {
        "of": of,
        "told": told,
        "ends_chart": charts.of_ends(told.ends),
        "countries_chart": charts.of_countries(told.countries),
        "campaign": campaign,
        "campaigns": Campaign.objects.filter(merged_into=None).order_by("name").values_list("public_id", "name"),
        "periods": _periods(now.date()),
        "chosen": value_of(of),
        "smallest": settings.SMALLEST_PUBLISHED,
        "crumbs": _crumbs("Figures"),
        "now": now,
    }
    return render(request, "publication/figures.html", context)


def _campaign(public_id: str) -> Campaign | None:
    if not public_id:
        return None
    found = Campaign.objects.filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found


def _periods(today: date) -> list[tuple[str, str]]:
    running = [period(Span.MONTH, today), period(Span.YEAR, today)]
    over = PeriodForm(today=today).fields["period"].choices  # type: ignore[attr-defined]
    return [(value_of(one), f"{one.name}, so far") for one in running] + list(over)


@staff_only
@require_safe
def preview(request: HttpRequest, audience: str) -> HttpResponse:
    """The page as that audience has it now."""
    of = audience_of(audience)
    if of is Audience.MAIL:
        raise Http404
    belongs = {
        Audience.WEBSITE: reads(signed_in=False, member=False),
        Audience.PORTAL: reads(signed_in=True, member=False),
        Audience.MEMBERS: reads(signed_in=True, member=True),
    }[of]
    title = f"As {switches.AUDIENCES[of].lower()} see it"
    now = clock.now()
    context: dict[str, Any] = page_of(switches.open_for(belongs), now) | {"preview": title, "crumbs": _crumbs(title)}
    return render(request, "publication/published.html", context | {"now": now})
