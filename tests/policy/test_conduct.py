"""The conduct sheet: each factor with its denominator, alike for everybody, beside its peers (A1.3)."""

import json
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from statistics import median, quantiles

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hopback.policy.article_1_conduct import (
    FACTORS,
    Factor,
    Facts,
    Notified,
    Peers,
    Request,
    Role,
    Share,
    Timing,
    fingerprint,
    sheet_of,
    sheets,
)
from hopback.policy.article_1_conduct.peers import decimal, size_of
from hopback.policy.article_1_definitions import Control, ControlGroups

JUNE = date(2026, 6, 1)
END = date(2026, 11, 27)
PROVIDERS = ["Cardinal", "Blue Ridge", "Meridian", "Harbor", "Sable Route", "Quill", "Lantern", "Red Maple"]
ALONE = ControlGroups([])


def asked(provider: str, number: int, timing: Timing = Timing.ON_TIME, **more: object) -> Request:
    said = timing in {Timing.ON_TIME, Timing.LATE}
    fields = {"on": JUNE + timedelta(days=number), "timing": timing, "said": said, "closed": True, **more}
    return Request(provider=provider, hop=f"hop_{provider}_{number}", **fields)  # type: ignore[arg-type]


def facts(*requests: Request, notified: tuple[Notified, ...] = (), groups: ControlGroups = ALONE) -> Facts:
    return Facts(requests, notified, frozenset({"Sable Route"}), groups)


def harbor(told: Facts) -> dict[Factor, Share]:
    return sheet_of(told.groups.of("Harbor", END), told, JUNE, END).counts.shares


def test_each_factor_is_a_share_of_what_could_have_been() -> None:
    """A1.3: nobody is judged on a raw count; what still waits is neither good nor bad."""
    shares = harbor(
        facts(
            asked("Harbor", 1, point_of_entry=True),
            asked("Harbor", 2, Timing.LATE, returned=True),
            asked("Harbor", 3, Timing.NONE),
            asked("Harbor", 4, Timing.OPEN, closed=False, said=True, returned=True),
            asked("Harbor", 5, not_found=True, origin=True),
            notified=(
                Notified("Harbor", "mit_1", JUNE, answered=True, claimed=True, seen_again=True),
                Notified("Harbor", "mit_2", JUNE, answered=True, claimed=True),
                Notified("Harbor", "mit_3", JUNE, answered=False),
            ),
        )
    )
    assert shares == {
        Factor.ON_TIME: Share(2, 4),
        Factor.LATE: Share(1, 4),
        Factor.NONE: Share(1, 4),
        Factor.NOT_FOUND: Share(1, 3),
        Factor.INCOMPLETE: Share(2, 4),
        Factor.ORIGIN: Share(1, 4),
        Factor.POINT_OF_ENTRY: Share(1, 4),
        Factor.POINT_OF_DEPARTURE: Share(0, 4),
        Factor.NO_STEPS: Share(1, 3),
        Factor.SEEN_AGAIN: Share(1, 2),
    }
    assert set(FACTORS) == set(Factor)


def test_conduct_stays_with_a_company_that_is_sold_and_with_who_sold_it() -> None:
    """A1.1: a record is neither sold with a company nor left behind by selling one."""
    sold = date(2026, 8, 1)
    links = [Control("Meridian", "Harbor", JUNE, sold), Control("Cardinal", "Harbor", sold)]
    told = facts(
        asked("Harbor", 1, Timing.NONE),
        asked("Harbor", 100, Timing.LATE),
        asked("Meridian", 2),
        groups=ControlGroups(links),
    )
    found = {tuple(sorted(group)): one.counts for group, one in sheets(told, JUNE, END).items()}
    assert {who: counts.requests for who, counts in found.items()} == {("Cardinal", "Harbor"): 3, ("Meridian",): 2}
    assert found["Cardinal", "Harbor"].shares[Factor.NONE] == Share(1, 3)
    assert found["Meridian",].shares[Factor.NONE] == Share(1, 2)  # of Harbor's, while it was Meridian's; not the later


def test_peers_have_the_same_role_and_size_as_far_as_there_are_five() -> None:
    first = [asked(who, 1, first=True) for who in PROVIDERS[:4]]
    behind = [asked(who, n) for who in PROVIDERS[5:] for n in (2, 3)]
    told = facts(*first, *behind, asked("Sable Route", 9))
    sheet = sheet_of(frozenset({"Harbor"}), told, JUNE, END)
    assert (sheet.stand.role, sheet.stand.size) == (Role.TERMINATING, "1–9")
    assert (sheet.peers, sheet.others) == (Peers.ALL, 7)
    more = facts(*told.requests, *(asked(f"Rural {n}", n, first=True) for n in range(3)))
    sheet = sheet_of(frozenset({"Harbor"}), more, JUNE, END)
    assert (sheet.peers, sheet.others) == (Peers.ROLE_AND_SIZE, 6)
    big = facts(*more.requests, *(asked("Harbor", n, first=True) for n in range(20, 32)))
    sheet = sheet_of(frozenset({"Harbor"}), big, JUNE, END)
    assert (sheet.stand.size, sheet.peers) == ("10–49", Peers.ROLE)
    assert sheet_of(frozenset({"Sable Route"}), more, JUNE, END).stand.role is Role.FOREIGN


