"""One hop in full: every version of its answer, who answers for the provider, and its record (A3.5, XA.1)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from hopback.policy.article_3_traceback.contradictions import Contradiction
from hopback.policy.article_3_traceback.initiation_and_tracking import AnswerKind, HopState
from hopback.portal.providers import queries as providers
from hopback.portal.providers.models import PointOfContact, Provider

from .. import words
from ..models import Answer, AnswerFile, Hop
from .detail import facts_of_answer
from .figures import requests_since, with_first_answer
from .listing import designated
from .signatures import Shown, shown
from .whole import Whole, the_answer

HALF_A_YEAR = timedelta(days=182)


@dataclass(frozen=True, slots=True)
class Version:
    answer: Answer
    facts: list[tuple[str, str, str]]
    files: list[AnswerFile]
    returned_because: str
    holds: bool
    how: str
    icon: str


@dataclass(frozen=True, slots=True)
class Record:
    """A provider over the last six months."""

    tracebacks: int
    point_of_entry: int
    median: timedelta | None
    late: int


@dataclass(frozen=True, slots=True)
class HopDetail:
    row: Hop
    name: str
    pills: list[tuple[str, str]]
    versions: list[Version]
    contacts: list[PointOfContact]
    hours: str
    record: Record | None
    doubts: list[Contradiction]
    silent: str
    signatures: list[Shown]
    unseen: bool  # a signature came that nobody has looked at yet

    @property
    def current(self) -> Version | None:
        return next((version for version in self.versions if version.holds), None)

    @property
    def earlier(self) -> list[Version]:
        return [version for version in self.versions if not version.holds]


def hop_detail(whole: Whole, row: Hop, now: datetime) -> HopDetail:
    provider = row.provider
    state, colour = words.STATES[HopState(row.state)]
    given = whole.designations.get(row.pk, [])
    pills = [(each.value, words.DESIGNATIONS[each]) for each in given] or [(state, colour)]
    contacts = providers.contacts_of([provider])[provider.pk] if provider else {}
    return HopDetail(
        row=row,
        name=provider.name if provider else "not identified yet",
        pills=pills,
        versions=_versions(whole, row),
        contacts=[contacts[kind] for kind in PointOfContact.Kind.values if kind in contacts],
        hours=f"{provider.opens:%H:%M}–{provider.closes:%H:%M} {provider.zone.replace('_', ' ')}" if provider else "",
        record=record_of(provider, now) if provider else None,
        doubts=[one for one in whole.contradictions if row.public_id in one.hops],
        silent=_silent(row),
        signatures=_signatures(whole, row),
        unseen=_unseen(whole, row),
    )


def _signatures(whole: Whole, row: Hop) -> list[Shown]:
    """Of the answer that holds; with the first hop also the one that came with the call."""
    holds = the_answer(row)
    mine = [one for one in whole.looks if holds and one.answer_id == holds.pk]
    if row.position == 1 and not row.second_end:
        mine += [one for one in whole.looks if one.answer_id is None]
    return list(shown(mine))


def _unseen(whole: Whole, row: Hop) -> bool:
    holds, looked = the_answer(row), {one.answer_id for one in whole.looks}
    if holds and holds.passport and holds.pk not in looked:
        return True
    came = bool(whole.traceback.candidate.incident.identity_header)
    return came and row.position == 1 and not row.second_end and None not in looked


def _versions(whole: Whole, row: Hop) -> list[Version]:
    """Newest first."""
    holds = the_answer(row)
    said = sorted(row.answers.all(), key=lambda answer: -answer.version)
    return [
        Version(
            answer=answer,
            facts=facts_of_answer(answer, foreign=_upstream_foreign(whole, row, answer)),
            files=list(answer.files.all()),
            returned_because=answer.returned.reason if hasattr(answer, "returned") else "",
            holds=answer == holds,
            how=words.CHANNELS[answer.channel][0],
            icon=words.CHANNELS[answer.channel][1],
        )
        for answer in said
    ]


def _upstream_foreign(whole: Whole, row: Hop, answer: Answer) -> bool:
    if answer.kind != AnswerKind.UPSTREAM:
        return False
    above = next((other for other in whole.rows if other.downstream_id == row.pk), None)
    return bool(above and whole.foreign(above))


def _silent(row: Hop) -> str:
    """Why there is no answer, where there is none."""
    says = {
        HopState.IDENTIFYING: "Nobody is asked until staff say who this provider is.",
        HopState.ASKED: "No answer yet.",
        HopState.INVESTIGATING: "It began to investigate; no answer yet.",
        HopState.NO_RESPONSE: "It did not answer in time.",
        HopState.NOT_ASKED: "Found non-cooperative, so the trace ended here. You can choose to ask on (A1.9).",
        HopState.WITHDRAWN: "The traceback was withdrawn before it answered.",
        HopState.SUPERSEDED: "Put aside: a correction took the path elsewhere.",
    }
    return says.get(HopState(row.state), "")


def record_of(provider: Provider, now: datetime) -> Record:
    """How often it was asked in the last six months, how fast it was, how often it let calls in (A2.6)."""
    hops = with_first_answer(requests_since(now - HALF_A_YEAR, now).filter(provider=provider))
    rows = list(hops.values_list("traceback", "received_at", "due_at", "first_at"))
    took = [first_at - received_at for _, received_at, _, first_at in rows if first_at]
    late = sum(1 for _, _, due_at, first_at in rows if (first_at or now) > due_at)
    entries = designated("U.S. Point of Entry").filter(provider=provider, received_at__gte=now - HALF_A_YEAR)
    return Record(
        tracebacks=len({row[0] for row in rows}),
        point_of_entry=entries.values("traceback").distinct().count(),
        median=timedelta(seconds=median(one.total_seconds() for one in took)) if took else None,
        late=late,
    )
