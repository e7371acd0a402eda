"""Referrals by the thousand, with something of a customer planted in every form: none gets out (A5.3)."""

import os
from collections.abc import Callable

import pytest

from hopback.policy.article_5_enforcement.referring import NotPermitted, facts
from hopback.policy.article_5_enforcement.scanning import Known, may_leave, scan

from .generated import Draft, World

REFERRALS = int(os.environ.get("HOPBACK_SOAK_REFERRALS", "400"))
EACH_WORLD = 500
MOST_HELD = 0.02  # of clean ones: a person's time


def leaves(draft: Draft, known: Known) -> bool:
    """By itself, with nobody having read it."""
    try:
        facts({"provider": "Pale Moon Telecom"} | ({draft.field: "x"} if draft.field else {}))
    except NotPermitted:
        return False
    return not scan(draft.text, known)


def leaves_released(draft: Draft, known: Known) -> bool:
    """Though a careless second person released whatever was held."""
    return not draft.field and may_leave(draft.text, known)


def worlds() -> list[tuple[World, int]]:
    counts = [min(EACH_WORLD, REFERRALS - at) for at in range(0, REFERRALS, EACH_WORLD)]
    return [(World.of(seed), count) for seed, count in enumerate(counts)]


def test_nothing_planted_gets_out_A5_3() -> None:
    out: list[tuple[str, bool, str]] = []
    for world, count in worlds():
        known = world.known
        for _ in range(count):
            draft = world.planted()
            if leaves(draft, known) or (draft.real and leaves_released(draft, known)):
                out.append((draft.planted, draft.real, draft.text))
    assert out == [], f"{len(out)} of {REFERRALS}"


def test_clean_referrals_are_seldom_held_A5_3(record_property: Callable[[str, object], None]) -> None:
    held: list[tuple[str, ...]] = []
    refused = 0
    for world, count in worlds():
        known = world.known
        for _ in range(count):
            text = world.clean()
            found = scan(text, known)
            refused += any(one.is_real for one in found)
            held += [tuple(f"{one.seen}: {one.quote}" for one in found)] if found else []
    record_property("held", len(held))
    assert refused == 0
    assert len(held) <= MOST_HELD * REFERRALS, held[:20]


@pytest.mark.parametrize("form", ["614 555 0170", "six one four 555 0170", "614\u200b5550170"])
def test_a_number_is_found_that_is_taken_out_again_A5_3(form: str) -> None:
    """So that the count of nothing above counted something."""
    known = Known(numbers=frozenset({"6145550170"}))
    assert not may_leave(f"They called {form} twice.", known)
    assert may_leave("They called twice.", known)
