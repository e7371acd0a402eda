"""The answer page: one question, four answers, nothing pre-selected (A3.2, A3.3, XA.2, XA.3)."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render

from hopback.policy.clause import Refused
from hopback.portal.providers import queries as providers
from hopback.wire.answers import AnswerIn

from .. import actions
from ..forms.answer import AnswerForm
from ..forms.picks import picks
from ..forms.questions import question
from ..models import Hop
from ..queries.hop_as_seen import HopSeen, arithmetic, as_seen, mailed_to
from ..queries.inbox import more_waiting, often_named, same_campaign
from .door import Door

BUTTONS = {"csrfmiddlewaretoken", "find", "save", "send"}
THIS_CALL_ONLY = {
    "call_id": "",
    "calling_as_received": "",
    "called_as_received": "",
    "called_at_as_recorded": None,
    "passport": "",
}


def answer_page(request: HttpRequest, hop: Hop, door: Door, now: datetime) -> HttpResponse:
    """GET shows the question; POST searches a provider by name, saves a draft, or sends."""
    seen = as_seen(hop)
    if not seen.answerable:
        return over_page(request, seen, door, now, status=200 if request.method == "GET" else 409)
    if request.method != "POST":
        return _show(request, hop, seen, door, now, _started(hop, door, now))
    if "find" in request.POST:
        return _show(request, hop, seen, door, now, _looking(request.POST, door, now))
    if "save" in request.POST:
        return _save(request, hop, door, now)
    return _send(request, hop, seen, door, now)


def over_page(request: HttpRequest, seen: HopSeen, door: Door, now: datetime, status: int = 200) -> HttpResponse:
    """There is nothing to answer here any more, and why."""
    context = {"seen": seen, "door": door, "now": now, "sent_something": status == 409}
    return render(request, "tracebacks/answer/over.html", context, status=status)


def _started(hop: Hop, door: Door, now: datetime) -> AnswerForm:
    draft = hop.draft.fields if hasattr(hop, "draft") else {}
    return _form(door, now, initial=draft)


def _looking(posted: QueryDict, door: Door, now: datetime) -> AnswerForm:
    form = _form(door, now, initial=_kept(posted))
    form.look_up(plain(posted.get("upstream_name", "")))
    return form


def _form(door: Door, now: datetime, *args: Any, **kwargs: Any) -> AnswerForm:
    return AnswerForm(*args, among=providers.searchable_by(door.viewer), now=now, **kwargs)


def _kept(posted: QueryDict) -> dict[str, Any]:
    """What was typed so far; files are not kept."""
    fields = {name: plain(posted[name]) for name in posted if name not in BUTTONS | {"also"}}
    kept: dict[str, Any] = {plain(name): value for name, value in fields.items() if value}
    return kept | {"also": [plain(hop) for hop in posted.getlist("also")]}


def plain(text: str) -> str:
    """Without the one character that no database keeps."""
    return text.replace("\0", "")


def _save(request: HttpRequest, hop: Hop, door: Door, now: datetime) -> HttpResponse:
    actions.save_draft(hop=hop, fields=_kept(request.POST), by=door.viewer, now=now)
    messages.success(request, f"{hop.traceback.number}: saved. Nothing was sent; the deadline has not moved.")
    return redirect(door.inbox or door.answer)


def _send(request: HttpRequest, hop: Hop, seen: HopSeen, door: Door, now: datetime) -> HttpResponse:
    form = _form(door, now, request.POST, request.FILES)
    if form.is_valid() and form.said:
        try:
            actions.answer(hop=hop, said=form.said, channel=door.channel, by=door.viewer, now=now, files=form.uploads)
        except Refused as refused:
            form.refuse(refused)
        else:
            return _send_others(request, hop, form.said, door, now)
    return _show(request, hop, seen, door, now, form, status=422)


def _send_others(request: HttpRequest, hop: Hop, said: AnswerIn, door: Door, now: datetime) -> HttpResponse:
    """The ticked calls of the same campaign, each on its own; one that is refused waits on."""
    ticked = set(request.POST.getlist("also"))
    others = [each for each in _others(hop, door) if each.public_id in ticked]
    pairs = [(each, _same_answer(said, plain(request.POST.get(f"up_{each.public_id}", "")))) for each in others]
    results = actions.answer_many(answers=pairs, channel=door.channel, by=door.viewer, now=now)
    for result in results:
        if result.refused:
            messages.error(request, f"{result.hop.traceback.number} was not answered: {result.refused}")
    query = QueryDict(mutable=True)
    query.setlist("with", [result.hop.public_id for result in results if result.answer])
    return redirect(f"{door.sent}?{query.urlencode()}" if query.get("with") else door.sent)


def _same_answer(said: AnswerIn, upstream: str) -> AnswerIn:
    """The same words for another call, without what was true of the first call only."""
    changes: dict[str, Any] = dict(THIS_CALL_ONLY)
    if said.kind == "upstream" and upstream:
        changes |= {"upstream": upstream, "unlisted": None}
    return said.model_copy(update=changes)


def _others(hop: Hop, door: Door) -> list[Hop]:
    """A mail link opens one hop and nothing else."""
    return [] if door.by_link else same_campaign(hop, door.viewer)


def _show(
    request: HttpRequest,
    hop: Hop,
    seen: HopSeen,
    door: Door,
    now: datetime,
    form: AnswerForm,
    status: int = 200,
) -> HttpResponse:
    assert hop.provider is not None
    context = {
        "seen": seen,
        "door": door,
        "now": now,
        "form": form,
        "question": question(forward=seen.forward),
        "picks": picks(form, [] if door.by_link else often_named(hop.provider)),  # a link opens one hop only
        "others": [as_seen(each) for each in _others(hop, door)],
        "ticked": request.POST.getlist("also") or form.initial.get("also", []),
        "more_waiting": more_waiting(hop) if door.by_link else 0,
        "arithmetic": arithmetic(hop),
        "mailed_to": mailed_to(hop),
        "left": abs(seen.due_at - now) if seen.due_at else None,
        "late": seen.is_late(now),
    }
    return render(request, "tracebacks/answer.html", context, status=status)
