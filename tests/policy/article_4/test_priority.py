"""A priority is a sum that says its parts (A4.2, third test): by hand, and what can never happen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hopback.policy.article_4_sourcing.priority import WEIGHTS, Facts, Part, WeightsWrong, explained, total, weights

URGENT = Facts(
    days_left=3, nature="fraudulent", credibility="high", verified=True,
    campaign_active=True, volume=250_000, complaints=12, score=0.93,
)  # fmt: skip


def said(facts: Facts) -> list[str]:
    return [str(term) for term in explained(facts)]


def test_the_most_urgent_call_says_every_part_of_its_sum() -> None:
    assert said(URGENT) == [
        "records expire in 3 days: +40",
        "fraudulent: +20",
        "250,000 calls like it: +15",
        "of an active campaign: +15",
        "analytics score 93%: +15",
        "source of high credibility: +10",
        "12 complaints about the number: +10",
    ]
    assert total(explained(URGENT)) == 125


def test_what_nobody_knows_is_not_spoken_of() -> None:
    quiet = Facts(days_left=60, nature="abusive", credibility="usual", verified=True)
    assert said(quiet) == ["abusive: +8", "source of usual credibility: +5", "records expire in 60 days: +0"]


@pytest.mark.parametrize(
    ("days", "says"),
    [
        (-1, "records have likely expired: +0"),
        (0, "records expire today: +40"),
        (1, "records expire in 1 day: +40"),
        (4, "records expire in 4 days: +30"),
        (14, "records expire in 14 days: +20"),
        (30, "records expire in 30 days: +10"),
        (31, "records expire in 31 days: +0"),
    ],
)
def test_records_that_are_about_to_go_come_first_and_those_that_are_gone_last(days: int, says: str) -> None:
    assert says in said(Facts(days_left=days, nature="abusive", credibility="low", verified=True))


def test_an_expired_verification_takes_the_source_s_credit() -> None:
    """A4.2."""
    terms = said(Facts(days_left=60, nature="abusive", credibility="high", verified=False))
    assert "source not verified, or no longer: +0" in terms


def test_weights_are_changed_by_name() -> None:
    assert weights("records=60 score=0") == {**WEIGHTS, Part.RECORDS: 60, Part.SCORE: 0}
    for wrong in ("record=60", "score", "score=-1"):
        with pytest.raises(WeightsWrong, match="the parts are records"):
            weights(wrong)


@given(
    st.builds(
        Facts,
        days_left=st.integers(-400, 400),
        nature=st.sampled_from(["fraudulent", "abusive", "unlawful"]),
        credibility=st.sampled_from(["high", "usual", "low"]),
        verified=st.booleans(),
        campaign_active=st.booleans(),
        volume=st.none() | st.integers(0, 10**9),
        complaints=st.integers(0, 500),
        score=st.none() | st.floats(0, 1),
    )
)
def test_no_part_gives_more_than_its_weight_or_less_than_nothing(facts: Facts) -> None:
    terms = explained(facts)
    assert all(0 <= term.points <= WEIGHTS[term.part] for term in terms)
    assert total(terms) == sum(term.points for term in terms)
    assert len({term.part for term in terms}) == len(terms)
