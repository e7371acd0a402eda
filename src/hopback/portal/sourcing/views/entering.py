"""A call comes in through the page, or many through a spreadsheet."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from hopback.policy.clause import Refused
from hopback.portal.accounts.decorators import staff_or_source
from hopback.portal.accounts.viewer import Viewer
from hopback.portal.ground import clock
from hopback.portal.ground.attempt import attempt
from hopback.portal.ground.tables import download

from .. import actions, queries, spreadsheet
from ..forms import CandidateForm, ImportForm
from ..models import Candidate, Source

SECTIONS = (
    ("The call", "source purpose called calling called_at zone terminating_provider chosen"),
    ("Why it is traced", "nature characteristics evidence file campaign basis approval"),
)
MORE = (
    "attestation signer_ocn identity_header source_ip called_ip originating_point_code destination_point_code "
    "sip_anomalies spoofing_evidence volume"
)


@staff_or_source
def new(request: HttpRequest) -> HttpResponse:
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    now = clock.now()
    own = queries.source_of(viewer)
    begun = queries.begun(request.GET.dict()) if viewer.is_staff else {}
    form = CandidateForm(request.POST or None, request.FILES or None, now=now, own=own, initial=begun)
    made: list[Candidate] = []

    def submit(**told: Any) -> None:
        made.append(actions.submit_candidate(**told))

    finding = "find" in request.POST
    if finding:
        form.say_only("terminating_provider")
    elif request.method == "POST" and attempt(form, submit, by=viewer, now=now):
        messages.success(request, "The call is kept as a candidate.")
        return redirect("sourcing:candidate", made[0].public_id)
    more = [form[name] for name in MORE.split()]
    sections = [(title, [form[n] for n in names.split() if n in form.fields]) for title, names in SECTIONS]
    context = {"form": form, "sections": sections, "more": more, "more_open": any(f.errors or f.value() for f in more)}
    return render(request, "sourcing/new.html", context, status=422 if form.errors and not finding else 200)


@staff_or_source
def import_candidates(request: HttpRequest) -> HttpResponse:
    """Choose a file, see what each row is, then take the good rows or none."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    own = queries.source_of(viewer)
    if request.method != "POST":
        if request.GET.get("format") == "csv":
            return download("candidates.csv", spreadsheet.example())
        return _ask(request, ImportForm(own=own))
    if "text" in request.POST:
        source = own or Source.objects.filter(public_id=request.POST.get("source", "")).first()
        return _take(request, source) if source else _ask(request, ImportForm(own=own))
    form = ImportForm(request.POST, request.FILES, own=own)
    return _preview(request, form, own) if form.is_valid() else _ask(request, form)


def _ask(request: HttpRequest, form: ImportForm) -> HttpResponse:
    context = {"form": form, "columns": spreadsheet.COLUMNS}
    return render(request, "sourcing/import.html", context, status=422 if form.errors else 200)


def _preview(request: HttpRequest, form: ImportForm, own: Source | None) -> HttpResponse:
    source = own or form.cleaned_data["source"]
    try:
        text = spreadsheet.text_of(form.cleaned_data["file"])
        lines = spreadsheet.read(text, source=source, now=clock.now())
    except Refused as refused:
        form.add_error("file", str(refused))
        return _ask(request, form)
    return _table(request, lines, text, source)


def _table(request: HttpRequest, lines: list[spreadsheet.Line], text: str, source: Source) -> HttpResponse:
    bad = sum(bool(line.row.faults) for line in lines)
    context = {"lines": lines, "text": text, "source": source, "bad": bad, "good": len(lines) - bad}
    return render(request, "sourcing/preview.html", context)


def _take(request: HttpRequest, source: Source) -> HttpResponse:
    """The rows are read again: what the page showed is not believed."""
    viewer, now, text = request.viewer, clock.now(), request.POST["text"]  # type: ignore[attr-defined]
    try:
        lines = spreadsheet.read(text, source=source, now=now)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("sourcing:import")
    if request.POST.get("act") == "bad":
        return download("candidates-to-put-right.csv", spreadsheet.bad_rows(lines))
    good = [line.row.details for line in lines if not line.row.faults]
    if request.POST.get("act") != "good" or not good:
        return _table(request, lines, text, source)
    actions.submit_candidates(source=source, many=good, by=viewer, now=now)
    kept = "1 candidate" if len(good) == 1 else f"{len(good)} candidates"
    messages.success(request, f"Kept {kept}; rows left out: {len(lines) - len(good)}.")
    return redirect("sourcing:candidates")
