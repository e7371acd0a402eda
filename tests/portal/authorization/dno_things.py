"""What the doors of the room `do_not_originate` want in the world: Meridian is a Steering member, the bank asks."""

from datetime import timedelta
from typing import Any

from hopback.portal.accounts.viewer import of_user
from hopback.portal.do_not_originate import actions
from hopback.portal.do_not_originate.models import Confirmation
from hopback.portal.ground import capability
from hopback.portal.ground.uploads import judge
from hopback.portal.sourcing.models import Source
from tests.portal.do_not_originate import staged
from tests.portal.factories import NOW, make_source

from .people import Who

READERS = (Who.WAITING_ADMIN, Who.WAITING, Who.LOOK_UP_KEY)
NOBODY: frozenset[Who] = frozenset()


def add(world: Any, story: Any) -> None:
    """Listed half a year ago, so that a round of confirmation is open."""
    by, then = story.by, NOW - timedelta(days=190)
    letter = judge("letter.txt", b"We authorise it.\n")
    day = (then - timedelta(days=9)).date()
    office = staged.requested(by, then, "800-555-0140\n800-555-0141", letter=letter, letter_on=day)
    staged.listed(office, by, then)
    world.add("listing:office", *READERS, listing=office.public_id)
    asked = staged.requested(by, numbers="800-555-0142")
    actions.answer_tests(listing=asked, findings=staged.findings(), by=by, now=NOW)
    world.add("listing:asked", listing=asked.public_id)
    _of_the_bank(world, story, by)
    staged.asked(office.recipient, NOW)
    round_ = Confirmation.objects.get()
    world.add("token:round", *Who, token=capability.token_for(staged.link_of(round_).nonce))
    _papers(world, story, office, by)


def _of_the_bank(world: Any, story: Any, by: Any) -> None:
    bank = Source.objects.get(name="First Lakes Bank")
    listing = staged.bank(by, source=bank, served_by=story.meridian)
    world.add("listing:bank", *READERS, Who.ORGANIZATION, listing=listing.public_id)
    world.add("vet:bank", *READERS, staff=NOBODY, listing=listing.public_id)
    shop = staged.bank(by, numbers="877-555-0120", name="Corner Shop")
    world.add("vet:shop", listing=shop.public_id)
    told = {"cents": 9_000, "every_months": 12, "agreed_with": "Maria Okafor", "from_on": NOW.date(), "by": by}
    actions.agree_charge(recipient=listing.recipient, **told, now=NOW)
    world.add("recipient:bank", recipient=listing.recipient.public_id)


def _papers(world: Any, story: Any, office: Any, by: Any) -> None:
    clear = staged.analytics(by)
    world.add("reader:clearline", source=clear.public_id)
    make_source("Second Analytics", kind="analytics")
    told = {"kind": "outgoing", "number": "+18005550140", "words": "Forty calls on Monday.", "by": by}
    found = actions.raise_conflict(listing=office, **told, now=NOW)
    world.add("conflict:open", conflict=found.public_id)
    dana = of_user(story.dana)
    actions.report_implementation(listing=office, implemented_on=NOW.date(), by=dana, now=NOW)
    world.add("implemented:office", *READERS, staff=NOBODY, listing=office.public_id)
