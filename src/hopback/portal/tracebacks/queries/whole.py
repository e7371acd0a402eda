"""A traceback read whole: its hops as rows, as policy sees them, and what follows from them (A3.7)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db.models import Prefetch

from hopback.policy.article_1_definitions import ControlGroups
from hopback.policy.article_3_traceback import initiation_and_tracking as tracking
from hopback.policy.article_3_traceback.contradictions import Contradiction, Outcome, contradictions, presented_as
from hopback.policy.article_3_traceback.designations import Designation, designations
from hopback.policy.article_3_traceback.initiation_and_tracking import WAITING, HopState, Status
from hopback.portal.providers import queries as providers

from .. import spoofing
from ..models import Answer, Hop, Signature, Traceback
from .path import Groups, evidence, groups_on, last_answer, policy_path


@dataclass
class Whole:
    """`rows` and `path` go side by side, terminating provider first; `put_aside` was superseded."""

    traceback: Traceback
    rows: list[Hop]
    put_aside: list[Hop]
    facts: dict[int, providers.Facts]
    control: ControlGroups
    spoofed: str = ""  # why the calling number was not the caller's (A1.8)
    second_ends: list[Hop] = field(default_factory=list)  # signed the call and are asked beside the chain
    looks: list[Signature] = field(default_factory=list)  # at signatures of the call (A1.8)

    @cached_property
    def path(self) -> list[tracking.Hop]:
        return policy_path(self.rows, self.facts, self._groups)

    @cached_property
    def _groups(self) -> Groups:
        return groups_on(self.traceback, self.control)

    @cached_property
    def status(self) -> Status:
        return tracking.status(self.path)

    @cached_property
    def designations(self) -> dict[int, list[Designation]]:
        """By primary key of the hop; a withdrawn hop has none."""
        kept = [(row, hop) for row, hop in zip(self.rows, self.path, strict=True) if not _withdrawn(row)]
        given = designations([hop for _, hop in kept])
        return {row.pk: sorted(some) for (row, _), some in zip(kept, given, strict=True)}

    @cached_property
    def contradictions(self) -> list[Contradiction]:
        said = evidence(
            self.traceback, self.rows, self.put_aside, self._groups, self.looks, self.second_ends, self.spoofed
        )
        return contradictions(self.path, said)

    @cached_property
    def outcome(self) -> Outcome:
        return presented_as(self.path, self.contradictions)

    @property
    def waiting(self) -> Hop | None:
        return next((row for row in self.rows if row.state in WAITING), None)

    def foreign(self, row: Hop) -> bool | None:
        """None while nobody knows who the provider is."""
        return self.facts[row.provider_id].foreign if row.provider_id else None


def read(traceback: Traceback, *more: "str | Prefetch[Any]") -> Whole:
    return read_many([traceback], *more)[0]


def read_many(tracebacks: Sequence[Traceback], *more: "str | Prefetch[Any]") -> list[Whole]:
    """
    Any number of tracebacks in seven reads, and one for each of `more` that hangs on a hop.

    Each traceback has its candidate's incident at hand already.
    """
    rows = _rows(tracebacks, more)
    facts = providers.facts_of({row.provider for some in rows.values() for row in some if row.provider})
    control = providers.control_groups()
    looks: dict[int, list[Signature]] = defaultdict(list)
    for look in Signature.objects.filter(traceback__in=tracebacks).order_by("pk"):
        looks[look.traceback_id].append(look)
    spoofed = spoofing.why([traceback.candidate for traceback in tracebacks])
    return [
        _whole(traceback, rows[traceback.pk], facts, control, looks[traceback.pk], spoofed) for traceback in tracebacks
    ]


def _rows(tracebacks: Iterable[Traceback], more: "Sequence[str | Prefetch[Any]]" = ()) -> dict[int, list[Hop]]:
    known = {traceback.pk: traceback for traceback in tracebacks}
    found: dict[int, list[Hop]] = defaultdict(list)
    hops = Hop.every.filter(traceback__in=known).select_related("provider").order_by("position", "pk")
    for row in hops.prefetch_related("answers__returned", *more):
        row.traceback = known[row.traceback_id]
        found[row.traceback_id].append(row)
    for some in found.values():
        here = {row.pk: row for row in some}
        for row in some:
            if row.downstream_id:
                row.downstream = here[row.downstream_id]
    return found


def _whole(
    traceback: Traceback,
    rows: list[Hop],
    facts: dict[int, providers.Facts],
    control: ControlGroups,
    looks: list[Signature],
    spoofed: Mapping[int, str],
) -> Whole:
    chain = [row for row in rows if not row.second_end]
    on_path = [row for row in chain if row.state != HopState.SUPERSEDED]
    put_aside = [row for row in chain if row.state == HopState.SUPERSEDED]
    second_ends = [row for row in rows if row.second_end]
    why = spoofed.get(traceback.candidate_id, "")
    return Whole(traceback, on_path, put_aside, facts, control, spoofed=why, second_ends=second_ends, looks=looks)


def _withdrawn(row: Hop) -> bool:
    return row.state == HopState.WITHDRAWN


def the_answer(row: Hop) -> Answer | None:
    """The version that holds; None while nothing was said, or when it was given back."""
    return last_answer(row)
