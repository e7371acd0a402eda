"""A number on the Do Not Originate list: shown each morning, and against an A for a call from it (A1.8, XB.1)."""

from datetime import timedelta

import pytest

from hopback.portal.complaints.queries import listed
from hopback.portal.do_not_originate.models import Listing, Number, Recipient, Version
from hopback.portal.sourcing.models import Candidate
from tests.portal.factories import NOW, make_source
from tests.portal.sourcing.calls import kept

pytestmark = pytest.mark.django_db
IRS, BLOCK = "+18008291040", "+1202555"


@pytest.fixture(autouse=True)
def _registry() -> None:
    recipient = Recipient.objects.create(
        name="Internal Revenue Service", category="government", contact_name="A", contact_email="a@irs.example.gov",
        named_by="Rosa Ortega", named_at=NOW,
    )  # fmt: skip
    day = NOW.date()
    listing = Listing.objects.create(
        recipient=recipient, letter_on=day, letter_signer="A", requested_by="Rosa Ortega", requested_at=NOW
    )
    for number, at in ((1, NOW - timedelta(days=30)), (2, NOW - timedelta(days=1))):
        Version.objects.create(number=number, listing=listing, what="listed", numbers=1, made_by="Rosa", made_at=at)
    Number.objects.create(listing=listing, number=IRS, listed_in=1)
    Number.objects.create(listing=listing, number=BLOCK, block=True, listed_in=1, removed_in=2)


def test_a_listed_number_is_told_and_one_of_a_block_while_it_is_listed() -> None:
    assert listed.of([IRS, "+12025550142", "+13152328257"]) == {IRS: listed.ON_IT}
    assert list(listed.all_of()) == [IRS]
    Number.objects.update(removed_in=None)
    assert set(listed.of([IRS, "+12025550142", "+13152328257"])) == {IRS, "+12025550142"}
    assert listed.of([]) == {}


def test_what_counts_is_the_day_of_the_call() -> None:
    """A block that was listed then and is no more speaks against the call all the same; a later listing does not."""
    source = make_source()
    then = NOW - timedelta(days=2)
    told = [
        kept(source, calling=calling, called_at=at)
        for calling, at in (("800 829 1040", then), ("202 555 0142", then), ("202 555 0142", NOW - timedelta(hours=1)))
    ]
    told.append(kept(source, calling="800 829 1040", called_at=NOW - timedelta(days=40)))
    rows = Candidate.objects.select_related("incident").in_bulk([one.pk for one in told])
    assert set(listed.spoofed(list(rows.values()))) == {told[0].pk, told[1].pk}
    assert listed.spoofed([]) == {}
