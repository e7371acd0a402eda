"""How a hop is held and moved: one move at a time, each by policy's table (A3.4)."""

from datetime import datetime
from typing import Any

from django.db import connection
from django.http import Http404

from hopback.policy.article_3_traceback.initiation_and_tracking import (
    OVER,
    WAITING,
    HopEvent,
    HopState,
    next_state,
)
from hopback.portal.accounts.viewer import Viewer
from hopback.portal.ground.statements import Prepared, change_row, run

from ..models import Hop, Traceback

WHOLE = (
    "traceback__candidate__incident",
    "traceback__candidate__campaign",
    "traceback__candidate__certification",
    "provider",
    "downstream__provider",
)


def hold_traceback(traceback: Traceback) -> Traceback:
    """Lock the traceback until the transaction ends and read it as it is now."""
    _lock(traceback.pk)
    return Traceback.objects.select_related(
        "candidate__incident", "candidate__campaign", "candidate__certification"
    ).get(pk=traceback.pk)


def hold(hop: Hop) -> Hop:
    """Lock the hop's traceback, so that one move is made at a time, and read the hop as it is now."""
    _lock(hop.traceback_id)
    held = _HELD.first(pk=hop.pk)
    if held is None:
        raise Hop.DoesNotExist
    return held


def hold_as_read(hop: Hop) -> None:
    """Lock as `hold` does and bring this very row up to date; what hangs on it stays as it was read."""
    _lock(hop.traceback_id)
    is_now = _BARE.first(pk=hop.pk)
    if is_now is None:
        raise Hop.DoesNotExist
    for field in Hop._meta.concrete_fields:
        if getattr(hop, field.attname) != getattr(is_now, field.attname):
            setattr(hop, field.attname, getattr(is_now, field.attname))


_BARE = Prepared(lambda pk: Hop.every.filter(pk=pk), pk=int)
_HELD = Prepared(lambda pk: Hop.every.select_related(*WHOLE).filter(pk=pk), pk=int)


def _lock(traceback: int) -> None:
    """SQLite has one writer at a time anyway."""
    if connection.features.has_select_for_update:
        run("SELECT 1 FROM tracebacks_traceback WHERE id = %s FOR UPDATE", [traceback])


def move(hop: Hop, event: HopEvent, *, now: datetime, **facts: Any) -> None:
    """Make one move of the table and note the facts that come with it; refuses what the table lacks."""
    before, after = HopState(hop.state), next_state(HopState(hop.state), event)
    hop.state = after.value
    if after in OVER and before not in OVER:
        facts.setdefault("over_at", now)
        drop_deadlines(hop, now=now)
    elif after in WAITING:
        facts.setdefault("over_at", None)
    for name, value in facts.items():
        setattr(hop, name, value)
    change_row(hop, "state", *facts)


def drop_deadlines(hop: Hop, *, now: datetime) -> None:
    sql = "UPDATE tracebacks_deadline SET dropped_at = %s WHERE hop_id = %s AND fired_at IS NULL AND dropped_at IS NULL"
    run(sql, [now, hop.pk])


def only_staff(by: Viewer) -> None:
    """Staff act; to everybody else the thing does not exist."""
    if not by.is_staff:
        raise Http404


def may_answer(hop: Hop, by: Viewer) -> None:
    """Its own provider, the holder of its link, or staff on a provider's behalf."""
    own = hop.provider is not None and by.party == hop.provider.public_id
    allowed = {
        "provider": own and (by.scopes is None or "hops" in by.scopes),
        "link": own and by.hop == hop.public_id,
        "staff": True,
    }
    if not allowed.get(by.kind, False):
        raise Http404
