"""The list by machine: whole or as a difference, waited for, signed; what was implemented, what speaks against it.

(XB.1, XB.5-XB.7)"""

import time
from collections.abc import Callable, Iterable
from typing import Annotated, Literal

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from ninja import Path, Query, Router
from ninja.errors import HttpError
from ninja.responses import Status as Reply

from hopback.portal.accounts.bearer import BearerKey
from hopback.portal.accounts.models import Kind, Scope
from hopback.portal.accounts.viewer import Viewer
from hopback.portal.ground import clock, waking
from hopback.portal.ground.idempotency import idempotent
from hopback.portal.ground.problems import Problem
from hopback.wire.do_not_originate import answers, manifest
from hopback.wire.do_not_originate.conflicts import ConflictIn, ConflictOut
from hopback.wire.do_not_originate.listings import ImplementationIn, ImplementationOut, ListingOut
from hopback.wire.do_not_originate.renderings import FORMATS

from . import actions
from .models import Listing
from .queries import registry, rounds, versions
from .queries.readers import may_take
from .reading import Unreadable, read_one

router = Router(tags=["do not originate"], auth=BearerKey(Scope.DO_NOT_ORIGINATE, Kind.PROVIDER, Kind.SOURCE))
WRONG = {frozenset({400, 401, 403, 404, 409, 413, 422, 503}): Problem}
type ListingId = Annotated[str, Path(max_length=24, description="dno_…")]
type Form = Literal[
    "csv", "json", "kamailio", "opensips", "freeswitch", "freeswitch-blocks", "asterisk", "asterisk-sql", "sbc"
]
CANONICAL = "csv"
WHOLE = "This is no version that this list has had. Fetch the whole list, without `since`."


@router.get("/do-not-originate", response={200: None, 304: None, **WRONG})
def do_not_originate(
    request: HttpRequest,
    form: Annotated[Form, Query(alias="format", description="How it is written")] = "csv",
    since: Annotated[int | None, Query(ge=0, description="Only what changed since this version")] = None,
    wait: Annotated[int, Query(ge=0, le=manifest.LONGEST_WAIT_S, description="Seconds to wait for a change")] = 0,
    answer: Annotated[Literal["603", "403", "404", "log"], Query(description="What a gateway says")] = "603",
) -> HttpResponse | StreamingHttpResponse:
    """The list, or what changed. `If-None-Match` with the last `ETag`: 304 while nothing changed."""
    viewer = _reader(request)
    version = versions.current()
    if since is not None and since > version:
        raise HttpError(409, WHOLE)

    def nothing_new(now: int) -> bool:
        asked = request.headers.get("If-None-Match", "")
        return manifest.etag(now, since) in asked or (not asked and since == now)

    if wait and nothing_new(version):
        version = _waited_for(nothing_new, wait)
    if manifest.etag(version, since) in request.headers.get("If-None-Match", ""):
        return _headed(HttpResponse(status=304), version, since)
    return _handed_over(viewer, form, version, since, answer)


def _waited_for(nothing_new: Callable[[int], bool], seconds: int) -> int:
    patience = time.monotonic() + seconds
    with waking.place(versions.PLACE) as bell:
        version = versions.current()
        while nothing_new(version) and bell.rings(patience - time.monotonic()):
            version = versions.current()
    return version


def _handed_over(viewer: Viewer, form: str, version: int, since: int | None, answer: str) -> StreamingHttpResponse:
    now, rendering = clock.now(), FORMATS[form]
    chunks: Iterable[str | bytes]
    if form == CANONICAL:
        found, chunks = versions.content_with_text(version, since)
    else:
        found = versions.content(version, since)
        chunks = rendering.chunks(versions.rows(version, since), answer=answers.known(answer), whole=since is None)
    actions.take_copy(content=found, form=form, by=viewer, now=now)
    response = StreamingHttpResponse(chunks, content_type=f"{rendering.media_type}; charset=utf-8")
    response[manifest.MANIFEST_HEADER] = versions.signed(found, now)
    return _headed(response, version, since)


def _headed[R: (HttpResponse, StreamingHttpResponse)](response: R, version: int, since: int | None) -> R:
    response["ETag"] = manifest.etag(version, since)
    response[manifest.VERSION_HEADER] = str(version)
    response["Cache-Control"] = "private, no-cache"
    return response


def _reader(request: HttpRequest) -> Viewer:
    """Who is given copies; to everybody else there is nothing here."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    if not may_take(viewer.party, clock.now()):
        raise Http404
    return viewer


@router.get("/do-not-originate/{slug:listing}", response={200: ListingOut, **WRONG})
def one_listing(request: HttpRequest, listing: ListingId) -> ListingOut:
    """One listing: its five fields, and where it stands."""
    return _out(_the(request, listing))


@router.post("/do-not-originate/{slug:listing}/implementations", response={201: ImplementationOut, **WRONG})
@idempotent
def report_implementation(request: HttpRequest, listing: ListingId, payload: ImplementationIn) -> Reply:
    """We implemented it, on this day."""
    viewer, now = _reader(request), clock.now()
    found = _the(request, listing)
    made = actions.report_implementation(listing=found, implemented_on=payload.implemented_on, by=viewer, now=now)
    return Reply(201, _done(found, made))


@router.post("/do-not-originate/{slug:listing}/conflicts", response={201: ConflictOut, **WRONG})
@idempotent
def report_conflict(request: HttpRequest, listing: ListingId, payload: ConflictIn) -> Reply:
    """Genuine calls show a number of it."""
    viewer, found = _reader(request), _the(request, listing)
    try:
        number = read_one(payload.number)
    except Unreadable:
        number = ""
    told = {"kind": payload.kind, "number": number, "words": payload.words}
    made = actions.raise_conflict(listing=found, **told, by=viewer, now=clock.now())
    return Reply(201, ConflictOut(id=made.public_id, listing=found.public_id))


def _the(request: HttpRequest, dno_id: str) -> Listing:
    return registry.the_listing(request.viewer, dno_id, clock.now())  # type: ignore[attr-defined]


def _done(listing: Listing, one: object) -> ImplementationOut:
    told = {name: getattr(one, name) for name in ("implemented_on", "reported_at")}
    return ImplementationOut(listing=listing.public_id, provider=getattr(one, "name", ""), **told)


def _out(row: Listing) -> ListingOut:
    numbers = rounds.live(row).order_by("number")
    asked = row.recipient.confirmations.exclude(confirmed_at=None).order_by("-round").first()
    state = (
        "removed" if row.removed_at else "refused" if row.declined_at else "approved" if row.approved_at else "asked"
    )
    return ListingOut(
        id=row.public_id,
        recipient=row.recipient.name,
        category=row.recipient.category,
        numbers=list(numbers.filter(block=False).values_list("number", flat=True)),
        blocks=list(numbers.filter(block=True).values_list("number", flat=True)),
        authorised_on=row.letter_on,
        state=state,
        listed_on=row.approved_at.date() if row.approved_at else None,
        priority=row.priority or 0,
        confirmed_at=asked.confirmed_at if asked else None,
        implementations=[_done(row, one) for one in row.implementations.filter(taken_out_on=None).order_by("pk")],
    )
