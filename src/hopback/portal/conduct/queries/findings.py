"""Findings as far as the asker may see: staff all, a provider's people their own; and whose turn it is (A1.3)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db.models import Prefetch, QuerySet

from hopback.policy.article_1_conduct import FACTORS, STATES, WHO_MOVES, Factor, State, state_of
from hopback.portal.accounts.models import Kind
from hopback.portal.accounts.viewer import Viewer
from hopback.portal.providers.models import StandingFinding

from ..models import Finding, Lifting, Reply


@dataclass(frozen=True, slots=True)
class Ground:
    """A factor as the frozen sheet has it."""

    factor: Factor
    count: int
    of: int
    median: str  # of the peers; "" where they are too few

    @property
    def label(self) -> str:
        return FACTORS[self.factor].label

    @property
    def among(self) -> str:
        return FACTORS[self.factor].of

    @property
    def share(self) -> float | None:
        return 100 * self.count / self.of if self.of else None

    @property
    def usual(self) -> float | None:
        return 100 * float(self.median) if self.median else None


@dataclass(frozen=True, slots=True)
class Told:
    """One finding with all that was said about it."""

    row: Finding
    now: datetime
    replies: list[Reply]
    liftings: list[Lifting]

    @property
    def state(self) -> State:
        fact = self.row.fact
        return state_of(
            answered=any(one.kind == Reply.Kind.ANSWER for one in self.replies),
            answer_until=self.row.answer_until,
            now=self.now,
            confirmed=self.row.is_confirmed,
            dropped=self.row.dropped_at is not None,
            contested=self.contest is not None,
            to_lift=self.lifting is not None,
            lifted=fact is not None and fact.lifted_at is not None,
        )

    @property
    def label(self) -> str:
        return STATES[self.state]

    @property
    def who_moves(self) -> str:
        return WHO_MOVES[self.state]

    @property
    def stands(self) -> bool:
        return self.state in {State.STANDING, State.CONTESTED, State.TO_LIFT}

    @property
    def contest(self) -> Reply | None:
        """What nobody has reviewed yet."""
        open_ = (one for one in self.replies if one.kind == Reply.Kind.CONTEST and not hasattr(one, "review"))
        return next(open_, None)

    @property
    def lifting(self) -> Lifting | None:
        return next((one for one in self.liftings if not (one.is_confirmed or one.dropped_at)), None)

    @property
    def grounds(self) -> list[Ground]:
        return [_ground(name, self.row.sheet["factors"][name]) for name in self.row.factors]

    def events(self, *, staff: bool) -> "list[Event]":
        """What happened, in its order. A provider is not told who of staff it was, nor what waits to be confirmed."""
        found = [*_of_finding(self.row), *(each for one in self.replies for each in _of_reply(one))]
        found += [each for one in self.liftings for each in _of_lifting(one, staff)]
        return [one if staff or one.theirs else replace(one, who="") for one in sorted(found, key=lambda one: one.at)]

    @property
    def since(self) -> date:
        return date.fromisoformat(self.row.sheet["since"])

    @property
    def until(self) -> date:
        return date.fromisoformat(self.row.sheet["until"])


def _ground(name: str, kept: dict[str, Any]) -> Ground:
    return Ground(Factor(name), kept["count"], kept["of"], kept["peers"].get("median", ""))


@dataclass(frozen=True, slots=True)
class Event:
    """`theirs`: the provider's own people did it."""

    at: datetime
    label: str
    words: str
    who: str
    theirs: bool = False


def _of_finding(row: Finding) -> Iterator[Event]:
    yield Event(row.proposed_at, "Proposed", "", row.proposed_by)
    if row.confirmed_at:
        yield Event(row.confirmed_at, "Confirmed by a second person", "", row.confirmed_by)
    if row.dropped_at:
        yield Event(row.dropped_at, "Dropped", row.dropped_because, row.dropped_by)


def _of_reply(reply: Reply) -> Iterator[Event]:
    how = {"staff": ", who wrote it down", "link": ", by the mailed link"}.get(reply.channel, "")
    theirs = reply.channel != "staff"
    yield Event(reply.said_at, reply.get_kind_display(), reply.words, f"{reply.said_by}{how}", theirs)
    if (review := getattr(reply, "review", None)) is not None:
        label = "Looked at again: it stands" if review.upheld else "Looked at again: to be lifted"
        yield Event(review.reviewed_at, label, review.reasons, review.reviewed_by)


def _of_lifting(lifting: Lifting, staff: bool) -> Iterator[Event]:
    if staff:
        yield Event(lifting.proposed_at, "Lifting proposed", lifting.reasons, lifting.proposed_by)
    if lifting.confirmed_at:
        words = "" if staff else lifting.reasons
        yield Event(lifting.confirmed_at, "Lifted", words, lifting.confirmed_by)
    if lifting.dropped_at and staff:
        yield Event(lifting.dropped_at, "Not lifted", lifting.dropped_because, lifting.dropped_by)


def visible_to(viewer: Viewer | None) -> QuerySet[Finding]:
    """People alone: of staff all, of a provider its own, the holder of a mailed link the one it is about."""
    rows = Finding.objects.order_by("-proposed_at", "-pk")
    if viewer is None or viewer.scopes is not None:
        return rows.none()
    if viewer.is_staff:
        return rows
    if viewer.kind == Kind.PROVIDER and viewer.party:
        return rows.filter(provider__public_id=viewer.party)
    if viewer.kind == "link" and viewer.about:
        return rows.filter(public_id=viewer.about, provider__public_id=viewer.party)
    return rows.none()


def told(rows: QuerySet[Finding], now: datetime) -> list[Told]:
    """Any number in four reads."""
    near = rows.select_related("provider", "fact__provider").prefetch_related(
        Prefetch("replies", Reply.objects.select_related("review")),
        Prefetch("fact__liftings", Lifting.objects.order_by("pk")),
    )
    return [Told(row, now, list(row.replies.all()), list(row.fact.liftings.all()) if row.fact else []) for row in near]


def on_record() -> Iterable[StandingFinding]:
    """Facts that hold and were found before two people had to: they can be lifted, like all others."""
    return StandingFinding.objects.filter(lifted_at=None, finding=None).select_related("provider").order_by("found_at")
