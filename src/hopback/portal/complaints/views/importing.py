"""A file comes in through the page; what was odd in it can be looked at afterwards (A4.4)."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from hopback.policy.clause import Refused
from hopback.portal.accounts.decorators import staff_only
from hopback.portal.accounts.viewer import Viewer
from hopback.portal.ground import clock, uploads

from .. import actions
from ..forms import FileForm
from ..models import File

LEAD = (
    "“DNC Reported Calls”, as the FTC publishes it each day, or the FCC’s “Unwanted Calls”. Whose it is is seen from "
    "its columns. The same file again changes nothing."
)


@staff_only
def import_file(request: HttpRequest) -> HttpResponse:
    """The file goes in whole; the same file again changes nothing, so nobody is asked twice."""
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method != "POST" or not form.is_valid():
        return _ask(request, form)
    given = form.cleaned_data["file"]
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    try:
        text = uploads.accept(given).content.decode("utf-8-sig")
        made = actions.import_file(name=given.name, text=text, by=viewer, now=clock.now())
    except (Refused, UnicodeDecodeError) as refused:
        form.add_error("file", str(refused) if isinstance(refused, Refused) else "This is not text in UTF-8.")
        return _ask(request, form)
    if made.odd_rows:
        return redirect("complaints:file", made.public_id)
    messages.success(request, f"{made.kept:,} of {made.rows:,} complaints were new.")
    return redirect("complaints:morning")


def _ask(request: HttpRequest, form: FileForm) -> HttpResponse:
    crumbs = [("Complaints", reverse("complaints:morning")), ("Import a file", "")]
    context: dict[str, Any] = {"form": form, "title": "Import complaints", "lead": LEAD, "submit": "Import the file"}
    back = reverse("complaints:morning")
    return render(
        request, "layout/form.html", {**context, "crumbs": crumbs, "back": back}, status=422 if form.errors else 200
    )


@staff_only
@require_safe
def file(request: HttpRequest, given: str) -> HttpResponse:
    found = get_object_or_404(File, public_id=given)
    context = {"file": found, "more": found.odd_rows - len(found.odd), "now": clock.now()}
    return render(request, "complaints/file.html", context)
