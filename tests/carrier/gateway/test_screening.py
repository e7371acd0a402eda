"""May this number originate a call? By the registry and, apart from it, by the numbering plan (XB.1)."""

from datetime import date

import numpy as np
import phonenumbers
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from hopback.carrier.gateway.screening import Kind, Screen, Verdict, build, key, plan
from hopback.carrier.gateway.screening.cells import LEAST, filled
from hopback.carrier.gateway.screening.layout import lay_out
from hopback.wire.do_not_originate.entries import Entry

DAY = date(2026, 10, 20)
ALLOWED = "+12025559123"


def entry(number: str, *, block: bool = False) -> Entry:
    return Entry(number, block, "government", "Treasury", "dno_Treasury22222", 1, DAY)


# The Treasury's number, two neighbours of each other, a thousands block of the bank with one number that passes, an
# area code that nobody has, a number and a block in London.
LIST = [
    entry("+18008291040"), entry("+13125550142"), entry("+13125550143"), entry("+12025559", block=True),
    entry("+1999", block=True), entry("+442079460958"), entry("+4420801", block=True), entry("+12025559777"),
]  # fmt: skip
SCREEN = Screen(build(LIST, allowed=[ALLOWED]))
WRITINGS = [
    "+18008291040", "18008291040", "8008291040", "+1-800-829-1040", "(800) 829-1040", "01118008291040",
    "+18008291040;npdi;rn=+12025550000", "tel:+18008291040", "sip:8008291040@203.0.113.9;user=phone",
    '"Grandma" <sip:+18008291040@203.0.113.9>', "<tel:+1-800-829-1040>", "+8008291040",
]  # fmt: skip


@pytest.mark.parametrize("raw", WRITINGS)
def test_a_listed_number_is_found_in_every_writing(raw: str) -> None:
    assert SCREEN.text(raw) is Verdict.LISTED


@pytest.mark.parametrize(
    "raw", ['"8008291040" <sip:+12125550147@203.0.113.9>', '"+18008291040"', "8008291040 <sip:+12125550147@a>"]
)
def test_a_display_name_is_never_looked_at(raw: str) -> None:
    assert SCREEN.text(raw) in (Verdict.PASSES, Verdict.UNREADABLE)


@pytest.mark.parametrize(
    ("raw", "verdict", "kind"),
    [
        ("2025559122", Verdict.BLOCK, Kind.REGISTRY),
        (ALLOWED, Verdict.PASSES, Kind.NOBODY),
        ("2025559777", Verdict.LISTED, Kind.REGISTRY),
        ("2025558999", Verdict.PASSES, Kind.NOBODY),
        ("2025560000", Verdict.PASSES, Kind.NOBODY),
        ("3125550144", Verdict.PASSES, Kind.NOBODY),
        ("9995550147", Verdict.BLOCK, Kind.REGISTRY),
        ("9985550147", Verdict.UNASSIGNED, Kind.PLAN),
        ("9115550147", Verdict.N11, Kind.PLAN),
        ("2124110147", Verdict.N11, Kind.PLAN),
        ("8004110147", Verdict.PASSES, Kind.NOBODY),
        ("0000000000", Verdict.INVALID, Kind.PLAN),
        ("1234567890", Verdict.INVALID, Kind.PLAN),
        ("+12121550147", Verdict.INVALID, Kind.PLAN),
        ("+442079460958", Verdict.LISTED, Kind.REGISTRY),
        ("+442080123456", Verdict.BLOCK, Kind.REGISTRY),
        ("+442079460959", Verdict.PASSES, Kind.NOBODY),
        ("+9991234567890", Verdict.INVALID, Kind.PLAN),
        ("anonymous", Verdict.UNREADABLE, Kind.NOBODY),
        ("", Verdict.UNREADABLE, Kind.NOBODY),
        ("101", Verdict.PASSES, Kind.NOBODY),
        ("5550147", Verdict.PASSES, Kind.NOBODY),
    ],
)
def test_the_registry_and_the_plan_are_told_apart(raw: str, verdict: Verdict, kind: Kind) -> None:
    found = SCREEN.text(raw)
    assert (found, found.kind) == (verdict, kind)
    assert found.words


