"""Every group's conduct in one table: who is far from its peers? Sort and filters are the address (A1.3)."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from hopback.policy.article_1_conduct import FACTORS, Factor, Role, Sheet
from hopback.portal.accounts.decorators import staff_only
from hopback.portal.ground import clock
from hopback.portal.logbook.downloads import asked_for, hand_over
from hopback.portal.providers import queries as providers
from hopback.portal.providers.models import Provider

from .. import queries
from ..charts import Strip, strips
from ..forms import ROLES, ListForm, PeriodForm
from ._page import is_far

A_PAGE = 50
SHOWN = (Factor.LATE, Factor.NONE, Factor.NOT_FOUND, Factor.ORIGIN, Factor.POINT_OF_ENTRY, Factor.SEEN_AGAIN)
HEADS = {
    Factor.LATE: "Late",
    Factor.NONE: "None",
    Factor.NOT_FOUND: "Not found",
    Factor.ORIGIN: "Origin",
    Factor.POINT_OF_ENTRY: "Entry",
    Factor.SEEN_AGAIN: "Seen again",
}
COLUMNS = ("group", "providers", "role", "size", "requests", "open", "non_cooperative")
COLUMNS += tuple(f"{each}{part}" for each in FACTORS for part in ("", "_of"))


@dataclass(frozen=True, slots=True)
class Row:
    sheet: Sheet
    providers: list[Provider]
    bad: bool  # a finding stands

    @property
    def name(self) -> str:
        return self.providers[0].name

    @property
    def role(self) -> str:
        return ROLES[self.sheet.stand.role]

    @property
    def cells(self) -> list[dict[str, Any]]:
        return [_cell(self.sheet, factor) for factor in SHOWN]


def _cell(sheet: Sheet, factor: Factor) -> dict[str, Any]:
    share = sheet.counts.shares[factor]
    percent = None if share.value is None else 100 * float(share.value)
    return {"head": HEADS[factor], "percent": percent, "share": share, "far": is_far(sheet, factor)}


@staff_only
@require_safe
def groups(request: HttpRequest) -> HttpResponse:
    now = clock.now()
    period, form = PeriodForm(request.GET, now.date()), ListForm(request.GET)
    rows, wanted = _rows(period.period), form.wanted
    shown = _sorted([row for row in rows if _fits(row, wanted)], wanted["sort"])
    if asked_for(request):
        return hand_over(request, "conduct", COLUMNS, [_line(row) for row in shown], now=now)
    factor = Factor(wanted["sort"]) if wanted["sort"] in list(FACTORS) else Factor.NONE
    context = {
        "page": Paginator(shown, A_PAGE).get_page(request.GET.get("page")),
        "period": period,
        "form": form,
        "sort": wanted["sort"] or Factor.NONE.value,
        "heads": [(HEADS[each], each.value, FACTORS[each].label) for each in SHOWN],
        "chart": _chart(rows, factor) if rows else "",
        "factor": FACTORS[factor].label,
        "limited": any(wanted[name] for name in ("q", "role", "far")),
        "whole": period.period,
    }
    return render(request, "conduct/groups.html", context, status=422 if period.errors else 200)


def _rows(period: queries.Period) -> list[Row]:
    sheets = queries.all_sheets(period)
    rows = {one.public_id: one for one in providers.listed().order_by("name", "pk")}
    bad = {who for one in queries.non_cooperative(period.ends) for who in one.group}
    found = [(sheet, [rows[who] for who in rows if who in group]) for group, sheet in sheets.items()]
    return [Row(sheet, those, bool(sheet.group & bad)) for sheet, those in found if those]


def _fits(row: Row, wanted: dict[str, str]) -> bool:
    q = wanted["q"].strip().casefold()
    return (
        (not q or any(q in one.name.casefold() for one in row.providers))
        and (not wanted["role"] or row.sheet.stand.role == wanted["role"])
        and (not wanted["far"] or is_far(row.sheet, Factor(wanted["far"])))
    )


def _sorted(rows: list[Row], by: str) -> list[Row]:
    """By name; or the largest first, and who has none of it at the end."""
    named = sorted(rows, key=lambda row: (row.name.casefold(), sorted(row.sheet.group)))
    if by == "name":
        return named
    if by == "requests":
        return sorted(named, key=lambda row: -row.sheet.counts.requests)
    factor = Factor(by or Factor.NONE)
    return sorted(named, key=lambda row: -(row.sheet.counts.shares[factor].value or 0))


def _line(row: Row) -> list[Any]:
    counts = row.sheet.counts
    shares = [part for factor in FACTORS for part in (counts.shares[factor].count, counts.shares[factor].of)]
    who = [" ".join(sorted(row.sheet.group)), ", ".join(one.name for one in row.providers)]
    return [*who, row.sheet.stand.role, row.sheet.stand.size, counts.requests, counts.open, row.bad, *shares]


def _chart(rows: list[Row], factor: Factor) -> Any:
    """One strip for each role, a dot for each group."""
    found = [_role_strip(role, rows, factor) for role in Role]
    told = [one for one in found if one.dots]
    said = f"{FACTORS[factor].label}, of {FACTORS[factor].of}: one dot for each group, by role. "
    said += " ".join(f"{one.label}: {one.note}." for one in told)
    return strips(told, said)


def _role_strip(role: Role, rows: list[Row], factor: Factor) -> Strip:
    here = [row.sheet for row in rows if row.sheet.stand.role is role]
    shares = [float(value) for one in here if (value := one.counts.shares[factor].value) is not None]
    worst = (min if FACTORS[factor].good else max)(shares, default=0.0)
    note = f"{len(shares)} group{'' if len(shares) == 1 else 's'}"
    return Strip(ROLES[role], note, f"{'least' if FACTORS[factor].good else 'most'} {worst:.0%}", dots=tuple(shares))
