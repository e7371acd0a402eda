"""Everything that happened to one listing, from the request to its removal, the latest first (XB.5)."""

from collections.abc import Iterator
from datetime import datetime
from itertools import groupby
from typing import NamedTuple

from hopback.policy.appendix_b_do_not_originate import SPEAKS_AGAINST, ConflictKind, Test

from ..models import Listing


class Event(NamedTuple):
    at: datetime
    what: str
    who: str
    words: str = ""


def history_of(listing: Listing, *, inside: bool) -> list[Event]:
    """`inside`: for staff, with names, grounds and words; others read what was decided and when."""
    found = [*_decided(listing, inside), *_changed(listing)]
    if inside:
        found += [*_judged(listing), *_confirmed(listing), *_disputed(listing), *_implemented(listing)]
    return sorted(found, key=lambda one: one.at, reverse=True)


def _decided(one: Listing, inside: bool) -> Iterator[Event]:
    yield Event(one.requested_at, "Requested", one.requested_by if inside else "")
    if one.declined_at:
        yield Event(one.declined_at, "Declined", one.declined_by if inside else "", one.declined_because)


def _changed(listing: Listing) -> Iterator[Event]:
    for one in listing.versions.order_by("pk"):
        words = f"Version {one.number}: {one.numbers:,} row{'' if one.numbers == 1 else 's'}. {one.because}".strip()
        yield Event(one.made_at, one.get_what_display(), one.made_by, words)


def _judged(listing: Listing) -> Iterator[Event]:
    found = listing.findings.order_by("pk")
    for (at, who), rows in groupby(found, key=lambda one: (one.made_at, one.made_by)):
        words = [f"{Test(one.test).value.replace('_', ' ')}, {'yes' if one.holds else 'no'}" for one in rows]
        yield Event(at, "Tested", who, f"{'; '.join(words).capitalize()}.")
    for one in listing.vettings.select_related("member").order_by("pk"):
        passed = "Passed" if one.assigned and one.legitimate else "Not passed"
        yield Event(one.made_at, "Vetted", one.member.name if one.member else one.made_by, f"{passed}: {one.how}")


def _confirmed(listing: Listing) -> Iterator[Event]:
    said = {row.confirmation_id: row for row in listing.confirmed.all()}
    for one in listing.recipient.confirmations.order_by("round"):
        if listing.approved_at and one.asked_at >= listing.approved_at:
            yield Event(one.asked_at, f"Asked to confirm, round {one.round}", "", _chased(one.chased))
        row = said.get(one.pk)
        if row is not None and one.confirmed_at:
            what = "Confirmed" if row.holds else "Not confirmed"
            yield Event(one.confirmed_at, f"{what}, round {one.round}", one.confirmed_by, row.words)


def _chased(times: int) -> str:
    return f"Chased {times} time{'' if times == 1 else 's'}." if times else ""


def _disputed(listing: Listing) -> Iterator[Event]:
    for one in listing.conflicts.order_by("pk"):
        yield Event(one.raised_at, "Conflict", one.raised_by, f"{SPEAKS_AGAINST[ConflictKind(one.kind)]}. {one.words}")
        if one.settled_at:
            yield Event(one.settled_at, "Conflict settled", one.settled_by, one.settled_because)


def _implemented(listing: Listing) -> Iterator[Event]:
    for one in listing.implementations.order_by("pk"):
        yield Event(one.reported_at, "Implemented", one.name, f"On {one.implemented_on:%d %B %Y}.")
