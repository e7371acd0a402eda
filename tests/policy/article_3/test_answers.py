"""What an answer has to hold, and what is refused, with the name of the field. (A3.2, A3.3, A3.7, XA.3)"""

from dataclasses import replace

import pytest

from hopback.policy.article_3_traceback.answers import (
    AnswerKind,
    Claim,
    ContactMissing,
    CustomerNotAsked,
    LawfulUnexplained,
    Mitigation,
    NamesItself,
    ReasonMissing,
    SearchMissing,
    UpstreamMissing,
    UpstreamNotAsked,
    check_answer,
)
from hopback.policy.clause import Refused

MERIDIAN = "prv_meridian"
GROUP = frozenset({MERIDIAN, "prv_meridian_canada"})
UPSTREAM = Claim(AnswerKind.UPSTREAM, upstream="prv_harbor")
UNLISTED = Claim(AnswerKind.UPSTREAM, upstream_name="Sable Route Ltd.", upstream_email="noc@sableroute.example")
NOT_FOUND = Claim(AnswerKind.NOT_FOUND, searched="CDRs of 18 to 20 October, in UTC and Central")
CANNOT = Claim(AnswerKind.CANNOT_ANSWER, reason="Our switch of that trunk was scrapped in June.")
ORIGINATED = Claim(AnswerKind.ORIGINATED, customer_name="Bright Dial Marketing")


@pytest.mark.parametrize("claim", [UPSTREAM, UNLISTED, NOT_FOUND, CANNOT, ORIGINATED])
def test_an_answer_that_holds_what_its_kind_needs_is_taken(claim: Claim) -> None:
    check_answer(claim, provider=MERIDIAN, group=GROUP)


def test_a_provider_that_originated_the_call_may_name_its_customer_later() -> None:
    """XA.4 is measured, not refused."""
    check_answer(Claim(AnswerKind.ORIGINATED), provider=MERIDIAN)


@pytest.mark.parametrize(
    ("claim", "refusal", "clause_id", "field", "words"),
    [
        (replace(UPSTREAM, upstream=None), UpstreamMissing, "A3.2", "upstream", "Name the upstream provider"),
        (replace(UPSTREAM, upstream=""), UpstreamMissing, "A3.2", "upstream", "Name the upstream provider"),
        (replace(UNLISTED, upstream_name=" "), ContactMissing, "A3.3", "unlisted", "name of the upstream"),
        (replace(UNLISTED, upstream_email=""), ContactMissing, "A3.3", "unlisted", "e-mail address or"),
        (replace(UNLISTED, upstream="prv_harbor"), UpstreamNotAsked, "A3.2", "upstream", "not both"),
        (replace(NOT_FOUND, searched="  "), SearchMissing, "A3.7", "searched", "Say what you searched"),
        (replace(NOT_FOUND, upstream="prv_harbor"), UpstreamNotAsked, "A3.2", "upstream", "only if another"),
        (replace(CANNOT, reason=""), ReasonMissing, "XA.3", "reason", "Say why you cannot answer"),
        (replace(ORIGINATED, upstream_name="Harbor"), UpstreamNotAsked, "A3.2", "upstream", "only if another"),
        (replace(UPSTREAM, customer_name="Bright Dial"), CustomerNotAsked, "A1.9", "customer", "only if your"),
        (
            replace(ORIGINATED, mitigation=Mitigation.FOUND_LAWFUL),
            LawfulUnexplained,
            "XA.5",
            "mitigation_note",
            "mitigation note",
        ),
    ],
)
def test_an_answer_that_lacks_something_is_refused_and_says_what(
    claim: Claim, refusal: type[Refused], clause_id: str, field: str, words: str
) -> None:
    with pytest.raises(refusal, match=words) as refused:
        check_answer(claim, provider=MERIDIAN, group=GROUP)
    assert refused.value.clause.id == clause_id
    assert refused.value.field == field


def test_a_telephone_number_is_contact_enough_for_an_unlisted_provider() -> None:
    """A3.3"""
    claim = replace(UNLISTED, upstream_email="", upstream_phone="+501 223 0142")
    check_answer(claim, provider=MERIDIAN)


@pytest.mark.parametrize("itself", sorted(GROUP))
def test_a_provider_cannot_name_itself_or_its_control_group(itself: str) -> None:
    """A1.1"""
    with pytest.raises(NamesItself, match="ask the staff to confirm") as refused:
        check_answer(replace(UPSTREAM, upstream=itself), provider=MERIDIAN, group=GROUP)
    assert refused.value.clause.id == "A1.1"


def test_a_provider_without_a_known_group_cannot_name_itself_either() -> None:
    """A1.1"""
    with pytest.raises(NamesItself):
        check_answer(replace(UPSTREAM, upstream=MERIDIAN), provider=MERIDIAN)


@pytest.mark.parametrize("itself", sorted(GROUP))
def test_calls_do_loop_when_staff_confirm_it(itself: str) -> None:
    """A1.1"""
    check_answer(replace(UPSTREAM, upstream=itself), provider=MERIDIAN, group=GROUP, confirmed=True)


@pytest.mark.parametrize("mitigation", sorted(set(Mitigation) - {Mitigation.FOUND_LAWFUL}))
def test_any_other_mitigation_needs_no_explanation(mitigation: Mitigation) -> None:
    """XA.5"""
    check_answer(replace(UPSTREAM, mitigation=mitigation), provider=MERIDIAN)
