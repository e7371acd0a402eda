"""
Article 2 over random histories: `make soak` for 100,000, fewer in `make test`.

The comparison must also find what it is there for: each planted bug is caught.
"""

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from hopback.policy import article_2_membership as membership
from hopback.policy.article_2_membership import acts, calls, committee, ending, facts, periods
from hopback.policy.article_2_membership.facts import Facts, Rules, Tier
from hopback.policy.article_2_membership.same_provider import Times
from hopback.policy.clause import Force

from . import histories, oracle

HISTORIES = int(os.environ.get("HOPBACK_SOAK_HISTORIES", "400"))
ENOUGH_TO_CATCH = 4000
ME = histories.ME


def ours(record: Facts, today: date) -> dict[str, Any]:
    told: dict[str, Any] = {}
    for tier in Tier:
        for each in membership.to_join(ME, tier, record, today):
            behind = frozenset(row.traceback for row in each.tracebacks)
            told[f"{tier}:{each.condition}"] = (each.from_on, behind)
            assert each.holds == (each.from_on == today)
            assert each.why
    told["ending"] = _ending(record, today)
    told["seat"] = membership.seat(ME, record, today, histories.SEATED).holds
    return told


def _ending(record: Facts, today: date) -> tuple[bool, int, frozenset[str]] | None:
    if membership.member_of(ME, record, today) is None:
        return None
    reasons = membership.reasons_to_end(ME, record, today)
    named = [reason for reason in reasons if "after it became an Affiliate" in reason.why]
    behind = frozenset(row.traceback for reason in named for row in reason.tracebacks)
    return any(reason.force is Force.SHALL for reason in reasons), len(reasons) - len(named), behind


def plainly(record: Facts, today: date) -> dict[str, Any]:
    told: dict[str, Any] = {}
    diary = oracle.Diary(ME, record, today)
    for tier in ("affiliate", "steering"):
        for name, said in oracle.conditions(diary, tier).items():
            told[f"{tier}:{name}"] = (said.from_on, said.tracebacks)
    ended = oracle.ending(diary)
    told["ending"] = ended and (ended.will, ended.failing, ended.named)
    told["seat"] = oracle.has_a_seat(diary, histories.SEATED)
    return told


def first_difference(count: int) -> str:
    """Which history is told differently, and where; "" when none is."""
    for seed in range(count):
        record, today = histories.history(seed)
        mine, plain = ours(record, today), plainly(record, today)
        if mine != plain:
            where = {name: (mine.get(name), plain[name]) for name in plain if mine.get(name) != plain[name]}
            return f"history {seed} on {today}: {where}"
    return ""


def test_every_history_is_judged_as_the_plain_model_judges_it() -> None:
    """A2.2-A2.8: conditions, the day from which each holds, the tracebacks behind it, what ends it, the seat."""
    assert first_difference(HISTORIES) == ""
    print(f"{HISTORIES:,} histories")


def test_the_histories_are_of_every_kind() -> None:
    """Each condition holds in some, fails in some, and where time can mend it, is mended by time in some."""
    seen: dict[str, set[str]] = {}
    for seed in range(250):
        record, today = histories.history(seed)
        for name, value in plainly(record, today).items():
            if ":" in name:
                from_on = value[0]
                kind = "act" if from_on is None else "holds" if from_on == today else "time"
                seen.setdefault(name, set()).add(kind)
    assert all({"act", "holds"} <= kinds or {"time", "holds"} <= kinds for kinds in seen.values())
    mended = {name for name, kinds in seen.items() if "time" in kinds}
    assert mended == {"affiliate:clean", "steering:committed", "steering:adherence"}


def test_the_same_facts_give_the_same_answer_for_everyone() -> None:
    """A1.3: rename every company; nobody's answer changes."""
    other = "Zephyr Communications"
    for seed in range(100):
        record, today = histories.history(seed)
        renamed = _renamed(record, ME, other)
        for tier in Tier:
            mine, theirs = (membership.to_join(*at, today) for at in ((ME, tier, record), (other, tier, renamed)))
            assert [(a.condition, a.from_on, a.why) for a in mine] == [(a.condition, a.from_on, a.why) for a in theirs]


def _renamed(value: Any, old: str, new: str) -> Any:
    if isinstance(value, tuple | frozenset):
        return type(value)(_renamed(each, old, new) for each in value)
    if hasattr(value, "__dataclass_fields__"):
        return replace(value, **{name: _renamed(getattr(value, name), old, new) for name in value.__dataclass_fields__})
    return new if value == old else value


