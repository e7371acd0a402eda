"""What a provider's machine does: wait for hops, begin, answer, correct (A3.2, XA.2, XA.3)."""

import time
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from typing import Annotated, Literal

from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404, HttpRequest
from ninja import Path, Query, Router

from hopback.portal.accounts.bearer import BearerKey
from hopback.portal.accounts.models import Kind, Scope
from hopback.portal.accounts.viewer import Viewer
from hopback.portal.ground import clock, waking
from hopback.portal.ground.idempotency import idempotent
from hopback.portal.ground.pages import MOST, USUAL, Page, page
from hopback.portal.ground.problems import Problem
from hopback.wire.answers import AnswerIn, AnswerTo, HopOut
from hopback.wire.hops import AnswerFault, AnswerResult, AnswersIn, AnswersOut, HopsOut
from hopback.wire.moment import Moment

from .. import actions
from ..actions.answering import Result
from ..models import HandOut, Hop
from ..queries import machine
from ..queries.hop_as_seen import ANSWERABLE, ASKING
from ..queries.inbox import whole
from ..queries.visible import hops_visible_to
from .rows import again, hop_out, read, refused, result

router = Router(tags=["hops"], auth=BearerKey(Scope.HOPS, Kind.PROVIDER))
WRONG = {frozenset({400, 401, 403, 404, 413, 422}): Problem}
type State = Literal["open", "answered", "no_response", "superseded", "withdrawn", "all"]
NOT_OURS = AnswerFault(field="hop", detail="No hop with this id is asked of you.")
type Look = Callable[[], Page[Hop]]
type Parsed = tuple[AnswerTo | None, list[AnswerFault]]
type HopId = Annotated[str, Path(max_length=24, description="hop_…")]


@router.get("/hops", response={200: HopsOut, 503: Problem, **WRONG})
def hops(
    request: HttpRequest,
    state: Annotated[State, Query()] = "open",
    asked_after: Annotated[Moment | None, Query(description="Only hops asked later than this moment")] = None,
    wait: Annotated[int, Query(ge=0, le=60, description="Seconds to wait for a hop while there is none")] = 0,
    cursor: Annotated[str, Query(max_length=400)] = "",
    limit: Annotated[int, Query(ge=1, le=MOST)] = USUAL,
) -> HopsOut:
    """Hops asked of us, longest waiting first. With `wait`, answers as soon as there is one."""
    look = _looking(request, state, asked_after, cursor, limit)
    return _out(request, _waited_for(request, look, wait) if wait else look())


