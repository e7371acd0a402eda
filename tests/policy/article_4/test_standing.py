"""Who may tell of calls today: verified sources (A4.2), and persons whom a member designated (A4.4)."""

from datetime import date, timedelta

import pytest

from hopback.policy.article_4_sourcing.standing import (
    Designation,
    NotDesignated,
    SourceNotVerified,
    Verified,
    check_designated,
    check_verified,
    verified,
)

TODAY = date(2026, 10, 20)
GRANT = Designation("grant@palmetto.example", date(2026, 1, 5), None, member_is_steering=True)


@pytest.mark.parametrize(
    ("until", "stands"),
    [
        (None, Verified.NEVER),
        (date(2026, 10, 19), Verified.EXPIRED),
        (TODAY, Verified.RUNS_OUT),
        (date(2026, 11, 18), Verified.RUNS_OUT),
        (date(2026, 11, 19), Verified.HOLDS),
    ],
)
def test_a_verification_holds_through_its_last_day_and_is_told_of_a_month_before(
    until: date | None, stands: Verified
) -> None:
    """A4.2."""
    assert verified(until, TODAY) is stands


def test_a_source_is_not_called_credible_while_it_is_not_verified() -> None:
    """A4.2: a credible and verifiable source."""
    check_verified(TODAY, TODAY, "FTC")
    with pytest.raises(SourceNotVerified, match="has not been verified"):
        check_verified(None, TODAY, "FTC")
    with pytest.raises(SourceNotVerified, match="held until 2026-10-19: renew"):
        check_verified(TODAY - timedelta(days=1), TODAY, "FTC")


@pytest.mark.parametrize("email", ["grant@palmetto.example", "Grant@Palmetto.example", None])
def test_a_designated_referrer_and_the_machine_of_one_may_refer(email: str | None) -> None:
    """A4.4."""
    check_designated(email, (GRANT,), TODAY)


@pytest.mark.parametrize(
    "designations",
    [
        (),
        (Designation("other@palmetto.example", date(2026, 1, 5), None, member_is_steering=True),),
        (Designation(GRANT.email, date(2026, 10, 21), None, member_is_steering=True),),
        (Designation(GRANT.email, date(2026, 1, 5), TODAY, member_is_steering=True),),
        (Designation(GRANT.email, date(2026, 1, 5), None, member_is_steering=False),),
    ],
    ids=["nobody", "another", "not yet", "ended today", "its member left the committee"],
)
def test_others_may_not_refer(designations: tuple[Designation, ...]) -> None:
    """A4.4."""
    with pytest.raises(NotDesignated):
        check_designated(GRANT.email, designations, TODAY)
