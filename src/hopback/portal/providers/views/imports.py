"""Public files of providers: brought, looked at, imported (A1.1)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from hopback.policy.clause import Refused
from hopback.portal.accounts.decorators import staff_only
from hopback.portal.ground import clock
from hopback.portal.ground.attempt import attempt
from hopback.portal.logbook.downloads import asked_for, hand_over

from .. import actions, importing, queries
from ..forms import FileForm
from ..models import ProviderFile
from ..queries import Plan

SHOWN = 100  # of the new and of the changed; all of them as a file
COLUMNS = ("line", "name", "what", "provider", "field", "before", "after")


@staff_only
def imports(request: HttpRequest) -> HttpResponse:
    form = FileForm(request.POST, request.FILES) if request.method == "POST" else FileForm()
    kept: list[ProviderFile] = []

    def keep(*, file: object, kind: str, **told: object) -> None:
        name, content = file.name, file.read()  # type: ignore[attr-defined]
        kept.append(actions.keep_file(name=name, content=content, expected=kind, **told))  # type: ignore[arg-type]

    if request.method == "POST" and attempt(form, keep, by=request.viewer, now=clock.now()):  # type: ignore[attr-defined]
        return redirect("providers:import", kept[0].public_id)
    files = ProviderFile.objects.defer("content").order_by("-pk")[:30]
    context = {"form": form, "files": files, "kinds": ProviderFile.Kind}
    return render(request, "providers/imports.html", context, status=422 if form.errors else 200)


@staff_only
def one_import(request: HttpRequest, file: str) -> HttpResponse:
    """What the file would change, before anything is; what it changed, afterwards."""
    found = get_object_or_404(ProviderFile, public_id=file)
    if request.method == "POST":
        return _import(request, found)
    plan = queries.plan_of(importing.read(bytes(found.content), expected=found.kind))
    if asked_for(request):
        return hand_over(request, "import", COLUMNS, _lines(plan), now=clock.now())
    context = {"file": found, "plan": plan, "outcome": found.outcome or plan.outcome}
    return render(request, "providers/import.html", context | {"shown": SHOWN, "shown_slice": f":{SHOWN}"})


def _import(request: HttpRequest, file: ProviderFile) -> HttpResponse:
    told = {"looked_at": request.POST.get("looked_at", ""), "by": request.viewer, "now": clock.now()}  # type: ignore[attr-defined]
    try:
        plan = actions.import_file(file=file, **told)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        found = plan.outcome
        messages.success(request, f"Imported: {found['new']} new, {found['changed']} changed, {found['odd']} left out.")
    return redirect("providers:import", file.public_id)


def _lines(plan: Plan) -> list[list[object]]:
    rows: list[list[object]] = [[one.line, "", "odd", "", "", "", one.reason] for one in plan.odd]
    for change in plan.changes:
        listed = change.provider.public_id if change.provider else ""
        what = "new" if change.is_new else "changed" if change.changes else "same"
        first = [change.told.lines[0], change.told.name, what, listed]
        if not change.differences:
            rows.append([*first, "", "", ""])
        rows += [[*first, one.label, one.before, one.after] for one in change.differences]
    return sorted(rows, key=lambda row: int(str(row[0])))
