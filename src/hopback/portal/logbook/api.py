"""The log for those outside: what was published of it, and proofs that anybody can check (RFC 6962)."""

from typing import Annotated

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query, Router
from ninja.errors import HttpError

from hopback.portal.ground.pages import MOST, USUAL, page
from hopback.portal.ground.problems import Problem
from hopback.wire.heads import HeadOut, HeadsOut, ProofOut

from . import tree
from .models import Head

router = Router(tags=["log"])
WRONG = {frozenset({400, 404, 422}): Problem}
type Size = Annotated[int, Query(ge=1, description="A size that a head was published of")]


@router.get("/log/heads", response={200: HeadsOut, **WRONG})
def log_heads(
    request: HttpRequest,
    cursor: Annotated[str, Query(max_length=400)] = "",
    limit: Annotated[int, Query(ge=1, le=MOST)] = USUAL,
) -> HeadsOut:
    """Every head that was published, the latest first. Anybody may ask."""
    found = page(Head.objects.all(), cursor=cursor, limit=limit, order=("-size",))
    return HeadsOut(items=[_out(one) for one in found.items], next_cursor=found.next_cursor)


@router.get("/log/inclusion", response={200: ProofOut, **WRONG})
def log_inclusion(
    request: HttpRequest,
    entry: Annotated[int, Query(ge=1, description="The entry’s number, from 1; its leaf is one less")],
    size: Size,
) -> ProofOut:
    """That an entry is in the log whose head was published with this size."""
    head = get_object_or_404(Head, size=size)
    if entry > size:
        raise HttpError(404, f"The head of {size} entries does not cover entry {entry}. Ask for a later one.")
    hashes = tree.stored().inclusion(entry - 1, size)
    return ProofOut(first=entry - 1, size=size, root=head.root, hashes=[one.hex() for one in hashes])


@router.get("/log/consistency", response={200: ProofOut, **WRONG})
def log_consistency(request: HttpRequest, first: Size, second: Size) -> ProofOut:
    """That the log of the second head begins with that of the first: nothing before it was changed."""
    get_object_or_404(Head, size=first)
    head = get_object_or_404(Head, size=second)
    if first > second:
        raise HttpError(400, "The first head is the earlier one: it has no more entries than the second.")
    hashes = tree.stored().consistency(first, second)
    return ProofOut(first=first, size=second, root=head.root, hashes=[one.hex() for one in hashes])


def _out(head: Head) -> HeadOut:
    return HeadOut(size=head.size, root=head.root, at=head.at, note=head.note)
