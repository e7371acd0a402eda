"""Which standard mail goes to whom (A3.5, A3.8, A3.11)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from hopback.policy.article_3_traceback.communications import NoticeKind
from hopback.policy.article_3_traceback.confidentiality import end_shown
from hopback.policy.article_3_traceback.initiation_and_tracking import HopState
from hopback.portal.accounts.viewer import Viewer
from hopback.portal.disclosures.actions import disclosed
from hopback.portal.ground.statements import run
from hopback.portal.notices import actions as notices
from hopback.portal.notices.models import Delivery, Notice
from hopback.portal.providers import queries as providers
from hopback.portal.sourcing.models import Candidate
from hopback.portal.webhooks import actions as webhooks
from hopback.wire.webhooks import EventType

from ..models import Hop, Traceback
from ..queries.mail_context import context_for, variant_for
from ..queries.path import policy_path

WITH_LINK = {
    NoticeKind.REQUEST,
    NoticeKind.REMINDER,
    NoticeKind.OVERDUE,
    NoticeKind.CLOSED_NO_RESPONSE,
    NoticeKind.ANSWER_RETURNED,
    NoticeKind.EXTENSION_GRANTED,
}


def tell(
    hop: Hop,
    kind: NoticeKind,
    *,
    by: Viewer,
    now: datetime,
    with_back_up: bool = False,
    back_up_only: bool = False,
    link_nonce: str = "",
    **extra: Any,
) -> Notice | None:
    """Put one mail about a hop into the outbox; None where the provider has no such contact."""
    assert hop.provider is not None
    to = _recipients(hop, with_back_up=with_back_up, back_up_only=back_up_only)
    if not to:
        return None
    variant = variant_for(hop.provider, backup=back_up_only)
    context = context_for(hop, variant, now=now, contact_name=to[0].name, **extra)
    return notices.post(
        kind=_kind(kind, hop),
        variant=variant.name,
        to=to,
        context=context,
        traceback=hop.traceback.public_id,
        hop=hop.public_id,
        party=hop.provider.public_id,
        link_nonce=(link_nonce or _link_nonce(hop)) if kind in WITH_LINK else "",
        thread=hop.public_id,
        by=by,
        now=now,
    )


def _kind(kind: NoticeKind, hop: Hop) -> str:
    forward = hop.traceback.candidate.purpose == Candidate.Purpose.TRACE_FORWARD
    return "trace_forward_request" if forward and kind is NoticeKind.REQUEST else kind.value


def _recipients(hop: Hop, *, with_back_up: bool, back_up_only: bool) -> list[notices.Recipient]:
    assert hop.provider is not None
    known = providers.contacts(hop.provider)
    primary, back_up = (known.get(role) for role in Delivery.Role.values)
    chosen = []
    if primary and not back_up_only and not primary.unreachable_since:
        chosen.append(notices.Recipient(primary.email, primary.full_name, Delivery.Role.PRIMARY.value))
    if back_up and (with_back_up or back_up_only or not chosen):
        chosen.append(notices.Recipient(back_up.email, back_up.full_name, Delivery.Role.BACK_UP.value))
    return chosen


def _link_nonce(hop: Hop) -> str:
    sql = "SELECT nonce FROM tracebacks_hoplink WHERE hop_id = %s ORDER BY made_at DESC, id DESC LIMIT 1"
    return next((nonce for (nonce,) in run(sql, [hop.pk])), "")


def reached_back_up(hop: Hop) -> bool:
    """Whether the request of this hop has been sent to the back-up contact already."""
    return Delivery.objects.filter(notice__hop=hop.public_id, role=Delivery.Role.BACK_UP).exists()


def tell_machines(hop: Hop, event: EventType, *, by: Viewer, now: datetime) -> None:
    """The same by machine, where the provider has webhooks: the id of its own hop and nothing else (A3.11)."""
    assert hop.provider is not None
    webhooks.post(event=event, party=hop.provider.public_id, hop=hop.public_id, by=by, now=now)


def tell_end(traceback: Traceback, rows: Sequence[Hop], *, by: Viewer, now: datetime) -> None:
    """Tell each downstream provider, once, where the investigation ended, and nothing else (A3.11)."""
    end = end_shown(policy_path(rows), {row.provider.public_id: row.provider.name for row in rows if row.provider})
    told = {rows[-1].provider_id} if rows else set()
    for row in rows:
        if row.state == HopState.ANSWERED and row.provider_id not in told:
            told.add(row.provider_id)
            row.traceback = traceback
            tell(row, NoticeKind.ENDED, by=by, now=now, end=end)
    if len(told) > 1:
        _disclose_end(traceback, rows[-1], len(told) - 1, by=by, now=now)


def _disclose_end(traceback: Traceback, last: Hop, told: int, *, by: Viewer, now: datetime) -> None:
    """Of the provider at the end, where it was asked. It is not told who and how many were told (A3.11)."""
    if last.provider is None or last.asked_at is None:
        return
    disclosed(
        of=[last.provider.public_id],
        to=f"{told} of the providers that had answered",
        told_as="Providers of this traceback that had answered",
        what="where the investigation ended",
        basis="Once a traceback is closed, a downstream provider learns where it ended",
        clause_id="A3.11",
        about=traceback.public_id,
        label=traceback.number,
        traceback=traceback.public_id,
        by=by,
        now=now,
    )


def tell_reopened(traceback: Traceback, *, because: str, by: Viewer, now: datetime) -> None:
    """Whoever was told where it ended learns that this no longer holds, unless it has closed again (A3.7, A3.11)."""
    if traceback.closed_at is not None:
        return
    told = Notice.objects.filter(traceback=traceback.public_id, kind=NoticeKind.ENDED.value).values_list("hop")
    rows = traceback.hops.on_the_path().filter(public_id__in=[hop for (hop,) in told], state=HopState.ANSWERED.value)
    for row in rows.select_related("provider", "downstream__provider").order_by("position"):
        row.traceback = traceback
        tell(row, NoticeKind.REOPENED, by=by, now=now, reason=because)


def tell_closed(rows: Sequence[Hop], *, by: Viewer, now: datetime) -> None:
    """Every machine whose provider was asked, each by its own hop; where it ended is asked of the API (A3.11)."""
    for row in rows:
        if row.provider is not None and row.asked_at is not None:
            tell_machines(row, EventType.TRACEBACK_CLOSED, by=by, now=now)
