"""Candidates by machine (A4.4): each row is judged on its own, the good ones are kept."""

from collections import Counter

from django.http import Http404, HttpRequest
from ninja import Router

from hopback.portal.accounts.bearer import BearerKey
from hopback.portal.accounts.models import Kind, Scope
from hopback.portal.ground import clock
from hopback.portal.ground.idempotency import idempotent
from hopback.portal.ground.problems import Problem
from hopback.wire.candidates import CandidatesIn, CandidatesOut, RowFault, RowResult

from . import actions, queries
from .models import Source
from .refusals import CandidateWrong

router = Router(tags=["candidates"])
KEY = BearerKey(Scope.CANDIDATES, Kind.SOURCE, Kind.STAFF)
WRONG = {frozenset({400, 401, 403, 404, 413, 422}): Problem}


@router.post("/candidates", response={200: CandidatesOut, **WRONG}, auth=KEY)
@idempotent
def submit(request: HttpRequest, payload: CandidatesIn) -> CandidatesOut:
    """Submit calls to be considered for a traceback, one or many. A bad row is reported and the others are kept."""
    viewer, now = request.viewer, clock.now()  # type: ignore[attr-defined]
    source = _source(request, payload.source)
    taken = actions.submit_rows(source=source, rows=payload.candidates, by=viewer, now=now)
    results = [_result(place, one, taken) for place, one in enumerate(taken)]
    count = Counter(result.result for result in results)
    return CandidatesOut(
        accepted=count["taken"], duplicates=count["duplicate"], refused=count["refused"], results=results
    )


def _result(place: int, one: actions.Taken, taken: list[actions.Taken]) -> RowResult:
    row = one.row
    there = row.duplicate_of or (taken[row.repeats].public_id if row.repeats is not None else "")
    return RowResult(
        row=place,
        result="taken" if one.public_id else "duplicate" if there else "refused",
        id=one.public_id,
        duplicate_of=there,
        errors=[RowFault(field=fault.field, detail=fault.reason, clause=fault.clause) for fault in row.faults],
    )


def _source(request: HttpRequest, named: str) -> Source:
    """A source's key says whose it is; staff name one."""
    viewer = request.viewer  # type: ignore[attr-defined]
    own = queries.source_of(viewer)
    if own is None and viewer.is_staff:
        own = Source.objects.filter(public_id=named).first()
        if own is None:
            raise CandidateWrong("Name the source of these calls: src_….", "source", "A4.4")
        return own
    if own is None:
        raise Http404
    if named not in ("", own.public_id):
        raise CandidateWrong("This key submits for its own source only.", "source", "A4.4")
    return own