def sold_with_its_record(patch: pytest.MonkeyPatch) -> None:
    """Who sells a company leaves its record behind."""
    patch.setattr(Times, "answers_for", lambda self, provider, day: provider in self.now)


def bought_clean(patch: pytest.MonkeyPatch) -> None:
    """Who is bought comes without its record."""
    patch.setattr(Times, "answers_for", lambda self, provider, day: provider in self.on(day))


def a_day_short(patch: pytest.MonkeyPatch) -> None:
    """59 days are taken for 60."""
    patch.setattr(periods, "CLEAN_PERIOD_BEFORE_AFFILIATE", replace(periods.CLEAN_PERIOD_BEFORE_AFFILIATE, amount=59))


def months_of_thirty_days(patch: pytest.MonkeyPatch) -> None:
    """Six months are taken for 180 days."""
    days = replace(periods.CLEAN_PERIOD_BEFORE_AFFILIATE, amount=180)
    patch.setattr(periods, "ADHERENCE_BEFORE_STEERING", days)


def a_waiver_for_ever(patch: pytest.MonkeyPatch) -> None:
    """A waiver covers breaches that came after it."""
    wanted = periods._wanted
    patch.setattr(periods, "_wanted", lambda provider, record, broken: wanted(provider, record, None))


def staff_alone(patch: pytest.MonkeyPatch) -> None:
    """Staff except a foreign provider without the Executive Committee."""
    past = acts._past
    patch.setattr(acts, "_past", lambda day, on: day is None or past(day, on))


def the_future_is_known(patch: pytest.MonkeyPatch) -> None:
    """What happens later counts already."""
    patch.setattr(facts.Facts, "known_on", lambda self, day: self)


def nobody_stands_in(patch: pytest.MonkeyPatch) -> None:
    """At a call, a company of the same control group does not count."""
    patch.setattr(Times, "on", lambda self, day: frozenset({ME}))


def affiliates_at_every_call(patch: pytest.MonkeyPatch) -> None:
    """An Affiliate is expected at calls that are not quarterly."""

    def all_calls(provider: str, record: Facts) -> list[facts.Call]:
        quarterly = replace(record, calls=tuple(replace(call, quarterly=True) for call in record.calls))
        return expected_at(provider, quarterly)

    expected_at = calls.expected_at
    patch.setattr(calls, "expected_at", all_calls)


def the_first_word_holds(patch: pytest.MonkeyPatch) -> None:
    """An old statement outlives a new one."""
    patch.setattr(acts, "newest", lambda rows: next(iter(sorted(rows, key=lambda row: row.since_on)), None))


def affiliates_are_forgotten(patch: pytest.MonkeyPatch) -> None:
    """What a company under common control does is its own affair."""
    no_breach = acts._no_breach

    def mine_only(provider: str, record: Facts, on: date, group: Times, rules: Rules, words: str) -> Any:
        mine = replace(record, breaches=tuple(each for each in record.breaches if each.provider == provider))
        return no_breach(provider, mine, on, group, rules, words)

    patch.setattr(acts, "_no_breach", mine_only)


def a_seat_for_everybody_who_pays(patch: pytest.MonkeyPatch) -> None:
    """An Affiliate gets a seat for its money."""
    patch.setattr(committee, "member_of", lambda *about: (Tier.STEERING, date(2024, 1, 1)))


def named_before_it_joined(patch: pytest.MonkeyPatch) -> None:
    """An Affiliate is reproached with what was before it joined."""
    since = ending._named_since
    patch.setattr(ending, "_named_since", lambda provider, record, on, _: since(provider, record, on, date(2024, 1, 1)))


def shortened_agreement(patch: pytest.MonkeyPatch) -> None:
    """A gap between two agreements is overlooked."""
    patch.setattr(
        periods,
        "_agreed_since",
        lambda provider, record, on: min(
            (each.since_on for each in record.agreements if each.provider == provider), default=None
        ),
    )


BUGS = (
    sold_with_its_record,
    bought_clean,
    a_day_short,
    months_of_thirty_days,
    a_waiver_for_ever,
    staff_alone,
    the_future_is_known,
    nobody_stands_in,
    affiliates_at_every_call,
    the_first_word_holds,
    affiliates_are_forgotten,
    a_seat_for_everybody_who_pays,
    named_before_it_joined,
    shortened_agreement,
)


@pytest.mark.parametrize("bug", BUGS, ids=lambda bug: bug.__name__)
def test_a_planted_bug_is_caught(bug: Callable[[pytest.MonkeyPatch], None], monkeypatch: pytest.MonkeyPatch) -> None:
    bug(monkeypatch)
    assert first_difference(ENOUGH_TO_CATCH) != ""
