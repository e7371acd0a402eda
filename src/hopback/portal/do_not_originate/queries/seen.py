"""Where a listed number was seen as that of a genuine caller (XB.1)."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from hopback.portal.tracebacks.models import Answer

from ..models import Conflict, Listing
from .versions import listing_of_each

LOOKED_BACK = timedelta(days=30)
A_LOOK = 2_000  # answers


def vouched_for(now: datetime) -> Iterator[tuple[Answer, Listing, str, str]]:
    """Answers of late in which a provider says that the call carried level A, of a caller that is listed."""
    known = Conflict.objects.filter(answer__isnull=False).values("answer")
    rows = Answer.objects.filter(attestation="A", answered_at__gt=now - LOOKED_BACK, hop__provider__isnull=False)
    rows = rows.exclude(pk__in=known).exclude(hop__traceback__candidate__incident__calling="")
    found = list(rows.select_related("hop__provider", "hop__traceback__candidate__incident").order_by("-pk")[:A_LOOK])
    calling = {one.pk: one.hop.traceback.candidate.incident.calling for one in found}
    listed = listing_of_each(calling.values())
    listings = Listing.objects.select_related("recipient").defer("letter").in_bulk(set(listed.values()))
    for one in found:
        number = calling[one.pk]
        if number in listed:
            signed = "with the signature itself, not checked yet" if one.passport else "without the signature itself"
            said = f"answered in {one.hop.traceback.number} that the call carried level A, {signed}."
            words = f"{one.hop.provider.name} {said}"
            yield one, listings[listed[number]], number, words


def is_number_of(listing: Listing, number: str) -> bool:
    """Whether the number stands in this listing, by itself or in a block."""
    return bool(number) and listing_of_each([number]).get(number) == listing.pk
