"""A correction: begins from the answer that holds, shows what would change, then appends a version (A3.5)."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from hopback.policy.article_3_traceback.initiation_and_tracking import HopState
from hopback.policy.clause import Refused
from hopback.portal.providers import queries as providers

from .. import actions
from ..forms.answer import AnswerForm, fields_of
from ..forms.picks import picks
from ..forms.questions import question
from ..models import Hop
from ..queries.hop_as_seen import HopSeen, as_seen
from ..queries.inbox import often_named
from ..queries.what_was_said import changes
from .answering import over_page, plain
from .door import Door


def correction_page(request: HttpRequest, hop: Hop, door: Door, now: datetime) -> HttpResponse:
    seen = as_seen(hop)
    if seen.state is not HopState.ANSWERED or seen.answer is None:
        return redirect(door.answer) if seen.answerable else over_page(request, seen, door, now)
    if request.method != "POST":
        return _show(request, hop, seen, door, now, _form(door, now, initial=fields_of(seen.answer)))
    if "find" in request.POST:
        form = _form(door, now, initial={name: plain(value) for name, value in request.POST.items()})
        form.look_up(plain(request.POST.get("upstream_name", "")))
        return _show(request, hop, seen, door, now, form)
    form = _form(door, now, request.POST)
    if not (form.is_valid() and form.said):
        return _show(request, hop, seen, door, now, form, status=422)
    if "send" in request.POST:
        return _send(request, hop, seen, door, now, form)
    found = changes(seen.answer, form.said)
    context: dict[str, Any] = {"changes": found, "reviewing": bool(found), "unchanged": not found}
    return _show(request, hop, seen, door, now, form, **context)


def _form(door: Door, now: datetime, *args: Any, **kwargs: Any) -> AnswerForm:
    return AnswerForm(*args, among=providers.searchable_by(door.viewer), now=now, **kwargs)


def _send(request: HttpRequest, hop: Hop, seen: HopSeen, door: Door, now: datetime, form: AnswerForm) -> HttpResponse:
    assert form.said is not None
    try:
        actions.correct(hop=hop, said=form.said, channel=door.channel, by=door.viewer, now=now)
    except Refused as refused:
        form.refuse(refused)
        return _show(request, hop, seen, door, now, form, status=422)
    messages.success(request, f"{seen.number}: your correction is recorded. The first answer is kept beside it.")
    return redirect(door.sent)


def _show(
    request: HttpRequest,
    hop: Hop,
    seen: HopSeen,
    door: Door,
    now: datetime,
    form: AnswerForm,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    assert hop.provider is not None
    context = {
        "seen": seen,
        "door": door,
        "now": now,
        "form": form,
        "question": question(forward=seen.forward),
        "picks": picks(form, often_named(hop.provider)),
        "correcting": True,
        "late": seen.due_at is not None and now > seen.due_at,
        **more,
    }
    template = "tracebacks/correct_review.html" if more.get("reviewing") else "tracebacks/correct.html"
    return render(request, template, context, status=status)
