"""Lists as CSV, and up to 500 answers back from one (XA.2)."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from hopback.portal.accounts.decorators import provider_only
from hopback.portal.ground import clock
from hopback.portal.logbook.downloads import hand_over
from hopback.portal.providers import queries as providers

from .. import actions
from ..forms.columns import ANSWER, FIXED
from ..forms.spreadsheet import MOST, Fault, Sheet, SheetRefused, UploadForm, faults_of, read
from ..queries.hop_as_seen import HopSeen, as_seen
from ..queries.inbox import behind, limited, waiting_for
from ..queries.visible import hops_visible_to
from .provider import wanted

HISTORY = ("traceback", "hop", "campaign", "called_at", "calling", "called", "sent_to", "state", "answer", "end")


@require_safe
@provider_only
def answers_csv(request: HttpRequest) -> HttpResponse:
    """The waiting calls, with empty columns for the answers: fill in, send back."""
    hops = limited(waiting_for(request.viewer), wanted(request), clock.now())  # type: ignore[attr-defined]
    return _file("answers", [*FIXED, *ANSWER], (_waiting(as_seen(hop)) for hop in hops), request)


@require_safe
@provider_only
def history_csv(request: HttpRequest) -> HttpResponse:
    hops = limited(behind(request.viewer), wanted(request), clock.now())  # type: ignore[attr-defined]
    return _file("history", HISTORY, (_over(as_seen(hop)) for hop in hops), request)


@require_http_methods(["GET", "HEAD", "POST"])
@provider_only
def upload(request: HttpRequest) -> HttpResponse:
    """Read the file, take the good rows, and say of each other row what is wrong with it."""
    now = clock.now()
    if request.method != "POST":
        return _form(request, UploadForm())
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return _form(request, form, status=422)
    viewer = request.viewer  # type: ignore[attr-defined]
    mine, among = hops_visible_to(viewer), providers.searchable_by(viewer)
    try:
        sheet = read(form.cleaned_data["file"].content, hops=mine, among=among, now=now)
    except SheetRefused as refused:
        form.add_error("file", str(refused))
        return _form(request, form, status=422)
    taken = _take(request, sheet, now)
    sheet.faults.sort(key=lambda fault: fault.line)
    return render(request, "tracebacks/uploaded.html", {"sheet": sheet, "taken": taken, "now": now})


def _take(request: HttpRequest, sheet: Sheet, now: datetime) -> list[tuple[int, HopSeen]]:
    """The good rows, each answered on its own; what the policy refuses joins the faults."""
    pairs = [(hop, form.said) for _, hop, form in sheet.good if form.said]
    results = actions.answer_many(answers=pairs, channel="page", by=request.viewer, now=now)  # type: ignore[attr-defined]
    taken = []
    for (line, hop, form), result in zip(sheet.good, results, strict=True):
        if result.refused is None:
            taken.append((line, hop))
            continue
        form.refuse(result.refused)
        row = {name: str(form.data.get(name, "")) for name in ANSWER} | {"hop": hop.public_id}
        sheet.faults += faults_of(line, row, form) or [Fault(line, "hop", str(result.refused), hop.public_id)]
    return taken


def _form(request: HttpRequest, form: UploadForm, status: int = 200) -> HttpResponse:
    context = {"form": form, "fixed": FIXED, "answer": ANSWER, "most": MOST, "now": clock.now()}
    return render(request, "tracebacks/upload.html", context, status=status)


def _file(name: str, columns: Sequence[str], rows: Iterable[Mapping[str, str]], request: HttpRequest) -> HttpResponse:
    lines = ([row.get(column, "") for column in columns] for row in rows)
    return hand_over(request, name, columns, lines, now=clock.now(), plus=True)


def _common(seen: HopSeen) -> dict[str, str]:
    return {
        "hop": seen.id,
        "traceback": seen.number,
        "campaign": seen.campaign,
        "called_at": _utc(seen.called_at),
        "calling": seen.calling.replace(" ", ""),
        "called": seen.called.replace(" ", ""),
        "sent_to": seen.sent_to,
    }


def _waiting(seen: HopSeen) -> dict[str, str]:
    return _common(seen) | {"due_at": _utc(seen.due_at)}


def _over(seen: HopSeen) -> dict[str, str]:
    return _common(seen) | {
        "state": seen.state.value,
        "answer": seen.answer.kind if seen.answer else "",
        "end": seen.end,
    }


def _utc(moment: datetime | None) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}" if moment else ""
