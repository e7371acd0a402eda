"""Appendix B, Do Not Originate: the rules, by themselves."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hopback.policy.appendix_b_do_not_originate import (
    Category,
    ConflictKind,
    DoesNotQualify,
    Event,
    EventKind,
    EventMissing,
    Finding,
    ImplementationWrong,
    LetterMissing,
    NotInboundOnly,
    NotVetted,
    NotYetOver,
    ProtectionsMissing,
    Vetting,
    Weighed,
    band,
    chased_at,
    check_event,
    check_implemented,
    check_letter,
    check_qualifies,
    check_unconfirmed_may_go,
    check_vendor,
    check_vetted,
    contradicts,
    due_on,
    is_unconfirmed,
    may_read,
    needed_for_change,
    round_on,
    short_of,
    suggest,
)
from hopback.policy.appendix_b_do_not_originate import (
    Test as Asked,
)
from hopback.policy.appendix_b_do_not_originate.registry import FIELDS, SPEAKS_AGAINST
from hopback.policy.article_2_membership import Tier
from hopback.policy.figures import ACTIVE_EVENT_CALLS_A_DAY, CONFIRM_DO_NOT_ORIGINATE, CONFIRMATION_WAITED_FOR

LISTED = date(2026, 8, 31)
ASKED = datetime(2027, 2, 28, 9, tzinfo=UTC)


def findings(**fails: str) -> list[Finding]:
    """All five answered; a keyword says what stands as the grounds of one that fails."""
    return [Finding(test, test.value not in fails, fails.get(test.value, "Seen.")) for test in Asked]


def test_a_number_qualifies_when_every_test_is_answered_XB_2() -> None:
    check_qualifies(findings())
    with pytest.raises(DoesNotQualify, match="Answer this too"):
        check_qualifies(findings()[:-1])
    with pytest.raises(DoesNotQualify, match="grounds"):
        check_qualifies(findings(substantial=" "))
    with pytest.raises(DoesNotQualify, match="has to hold"):
        check_qualifies(findings(recognized="Nobody knows it."))


def test_a_number_that_makes_genuine_calls_is_never_listed_XB_1() -> None:
    with pytest.raises(NotInboundOnly):
        check_qualifies(findings(inbound_only="The call centre calls back from it."))


def test_what_holds_in_general_may_fail_with_a_reason_and_is_shown_XB_2() -> None:
    found = findings(spoofed_now="It was last month.", substantial="Forty calls a day.")
    check_qualifies(found)
    assert [one.test for one in short_of(found)] == [Asked.SPOOFED_NOW, Asked.SUBSTANTIAL]


def test_the_steering_member_that_serves_it_vets_else_staff_XB_3() -> None:
    passed, by_staff = Vetting("prv_harbor", True, True), Vetting("", True, True)
    check_vetted(Category.GOVERNMENT, "", [])
    check_vetted(Category.PRIVATE, "prv_harbor", [passed])
    check_vetted(Category.PRIVATE, "", [by_staff])
    for served_by, made in (("prv_harbor", by_staff), ("", passed)):
        with pytest.raises(NotVetted):
            check_vetted(Category.PRIVATE, served_by, [made])
    with pytest.raises(NotVetted, match="assigned"):
        check_vetted(Category.PRIVATE, "", [by_staff, Vetting("", False, True)])
    with pytest.raises(NotVetted, match="active in commerce"):
        check_vetted(Category.PRIVATE, "", [Vetting("", True, False)])


def test_a_private_number_needs_an_active_event_or_exigent_circumstances_XB_3() -> None:
    check_event(Category.GOVERNMENT, None)
    check_event(Category.PRIVATE, Event(EventKind.ACTIVE, ACTIVE_EVENT_CALLS_A_DAY, "Calls in our name."))
    check_event(Category.PRIVATE, Event(EventKind.EXIGENT, 3, "Calls to one hospital.", "Harbor Voice, 3 October"))
    wrong = (None, Event(EventKind.ACTIVE, 99, "Calls."), Event(EventKind.EXIGENT, 3, "Calls."),
             Event(EventKind.ACTIVE, 5000, " "))  # fmt: skip
    for event in wrong:
        with pytest.raises(EventMissing):
            check_event(Category.PRIVATE, event)


def test_a_vendor_acts_under_protections_and_a_letter_has_its_day_XB_3_XB_5() -> None:
    check_vendor("", "")
    check_vendor("Numberguard Inc.", "Contract of 3 May; each number is called back.")
    with pytest.raises(ProtectionsMissing):
        check_vendor("Numberguard Inc.", " ")
    check_letter(LISTED, LISTED)
    for letter_on in (None, LISTED + timedelta(days=1)):
        with pytest.raises(LetterMissing):
            check_letter(letter_on, LISTED)
    assert len(needed_for_change(adds=True)) > len(needed_for_change(adds=False)) == 1


@given(st.dates(date(2020, 1, 1), date(2035, 12, 31)), st.integers(1, 40))
def test_every_twelve_months_have_exactly_two_rounds_XB_4(first_on: date, number: int) -> None:
    day = due_on(first_on, number)
    assert round_on(first_on, day) == number
    assert round_on(first_on, day - timedelta(days=1)) == number - 1
    assert due_on(first_on, number + CONFIRM_DO_NOT_ORIGINATE.amount).year == day.year + 1
    assert (due_on(first_on, number + 1) - day).days <= 184


def test_a_recipient_is_chased_then_unconfirmed_then_may_be_removed_XB_4() -> None:
    assert due_on(LISTED, 1) == date(2027, 2, 28)
    chased = [chased_at(ASKED, times) for times in range(4)]
    assert chased == [*(ASKED + timedelta(days=days) for days in (7, 14, 21)), None]
    over = ASKED + CONFIRMATION_WAITED_FOR
    assert not is_unconfirmed(ASKED, None, over - timedelta(seconds=1))
    assert is_unconfirmed(ASKED, None, over)
    check_unconfirmed_may_go(ASKED, None, over)
    for asked, confirmed, now in ((None, None, over), (ASKED, ASKED, over), (ASKED, None, over - timedelta(days=2))):
        with pytest.raises(NotYetOver):
            check_unconfirmed_may_go(asked, confirmed, now)


def test_the_registry_says_five_things_and_goes_to_few_XB_5_XB_6() -> None:
    assert len(FIELDS) == 5
    assert may_read(tier=Tier.STEERING, named=False)
    assert may_read(tier=None, named=True)
    assert not may_read(tier=Tier.AFFILIATE, named=False)
    assert not may_read(tier=None, named=False)


def test_implementing_is_reported_with_a_day_that_can_be_XB_7() -> None:
    check_implemented(LISTED, listed_on=LISTED, today=LISTED)
    for day in (None, LISTED + timedelta(days=2), LISTED - timedelta(days=1)):
        with pytest.raises(ImplementationWrong):
            check_implemented(day, listed_on=LISTED, today=LISTED + timedelta(days=1))


def test_government_first_then_the_members_own_area_then_the_nation_XB_8() -> None:
    rows = [
        Weighed("bank", Category.PRIVATE, 9_000, 3),
        Weighed("shop", Category.PRIVATE, 50_000, 0),
        Weighed("office", Category.GOVERNMENT, 200, 1),
        Weighed("agency", Category.GOVERNMENT, 100, 70),
        Weighed("clinic", Category.PRIVATE, 400, 12),
    ]
    found = suggest(rows)
    assert [one.listing for one in found] == ["agency", "office", "clinic", "bank", "shop"]
    assert [one.place for one in found] == [1, 2, 3, 4, 5]
    assert found[0].because == "A government request: these come first; 70 calls in your own statistics."
    assert found[4].because == "A private request; none in your own statistics, 50,000 calls a day nationwide."
    assert [band(one, volume) for one in Category for volume in (5_000, 5)] == [1, 2, 3, 4]


def test_a_genuine_signature_of_level_a_speaks_against_a_listing_XB_1() -> None:
    assert contradicts(attestation="A", genuine=True, listed=True)
    assert not contradicts(attestation="B", genuine=True, listed=True)
    assert not contradicts(attestation="A", genuine=False, listed=True)
    assert not contradicts(attestation="A", genuine=True, listed=False)
    assert set(SPEAKS_AGAINST) == set(ConflictKind)
