"""What staff do, each with a small page: the form, the act, and back to the traceback."""

from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from hopback.policy.clause import Refused
from hopback.portal.accounts.decorators import staff_only, step_up_required
from hopback.portal.ground import clock
from hopback.portal.sourcing.models import Candidate

from .. import actions
from ..forms import staff as staff_forms
from ..models import AnswerFile, Hop, Traceback
from ..queries import identifying
from ..queries.kept_back import kept_back
from ..queries.path import last_answer
from ..queries.visible import the_hop, the_traceback

get_or_post = require_http_methods(["GET", "POST"])


@staff_only
@require_POST
def open_traceback(request: HttpRequest, candidate: str) -> HttpResponse:
    found = get_object_or_404(Candidate, public_id=candidate)
    opened = actions.open_traceback(candidate=found, by=request.viewer, now=clock.now())
    messages.success(request, f"{opened.number} is open: the terminating provider is asked.")
    return redirect("tracebacks:detail", opened.public_id)


@staff_only
@get_or_post
def remind(request: HttpRequest, hop: str) -> HttpResponse:
    found = the_hop(request.viewer, hop)
    return _page(
        request,
        found.traceback,
        found,
        title=f"Remind {_name(found)}",
        lead="The reminder goes out now, to the back-up contact too. The deadline stays as it is.",
        submit="Send reminder",
        run=lambda data: actions.remind(hop=found, by=request.viewer, now=clock.now()),
        done=f"A reminder to {_name(found)} is on its way.",
    )


@staff_only
@get_or_post
def extend(request: HttpRequest, hop: str) -> HttpResponse:
    found, zone = the_hop(request.viewer, hop), request.viewer.zone
    return _page(
        request,
        found.traceback,
        found,
        title=f"More time for {_name(found)}",
        lead=_present_deadline(found, zone),
        form=staff_forms.ExtendForm(request.POST or None, zone=zone),
        submit="Give more time",
        run=lambda data: actions.extend(hop=found, **data, by=request.viewer, now=clock.now()),
        done=f"{_name(found)} has more time.",
    )


@staff_only
@get_or_post
def return_answer(request: HttpRequest, hop: str) -> HttpResponse:
    found = the_hop(request.viewer, hop)
    answer = last_answer(found)
    if answer is None:
        raise Http404
    return _page(
        request,
        found.traceback,
        found,
        title=f"Return the answer of {_name(found)}",
        lead="The answer stays in the log. The provider is asked to complete it.",
        form=staff_forms.ReturnForm(request.POST or None, zone=request.viewer.zone),
        submit="Return the answer",
        run=lambda data: actions.return_answer(answer=answer, **data, by=request.viewer, now=clock.now()),
        done="The answer was returned.",
    )


@staff_only
@get_or_post
def ask_on(request: HttpRequest, hop: str) -> HttpResponse:
    found = the_hop(request.viewer, hop)
    return _page(
        request,
        found.traceback,
        found,
        title=f"Ask {_name(found)} after all",
        lead="It was found non-cooperative, so the trace ended here. You can choose to ask it nevertheless.",
        submit="Ask on",
        run=lambda data: actions.ask_on(hop=found, by=request.viewer, now=clock.now()),
        done=f"{_name(found)} is asked.",
    )


@staff_only
@get_or_post
def identify(request: HttpRequest, hop: str) -> HttpResponse:
    found = the_hop(request.viewer, hop)
    said = identifying.said_of(found)

    def run(data: dict[str, Any]) -> None:
        if data["provider"] is None:
            actions.identify_as_new(hop=found, by=request.viewer, now=clock.now())
        else:
            actions.identify(hop=found, provider=data["provider"], by=request.viewer, now=clock.now())

    return _page(
        request,
        found.traceback,
        found,
        title=f"Who is hop {found.position}?",
        form=staff_forms.IdentifyForm(request.POST or None, likenesses=said.likenesses, can_be_new=bool(said.contact)),
        submit="Ask this provider",
        run=run,
        done="The provider is settled and asked.",
        template="tracebacks/identify.html",
        said=said,
    )


@staff_only
@get_or_post
def note(request: HttpRequest, traceback: str) -> HttpResponse:
    found = the_traceback(request.viewer, traceback)
    hops = {hop.public_id: hop for hop in found.hops.select_related("provider").order_by("position")}
    choices = [(key, f"Hop {hop.position}: {_name(hop)}") for key, hop in hops.items()]
    return _page(
        request,
        found,
        hops.get(request.GET.get("hop", "")),
        title="Add a note",
        form=staff_forms.NoteForm(request.POST or None, hops=choices, initial={"hop": request.GET.get("hop", "")}),
        submit="Add note",
        run=lambda data: actions.write_note(
            traceback=found, hop=hops.get(data["hop"]), text=data["text"], by=request.viewer, now=clock.now()
        ),
        done="The note was added.",
    )


