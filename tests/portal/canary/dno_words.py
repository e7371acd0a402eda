"""A bank whose numbers are listed, every word of it a canary: Cardinal, a Steering member, reads the registry."""

from datetime import timedelta
from typing import Any

from hopback.portal.accounts.models import MailedLink
from hopback.portal.accounts.viewer import of_mailed_link
from hopback.portal.do_not_originate import actions
from hopback.portal.do_not_originate.models import Confirmation, Listing
from hopback.portal.ground.uploads import judge
from tests.portal.do_not_originate import staged

ROOM = "do_not_originate"


def tell(world: Any) -> None:
    """Asked by staff for the bank, vetted by staff, listed, disputed, confirmed in part; and what it is charged."""
    calls, birds, bank = world.calls, world.birds, world.parties.bank
    told = {"by": calls.by, "now": calls.later()}

    def word(path: str, *of: str) -> str:
        return f"Said {birds.word(f'{ROOM}.{path}', of)}."

    mail = birds.word(f"{ROOM}.Recipient.contact_email")
    name = birds.word(f"{ROOM}.Recipient.contact_name")
    file = birds.word(f"{ROOM}.Listing.letter_name")
    letter = judge(f"{file}.txt", f"We authorise {birds.word(f'{ROOM}.Listing.letter')}.\n".encode())
    listing = staged.bank(
        told["by"], told["now"], "877-555-0133", name="Lakes Union", source=bank, contact_name=f"Jo {name}",
        contact_email=f"{mail}@union.example", vendor="Numberguard Inc.", letter=letter,
        protections=word("Recipient.protections"), consulted=word("Listing.consulted"),
        letter_on=(told["now"] - timedelta(days=9)).date(),
    )  # fmt: skip
    for token in (mail, name):
        birds.share(token, listing.recipient.public_id)
    findings = staged.findings(substantial=word("Finding.because"))
    actions.answer_tests(listing=listing, findings=findings, **told)
    actions.vet(listing=listing, assigned=True, legitimate=True, how=word("Vetting.how"), **told)
    actions.approve(listing=listing, **told)
    _disputed(listing, word, told)
    agreed = {"cents": 100, "every_months": 12, "from_on": told["now"].date() + timedelta(days=900)}
    with_whom = word("Charge.agreed_with")
    actions.agree_charge(recipient=listing.recipient, **agreed, agreed_with=with_whom, **told)
    reader = actions.name_reader(source=world.parties.ustelecom, because=word("Reader.because"), **told)
    actions.end_reader(reader=reader, because=word("Reader.ended_because"), **told)
    _round(listing, word, told)
    calls.delivered("")


def _disputed(listing: Listing, word: Any, told: dict[str, Any]) -> None:
    said = {"kind": "outgoing", "number": "+18775550133", "words": word("Conflict.words")}
    conflict = actions.raise_conflict(listing=listing, **said, **told)
    actions.settle_conflict(conflict=conflict, because=word("Conflict.settled_because"), **told)


def _round(listing: Listing, word: Any, told: dict[str, Any]) -> None:
    """Its first round, asked and heard at once."""
    recipient = listing.recipient
    type(recipient).objects.filter(pk=recipient.pk).update(first_on=told["now"].date() - timedelta(days=200))
    actions.ask(about=recipient.public_id, **told)
    confirmation = Confirmation.objects.get(recipient=recipient)
    link = MailedLink.objects.get(about=confirmation.public_id)
    said = {listing.public_id: (True, word("Confirmed.words"))}
    by = of_mailed_link(link, name="Lakes Union")
    name = word("Confirmation.confirmed_by")
    actions.confirm(confirmation=confirmation, link=link, said=said, name=name, by=by, now=told["now"])
