"""What staff's machines do: open a traceback, read it, read its path with designations (A3.1, A3.4, A3.7)."""

from typing import Annotated

from django.http import HttpRequest
from ninja import Path, Router
from ninja.responses import Status as Reply

from hopback.portal.accounts.bearer import BearerKey
from hopback.portal.accounts.models import Kind, Scope
from hopback.portal.ground import clock
from hopback.portal.ground.idempotency import idempotent
from hopback.portal.ground.problems import Problem
from hopback.wire.tracebacks import ContradictionOut, HopOnPath, PathOut, TracebackIn, TracebackOut

from .. import actions
from ..models import Hop, Traceback
from ..queries import whole
from ..queries.candidates import the_candidate
from ..queries.visible import the_traceback

router = Router(tags=["tracebacks"], auth=BearerKey(Scope.TRACEBACKS, Kind.STAFF))
WRONG = {frozenset({400, 401, 403, 404, 413, 422}): Problem}
type TracebackId = Annotated[str, Path(max_length=24, description="tb_…")]


@router.post("/tracebacks", response={201: TracebackOut, **WRONG})
@idempotent
def open_traceback(request: HttpRequest, payload: TracebackIn) -> Reply:
    """Open the traceback of a candidate whose three tests hold, and ask the first provider (A3.1, A4.3)."""
    viewer = request.viewer  # type: ignore[attr-defined]
    opened = actions.open_traceback(candidate=the_candidate(viewer, payload.candidate), by=viewer, now=clock.now())
    return Reply(201, traceback_out(the_traceback(viewer, opened.public_id)))


@router.get("/tracebacks/{slug:traceback}", response={200: TracebackOut, **WRONG})
def one_traceback(request: HttpRequest, traceback: TracebackId) -> TracebackOut:
    """One traceback and how it stands. The called number is not in it: it is revealed to a person, with a reason."""
    return traceback_out(the_traceback(request.viewer, traceback))  # type: ignore[attr-defined]


@router.get("/tracebacks/{slug:traceback}/path", response={200: PathOut, **WRONG})
def path(request: HttpRequest, traceback: TracebackId) -> PathOut:
    """The path from the terminating provider upstream, with designations and what does not fit together."""
    return path_out(the_traceback(request.viewer, traceback))  # type: ignore[attr-defined]


def traceback_out(row: Traceback) -> TracebackOut:
    read, candidate = whole.read(row), row.candidate
    return TracebackOut(
        id=row.public_id,
        number=row.number,
        candidate=candidate.public_id,
        purpose=candidate.purpose,
        status=read.status.value,
        presented_as=read.outcome.value,
        campaign=candidate.campaign.name if candidate.campaign else "",
        source=candidate.source.name,
        nature=candidate.nature,
        basis=candidate.basis,
        calling=candidate.incident.calling or candidate.incident.calling_raw,
        called_at=candidate.incident.called_at,
        hops=len(read.rows),
        opened_at=row.opened_at,
        closed_at=row.closed_at,
    )


def path_out(row: Traceback) -> PathOut:
    read = whole.read(row)
    return PathOut(
        id=row.public_id,
        number=row.number,
        status=read.status.value,
        presented_as=read.outcome.value,
        path=[_on_path(read, hop) for hop in read.rows],
        contradictions=[
            ContradictionOut(
                kind=found.kind.value, severity=found.severity.value, hops=list(found.hops), sentence=found.sentence
            )
            for found in read.contradictions
        ],
    )


def _on_path(read: whole.Whole, hop: Hop) -> HopOnPath:
    said = whole.the_answer(hop)
    return HopOnPath(
        id=hop.public_id,
        position=hop.position,
        provider=hop.provider.public_id if hop.provider else "",
        provider_name=hop.provider.name if hop.provider else "",
        foreign=read.foreign(hop),
        state=hop.state,
        answer=said.kind if said else "",
        late=bool(said and said.late),
        designations=[each.value for each in read.designations.get(hop.pk, [])],
        asked_at=hop.asked_at,
        received_at=hop.received_at,
        due_at=hop.due_at,
        over_at=hop.over_at,
    )
