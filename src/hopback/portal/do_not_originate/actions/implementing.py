"""Who took a listing in says so with the day; and tells, if it wants, what it sees in its own area (XB.7, XB.8)."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.http import Http404

from hopback.policy.appendix_b_do_not_originate import check_implemented
from hopback.portal.accounts.viewer import Viewer
from hopback.portal.logbook import actions as logbook

from ..models import Implementation, Listing, Statistic
from ..queries.readers import may_take, name_of
from ..queries.versions import listing_of_each
from ..refusals import NotInThatState, StatisticsWrong
from ._common import enter, hold


@transaction.atomic
def report_implementation(
    *, listing: Listing, implemented_on: date | None, party: str = "", by: Viewer, now: datetime
) -> Implementation:
    """By the one who did it; `party`: staff write down what somebody told them. Reported again, the last day counts."""
    who, held = _who(by, party, now), hold(listing)
    if not held.approved_at or held.removed_at:
        raise NotInThatState("This is not listed any more: take its numbers out.")
    check_implemented(implemented_on, listed_on=held.approved_at.date(), today=now.date())
    told = {"name": name_of(who), "implemented_on": implemented_on, "reported_by": by.name, "reported_at": now,
            "taken_out_on": None}  # fmt: skip
    made, _ = Implementation.objects.update_or_create(listing=held, party=who, defaults=told)
    enter(held, "implemented", by=by, now=now, party=who, name=made.name, implemented_on=str(implemented_on))
    return made


@transaction.atomic
def report_taken_out(
    *, listing: Listing, taken_out_on: date, party: str = "", by: Viewer, now: datetime
) -> Implementation:
    """Its numbers are stopped there no more: because it was removed, or because the member chose so."""
    who, held = _who(by, party, now), hold(listing)
    found = Implementation.objects.filter(listing=held, party=who).first()
    if found is None:
        raise NotInThatState("It was not reported as implemented.")
    check_implemented(taken_out_on, listed_on=found.implemented_on, today=now.date())
    found.taken_out_on = taken_out_on
    found.save(update_fields=["taken_out_on"])
    enter(held, "taken_out", by=by, now=now, party=who, name=found.name, taken_out_on=str(taken_out_on))
    return found


def _who(by: Viewer, party: str, now: datetime) -> str:
    """A reader of the registry for itself; staff for one of them."""
    who = party if by.is_staff else by.party
    if (party and not by.is_staff) or not may_take(who, now):
        raise Http404
    return who


@transaction.atomic
def give_statistics(*, counts: Iterable[tuple[str, int]], by: Viewer, now: datetime) -> int:
    """Calls that a member saw, by the number they showed. Numbers that are not listed are passed over, not kept.

    Returns how many listings have a figure now. What it gave before is replaced."""
    who = _who(by, "", now)
    given = list(counts)
    found = listing_of_each([number for number, _ in given])
    sums: Counter[int] = Counter()
    for number, calls in given:
        if number in found:
            sums[found[number]] += calls
    if not sums:
        raise StatisticsWrong("None of these numbers is listed.")
    Statistic.objects.filter(party=who).delete()
    rows = [Statistic(listing_id=pk, party=who, calls=n, given_by=by.name, given_at=now) for pk, n in sums.items()]
    Statistic.objects.bulk_create(rows, batch_size=1_000)
    told = {"listings": len(rows), "numbers": len(given)}
    logbook.record(by=by, now=now, verb="do_not_originate.statistics_given", about=who, **told)
    return len(rows)