def _looking(request: HttpRequest, state: State, after: datetime | None, cursor: str, limit: int) -> Look:
    """The page that is asked for. The one that machines wait for is kept ready (`machine.py`)."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    if state == "open" and after is None and not cursor and limit <= USUAL:
        return partial(machine.first_page, viewer.party, viewer.key_id or 0, limit)
    rows = _asked(request, state, after)
    return lambda: page(rows.all(), cursor=cursor, limit=limit, order=("pk",))


def _waited_for(request: HttpRequest, look: Look, seconds: int) -> Page[Hop]:
    """Look again whenever the provider may have been asked, between two reads of their own: nothing is held."""
    patience = time.monotonic() + seconds
    with waking.place(request.viewer.party) as bell:  # type: ignore[attr-defined]
        found = look()
        while not found.items and bell.rings(patience - time.monotonic()):
            found = look()
    return found


def _asked(request: HttpRequest, state: State, after: datetime | None) -> QuerySet[Hop]:
    rows = hops_visible_to(request.viewer)  # type: ignore[attr-defined]
    if state != "all":
        rows = rows.filter(state__in=[each.value for each in ASKING] if state == "open" else [state])
    return _with_hand_outs(request, whole(rows.filter(asked_at__gt=after) if after else rows))


def _with_hand_outs(request: HttpRequest, rows: QuerySet[Hop]) -> QuerySet[Hop]:
    """Each row with `.handed`: whether the asking key was handed its request before."""
    before = HandOut.objects.filter(hop=OuterRef("pk"), key=request.viewer.key_id)  # type: ignore[attr-defined]
    return rows.annotate(handed=Exists(before))


def _out(request: HttpRequest, found: Page[Hop]) -> HopsOut:
    items = _fetched(request, found.items)
    return HopsOut(items=[hop_out(hop) for hop in items], next_cursor=found.next_cursor)


def _fetched(request: HttpRequest, rows: Sequence[Hop]) -> Sequence[Hop]:
    """A request handed to a key for the first time is logged (XC.2), and starts the clock (XA.3)."""
    unread = [hop for hop in rows if hop.state in ANSWERABLE and (hop.received_at is None or not hop.handed)]
    if unread:
        actions.fetched(hops=unread, by=request.viewer, now=clock.now())  # type: ignore[attr-defined]
    return rows


@router.get("/hops/{slug:hop}", response={200: HopOut, **WRONG})
def one_hop(request: HttpRequest, hop: HopId) -> HopOut:
    """One hop asked of us, with our answer and, once closed, where the investigation ended (A3.11)."""
    return _handed(request, hop)


def _handed(request: HttpRequest, hop: str) -> HopOut:
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    found = machine.one(viewer.party, viewer.key_id or 0, hop)
    if found is None:
        raise Http404
    return hop_out(_fetched(request, [found])[0])


@router.post("/hops/{slug:hop}/acknowledge", response={200: HopOut, **WRONG})
@idempotent
def acknowledge(request: HttpRequest, hop: HopId) -> HopOut:
    """We have begun to investigate. Says nothing yet; the deadline does not move."""
    found = _own(request, hop)
    actions.acknowledge(hop=found, by=request.viewer, now=clock.now())  # type: ignore[attr-defined]
    return _handed(request, hop)


@router.post("/hops/{slug:hop}/answer", response={200: HopOut, **WRONG})
@idempotent
def answer(request: HttpRequest, payload: AnswerIn, hop: HopId) -> HopOut:
    """Our answer. A late one is kept and marked late, also after the traceback closed; a second one is refused."""
    found = _own(request, hop)
    given = actions.answer(hop=found, said=payload, channel="api", by=request.viewer, now=clock.now())  # type: ignore[attr-defined]
    return hop_out(machine.just_answered(given))


@router.post("/hops/{slug:hop}/correct", response={200: HopOut, **WRONG})
@idempotent
def correct(request: HttpRequest, payload: AnswerIn, hop: HopId) -> HopOut:
    """Our answer put right: the whole of it, as the next version. The first one is kept."""
    found = _own(request, hop)
    actions.correct(hop=found, said=payload, channel="api", by=request.viewer, now=clock.now())  # type: ignore[attr-defined]
    return hop_out(again(found))


@router.post("/answers", response={200: AnswersOut, **WRONG})
@idempotent
def answers(request: HttpRequest, payload: AnswersIn) -> AnswersOut:
    """Up to 500 answers, a result for each; one that is refused holds up none of the others."""
    parsed = [read(row) for row in payload.answers]
    mine = {hop.public_id: hop for hop in _named(request, [said.hop for said, _ in parsed if said])}
    good = [(place, said) for place, (said, _) in enumerate(parsed) if said and said.hop in mine]
    taken = iter(
        actions.answer_many(
            answers=[(mine[said.hop], _plain(said)) for _, said in good],
            channel="api",
            by=request.viewer,  # type: ignore[attr-defined]
            now=clock.now(),
        )
    )
    by_place = {place: next(taken) for place, _ in good}
    results = [_result(place, row, parsed[place], by_place.get(place)) for place, row in enumerate(payload.answers)]
    recorded = sum(each.recorded for each in results)
    return AnswersOut(recorded=recorded, refused=len(results) - recorded, results=results)


def _named(request: HttpRequest, ids: list[str]) -> QuerySet[Hop]:
    return hops_visible_to(request.viewer).filter(public_id__in=ids).select_related("traceback")  # type: ignore[attr-defined]


def _plain(said: AnswerTo) -> AnswerIn:
    return AnswerIn.model_construct(**{name: getattr(said, name) for name in AnswerIn.model_fields})


def _result(place: int, row: dict[str, object], parsed: Parsed, taken: Result | None) -> AnswerResult:
    said, faults = parsed
    hop = str(row.get("hop", ""))[:24]
    if said is None:
        return result(place, hop, None, faults)
    if taken is None:
        return result(place, hop, None, [NOT_OURS])
    return result(place, hop, taken.answer, [refused(taken.refused)] if taken.refused else [])


def _own(request: HttpRequest, hop: str) -> Hop:
    """Enough of it for an action, which reads it anew."""
    found = machine.named(request.viewer.party, hop)  # type: ignore[attr-defined]
    if found is None:
        raise Http404
    return found
