"""The list of candidates, its filters an address, and one of them."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from hopback.policy.article_1_definitions import CHARACTERISTIC_LABELS
from hopback.policy.article_4_sourcing import QUESTIONS, Test
from hopback.policy.article_4_sourcing.priority import total
from hopback.portal.accounts.decorators import staff_or_source
from hopback.portal.accounts.viewer import Viewer
from hopback.portal.ground import clock, phone

from .. import outcomes, queries
from ..forms import BASES, DueDiligenceForm, FilterForm
from ..models import Candidate, DueDiligence, IncidentData

A_PAGE = 50


@staff_or_source
@require_safe
def candidates(request: HttpRequest) -> HttpResponse:
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    form = FilterForm(request.GET)
    form.is_valid()  # a filter that is none does not limit
    wanted = queries.Filters(**{name: form.cleaned_data.get(name, "") for name in form.fields})
    rows = queries.filtered(queries.visible_to(viewer), wanted, by_provider=viewer.is_staff)
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    asked_first = queries.first_providers(page, viewer)
    became = outcomes.of([row.pk for row in page]) if viewer.is_staff else {}
    context = {
        "form": form,
        "page": page,
        "rows": [
            (row, calling_of(row.incident), became.get(row.pk), asked_first.get(row.public_id, "")) for row in page
        ],
        "limited": any(form.cleaned_data.values()),
        "now": clock.now(),
    }
    return render(request, "sourcing/candidates.html", context)


def calling_of(incident: IncidentData) -> str:
    """As a number where it is one, else as it was shown."""
    return phone.shown(incident.calling) if incident.calling else incident.calling_raw


@staff_or_source
@require_safe
def candidate(request: HttpRequest, candidate: str) -> HttpResponse:
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    found = get_object_or_404(queries.visible_to(viewer), public_id=candidate)
    return show(request, found, DueDiligenceForm())


def show(request: HttpRequest, found: Candidate, form: DueDiligenceForm) -> HttpResponse:
    """The page of one candidate; `form` is due diligence as far as somebody got."""
    decided = DueDiligence.objects.filter(candidate=found).first()
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    staff = viewer.is_staff
    context: dict[str, Any] = {
        "candidate": found,
        "incident": found.incident,
        "asked_first": queries.first_providers([found], viewer).get(found.public_id, ""),
        "calling": calling_of(found.incident),
        "called": phone.masked(found.incident.called) if found.incident.called else "••••",
        "odd": _odd(found.incident),
        "characteristics": [
            CHARACTERISTIC_LABELS[each] for each in CHARACTERISTIC_LABELS if each in found.characteristics
        ],
        "basis": dict(BASES)[found.basis],
        "files": found.files.defer("content").order_by("pk"),
        "decided": decided,
        "tests": _tests(decided) if decided and staff else [],
        "form": form,
        "asked": [(form[test.value], form[f"{test.value}_why"]) for test in Test],
        "became": outcomes.of([found.pk]).get(found.pk) if staff else None,
        "staff": staff,
        **_triage(found, staff, decided is None and not found.closed_as),
    }
    return render(request, "sourcing/candidate.html", context, status=422 if form.errors else 200)


def _triage(found: Candidate, staff: bool, is_open: bool) -> dict[str, Any]:
    """What was asked; for staff also why it stands where it does in the inbox, and what is like it."""
    now, questions = clock.now(), list(found.questions.order_by("pk"))
    asked = {"questions": questions, "answered": [one for one in questions if one.answered_at], "now": now}
    if not staff:
        return asked
    terms = queries.explained(found, now, queries.active_campaigns(now)) if is_open else []
    return asked | {
        "terms": terms,
        "priority": total(terms),
        "verified": queries.is_verified(found, now),
        "others": queries.alike(found).count() - 1,
    }


def _odd(incident: IncidentData) -> str:
    """Why the calling number is not a valid one; evidence, not a fault."""
    return phone.read(incident.calling_raw).why if incident.calling_raw else ""


def _tests(decided: DueDiligence) -> list[tuple[str, bool, str]]:
    return [(QUESTIONS[t], getattr(decided, t.value), getattr(decided, f"{t.value}_why")) for t in Test]