def test_fewer_than_five_peers_are_not_told() -> None:
    """XC.1: one could be told from the others."""
    told = facts(asked("Harbor", 0), *(asked(who, 1, Timing.LATE) for who in PROVIDERS[4:]))
    assert sheet_of(frozenset({"Harbor"}), told, JUNE, END).beside[Factor.LATE] is None
    more = facts(*told.requests, asked("Cardinal", 1))
    found = sheet_of(frozenset({"Harbor"}), more, JUNE, END).beside[Factor.LATE]
    assert found is not None
    assert (found.groups, found.q1, found.median, found.q3) == (5, "1.0000", "1.0000", "1.0000")


@pytest.mark.parametrize(("requests", "size"), [(0, "0"), (1, "1–9"), (9, "1–9"), (10, "10–49"), (50, "50+")])
def test_sizes_have_an_end(requests: int, size: str) -> None:
    assert size_of(requests) == size


def test_a_half_is_rounded_to_the_even_place() -> None:
    assert (decimal(Fraction(1, 20000)), decimal(Fraction(3, 20000)), decimal(Fraction(2, 3))) == (
        "0.0000",
        "0.0002",
        "0.6667",
    )


requests = st.builds(
    asked,
    st.sampled_from(PROVIDERS),
    st.integers(-20, 200),
    st.sampled_from(Timing),
    campaign=st.sampled_from(["", "cmp_a", "cmp_b"]),
    first=st.booleans(),
    said=st.booleans(),
    returned=st.booleans(),
    not_found=st.booleans(),
    closed=st.booleans(),
    origin=st.booleans(),
)
notices = st.builds(
    Notified,
    st.sampled_from(PROVIDERS),
    st.integers(0, 99).map(str),
    st.integers(0, 100).map(lambda n: JUNE + timedelta(days=n)),
    answered=st.booleans(),
    claimed=st.booleans(),
    seen_again=st.booleans(),
)


@given(st.lists(requests, max_size=40), st.lists(notices, max_size=8), st.randoms())
@settings(max_examples=60)
def test_the_same_facts_give_the_same_sheet_in_any_order(
    rows: list[Request], told: list[Notified], dice: object
) -> None:
    """A1.3: reproducible, and recounted here in another way."""
    groups = ControlGroups([Control("Harbor", "Quill", date.min)])
    kept = facts(*rows, notified=tuple(told), groups=groups)
    dice.shuffle(rows)  # type: ignore[attr-defined]
    dice.shuffle(told)  # type: ignore[attr-defined]
    again = facts(*rows, notified=tuple(told), groups=groups)
    one, other = sheets(kept, JUNE, END), sheets(again, JUNE, END)
    prints = {group: fingerprint(sheet.plain()) for group, sheet in one.items()}
    assert prints == {group: fingerprint(sheet.plain()) for group, sheet in other.items()}
    for group, sheet in one.items():
        mine = [r for r in rows if r.provider in group and JUNE <= r.on <= END]
        over = [r for r in mine if r.timing != "open"]
        plain = sheet.plain()
        assert (plain["requests"], plain["open"]) == (len(mine), len(mine) - len(over))
        assert plain["factors"]["late"]["count"] == len([r for r in over if r.timing == "late"])
        assert plain["factors"]["late"]["of"] == len(over)
        assert plain["factors"]["origin"]["of"] == len([r for r in mine if r.closed])
        assert sum(part["requests"] for part in plain["campaigns"].values()) == len(mine)
        assert sum(part["requests"] for part in plain["roles"].values()) == len(mine)


def test_a_changed_fact_is_another_fingerprint() -> None:
    kept = facts(*(asked(who, n) for n, who in enumerate(PROVIDERS)))
    before = fingerprint(sheet_of(frozenset({"Harbor"}), kept, JUNE, END).plain())
    for change in ({"timing": Timing.LATE}, {"origin": True}, {"campaign": "cmp_x"}, {"returned": True}):
        changed = replace(
            kept, requests=tuple(replace(r, **change) if r.provider == "Harbor" else r for r in kept.requests)
        )
        assert fingerprint(sheet_of(frozenset({"Harbor"}), changed, JUNE, END).plain()) != before


def test_the_fingerprint_is_of_canonical_json() -> None:
    """RFC 8785: names in order, no blanks, whole numbers and text alone, so that any machine can hash it again."""
    plain = sheet_of(frozenset({"Harbor"}), facts(asked("Harbor", 1)), JUNE, END).plain()
    assert fingerprint(json.loads(json.dumps(plain))) == fingerprint(dict(reversed(plain.items())))
    assert fingerprint({"b": 1, "a": ["é"]}) == "cde3c54c1d323a37b399fbf0246d2a68a66d3f4c8b57844aaab17ee6cddfdc07"


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(1, 9)), min_size=5, max_size=12))
@settings(max_examples=40)
def test_the_middle_half_is_the_statisticians(shares: list[tuple[int, int]]) -> None:
    told = facts(
        *(
            asked(f"p{who}", n, Timing.LATE if n < late else Timing.ON_TIME)
            for who, (late, of) in enumerate(shares)
            for n in range(of)
        )
    )
    values = [Fraction(min(late, of), of) for late, of in shares]
    found = sheet_of(frozenset({"Harbor"}), facts(*told.requests, *(asked("Harbor", n) for n in range(60))), JUNE, END)
    beside = found.beside[Factor.LATE]
    assert beside is not None
    assert beside.median == decimal(median(values))
    q1, _, q3 = quantiles(values, n=4, method="inclusive")
    assert (beside.q1, beside.q3) == (decimal(q1), decimal(q3))
