"""Appendix A: contacts, vetting, promptness, measured (XA.1, XA.3, XA.4). Appendix C: privacy (XC.1-XC.3)."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hopback.policy.appendix_a_best_practices import (
    CONTACT_FIELDS,
    VETTING_FIELDS,
    missing_contact,
    missing_vetting,
    promptness,
)
from hopback.policy.appendix_c_privacy import (
    CPNI_FIELDS,
    Purpose,
    PurposeNotAllowed,
    check_purpose,
    is_cpni,
    may_share_aggregate,
)
from tests.policy.clocks.offices import at, harbor_voice, moments

BRIGHT_DIAL = {
    "name": "Bright Dial Marketing",
    "location": "Reno, NV",
    "contact": "Lena Ortiz",
    "incorporated_in": "Nevada",
    "tax_id": "88-0142000",
    "business": "Telemarketing",
}
DANA_WHITFIELD = {
    "full_name": "Dana Whitfield",
    "title": "Traceback Desk",
    "phone": "+1 305 555 0117",
    "email": "traceback@harborvoice.example",
    "hours": "Mon-Fri 8:00-17:30",
}


def test_a_vetted_business_customer_is_complete() -> None:
    """XA.4"""
    assert missing_vetting(BRIGHT_DIAL) == ()


@pytest.mark.parametrize("field", list(BRIGHT_DIAL))
def test_each_vetting_field_that_is_missing_is_named(field: str) -> None:
    """XA.4"""
    assert missing_vetting({**BRIGHT_DIAL, field: "  "}) == (field,)


def test_a_private_customer_has_no_tax_id_and_no_business() -> None:
    """XA.4: federal tax ID and nature of business are asked of commercial customers."""
    person = {name: BRIGHT_DIAL[name] for name in ("name", "location", "contact")}
    assert missing_vetting(person, commercial=False) == ()
    assert missing_vetting(person) == ("incorporated_in", "tax_id", "business")


@pytest.mark.parametrize("field", [field.name for field in CONTACT_FIELDS])
def test_a_point_of_contact_has_five_things(field: str) -> None:
    """XA.1"""
    assert missing_contact(DANA_WHITFIELD) == ()
    assert missing_contact({**DANA_WHITFIELD, field: ""}) == (field,)
    assert len(CONTACT_FIELDS) == 5


def test_every_field_has_a_label_and_a_name_of_its_own() -> None:
    for fields in (VETTING_FIELDS, CONTACT_FIELDS):
        assert len({field.name for field in fields}) == len({field.label for field in fields}) == len(fields)


def test_an_answer_is_measured_in_business_hours_and_in_hours() -> None:
    """XA.3: asked on Friday at 16:00, begun on Monday at 10:00, answered at 16:30."""
    received, begun, answered = at("2026-10-23 16:00"), at("2026-10-26 10:00"), at("2026-10-26 16:30")
    found = promptness(received, begun, answered, harbor_voice(), at("2026-10-27 09:00"))
    assert found.begun_after == timedelta(hours=3, minutes=30)
    assert found.begun_in_time is True
    assert found.answered_after == timedelta(days=3, minutes=30)
    assert found.answered_in_time is False


def test_an_answer_is_also_a_beginning() -> None:
    """XA.3"""
    found = promptness(at("2026-10-20 09:00"), None, at("2026-10-20 12:00"), harbor_voice(), at("2026-10-20 13:00"))
    assert found.begun_after == timedelta(hours=3)
    assert (found.begun_in_time, found.answered_in_time) == (True, True)


@pytest.mark.parametrize(
    ("now", "begun_in_time", "answered_in_time"),
    [
        ("2026-10-20 13:00", None, None),
        ("2026-10-20 13:01", False, None),
        ("2026-10-21 09:00", False, None),
        ("2026-10-21 09:01", False, False),
    ],
)
def test_silence_is_late_once_the_time_is_up(
    now: str, begun_in_time: bool | None, answered_in_time: bool | None
) -> None:
    """XA.3"""
    found = promptness(at("2026-10-20 09:00"), None, None, harbor_voice(), at(now))
    assert (found.begun_after, found.answered_after) == (None, None)
    assert (found.begun_in_time, found.answered_in_time) == (begun_in_time, answered_in_time)


@given(received_at=moments(), minutes=st.integers(0, 3000), later=st.integers(0, 3000))
def test_what_was_measured_does_not_change_with_time(*, received_at, minutes, later) -> None:  # type: ignore[no-untyped-def]
    """XA.3: a judgment about an answer that was given is final."""
    answered_at = received_at + timedelta(minutes=minutes)
    at_once = promptness(received_at, None, answered_at, harbor_voice(), answered_at)
    in_a_while = answered_at + timedelta(minutes=later)
    assert promptness(received_at, None, answered_at, harbor_voice(), in_a_while) == at_once
    assert at_once.answered_in_time == (minutes <= 24 * 60)


@pytest.mark.parametrize("purpose", Purpose)
def test_confidential_information_is_used_for_everything_the_law_names_and_never_for_marketing(
    purpose: Purpose,
) -> None:
    """XC.1, XC.2"""
    if purpose is Purpose.MARKETING:
        with pytest.raises(PurposeNotAllowed, match="never used for marketing") as refused:
            check_purpose(purpose)
        assert refused.value.clause.id == "XC.1"
    else:
        check_purpose(purpose)


@pytest.mark.parametrize("field", ["called", "called_raw", "called_ip", "identity_header", "vetting"])
def test_what_tells_of_a_customer_is_cpni(field: str) -> None:
    """XC.2"""
    assert is_cpni(field)
    assert CPNI_FIELDS[field]


@pytest.mark.parametrize("field", ["calling", "source_ip", "trunk", "called_at"])
def test_what_only_tells_of_a_provider_is_not(field: str) -> None:
    """XC.1"""
    assert not is_cpni(field)


def test_aggregates_are_shared_when_nobody_can_be_told_from_them() -> None:
    """XC.3"""
    assert may_share_aggregate(identifies_customer=False)
    assert not may_share_aggregate(identifies_customer=True)
