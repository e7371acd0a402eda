"""The facts of a period as policy counts them, and the sheets that follow (A1.3). The clock is not asked: the same
rows give the same sheet."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.db.models import QuerySet

from hopback.policy import article_1_conduct as conduct
from hopback.policy.appendix_a_mitigation import CLAIMS
from hopback.policy.article_1_conduct import Facts, Notified, Request, Timing
from hopback.policy.article_3_traceback.answers import Mitigation as Did
from hopback.policy.article_3_traceback.designations import Designation, designations
from hopback.policy.article_3_traceback.initiation_and_tracking import AnswerKind, HopState, Status
from hopback.policy.figures import CONDUCT_PERIOD
from hopback.portal.customers.models import Mitigation
from hopback.portal.customers.queries import mitigations
from hopback.portal.providers import queries as providers
from hopback.portal.providers.models import Provider
from hopback.portal.tracebacks.models import Answer, Hop
from hopback.portal.tracebacks.queries.endings import paths
from hopback.portal.tracebacks.queries.listing import OFF

ORIGINS = {Designation.US_ORIGIN, Designation.INTERNATIONAL_ORIGIN}
UNFOUND = {AnswerKind.NOT_FOUND, AnswerKind.CANNOT_ANSWER}


@dataclass(frozen=True, slots=True)
class Period:
    """Days of UTC, both included."""

    since: date
    until: date

    @property
    def begins(self) -> datetime:
        return datetime.combine(self.since, time(), UTC)

    @property
    def ends(self) -> datetime:
        return datetime.combine(self.until + timedelta(days=1), time(), UTC)


def period_ending(until: date) -> Period:
    """The one that is looked at where nobody says otherwise."""
    return Period(until - CONDUCT_PERIOD + timedelta(days=1), until)


def sheet_of(provider: Provider, period: Period, facts: Facts | None = None) -> conduct.Sheet:
    """Of the group that the provider is of on the last day of the period (A1.1)."""
    facts = facts or facts_of(period)
    return conduct.sheet_of(facts.groups.of(provider.public_id, period.until), facts, period.since, period.until)


def all_sheets(period: Period) -> dict[frozenset[str], conduct.Sheet]:
    """Of every group that was asked or notified then; the same reads for any number of them."""
    return conduct.sheets(facts_of(period), period.since, period.until)


def facts_of(period: Period) -> Facts:
    rows = providers.with_facts(Provider.objects.all()).filter(foreign_now=True)
    return Facts(
        requests=tuple(_requests(period)),
        notified=tuple(_notified(period)),
        foreign=frozenset(rows.values_list("public_id", flat=True)),
        groups=providers.control_groups(),
    )


COLUMNS = (
    "pk", "public_id", "provider__public_id", "received_at", "position", "state", "traceback", "traceback__closed_at",
    "traceback__closed_as", "traceback__candidate__campaign__public_id",
)  # fmt: skip


def _requests(period: Period) -> Iterable[Request]:
    """Requests that reached a provider in the period and are on their path still."""
    hops = Hop.objects.filter(received_at__gte=period.begins, received_at__lt=period.ends).exclude(state__in=OFF)
    rows = list(hops.exclude(provider=None).values_list(*COLUMNS))
    said = _said(hops)
    closed = {row[6] for row in rows if row[7] is not None and row[8] != Status.WITHDRAWN}
    given = _designated(closed)
    for pk, hop, provider, received, position, state, traceback, *_, campaign in rows:
        mine = given.get(hop, frozenset())
        answers = said.get(pk, [])
        yield Request(
            provider=provider,
            hop=hop,
            on=received.astimezone(UTC).date(),
            timing=_timing(state, answers),
            campaign=campaign or "",
            first=position == 1,
            said=bool(answers),
            returned=any(returned for *_, returned in answers),
            not_found=state == HopState.ANSWERED and bool(answers) and answers[-1][0] in UNFOUND,
            closed=traceback in closed,
            origin=bool(mine & ORIGINS),
            point_of_entry=Designation.US_POINT_OF_ENTRY in mine,
            point_of_departure=Designation.FOREIGN_POINT_OF_DEPARTURE in mine,
        )


type Said = tuple[str, bool, bool]  # its kind, late, given back


def _said(hops: QuerySet[Hop]) -> dict[int, list[Said]]:
    """What was said on each, in the order of its versions."""
    found: dict[int, list[Said]] = defaultdict(list)
    rows = Answer.objects.filter(hop__in=hops).order_by("hop", "version")
    for hop, kind, late, returned in rows.values_list("hop", "kind", "late", "returned__pk"):
        found[hop].append((kind, late, returned is not None))
    return found


def _timing(state: str, answers: list[Said]) -> Timing:
    """By the first answer that was not given back; what a later correction says changes nothing of when."""
    if state == HopState.NO_RESPONSE:
        return Timing.NONE
    if state != HopState.ANSWERED:
        return Timing.OPEN
    late = next((late for _, late, returned in answers if not returned), False)
    return Timing.LATE if late else Timing.ON_TIME


def _designated(closed: set[int]) -> dict[str, frozenset[Designation]]:
    """By public id of the hop, of paths as they stand."""
    found: dict[str, frozenset[Designation]] = {}
    for path in paths(closed).values():
        found |= {hop.id: given for hop, given in zip(path, designations(path), strict=True)}
    return found


def _notified(period: Period) -> Iterable[Notified]:
    """Who was asked in the period what it did, and what became of that (XA.5)."""
    asked = Mitigation.objects.filter(asked_at__gte=period.begins, asked_at__lt=period.ends, withdrawn_at=None)
    for told in mitigations.with_later_ones(mitigations.whole(asked)):
        last: Any = told.last
        yield Notified(
            provider=told.row.provider.public_id,
            about=told.row.public_id,
            on=told.row.asked_at.astimezone(UTC).date(),
            answered=told.state == mitigations.ANSWERED,
            claimed=last is not None and Did(last.did) in CLAIMS,
            seen_again=bool(told.again),
        )
