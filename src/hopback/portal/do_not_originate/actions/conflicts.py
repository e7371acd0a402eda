"""Genuine calls show a number that should only receive: somebody looks into it before it harms (XB.1)."""

from datetime import datetime, timedelta

from django.db import transaction
from django.http import Http404

from hopback.policy.appendix_b_do_not_originate import contradicts
from hopback.portal.accounts.viewer import Viewer
from hopback.portal.ground import actions as ground
from hopback.portal.logbook import actions as logbook

from ..models import Conflict, Listing
from ..queries import seen
from ..queries.readers import may_take
from ..refusals import RequestWrong
from ._common import enter, hold, only_people_of_staff, reason

LOOK, EVERYWHERE = "dno.look", "answers"
EVERY = timedelta(minutes=15)


@transaction.atomic
def raise_conflict(*, listing: Listing, kind: str, number: str, words: str, by: Viewer, now: datetime) -> Conflict:
    """A member saw it in its records or signed calls, or staff heard of it."""
    if not by.is_staff and not may_take(by.party, now):
        raise Http404
    held = hold(listing)
    if kind not in (Conflict.Kind.SIGNED, Conflict.Kind.OUTGOING):
        raise RequestWrong("Say what was seen.", "kind")
    if not seen.is_number_of(held, number):
        raise RequestWrong("This is no number of this listing.", "number")
    told = {"kind": kind, "number": number, "words": reason(words), "party": by.party, "raised_by": by.name}
    made = Conflict.objects.create(listing=held, **told, raised_at=now)
    enter(held, "conflict_raised", by=by, now=now, conflict=made.public_id, kind=kind, words=made.words)
    return made


@transaction.atomic
def settle_conflict(*, conflict: Conflict, because: str, by: Viewer, now: datetime) -> None:
    """Somebody looked into it, and says what was found. Removing the listing is a step of its own."""
    only_people_of_staff(by)
    why = reason(because)
    still = Conflict.objects.filter(pk=conflict.pk, settled_at=None)
    if not still.update(settled_because=why, settled_by=by.name, settled_at=now):
        raise RequestWrong("This is settled already.")
    enter(conflict.listing, "conflict_settled", by=by, now=now, conflict=conflict.public_id, because=why)


@transaction.atomic
def look_at_answers(*, about: str, by: Viewer, now: datetime) -> int:
    """By itself: answers of tracebacks in which a provider vouched, at level A, for a caller that is listed.

    Whether the signature is genuine is for a person with the certificate at hand: until then it is not settled."""
    ground.appoint(kind=LOOK, about=EVERYWHERE, due_at=now + EVERY, by=by, now=now)
    found = [one for one in seen.vouched_for(now) if contradicts(attestation="A", genuine=None, listed=True)]
    for answer, listing, number, words in found:
        told = {"kind": Conflict.Kind.SIGNED, "number": number, "words": words, "party": answer.hop.provider.public_id}
        made = Conflict.objects.create(listing=listing, answer=answer.pk, raised_by=by.name, raised_at=now, **told)
        enter(listing, "conflict_raised", by=by, now=now, conflict=made.public_id, kind=made.kind, words=words)
    if not found:
        return 0
    logbook.record(by=by, now=now, verb="do_not_originate.answers_looked_at", conflicts=len(found))
    return len(found)
