"""Organisations that ask for a traceback (A3.12-A3.14), who is published (A3.9, A3.10), trace forward (A1.10)."""

from itertools import product

import pytest

from hopback.policy.article_1_definitions import Standing
from hopback.policy.article_3_traceback import trace_forward
from hopback.policy.article_3_traceback.identification import comes_off, may_be_named, named
from hopback.policy.article_3_traceback.initiation_and_tracking import AnswerKind, Status
from hopback.policy.article_3_traceback.organization_requests import (
    CERTIFIED,
    Certification,
    CertificationKind,
    CertificationMissing,
    DisclosureNotAuthorized,
    OrganizationKind,
    StatementMissing,
    Use,
    UseNotAllowed,
    check_certification,
    check_disclosure,
    check_use,
    repeated,
)
from hopback.policy.article_4_sourcing import Basis

CONSENT = Certification(CertificationKind.CONSENT, "Mr Whitfield, by letter of 19 October", "Dana Whitfield")
EXCEPTIONS = ("authorized", "needed_for_trace", "required_by_law", "aggregate")


@pytest.mark.parametrize("kind", CertificationKind)
def test_a_certification_says_what_and_who(kind: CertificationKind) -> None:
    """A3.13"""
    check_certification(Certification(kind, "Callers use our bank's name.", "Dana Whitfield"))


@pytest.mark.parametrize(
    "given",
    [
        None,
        Certification(None, CONSENT.statement, CONSENT.certified_by),
        Certification(CertificationKind.CONSENT, CONSENT.statement, "  "),
    ],
)
def test_a_request_without_a_certification_is_refused(given: Certification | None) -> None:
    """A3.13"""
    with pytest.raises(CertificationMissing) as refused:
        check_certification(given)
    assert refused.value.clause.id == "A3.13"


@pytest.mark.parametrize(
    ("kind", "asked"),
    [(CertificationKind.CONSENT, "whose consent"), (CertificationKind.NECESSITY, "why it is needed")],
)
def test_a_certification_without_a_statement_is_refused(kind: CertificationKind, asked: str) -> None:
    """A3.13"""
    with pytest.raises(StatementMissing, match=asked):
        check_certification(Certification(kind, " ", "Dana Whitfield"))


def test_every_basis_has_words_that_a_request_certifies() -> None:
    """A3.13, A4.1"""
    assert set(CERTIFIED) == {basis.value for basis in Basis}


def test_information_is_used_to_stop_the_traffic_and_never_to_compete() -> None:
    """A3.12"""
    check_use(Use.STOP_THE_TRAFFIC)
    check_use(Use.REFER_TO_LAW_ENFORCEMENT)
    for use in (Use.COMPETE, Use.OTHER):
        with pytest.raises(UseNotAllowed, match="only to stop the harmful traffic"):
            check_use(use)


@pytest.mark.parametrize(("kind", "exception"), [*product(OrganizationKind, [None, *EXCEPTIONS])])
def test_a_private_organisation_s_traceback_goes_nowhere_without_its_word(
    kind: OrganizationKind, exception: str | None
) -> None:
    """A3.14"""
    given = {exception: True} if exception else {}
    if kind is OrganizationKind.PRIVATE and exception is None:
        with pytest.raises(DisclosureNotAuthorized) as refused:
            check_disclosure(kind)
        assert refused.value.clause.id == "A3.14"
    else:
        check_disclosure(kind, **given)


STANDINGS = {
    "Cardinal Wireless": Standing.COOPERATIVE,
    "Blue Ridge Telecom": Standing.COOPERATIVE,
    "Sable Route Ltd.": Standing.NON_COOPERATIVE,
    "Tessera Networks": Standing.UNKNOWN,
}


def test_only_a_standing_that_was_found_is_published() -> None:
    """A3.9"""
    assert named(STANDINGS) == {
        Standing.COOPERATIVE: ["Blue Ridge Telecom", "Cardinal Wireless"],
        Standing.NON_COOPERATIVE: ["Sable Route Ltd."],
    }
    assert [may_be_named(standing) for standing in Standing] == [True, True, False]


def test_who_is_no_longer_non_cooperative_comes_off_the_list() -> None:
    """A3.10"""
    listed = ["Sable Route Ltd.", "Tessera Networks", "Cardinal Wireless", "Quetzal Telefonía"]
    assert comes_off(listed, STANDINGS) == {"Tessera Networks", "Cardinal Wireless", "Quetzal Telefonía"}


def test_a_trace_forward_asks_for_four_things_about_the_customer() -> None:
    """A1.10"""
    assert trace_forward.missing_customer_fields({}) == ("name", "email", "contact", "payment")
    told = {"name": "Bright Dial", "email": "ops@brightdial.example", "contact": " ", "payment": "card"}
    assert trace_forward.missing_customer_fields(told) == ("contact",)


def test_a_trace_forward_goes_on_with_the_provider_the_number_was_given_to() -> None:
    """A1.10"""
    assert [kind for kind in AnswerKind if trace_forward.goes_on(kind)] == [AnswerKind.UPSTREAM]


def test_a_trace_forward_has_its_own_words_for_everything() -> None:
    """A1.10"""
    assert set(trace_forward.CHOICES) == set(AnswerKind)
    assert set(trace_forward.STATUS_WORDS) == set(Status)


def test_a_certification_is_repeated_with_its_basis_and_its_words() -> None:
    """A3.13"""
    given = Certification(CertificationKind.CONSENT, "By letter of 19 October.", "Maria Okafor, for First Lakes Bank")
    said = repeated(Basis.CUSTOMER_APPROVAL.value, given)
    assert said.startswith(CERTIFIED[Basis.CUSTOMER_APPROVAL.value])
    assert said.endswith(
        "Maria Okafor, for First Lakes Bank certifies that the customer who was called consents to the disclosure of "
        "this information: “By letter of 19 October.”"
    )
    assert repeated(Basis.PROTECTION_222D2.value, None) == CERTIFIED[Basis.PROTECTION_222D2.value]
    assert repeated("", None) == ""
