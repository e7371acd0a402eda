"""Deadlines under the three clock profiles. (A3.6, XA.3)"""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hopback.policy.clocks import (
    CRTC,
    FCC_2024,
    ITG_2021,
    PROFILES,
    ClockProfile,
    ExtensionTooShort,
    OfficeHours,
    begin_by,
    business_elapsed,
    clock_after,
    deadlines,
    extend,
    may_ask_from,
    moment,
)
from tests.policy.clocks.offices import ZONES, at, harbor_voice, moments, offices

profiles = st.sampled_from(list(PROFILES.values()))
ONE_WEEK = timedelta(days=7)

# The week of Tuesday 20 October 2026; on Friday 3 July 2026 Independence Day is observed.
FCC_VECTORS = [
    ("Tuesday 10:00", "2026-10-20 10:00", "2026-10-21 10:00"),
    ("Tuesday 17:31", "2026-10-20 17:31", "2026-10-22 08:00"),
    ("Friday 15:00", "2026-10-23 15:00", "2026-10-26 15:00"),
    ("Friday 18:00", "2026-10-23 18:00", "2026-10-27 08:00"),
    ("Saturday 12:00", "2026-10-24 12:00", "2026-10-27 08:00"),
    ("Thursday 16:00 before a holiday", "2026-07-02 16:00", "2026-07-06 16:00"),
    ("Tuesday 06:00, before the office opens", "2026-10-20 06:00", "2026-10-21 08:00"),
    ("Friday 15:00 before the clocks go back", "2026-10-30 15:00", "2026-11-02 15:00"),
    ("Friday 15:00 before the clocks go forward", "2026-03-06 15:00", "2026-03-09 15:00"),
]


@pytest.mark.parametrize(("sent", "due"), [v[1:] for v in FCC_VECTORS], ids=[v[0] for v in FCC_VECTORS])
@pytest.mark.parametrize("zone", ["America/New_York", "America/Los_Angeles"])
def test_fcc_2024_counts_24_hours_on_business_days(sent: str, due: str, zone: str) -> None:
    """XA.3 under 47 CFR 64.1200(n)(1): local to the office that answers."""
    office = OfficeHours(zone, holidays=harbor_voice("2026-07-03").holidays)
    assert deadlines(FCC_2024, at(sent, zone), office).due_at == at(due, zone)


def test_fcc_2024_fixes_the_business_hours_for_everybody() -> None:
    """An office that opens at noon still has its clock started at 10:00."""
    late_riser = OfficeHours("America/New_York", at("2026-10-20 12:00").time(), at("2026-10-20 20:00").time())
    assert deadlines(FCC_2024, at("2026-10-20 10:00"), late_riser).due_at == at("2026-10-21 10:00")


def test_itg_2021_counts_24_hours_night_and_day() -> None:
    """XA.3, A3.6: reminders at 12 and 20 hours, closed 24 hours after the deadline."""
    found = deadlines(ITG_2021, at("2026-10-24 02:00"), harbor_voice())
    assert found.received_at == at("2026-10-24 02:00")
    assert found.reminders_at == (at("2026-10-24 14:00"), at("2026-10-24 22:00"))
    assert found.due_at == at("2026-10-25 02:00")
    assert found.close_at == at("2026-10-26 02:00")


def test_itg_2021_counts_hours_and_not_the_wall_clock_when_the_clocks_change() -> None:
    found = deadlines(ITG_2021, at("2026-10-31 12:00"), harbor_voice())
    assert found.due_at - found.received_at == timedelta(hours=24)
    assert found.due_at == at("2026-11-01 11:00")


@pytest.mark.parametrize(
    ("sent", "due"),
    [
        ("2026-10-20 10:00", "2026-10-22 10:00"),
        ("2026-10-22 10:00", "2026-10-26 10:00"),
        ("2026-10-23 18:00", "2026-10-28 08:00"),
    ],
)
def test_crtc_gives_two_business_days(sent: str, due: str) -> None:
    ottawa = OfficeHours("America/Toronto")
    assert deadlines(CRTC, at(sent, "America/Toronto"), ottawa).due_at == at(due, "America/Toronto")


@given(profile=profiles, hours=offices(), sent_at=moments())
def test_the_moments_of_a_deadline_stand_in_their_order(
    profile: ClockProfile, hours: OfficeHours, sent_at: datetime
) -> None:
    found = deadlines(profile, sent_at, hours)
    in_order = [sent_at, found.received_at, *found.reminders_at, found.due_at, found.close_at]
    assert in_order == sorted(in_order)
    assert found.received_at < found.reminders_at[0] < found.reminders_at[1] < found.due_at < found.close_at
    assert all(each.tzinfo is UTC for each in in_order[1:])


@given(profile=profiles, hours=offices(), sent_at=moments())
def test_nobody_gets_less_time_than_the_profile_says(
    profile: ClockProfile, hours: OfficeHours, sent_at: datetime
) -> None:
    found = deadlines(profile, sent_at, hours)
    assert found.due_at - sent_at >= profile.answer_within
    if profile.business:
        running = profile.running(hours)
        assert business_elapsed(found.received_at, found.due_at, running) == profile.answer_within
        assert profile.office(hours).is_open(found.received_at)


