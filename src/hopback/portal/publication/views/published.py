"""What is published, as whoever asks may read it: members, everybody who signs in, everybody (A3.9).

Nothing of it is kept by a browser or on the way: a name that came off is on no copy (A3.10)."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from hopback.policy.article_3_traceback.publication import Span, What
from hopback.portal.accounts.viewer import Viewer
from hopback.portal.ground import clock, tables
from hopback.portal.logbook.downloads import asked_for

from .. import printed
from ..models import Report, Switch
from ..queries import lists, reports, switches
from ._page import as_json, shown, what_of
from ._page import printed as file_of

HERE = "Published"
COLUMNS = ["provider", "country", "since", "basis"]


def _viewer(request: HttpRequest) -> Viewer | None:
    """The person who signed in; keys and mail links are nobody here."""
    viewer: Viewer | None = request.viewer  # type: ignore[attr-defined]
    return viewer if viewer is not None and viewer.user_id is not None else None


@require_safe
@never_cache
def home(request: HttpRequest) -> HttpResponse:
    """Looks missing to whoever is shown nothing."""
    now = clock.now()
    shown_to = switches.open_to(_viewer(request))
    if not shown_to:
        raise Http404
    return render(request, "publication/published.html", page_of(shown_to, now) | {"now": now})


def page_of(open_to: dict[What, Switch], now: datetime) -> dict[str, Any]:
    """What the template needs: the lists, the reports, and the newest summary in full."""
    rows = list(reports.current()) if What.RESULTS in open_to else []
    newest = next((row for row in rows if row.span == Span.MONTH.value), next(iter(rows), None))
    found = [
        (what, lists.TITLES[what], open_to[what], lists.the_list(what, now))
        for what in (What.COOPERATIVE, What.NON_COOPERATIVE)
        if what in open_to
    ]
    return {
        "lists": found,
        "results": open_to.get(What.RESULTS),
        "reports": rows,
        "newest": newest,
        **(shown(newest.body) if newest else {}),
        "group_name": settings.GROUP_NAME,
    }


@require_safe
@never_cache
def one_list(request: HttpRequest, what: str) -> HttpResponse:
    """As a page, CSV or JSON; read anew each time, so that who was lifted is not on it (A3.10)."""
    of, now = what_of(what), clock.now()
    switch = switches.open_to(_viewer(request)).get(of)
    if switch is None or of is What.RESULTS:
        raise Http404
    rows = lists.the_list(of, now)
    if wanted := asked_for(request):
        lines = [(row.name, row.country, row.since_on, row.basis) for row in rows]
        if wanted == "csv":
            return tables.csv_file(f"{of.value}.csv", COLUMNS, lines)
        items = [dict(zip(COLUMNS, (*line[:2], line[2].isoformat(), line[3]), strict=True)) for line in lines]
        told = {"list": of.value, "as_of": now.isoformat(timespec="seconds"), "basis": switch.basis, "items": items}
        return as_json(of.value, told)
    crumbs = [(HERE, reverse("publication:published")), (lists.TITLES[of], "")]
    context = {"what": of, "title": lists.TITLES[of], "switch": switch, "rows": rows, "crumbs": crumbs, "now": now}
    return render(request, "publication/list.html", context)


def _the_report(request: HttpRequest, public_id: str) -> Report:
    viewer = _viewer(request)
    found = reports.visible_to(viewer, switches.open_to(viewer)).filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found


@require_safe
@never_cache
def report(request: HttpRequest, report: str) -> HttpResponse:
    """As a page; with `?format=json` the body that the fingerprint is of, with `?format=csv` its tables."""
    found = _the_report(request, report)
    name = f"{found.span}-{found.first_on}"
    if wanted := asked_for(request):
        return as_json(name, found.body) if wanted == "json" else tables.csv_file(f"{name}.csv", *_lines(found))
    viewer = _viewer(request)
    context = {
        **shown(found.body),
        "report": found,
        "staff": viewer is not None and viewer.is_staff,
        "editions": reports.editions(found),
        "crumbs": [(HERE, reverse("publication:published")), (found.body["title"], "")],
        "now": clock.now(),
    }
    return render(request, "publication/report.html", context)


def _lines(found: Report) -> tuple[list[str], list[list[Any]]]:
    """Every number of it in one long table; what is kept back is empty."""
    lines = [
        ["Key figures", row["label"], column, value]
        for row in found.body["key"]["rows"]
        for column, value in zip(found.body["key"]["columns"], row["values"], strict=True)
    ]
    for table in found.body["tables"].values():
        for label, *values in table["rows"]:
            heads = zip(table["columns"][1:], values, strict=True)
            lines += [[table["title"], label, column, value] for column, value in heads]
    lines += [["Took part", name, "", ""] for name in found.body.get("took_part", [])]
    lines += [["Did not take part", one["name"], one["reason"], ""] for one in found.body.get("refused", [])]
    return ["table", "row", "column", "value"], lines


@require_safe
@never_cache
def pdf(request: HttpRequest, report: str) -> HttpResponse:
    found = _the_report(request, report)
    foot = f"{found.body['title']}, edition {found.edition} · {found.fingerprint[:16]}"
    name = f"{found.span}-{found.first_on}"
    return file_of(name, printed.pdf(found.body, made_at=found.made_at, foot=foot))
