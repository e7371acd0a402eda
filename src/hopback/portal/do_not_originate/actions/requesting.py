"""A recipient, or a vendor for it, asks that its numbers are stopped (XB.2, XB.3, XB.5)."""

from collections.abc import Iterable
from datetime import date, datetime
from itertools import batched
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.http import Http404

from hopback.policy.appendix_b_do_not_originate import (
    Category,
    Event,
    EventKind,
    check_event,
    check_letter,
    check_vendor,
)
from hopback.portal.accounts.viewer import Viewer
from hopback.portal.ground.uploads import Upload
from hopback.portal.providers.models import Provider
from hopback.portal.sourcing.models import Source

from ..models import Listing, Number, Recipient
from ..queries.readers import is_steering
from ..queries.requesters import category_of, organization_of
from ..reading import Read
from ..refusals import ListedAlready, RequestWrong
from ._common import enter

A_BATCH = 5_000


@transaction.atomic
def request_listing(
    *,
    name: str,
    category: str,
    contact_name: str,
    contact_email: str,
    numbers: Iterable[Read],
    letter_on: date | None,
    letter_signer: str,
    letter: Upload | None = None,
    vendor: str = "",
    protections: str = "",
    served_by: Provider | None = None,
    source: Source | None = None,
    event_kind: str = "",
    calls_a_day: int = 0,
    event_words: str = "",
    consulted: str = "",
    by: Viewer,
    now: datetime,
) -> Listing:
    """Written down as it was asked; nothing is listed before it is judged. `numbers` may be a million: streamed."""
    _may_ask(by, source, category)
    check_vendor(vendor, protections)
    check_letter(letter_on, now.date())
    _check_event(category, event_kind, calls_a_day, event_words, consulted)
    if served_by is not None and not is_steering(served_by.public_id, now):
        raise RequestWrong(f"{served_by.name} is no Steering member: the group vets then.", "served_by")
    told = {"contact_name": contact_name.strip(), "contact_email": _address(contact_email), "source": source,
            "vendor": vendor.strip(), "protections": protections.strip(), "served_by": served_by}  # fmt: skip
    recipient = _recipient(name.strip(), category, told, by=by, now=now)
    made = Listing.objects.create(
        recipient=recipient,
        letter_on=letter_on,
        letter_signer=letter_signer.strip(),
        **({"letter_name": letter.name, "letter_type": letter.media_type, "letter": letter.content} if letter else {}),
        event_kind=event_kind,
        calls_a_day=calls_a_day,
        event_words=event_words.strip(),
        consulted=consulted.strip(),
        requested_by=by.name,
        requested_at=now,
    )
    count = _add(made, numbers)
    said = {"numbers": count, "letter_on": str(letter_on), "vendor": recipient.vendor, "category": category}
    enter(made, "requested", by=by, now=now, **said)
    return made


def _check_event(category: str, kind: str, calls_a_day: int, words: str, consulted: str) -> None:
    if category not in list(Category):
        raise RequestWrong("Say whether it is a government body or a private organisation.", "category")
    event = Event(EventKind(kind), calls_a_day, words, consulted) if kind in list(EventKind) else None
    check_event(Category(category), event)


def _address(written: str) -> str:
    address = written.strip().lower()
    try:
        validate_email(address)
    except ValidationError:
        raise RequestWrong("Enter an address such as name@organization.example.", "contact_email") from None
    return address


def _may_ask(by: Viewer, source: Source | None, category: str) -> None:
    """Staff for anybody; an organisation for itself, as what staff know it to be."""
    if by.is_staff:
        return
    if source is None or organization_of(by) != source or category != category_of(source).value:
        raise Http404


def _recipient(name: str, category: str, told: dict[str, Any], *, by: Viewer, now: datetime) -> Recipient:
    """The one that is known already, or a new one. Who confirms for a known one is changed by staff alone."""
    if not name or not told["contact_name"]:
        raise RequestWrong("Say whose numbers these are, and who confirms for them.", "" if name else "name")
    new = {**told, "named_by": by.name, "named_at": now}
    found, is_new = Recipient.objects.get_or_create(name=name, category=category, defaults=new)
    if is_new:
        return found
    if found.source != told["source"] and (found.source is not None or not by.is_staff):
        raise RequestWrong("A recipient of this name is known otherwise. Ask the traceback team.", "name")
    for field in ("source", "vendor", "protections", "served_by"):
        setattr(found, field, told[field])
    found.save(update_fields=["source", "vendor", "protections", "served_by"])
    return found


def _add(listing: Listing, numbers: Iterable[Read]) -> int:
    count = 0
    for some in batched(numbers, A_BATCH):
        _refuse_listed(some)
        rows = [Number(listing=listing, number=one.number, block=one.block) for one in some]
        count += len(Number.objects.bulk_create(rows, batch_size=A_BATCH))
    if not count:
        raise RequestWrong("Name at least one number.", "numbers")
    return count


def _refuse_listed(some: tuple[Read, ...]) -> None:
    known = Number.objects.filter(number__in=[one.number for one in some], listed_in__isnull=False, removed_in=None)
    if taken := list(known.values_list("number", flat=True)[:3]):
        raise ListedAlready(f"{', '.join(taken)}: listed already. Leave out what is on the list.")
