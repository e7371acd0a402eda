"""What a provider's machine asks many times a second, kept ready: the hops that wait, one hop, what it just answered.

Each question is limited to the provider as `visible.hops_visible_to` is: its own hops, once asked (A3.11).
"""

from collections.abc import Sequence

from django.db.models import Exists, OuterRef, Q, QuerySet, prefetch_related_objects

from hopback.portal.ground.pages import USUAL, Page, cursor_after
from hopback.portal.ground.statements import Prepared

from ..models import Answer, HandOut, Hop
from .hop_as_seen import ASKING
from .inbox import SAID, WHOLE
from .path import with_answers

QUESTION = tuple(name for name in WHOLE if name != "draft")  # which is for people
FEW = 4  # hops whose answers are read one by one


def _own(party: str, more: Q) -> QuerySet[Hop]:
    return Hop.every.filter(more, provider__public_id=party, asked_at__isnull=False)


def _with_hand_outs(key: int, hops: QuerySet[Hop]) -> QuerySet[Hop]:
    """Whole, each with `.handed`: whether the asking key was handed its request before."""
    handed = Exists(HandOut.objects.filter(hop=OuterRef("pk"), key=key))
    return hops.select_related(*QUESTION).annotate(handed=handed)


_WAITING = Prepared(
    lambda party, key: _with_hand_outs(key, _own(party, Q(state__in=[each.value for each in ASKING]))).order_by("pk")[
        : USUAL + 1
    ],
    party=str,
    key=int,
)
_ONE = Prepared(
    lambda party, key, hop: _with_hand_outs(key, _own(party, Q(public_id=hop))), party=str, key=int, hop=str
)
_NAMED = Prepared(lambda party, hop: _own(party, Q(public_id=hop)), party=str, hop=str)
_ANSWERS = Prepared(
    lambda hop: Answer.objects.filter(hop=hop).select_related("upstream", "returned").order_by("version"), hop=int
)


def first_page(party: str, key: int, limit: int) -> Page[Hop]:
    """The hops that wait for a provider, the longest waiting first; `limit` is at most USUAL."""
    found = _WAITING(party=party, key=key)
    rows = found[:limit]
    _read_answers(rows)
    return Page(rows, cursor_after(rows[-1], ("pk",)) if len(found) > limit else None)


def one(party: str, key: int, hop: str) -> Hop | None:
    found = _ONE(party=party, key=key, hop=hop)
    _read_answers(found)
    return found[0] if found else None


def named(party: str, hop: str) -> Hop | None:
    """The bare row."""
    return _NAMED.first(party=party, hop=hop)


def _read_answers(rows: Sequence[Hop]) -> None:
    """Of these hops and of the ones downstream of them."""
    for row in rows:
        _has_no_draft(row)
    if len(rows) > FEW:
        prefetch_related_objects(rows, *SAID)
        return
    for row in rows:
        for hop in filter(None, (row, row.downstream)):
            with_answers([hop], _ANSWERS(hop=hop.pk))


def _has_no_draft(hop: Hop) -> None:
    """None that a machine would be told of."""
    hop._meta.get_field("draft").set_cached_value(hop, None)


def just_answered(given: Answer) -> Hop:
    """The hop as the action left it, without reading again what was written this moment."""
    hop = given.hop
    given._meta.get_field("returned").set_cached_value(given, None)
    _has_no_draft(hop)
    with_answers([hop], [given])
    if hop.downstream is not None:
        with_answers([hop.downstream], _ANSWERS(hop=hop.downstream.pk))
    return hop
