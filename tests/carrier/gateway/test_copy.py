"""A gateway's copy of the list: whole, signed, the newest; or the one before it (XB.6)."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import settings as hypothesis
from hypothesis import strategies as some

from hopback.carrier.gateway.copy import NotTaken
from hopback.carrier.gateway.copy.folder import NOTE
from hopback.carrier.gateway.copy.merging import Drifted, merged
from hopback.wire.do_not_originate import entries
from hopback.wire.do_not_originate.entries import Row
from tests.carrier.gateway.syncing import BLOCK, REVENUE, TREASURY, sync, table, text_of, written
from tests.carrier.gateway.world import Registry, entry, registry


@pytest.fixture
def portal() -> Iterator[Registry]:
    with registry() as made:
        yield made


@pytest.fixture
def place(tmp_path: Path, portal: Registry) -> Path:
    return written(tmp_path, portal)


@pytest.mark.parametrize(("bends", "why"), [("cut", "hash is another"), ("forged", "hash is another")])
def test_a_list_that_is_not_the_signed_one_changes_nothing(place: Path, portal: Registry, bends: str, why: str) -> None:
    portal.puts(TREASURY)
    with sync(place) as (loop, _):
        loop.once()
        before = table(place)
        portal.bends = bends
        portal.adds(REVENUE)
        with pytest.raises(NotTaken, match=why):
            loop.once()
        assert (table(place), text_of(place)) == (before, ["+18008291040"])
        portal.bends = ""
        loop.once()
    assert len(table(place)) == 2


def test_a_key_that_was_not_there_before_is_not_taken_by_itself(place: Path, portal: Registry) -> None:
    portal.puts(TREASURY)
    with sync(place) as (loop, _):
        loop.once()
    portal.key = Ed25519PrivateKey.generate()
    portal.adds(REVENUE)
    with sync(place) as (loop, _), pytest.raises(NotTaken, match="--take-keys"):
        loop.once()
    with sync(place) as (loop, _):
        loop.taker.trust.pin()
        loop.once()
    assert len(table(place)) == 2


def test_a_list_made_before_ours_is_not_taken(place: Path, portal: Registry) -> None:
    """An old list, rightly signed, would let through what was listed since."""
    portal.puts(TREASURY)
    old = portal.body(None)
    portal.adds(REVENUE)
    with sync(place) as (loop, _):
        loop.once()
        portal.versions.pop()
        portal.bodies = {(1, None): old}
        with pytest.raises(NotTaken, match="before the one we hold"):
            loop.once()
    assert len(table(place)) == 2


@pytest.mark.parametrize("how", ["the portal forgot our version", "the portal begins anew"])
def test_a_conflict_fetches_the_whole(place: Path, portal: Registry, how: str) -> None:
    for _ in range(3):
        portal.adds(TREASURY)
    with sync(place) as (loop, _):
        loop.once()
        if how == "the portal begins anew":
            portal.versions, portal.bodies = [{}], {}
        portal.puts(REVENUE)
        portal.forgets = portal.version
        loop.once()
    assert set(table(place)) == {"+18008294933"}


def test_a_difference_from_another_list_is_found_out(place: Path, portal: Registry) -> None:
    portal.puts(TREASURY)
    with sync(place) as (loop, _):
        loop.once()
        portal.versions[1] = {REVENUE.number: REVENUE}
        portal.puts(BLOCK)
        with pytest.raises(NotTaken, match="removed, but was not listed"):
            loop.once()
        assert set(table(place)) == {"+18008291040"}
        loop.once()
    assert set(table(place)) == {"1202555"}


def test_what_was_changed_or_lost_on_disk_is_taken_anew(place: Path, portal: Registry) -> None:
    portal.puts(TREASURY)
    with sync(place) as (loop, _):
        loop.once()
    kept = place / "dno" / "list-1.csv"
    for harm in (lambda: kept.write_text("x"), kept.unlink, lambda: (place / "dno" / NOTE).write_text("{")):
        harm()
        with sync(place) as (loop, _):
            loop.once()
        assert text_of(place) == ["+18008291040"]


some_lists = some.dictionaries(
    some.from_regex(r"\+1[2-3]{1,4}", fullmatch=True), some.integers(1, 3).map(lambda p: entry("+1", priority=p))
).map(lambda found: {number: replace_number(each, number) for number, each in found.items()})


def replace_number(one: entries.Entry, number: str) -> entries.Entry:
    return one._replace(number=number)


@hypothesis(deadline=None)
@given(some_lists, some_lists)
def test_a_copy_with_a_difference_is_the_new_list(
    before: dict[str, entries.Entry], after: dict[str, entries.Entry]
) -> None:
    """To the byte, so that its hash is that of a full copy."""
    gone = [Row("removed", each) for number, each in before.items() if number not in after]
    new = [Row("listed", each) for number, each in after.items() if before.get(number) != each]
    _, *lines = "".join(text(before)).splitlines(keepends=True)
    assert "".join(merged(lines, gone + new)) == "".join(text(after))
    strange = Row("removed", entry("+19"))
    with pytest.raises(Drifted):
        list(merged(lines, [strange]))


def text(listed: dict[str, entries.Entry]) -> Iterator[str]:
    return entries.write(entries.listed(each for _, each in sorted(listed.items())))