def slow(number: int, entries: list[Entry], allowed: set[int]) -> Verdict:
    """The same by sets and prefixes: what the tables have to agree with."""
    if number in allowed:
        return Verdict.PASSES
    if any(not e.block and int(e.number) == number for e in entries):
        return Verdict.LISTED
    if number > 0 and any(e.block and str(number).startswith(e.number[1:]) for e in entries):
        return Verdict.BLOCK
    if plan.FIRST <= number < 2 * plan.FIRST:
        return Verdict(int(plan.exchanges()[(number - plan.FIRST) // plan.LINES]))
    return plan.elsewhere(number)


near = some.integers(12_025_550_000 - 3000, 12_025_570_000) | some.integers(19_990_000_000 - 2000, 19_990_002_000)
anywhere = some.integers(-1, 10**15) | some.integers(plan.FIRST, 2 * plan.FIRST)
# Numbers that meet: so far apart that they have one place among the first cells, or further.
meeting = some.builds(lambda i, j: 12_025_550_000 + i * 2**LEAST + j * (2**LEAST - 1), *[some.integers(0, 3)] * 2)
blocks = near.flatmap(lambda n: some.integers(4, 11).map(lambda length: entry(f"+{str(n)[:length]}", block=True)))
exact = (near | meeting).map(lambda n: entry(f"+{n}"))


@settings(max_examples=12, deadline=None)
@given(some.lists(exact | blocks, max_size=8), some.lists(near, max_size=2), some.data())
def test_the_tables_say_what_sets_and_prefixes_would(
    entries: list[Entry], allow: list[int], data: some.DataObject
) -> None:
    """One by one, and in a batch."""
    screen = Screen(build(entries, allowed=[f"+{n}" for n in allow]))
    edges = [int(e.number) for e in entries if not e.block] + allow
    edges += [int(e.number[1:].ljust(11, digit)) for e in entries if e.block for digit in "09"]
    asked = data.draw(some.lists(near | anywhere | meeting, min_size=1, max_size=30))
    asked += [n + step for n in edges for step in (-1, 0, 1)]
    told = [slow(n, entries, set(allow)) for n in asked]
    assert [screen.one(n) for n in asked] == told
    assert screen.batch(np.array(asked, np.int64)).tolist() == told


def test_a_list_is_replaced_between_two_questions_and_a_held_one_stays_as_it_was() -> None:
    screen = Screen(build(LIST))
    held = screen.one
    screen.replace(build([]))
    assert (screen.one(18008291040), held(18008291040)) == (Verdict.PASSES, Verdict.LISTED)
    assert screen.batch(np.array([18008291040], np.int64)).tolist() == [Verdict.PASSES]


def test_a_batch_in_two_threads_is_the_batch_in_one() -> None:
    asked = np.arange(12_025_558_000, 12_025_558_000 + 200_000, dtype=np.int64)
    assert (SCREEN.batch(asked) == SCREEN.batch(asked, threads=1)).all()
    assert (SCREEN.batch(asked) == Verdict.BLOCK).sum() == 998


def test_no_number_is_lost_where_many_meet_and_no_other_answers_for_one() -> None:
    """Sixty-four at few places; and beyond North America, where what is left of a number could look like a cell."""
    near = sorted({12_025_550_000 + i * 2**LEAST + j * (2**LEAST - 1) for i in range(8) for j in range(8)})
    cells = filled(np.array(near, np.int64))
    assert cells.others, "some have no cell at all"
    assert cells.numbers().tolist() == near
    screen = Screen(build(entry(f"+{n}") for n in near))
    assert {screen.one(n) for n in near} == {Verdict.LISTED}
    held = {abs(cell) for cell in (*cells.first, *cells.further) if cell}
    aliases = [rest * 2**LEAST + n % 2**LEAST for rest in held | {1, 2**15, 2**16 - 1} for n in near[::7]]
    for number in {*aliases, -1} - set(near):
        assert screen.one(number) is slow(number, [], set())


def test_a_hundred_thousand_numbers_take_no_more_than_promised() -> None:
    """The same as a few; a million take twice as much, which `dno_one` measures."""
    spread = plan.FIRST + 2 * 10**9 + np.arange(100_000, dtype=np.int64) * 7_919
    assert lay_out(spread, (), ()).size < 6_000_000


def test_no_area_code_is_called_unassigned_that_the_library_knows() -> None:
    """Newer metadata than the list was made from would say so here."""
    valid = {
        area
        for area in range(200, 1000)
        for line in ("2345678", "5550123")
        if phonenumbers.is_valid_number(phonenumbers.PhoneNumber(country_code=1, national_number=int(f"{area}{line}")))
    }
    assert valid - plan.AREA_CODES == set()
    assert {212, 473, 600, 710, 800} <= plan.AREA_CODES
    assert not {211, 911, 999, 370, 371} & plan.AREA_CODES


@pytest.mark.parametrize("raw", ["", "anonymous", "Anonymous <sip:anonymous@anonymous.invalid>", "Restricted"])
def test_no_number_is_no_number(raw: str) -> None:
    assert key(raw) == 0
