"""Standard mails, varied by who receives them. (A3.8)"""

from itertools import product

import pytest

from hopback.policy.article_3_traceback.communications import (
    NoticeKind,
    Variant,
    copies_backup,
    variant_name,
)


@pytest.mark.parametrize(
    ("variant", "name"),
    [
        (Variant(), "standard"),
        (Variant(member=True), "member"),
        (Variant(foreign=True, first_contact=True), "foreign, first contact"),
        (Variant(non_cooperative=True, backup=True), "non-cooperative, back-up"),
    ],
)
def test_a_wording_is_named_after_its_receiver(variant: Variant, name: str) -> None:
    """A3.8"""
    assert variant_name(variant) == variant.name == name


def test_no_two_receivers_share_a_name() -> None:
    variants = [Variant(*facts) for facts in product((False, True), repeat=5)]
    assert len({variant.name for variant in variants}) == 32


def test_the_back_up_contact_is_copied_from_the_second_reminder_on() -> None:
    """A3.8, XA.1"""
    assert [copies_backup(NoticeKind.REMINDER, reminder=number) for number in (1, 2, 3)] == [False, True, True]


def test_the_back_up_contact_learns_that_time_is_over() -> None:
    """A3.6, XA.1"""
    copied = {kind for kind in NoticeKind if copies_backup(kind)}
    assert copied == {NoticeKind.OVERDUE, NoticeKind.CLOSED_NO_RESPONSE}


@pytest.mark.parametrize("kind", NoticeKind)
def test_the_back_up_contact_stands_in_for_a_primary_that_cannot_be_reached(kind: NoticeKind) -> None:
    """XA.1"""
    assert copies_backup(kind, primary_unreachable=True)
