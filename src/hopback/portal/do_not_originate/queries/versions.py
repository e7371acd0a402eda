"""The list as it was at any version, whole or as what changed since another: read in a stream, never held (XB.6)."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import batched
from tempfile import SpooledTemporaryFile
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet

from hopback.portal.ground.signing_keys import keyring
from hopback.wire.do_not_originate import entries, manifest

from ..models import Copy, Listing, Number, Version

PLACE = "do_not_originate"  # where one waits for the next version
CHUNK = 5_000  # rows read at a time
IN_MEMORY = 1 << 18  # bytes of a text; a longer one is kept in a file
SHORTEST = 8  # characters of a block: +1 and six digits
FIELDS = ("number", "block", "listing_id", "removed_in")
FACTS = ("pk", "recipient__category", "recipient__name", "public_id", "priority", "approved_at")
MOST = 20_000  # listings whose facts are held at a time


def current() -> int:
    """The version of the list as it is now; 0 before anything was listed."""
    return Version.objects.order_by("-number").values_list("number", flat=True).first() or 0


def parties_waiting(parties: Iterable[str]) -> list[str]:
    """Something was written: whoever waits for the list looks again at its version, which is one row."""
    return [one for one in parties if one == PLACE]


def _listed_at(version: int) -> Q:
    return Q(listed_in__lte=version) & (Q(removed_in=None) | Q(removed_in__gt=version))


def numbers_at(version: int, since: int | None) -> QuerySet[Number]:
    """Rows of the list, by number, each number once."""
    if since is None:
        return Number.objects.filter(_listed_at(version)).order_by("number")
    again = Number.objects.filter(_listed_at(version), number=OuterRef("number"))
    came = Q(listed_in__gt=since) & _listed_at(version)
    went = Q(listed_in__lte=since, removed_in__gt=since, removed_in__lte=version) & ~Exists(again)
    return Number.objects.filter(came | went).order_by("number")


def rows(version: int, since: int | None) -> Iterator[entries.Row]:
    """As they travel. What all numbers of a listing have in common is asked for once, not with each of them."""
    known: dict[int, tuple[Any, ...]] = {}
    for some in batched(numbers_at(version, since).values_list(*FIELDS).iterator(chunk_size=CHUNK), CHUNK):
        listings = {listing for _, _, listing, _ in some}
        if not listings <= known.keys():
            known = (known if len(known) < MOST else {}) | _facts(listings)
        for number, block, listing, removed_in in some:
            gone = removed_in is not None and removed_in <= version
            yield entries.Row("removed" if gone else "listed", entries.Entry(number, block, *known[listing]))


def _facts(listings: set[int]) -> dict[int, tuple[Any, ...]]:
    """Category, name, public id, priority and day of each."""
    found = Listing.objects.filter(pk__in=listings).values_list(*FACTS)
    return {pk: (*told, approved_at.astimezone(UTC).date()) for pk, *told, approved_at in found}


@dataclass(frozen=True, slots=True)
class Content:
    """What a copy holds. `sha256`: of the canonical text."""

    version: int
    since: int | None
    listed: int
    removed: int
    sha256: str


def content(version: int, since: int | None) -> Content:
    """Hashed once for each pair of versions: whoever takes the same copy later has it from the record."""
    return _recorded(version, since) or _written(version, since, lambda text: None)


def content_with_text(version: int, since: int | None) -> tuple[Content, Iterable[bytes]]:
    """The same with its canonical text: a list that is not hashed yet is read once for both, into a file until then."""
    if known := _recorded(version, since):
        return known, (chunk.encode() for chunk in entries.write(rows(version, since)))
    kept = Kept()
    return _written(version, since, kept.file.write), kept


def _recorded(version: int, since: int | None) -> Content | None:
    known = Copy.objects.filter(version=version, since=since).order_by("pk").first()
    return Content(version, since, known.listed, known.removed, known.sha256) if known else None


def _written(version: int, since: int | None, write: Callable[[bytes], object]) -> Content:
    counted = {"listed": 0, "removed": 0}

    def counting() -> Iterator[entries.Row]:
        for row in rows(version, since):
            counted[row.change] += 1
            yield row

    def written() -> Iterator[str]:
        for chunk in entries.write(counting()):
            write(chunk.encode())
            yield chunk

    sha256 = manifest.sha256_of(written())
    return Content(version, since, counted["listed"], counted["removed"], sha256)


class Kept:
    """A text that was written into a file without a name; whoever hands it out closes it."""

    def __init__(self) -> None:
        self.file = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 - see above

    def __iter__(self) -> Iterator[bytes]:
        self.file.seek(0)
        while piece := self.file.read(IN_MEMORY):
            yield piece

    def close(self) -> None:
        self.file.close()


def signed(of: Content, now: datetime) -> str:
    """The manifest of a copy, signed with the portal's key."""
    said = manifest.Manifest(
        iss=settings.BASE_URL,
        version=of.version,
        since=of.since,
        made_at=now,
        listed=of.listed,
        removed=of.removed,
        sha256=of.sha256,
        redress=f"tel:{settings.GROUP_PHONE.replace(' ', '-')}",
    )
    return manifest.sign(said, keyring().signs)


def listing_of_each(numbers: Iterable[str]) -> dict[str, int]:
    """number → key of the listing that it stands in now, by itself or in a block."""
    found: dict[str, int] = {}
    live = Number.objects.filter(listed_in__isnull=False, removed_in=None)
    for some in batched(dict.fromkeys(numbers), 200):
        asked = {one: [one, *(one[:n] for n in range(SHORTEST, len(one)))] for one in some}
        wanted = {part for parts in asked.values() for part in parts}
        known = {(n, b): pk for n, b, pk in live.filter(number__in=wanted).values_list("number", "block", "listing_id")}
        for one, parts in asked.items():
            hit = known.get((one, False)) or next((known[p, True] for p in parts if (p, True) in known), None)
            if hit:
                found[one] = hit
    return found


def versions() -> QuerySet[Version]:
    return Version.objects.select_related("listing__recipient").order_by("-number")
