"""The path of a traceback: its hops in order, as rows and as policy reads them (A1.9)."""

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime

from hopback.policy.article_1_definitions import ControlGroups, Standing
from hopback.policy.article_3_traceback import initiation_and_tracking as tracking
from hopback.policy.article_3_traceback.contradictions import Claim, Evidence
from hopback.policy.article_3_traceback.initiation_and_tracking import AnswerKind, HopState
from hopback.portal.ground.statements import Prepared
from hopback.portal.providers import queries as providers
from hopback.portal.providers.models import Provider

from .. import spoofing
from ..models import Answer, Hop, Signature, Traceback
from .signatures import signed

type Groups = Callable[[str], frozenset[str]]  # the control group of a provider, by public ids


def hops_on(traceback: Traceback) -> list[Hop]:
    """Hops still on the path, terminating provider first, with their answers at hand."""
    rows = _ON_THE_PATH(traceback=traceback.pk)
    for row in rows:
        row.traceback = traceback
    with_answers(rows, _SAID(traceback=traceback.pk))
    return rows


def with_answers(rows: Iterable[Hop], answers: Iterable[Answer]) -> None:
    """Put answers where `hop.answers.all()` finds them, as prefetched."""
    by_hop = {row.pk: row for row in rows}
    found: dict[int, list[Answer]] = {pk: [] for pk in by_hop}
    for answer in answers:
        if answer.hop_id in by_hop:
            answer.hop = by_hop[answer.hop_id]
            found[answer.hop_id].append(answer)
    for pk, row in by_hop.items():
        said = row.answers.all()
        said._result_cache = found[pk]
        row.__dict__.setdefault("_prefetched_objects_cache", {})["answers"] = said


_ON_THE_PATH = Prepared(
    lambda traceback: (
        Hop.objects.on_the_path()
        .filter(traceback=traceback)
        .select_related("provider", "downstream__provider")
        .order_by("position", "pk")
    ),
    traceback=int,
)
_SAID = Prepared(
    lambda traceback: (
        Answer.objects.filter(hop__traceback=traceback)
        .select_related("upstream", "returned")
        .order_by("hop", "version")
    ),
    traceback=int,
)
_PUT_ASIDE = Prepared(
    lambda traceback: Hop.objects.filter(traceback=traceback, state=HopState.SUPERSEDED.value).select_related(
        "provider"
    ),
    traceback=int,
)


_BESIDE = Prepared(
    lambda traceback: Hop.every.filter(traceback=traceback, second_end=True).select_related("provider"), traceback=int
)


def last_answer(hop: Hop) -> Answer | None:
    """The version that holds: the newest, unless it was given back as incomplete."""
    said = sorted(hop.answers.all(), key=lambda answer: answer.version)
    return said[-1] if said and not hasattr(said[-1], "returned") else None


def policy_path(
    rows: Iterable[Hop], facts: "dict[int, providers.Facts] | None" = None, groups: Groups | None = None
) -> list[tracking.Hop]:
    """The same path in policy's words: no withdrawn hop unless nothing else is left.

    `groups`, of `groups_on`, where it matters who counts as one provider (A1.1).
    """
    rows = list(rows)
    if facts is None:
        facts = providers.facts_of({row.provider for row in rows if row.provider})
    return [_policy_hop(row, facts.get(row.provider_id), groups or _by_itself) for row in rows]


def groups_on(traceback: Traceback, control: ControlGroups | None = None) -> Groups:
    """Who counted as one provider on the day of the call (A1.1)."""
    control = control or providers.control_groups()
    on = traceback.candidate.incident.called_at.date()
    return lambda provider: control.of(provider, on)


def _by_itself(provider: str) -> frozenset[str]:
    return frozenset({provider})


def _policy_hop(row: Hop, facts: "providers.Facts | None", groups: Groups) -> tracking.Hop:
    said = last_answer(row) if row.state == HopState.ANSWERED else None
    return tracking.Hop(
        id=row.public_id,
        provider=row.provider.public_id if row.provider else "",
        foreign=facts.foreign if facts else _said_foreign(row),
        state=HopState(row.state),
        answer=AnswerKind(said.kind) if said else None,
        cooperative=None
        if facts is None or facts.standing is Standing.UNKNOWN
        else facts.standing is Standing.COOPERATIVE,
        late=bool(said and said.late),
        group=groups(row.provider.public_id) if row.provider else frozenset(),
    )


def _said_foreign(row: Hop) -> bool:
    """A provider still to be identified is foreign as far as its downstream provider's word goes."""
    said = last_answer(row.downstream) if row.downstream else None
    return bool(said and said.contact.get("country", "US") != "US")


def evidence(
    traceback: Traceback,
    rows: Sequence[Hop],
    superseded: Iterable[Hop] | None = None,
    groups: Groups | None = None,
    looks: Iterable[Signature] | None = None,
    beside: Iterable[Hop] | None = None,
    spoofed: str | None = None,
) -> Evidence:
    """What was claimed about the call on and off the path, for contradictions to be found.

    A provider signs under the numbers of its control group too, where `groups` says which that is. `looks`: at the
    signatures of the call, `beside`: its second ends, `spoofed`: why its number was not the caller's,
    where they are at hand (A1.8).
    """
    incident = traceback.candidate.incident
    signature = signed(traceback, looks)
    if superseded is None:
        superseded = _PUT_ASIDE(traceback=traceback.pk)
        if superseded:
            with_answers(superseded, _SAID(traceback=traceback.pk))
    groups = groups or _by_itself
    if spoofed is None:
        spoofed = spoofing.why([traceback.candidate]).get(traceback.candidate_id, "")
    if beside is None:
        beside = _BESIDE(traceback=traceback.pk)
        if beside:
            with_answers(beside, _SAID(traceback=traceback.pk))
    claims = [claim for row in (*rows, *superseded, *beside) if (claim := _claim(row, groups))]
    return Evidence(
        calling=incident.calling,
        called=incident.called,
        called_at=incident.called_at,
        signer=signature.ocn,
        attestation=signature.attestation,
        revoked_at=signature.revoked_at,
        spoofed=spoofed,
        signs_as={row.public_id: _signs_as(row.provider, groups) for row in rows if row.provider},
        claims=tuple(claims),
        beyond_retention=frozenset(row.public_id for row in rows if _no_longer_kept(row, incident.called_at)),
    )


def _no_longer_kept(row: Hop, called_at: datetime) -> bool:
    """Its provider finds nothing, and says that its oldest record is from a later day."""
    said = last_answer(row)
    return bool(said and said.records_since and said.records_since > called_at.astimezone(UTC).date())


def _signs_as(provider: Provider, groups: Groups) -> frozenset[str]:
    group = groups(provider.public_id)
    return providers.ocns_of(group) if len(group) > 1 else frozenset(provider.ocns)


def _claim(row: Hop, groups: Groups) -> Claim | None:
    said = last_answer(row)
    if said is None:
        return None
    provider = row.provider.public_id if row.provider else ""
    return Claim(
        hop=row.public_id,
        provider=provider,
        group=groups(provider) if provider else frozenset(),
        on_path=row.state != HopState.SUPERSEDED and not row.second_end,
        beside=row.second_end,
        kind=AnswerKind(said.kind),
        calling=said.calling_as_received,
        called=said.called_as_received,
        called_at=said.called_at_as_recorded,
    )
