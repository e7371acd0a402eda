"""From the message a provider sent to the row that keeps it, checked against policy (A3.2, A3.3, XA.4)."""

from datetime import datetime
from typing import Any

from hopback.policy.article_3_traceback.initiation_and_tracking import AnswerKind, Claim, check_answer
from hopback.portal.accounts.viewer import Viewer
from hopback.portal.ground.statements import Prepared, add_rows
from hopback.portal.providers import queries as providers
from hopback.portal.providers.models import Provider
from hopback.wire.answers import AnswerIn

from ..models import Answer, Hop
from ..refusals import UnknownUpstream

COPIED = (
    "trunk",
    "originating_point_code",
    "destination_point_code",
    "call_id",
    "calling_as_received",
    "called_as_received",
    "called_at_as_recorded",
    "attestation",
    "passport",
    "searched",
    "records_since",
    "reason",
    "mitigation_note",
    "comment",
)
SAID = {
    AnswerKind.ORIGINATED: "the call came from your own customer",
    AnswerKind.NOT_FOUND: "the call was not found in your records",
    AnswerKind.CANNOT_ANSWER: "you cannot answer",
}
IN_THE_LOG = (
    "trunk",
    "source_ip",
    "call_id",
    "attestation",
    "searched",
    "records_since",
    "reason",
    "mitigation",
    "comment",
)


def named_upstream(said: AnswerIn) -> Provider | None:
    """The listed provider an answer names."""
    if not said.upstream:
        return None
    provider = _NAMED.first(public_id=said.upstream)
    if provider is None:
        raise UnknownUpstream(f"{said.upstream} is not a listed provider. Give its name, e-mail and phone instead.")
    return providers.survivor_of(provider) if provider.merged_away else provider  # type: ignore[attr-defined]


_NAMED = Prepared(
    lambda public_id: Provider.objects.filter(public_id=public_id).annotate(merged_away=providers.merged_away()),
    public_id=str,
)


def check(hop: Hop, said: AnswerIn, upstream: Provider | None, *, by: Viewer, now: datetime) -> None:
    """Policy's own check: is the answer complete for its kind, and does it name somebody else (A1.1)?"""
    assert hop.provider is not None
    unlisted = said.unlisted
    claim = Claim(
        kind=said.kind,
        upstream=upstream.public_id if upstream else None,
        upstream_name=unlisted.name if unlisted else "",
        upstream_email=unlisted.email if unlisted else "",
        upstream_phone=unlisted.phone if unlisted else "",
        searched=said.searched,
        reason=said.reason,
        mitigation=said.mitigation,
        mitigation_note=said.mitigation_note,
    )
    group = providers.group_of(hop.provider, now.date())
    check_answer(claim, provider=hop.provider.public_id, group=group, confirmed=by.is_staff)


def row_from(
    said: AnswerIn,
    *,
    hop: Hop,
    upstream: Provider | None,
    version: int,
    channel: str,
    by: Viewer,
    now: datetime,
) -> Answer:
    given = Answer(
        hop=hop,
        version=version,
        kind=said.kind.value,
        upstream=upstream,
        contact=said.unlisted.model_dump() if said.unlisted else {},
        source_ip=str(said.source_ip) if said.source_ip else None,
        vetting=said.customer.model_dump(exclude_defaults=True) if said.customer else {},
        mitigation=said.mitigation.value,
        late=bool(hop.due_at and now > hop.due_at),
        channel=channel,
        answered_by=by.name,
        answered_at=now,
        **{name: getattr(said, name) for name in COPIED},
    )
    add_rows([given])
    return given


def in_words(given: Answer) -> str:
    """What an answer says in its receipt: the kind and whom it names. What was typed freely stays off the mail."""
    if given.kind == AnswerKind.UPSTREAM:
        return f"received from {named_in(given)}"
    return SAID[AnswerKind(given.kind)]


def named_in(given: Answer) -> str:
    """The upstream provider that an answer names, listed or not."""
    return given.upstream.name if given.upstream else str(given.contact.get("name", ""))


def summary(given: Answer) -> dict[str, Any]:
    """What an answer says, for the log: never the called number."""
    words = {name: str(getattr(given, name)) for name in IN_THE_LOG if getattr(given, name)}
    return {"kind": given.kind, "named": named_in(given), "late": given.late, **words}
