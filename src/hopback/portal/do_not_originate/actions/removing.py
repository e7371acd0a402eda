"""Staff take a listing off the list, or single numbers of it, and members that have it are told (XB.4)."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from hopback.policy import appendix_b_do_not_originate as rules
from hopback.portal.accounts.viewer import Viewer
from hopback.portal.notices import actions as notices

from ..models import Listing, Number, Version
from ..queries.readers import address_of
from ..queries.rounds import latest_round
from ..refusals import RequestWrong
from ._common import enter, only_people_of_staff, reason, still_listed
from ._versions import next_version, publish

UNCONFIRMED = "unconfirmed"
MAIL = "dno_removed"


@transaction.atomic
def remove_listing(*, listing: Listing, why: str, because: str, by: Viewer, now: datetime) -> Version:
    """All its numbers. `why` "unconfirmed": refused unless its recipient was asked and had its time (XB.4)."""
    only_people_of_staff(by)
    held = still_listed(listing)
    if why == UNCONFIRMED:
        asked = latest_round(held.recipient)
        rules.check_unconfirmed_may_go(asked and asked.asked_at, asked and asked.confirmed_at, now)
    held.removed_because, held.removed_by, held.removed_at = reason(because), by.name, now
    held.save(update_fields=["removed_because", "removed_by", "removed_at"])
    number = next_version()
    rows = Number.objects.filter(listing=held, removed_in=None).update(removed_in=number)
    told = _tell(held, rows, by=by, now=now)
    facts = {"why": why, "because": held.removed_because, "numbers": rows, "version": number, "told": told}
    enter(held, "removed", by=by, now=now, **facts)
    return publish(held, number, Version.What.REMOVED, rows, because=held.removed_because, by=by, now=now)


@transaction.atomic
def drop_numbers(*, listing: Listing, numbers: Iterable[str], because: str, by: Viewer, now: datetime) -> Version:
    """Single numbers; what stays stays listed. More numbers are a request of their own (XB.2)."""
    only_people_of_staff(by)
    held, wanted = still_listed(listing), list(dict.fromkeys(numbers))
    rows = Number.objects.filter(listing=held, number__in=wanted, removed_in=None)
    known = set(rows.values_list("number", flat=True))
    if missing := [one for one in wanted if one not in known]:
        raise RequestWrong(f"{missing[0]} is no number of this listing.", "numbers")
    if not wanted:
        raise RequestWrong("Name the numbers.", "numbers")
    if len(known) == Number.objects.filter(listing=held, removed_in=None).count():
        raise RequestWrong("These are all its numbers: remove the listing.", "numbers")
    why, number = reason(because), next_version()
    count = rows.update(removed_in=number)
    told = _tell(held, count, by=by, now=now)
    enter(held, "numbers_dropped", by=by, now=now, because=why, numbers=sorted(known), version=number, told=told)
    return publish(held, number, Version.What.DROPPED, count, because=why, by=by, now=now)


def _tell(listing: Listing, numbers: int, *, by: Viewer, now: datetime) -> list[str]:
    """Who implemented it and did not take it out: by mail, beside the webhook and the next copy."""
    told = []
    for done in listing.implementations.filter(taken_out_on=None).order_by("pk"):
        if to := address_of(done.party):
            context = {
                "recipient": listing.recipient.name,
                "listing": listing.public_id,
                "numbers": f"{numbers:,} number{'' if numbers == 1 else 's'}",
                "implemented_on": f"{done.implemented_on:%d %B %Y}",
                "link_path": "",
                "check_path": "/check/",
                "page_path": f"/do-not-originate/{listing.public_id}/",
            }
            notices.post(kind=MAIL, to=[to], context=context, party=done.party, by=by, now=now)
            told.append(done.name)
    return told
