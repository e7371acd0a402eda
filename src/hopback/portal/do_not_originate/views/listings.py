"""The registry with its five fields, and one listing with all that happened to it (XB.5)."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from hopback.policy.appendix_b_do_not_originate import QUESTIONS, SPEAKS_AGAINST, ConflictKind, Test
from hopback.portal.accounts.decorators import staff_only, viewer_required
from hopback.portal.ground import clock
from hopback.portal.logbook.downloads import asked_for, hand_over

from ..forms.deciding import FilterForm
from ..models import Listing, Number
from ..queries import judged, registry, rounds, versions
from ..queries.history import history_of
from ._around import TITLE, home_of, the, viewer_of

A_PAGE = 50
NUMBERS_SHOWN = 24
COLUMNS = (
    "id", "recipient", "category", "numbers", "blocks", "amount", "letter_on", "implemented_by", "implemented_on",
    "state", "listed_at", "priority", "last_asked_at", "last_confirmed_at",
)  # fmt: skip


@staff_only
@require_safe
def whole(request: HttpRequest) -> HttpResponse:
    now, form = clock.now(), FilterForm(request.GET)
    wanted = form.wanted()
    rows = registry.filtered(registry.listings(), wanted, now)
    if asked_for(request):
        return hand_over(request, "do-not-originate", COLUMNS, _lines(rows, now), now=now, plus=True)
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": _rows(page.object_list, now),
        "form": form,
        "limited": any(wanted),
        "version": versions.current(),
        "figures": _figures(now),
        "now": now,
    }
    return render(request, "do_not_originate/registry.html", context)


def _figures(now: datetime) -> list[tuple[str, str]]:
    """How many in words, and the filter that shows them: what somebody has to see to."""
    states = (("To be decided", "asked"), ("Unconfirmed", "unconfirmed"), ("In conflict", "conflict"))
    rows = registry.listings()
    counted = [(label, registry.filtered(rows, registry.Wanted(state=one), now).count(), one) for label, one in states]
    return [(f"{label}: {count}", one) for label, count, one in counted if count]


def _rows(found: Iterable[Listing], now: datetime) -> list[dict[str, Any]]:
    rows = list(found)
    amounts, done = registry.live_numbers(rows), registry.implementations(rows)
    return [
        {"listing": row, "amount": amounts[row.pk], "state": registry.state_of(row, now),
         "done": [one for one in done.get(row.pk, ()) if one.taken_out_on is None]}
        for row in rows
    ]  # fmt: skip


def _lines(rows: Iterable[Listing], now: datetime) -> list[list[Any]]:
    found = list(rows)
    amounts, done = registry.live_numbers(found), registry.implementations(found)
    return [_line(row, amounts[row.pk], done.get(row.pk, []), now) for row in found]


def _line(row: Any, amount: int, done: list[Any], now: datetime) -> list[Any]:
    numbers = rounds.live(row).order_by("number")
    return [
        row.public_id,
        row.recipient.name,
        row.recipient.category,
        " ".join(numbers.filter(block=False).values_list("number", flat=True)[:1000]),
        " ".join(numbers.filter(block=True).values_list("number", flat=True)[:1000]),
        amount,
        row.letter_on,
        "; ".join(one.name for one in done),
        "; ".join(str(one.implemented_on) for one in done),
        registry.state_of(row, now)[0].lower(),
        row.approved_at,
        row.priority,
        row.last_asked,
        row.last_confirmed,
    ]


@viewer_required
@require_safe
def one(request: HttpRequest, listing: str) -> HttpResponse:
    viewer, now = viewer_of(request), clock.now()
    found = the(request, listing, now)
    numbers = rounds.live(found).order_by("-block", "number")
    some, count = list(numbers[:NUMBERS_SHOWN]), numbers.count()
    vets = found.recipient.served_by is not None and found.recipient.served_by.public_id == viewer.party
    implementations = registry.implementations([found]).get(found.pk, [])
    context = {
        "listing": found,
        "state": registry.state_of(found, now),
        "numbers": some,
        "more": count - len(some),
        "amount": rounds.amount(numbers),
        "implementations": implementations,
        "mine": next((each for each in implementations if each.party == viewer.party), None),
        "history": history_of(found, inside=viewer.is_staff),
        "staff": viewer.is_staff,
        "reader": not viewer.is_staff and home_of(viewer) == reverse("do_not_originate:plan"),
        "vets": vets and not found.approved_at and not found.declined_at,
        "crumbs": [(TITLE, home_of(viewer)), (found.recipient.name, "")],
        "now": now,
    }
    return render(request, "do_not_originate/listing.html", context | (_inside(found) if viewer.is_staff else {}))


def _inside(found: Listing) -> dict[str, Any]:
    """What only staff see: what is missing, the tests, the vetting, what speaks against it."""
    answered = judged.latest_findings(found)
    return {
        "tests": [(QUESTIONS[test], answered.get(test.value)) for test in Test],
        "vettings": judged.vettings(found),
        "open_points": [] if found.approved_at or found.declined_at else judged.open_points(found),
        "conflicts": [
            (each, SPEAKS_AGAINST[ConflictKind(each.kind)]) for each in found.conflicts.filter(settled_at=None)
        ],
        "has_letter": Listing.objects.filter(pk=found.pk).exclude(letter_name="").exists(),
        "round": rounds.latest_round(found.recipient),
        "has_numbers": Number.objects.filter(listing=found, removed_in=None).exists(),
    }


@staff_only
@require_safe
def letter(request: HttpRequest, listing: str) -> HttpResponse:
    """The letter of authorisation as it was sent."""
    found = the(request, listing, clock.now())
    if not found.letter_name or found.letter is None:
        raise Http404
    response = HttpResponse(bytes(found.letter), content_type=found.letter_type)
    response["Content-Disposition"] = f'attachment; filename="{found.letter_name}"'
    return response