@given(hours=offices(), received_at=moments())
def test_an_investigation_begins_within_four_business_hours(hours: OfficeHours, received_at: datetime) -> None:
    """XA.3"""
    assert business_elapsed(received_at, begin_by(received_at, hours), hours) == timedelta(hours=4)


def test_four_business_hours_go_over_the_weekend() -> None:
    """XA.3"""
    assert begin_by(at("2026-10-23 16:00"), harbor_voice()) == at("2026-10-26 10:30")


def test_the_arithmetic_says_why_friday_evening_is_due_on_tuesday() -> None:
    found = deadlines(FCC_2024, at("2026-10-23 18:00"), harbor_voice("2026-10-26"))
    assert found.arithmetic == (
        "Sent Fri 23 Oct 2026, 18:00 EDT (22:00 UTC).",
        "Outside office hours (08:00 to 17:30, Mon, Tue, Wed, Thu, Fri, America/New_York), so it counts as "
        "received Tue 27 Oct 2026, 08:00 EDT (12:00 UTC).",
        "24 hours to answer; the clock runs day and night on business days and rests on weekends and holidays.",
        "Due Wed 28 Oct 2026, 08:00 EDT (12:00 UTC).",
        "Closes by itself 24 hours after that: Thu 29 Oct 2026, 08:00 EDT (12:00 UTC).",
    )


def test_the_arithmetic_names_the_days_that_were_not_counted() -> None:
    found = deadlines(FCC_2024, at("2026-07-02 16:00"), harbor_voice("2026-07-03"))
    skipped = "Not counted: Fri 3 Jul 2026 (holiday), Sat 4 Jul 2026, Sun 5 Jul 2026."
    assert skipped in found.arithmetic


def test_the_arithmetic_of_itg_2021_says_that_nights_count() -> None:
    found = deadlines(ITG_2021, at("2026-10-23 22:00"), harbor_voice())
    assert found.arithmetic[:2] == (
        "Sent Fri 23 Oct 2026, 22:00 EDT (Sat 24 Oct 2026, 02:00 UTC).",
        "24 hours to answer; nights, weekends and holidays count.",
    )


@given(at_=moments(), zone=st.sampled_from(ZONES))
def test_a_moment_always_says_its_utc(at_: datetime, zone: str) -> None:
    assert f"{at_:%H:%M} UTC)" in moment(at_, zone)


def test_an_extension_moves_the_reminders_and_the_closing_along() -> None:
    """A3.6"""
    before = deadlines(ITG_2021, at("2026-10-20 10:00"), harbor_voice())
    after = extend(before, ITG_2021, at("2026-10-22 10:00"), harbor_voice())
    assert after.received_at == before.received_at
    assert after.reminders_at == (at("2026-10-21 22:00"), at("2026-10-22 06:00"))
    assert (after.due_at, after.close_at) == (at("2026-10-22 10:00"), at("2026-10-23 10:00"))
    assert after.arithmetic[-2] == "Extended: due Thu 22 Oct 2026, 10:00 EDT (14:00 UTC)."


@pytest.mark.parametrize("until", ["2026-10-21 10:00", "2026-10-21 09:59"])
def test_an_extension_that_gives_no_time_is_refused(until: str) -> None:
    """A3.6"""
    before = deadlines(ITG_2021, at("2026-10-20 10:00"), harbor_voice())
    with pytest.raises(ExtensionTooShort, match="after the present deadline") as refused:
        extend(before, ITG_2021, at(until), harbor_voice())
    assert refused.value.clause.id == "A3.6"


@given(asked=st.lists(moments(step=timedelta(hours=3)), max_size=40))
def test_the_weekly_cap_holds_in_any_seven_days(asked: list[datetime]) -> None:
    """Requests that wait until the profile allows them never come more than ten in a week."""
    sent: list[datetime] = []
    for wished_at in sorted(asked):
        sent.append(may_ask_from(CRTC, sent, max([wished_at, *sent])))
    for first, eleventh in zip(sent, sent[10:], strict=False):
        assert eleventh - first >= ONE_WEEK
    assert all(one <= other for one, other in pairwise(sent))


def test_the_eleventh_request_of_a_week_waits_for_the_first_to_pass() -> None:
    start = at("2026-10-19 09:00")
    asked = [start + timedelta(hours=number) for number in range(10)]
    assert may_ask_from(CRTC, asked[:9], asked[9]) == asked[9]
    assert may_ask_from(CRTC, asked, asked[9] + timedelta(minutes=1)) == start + ONE_WEEK
    assert may_ask_from(ITG_2021, asked * 3, asked[9]) == asked[9]


def test_the_named_profiles_are_the_three_and_know_their_names() -> None:
    assert list(PROFILES) == ["itg-2021", "fcc-2024", "crtc"]
    assert all(profile.name == name for name, profile in PROFILES.items())
    assert {profile.backup_from_reminder for profile in PROFILES.values()} == {2}


def test_clock_time_rests_only_where_the_profile_says_so() -> None:
    friday = at("2026-10-23 15:00")
    assert clock_after(ITG_2021, friday, timedelta(hours=12), harbor_voice()) == at("2026-10-24 03:00")
    assert clock_after(FCC_2024, friday, timedelta(hours=12), harbor_voice()) == at("2026-10-26 03:00")