@staff_only
@get_or_post
def assign(request: HttpRequest, traceback: str) -> HttpResponse:
    found = the_traceback(request.viewer, traceback)
    initial = {"owner": found.owner.public_id if found.owner else ""}
    return _page(
        request,
        found,
        None,
        title="Who looks after it?",
        form=staff_forms.AssignForm(request.POST or None, initial=initial),
        submit="Assign",
        run=lambda data: actions.assign(traceback=found, owner=data["owner"], by=request.viewer, now=clock.now()),
        done="The owner was changed.",
    )


@staff_only
@get_or_post
def withdraw(request: HttpRequest, traceback: str) -> HttpResponse:
    found = the_traceback(request.viewer, traceback)
    return _page(
        request,
        found,
        None,
        title=f"Withdraw {found.number}?",
        lead="For a traceback that should not have been begun. It cannot be taken back.",
        form=staff_forms.WithdrawForm(request.POST or None),
        submit="Withdraw the traceback",
        danger=True,
        run=lambda data: actions.withdraw(traceback=found, **data, by=request.viewer, now=clock.now()),
        done=f"{found.number} was withdrawn.",
    )


@staff_only
@step_up_required
@never_cache
@get_or_post
def reveal(request: HttpRequest, traceback: str) -> HttpResponse:
    """Show the called number once, to somebody who proved who they are and says why (XC.2)."""
    found = the_traceback(request.viewer, traceback)
    form = staff_forms.RevealForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        number = actions.reveal(traceback=found, reason=reason, by=request.viewer, now=clock.now())
        context = {"traceback": found, "number": identifying.shown(number), "reason": reason}
        return render(request, "tracebacks/revealed.html", context | {"kept_back": kept_back(found)})
    return _page(
        request,
        found,
        None,
        title="Show the called number",
        lead="The called number is customer proprietary network information (47 U.S.C. 222).",
        form=form,
        submit="Show the number",
        run=lambda data: None,
        done="",
    )


@staff_only
@step_up_required
@never_cache
@get_or_post
def file(request: HttpRequest, traceback: str, file: int) -> HttpResponse:
    """A file that came with an answer: records tell who was called, so it opens like a reveal (XC.2)."""
    found = the_traceback(request.viewer, traceback)
    files = AnswerFile.objects.select_related("answer__hop__traceback")
    kept = get_object_or_404(files, pk=file, answer__hop__traceback=found)
    form = staff_forms.OpenFileForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _download(kept, actions.read_file(file=kept, **form.cleaned_data, by=request.viewer, now=clock.now()))
    return _page(
        request,
        found,
        kept.answer.hop,
        title=f"Open {kept.name}",
        lead="It may tell who was called: customer proprietary network information (47 U.S.C. 222).",
        form=form,
        submit="Download",
        run=lambda data: None,
        done="",
    )


def _download(kept: AnswerFile, content: bytes) -> HttpResponse:
    """Always as a download, whatever it is."""
    response = HttpResponse(content, content_type=kept.media_type or "application/octet-stream")
    response["Content-Disposition"] = f'attachment; filename="{_plain(kept.name)}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _plain(name: str) -> str:
    return "".join(sign if sign.isalnum() or sign in " ._-" else "_" for sign in name if sign.isascii())


def _name(hop: Hop) -> str:
    return hop.provider.name if hop.provider else "the provider"


def _present_deadline(hop: Hop, zone: str) -> str:
    if hop.due_at is None:
        return "Its clock has not begun: no notice was accepted yet."
    return f"The deadline is {hop.due_at.astimezone(ZoneInfo(zone)):%d %b %Y, %H:%M %Z}; the closing moves with it."


def _page(
    request: HttpRequest,
    found: Traceback,
    hop: Hop | None,
    *,
    run: Callable[[dict[str, Any]], object],
    done: str,
    form: forms.Form | None = None,
    template: str = "layout/form.html",
    **more: Any,
) -> HttpResponse:
    """Show the form; on POST act, and go back to the traceback. What policy refuses stands in the form."""
    back = reverse("tracebacks:detail", args=[found.public_id]) + (f"?hop={hop.public_id}" if hop else "")
    form = form if form is not None else forms.Form(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            run(form.cleaned_data)
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, str(refused))
        else:
            messages.success(request, done)
            return redirect(back)
    crumbs = [("Tracebacks", reverse("tracebacks:list")), (found.number, back), (more["title"], "")]
    context = {"form": form, "back": back, "crumbs": crumbs, "traceback": found, **more}
    return render(request, template, context, status=422 if form.errors else 200)
