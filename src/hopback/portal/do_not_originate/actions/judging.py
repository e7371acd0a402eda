"""The tests, the vetting, and the decision: each a record of who said what, when (XB.2, XB.3)."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.http import Http404

from hopback.policy import appendix_b_do_not_originate as rules
from hopback.policy.appendix_b_do_not_originate import Category, EventKind
from hopback.portal.accounts.models import Kind
from hopback.portal.accounts.viewer import Viewer
from hopback.portal.ground import actions as ground
from hopback.portal.providers.models import Provider

from ..models import Finding, Listing, Number, Recipient, Version, Vetting
from ..queries.judged import findings_of, vettings_of
from ..queries.readers import is_steering
from ..refusals import ListedAlready, NotInThatState
from ._common import enter, only_people_of_staff, reason, still_asked
from ._versions import next_version, publish
from .confirming import ASK, moment_of


@transaction.atomic
def answer_tests(*, listing: Listing, findings: Iterable[rules.Finding], by: Viewer, now: datetime) -> None:
    """The five tests, each with its grounds. A fault of one that must hold stops nothing yet: approving does."""
    only_people_of_staff(by)
    held = still_asked(listing)
    rows = [
        Finding(listing=held, test=each.test.value, holds=each.holds, because=each.because.strip(), made_by=by.name,
                made_at=now)
        for each in findings
    ]  # fmt: skip
    for row in rows:
        if not row.because:
            raise rules.DoesNotQualify("Say on what grounds.", f"{row.test}_because")
    Finding.objects.bulk_create(rows)
    enter(held, "tested", by=by, now=now, findings=[[row.test, row.holds, row.because] for row in rows])


@transaction.atomic
def vet(*, listing: Listing, assigned: bool, legitimate: bool, how: str, by: Viewer, now: datetime) -> Vetting:
    """By the Steering member that serves the organisation, else by staff. Nobody else finds the request (XB.3)."""
    held = still_asked(listing)
    who = rules.who_vets(Category(held.recipient.category), _served_by(held))
    if who is None:
        raise NotInThatState("The request of a government body is not vetted further.")
    if who:
        if by.kind != Kind.PROVIDER or by.party != who or by.scopes is not None or not is_steering(who, now):
            raise Http404
    else:
        only_people_of_staff(by)
    member = Provider.objects.get(public_id=who) if who else None
    told = {"assigned": assigned, "legitimate": legitimate, "how": reason(how), "made_by": by.name, "made_at": now}
    made = Vetting.objects.create(listing=held, member=member, **told)
    said = {"assigned": assigned, "legitimate": legitimate, "how": made.how}
    enter(held, "vetted", by=by, now=now, member=member.name if member else "", **said)
    return made


def _served_by(listing: Listing) -> str:
    return listing.recipient.served_by.public_id if listing.recipient.served_by else ""


@transaction.atomic
def approve(*, listing: Listing, by: Viewer, now: datetime) -> Version:
    """It qualifies, is vetted and has its event: its numbers are listed from this moment on (XB.1-XB.3)."""
    only_people_of_staff(by)
    held = still_asked(listing)
    category = Category(held.recipient.category)
    rules.check_letter(held.letter_on, now.date())
    rules.check_qualifies(findings_of(held))
    event = held.event_kind and rules.Event(
        EventKind(held.event_kind), held.calls_a_day, held.event_words, held.consulted
    )
    rules.check_event(category, event or None)
    rules.check_vetted(category, _served_by(held), vettings_of(held))
    _refuse_taken(held)
    held.approved_by, held.approved_at = by.name, now
    held.priority = rules.band(category, held.calls_a_day)
    held.save(update_fields=["approved_by", "approved_at", "priority"])
    number = next_version()
    rows = Number.objects.filter(listing=held, listed_in=None).update(listed_in=number)
    _begin_rounds(held.recipient, by=by, now=now)
    short = [found.test.value for found in rules.short_of(findings_of(held))]
    enter(held, "approved", by=by, now=now, numbers=rows, version=number, priority=held.priority, short_of=short)
    return publish(held, number, Version.What.LISTED, rows, by=by, now=now)


def _refuse_taken(listing: Listing) -> None:
    """Two requests may have named one number while neither was decided."""
    listed = Number.objects.filter(listed_in__isnull=False, removed_in=None).values("number")
    taken = list(Number.objects.filter(listing=listing, number__in=listed).values_list("number", flat=True)[:3])
    if taken:
        raise ListedAlready(f"{', '.join(taken)}: listed for another request in the meantime.")


def _begin_rounds(recipient: Recipient, *, by: Viewer, now: datetime) -> None:
    """Half a year after its first listing it is asked to confirm, and each half year from then on (XB.4)."""
    if recipient.first_on is None:
        Recipient.objects.filter(pk=recipient.pk).update(first_on=now.date())
        due_at = moment_of(rules.due_on(now.date(), 1))
        ground.appoint(kind=ASK, about=recipient.public_id, due_at=due_at, by=by, now=now)


@transaction.atomic
def decline(*, listing: Listing, because: str, by: Viewer, now: datetime) -> None:
    """Nothing is listed, and the request says why."""
    only_people_of_staff(by)
    held = still_asked(listing)
    held.declined_because, held.declined_by, held.declined_at = reason(because), by.name, now
    held.save(update_fields=["declined_because", "declined_by", "declined_at"])
    enter(held, "declined", by=by, now=now, because=held.declined_because)
