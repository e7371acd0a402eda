"""A private organisation's trace, every word of it a canary: who asked, in which campaign, and what became of it."""

from datetime import date, timedelta
from typing import Any

from hopback.portal.accounts.viewer import of_user
from hopback.portal.organizations import actions
from hopback.portal.sourcing.models import Campaign

CALL = "P"


def tell(world: Any) -> None:
    """Cardinal and Blue Ridge are asked; the bank reads the result, allows an authority to know, gets an invoice."""
    calls, p, birds = world.calls, world.parties, world.birds
    bank = p.bank
    by = {"by": calls.by, "now": calls.later()}
    actions.say_kind(source=bank, kind="private", **by)
    own, asked = [bank.public_id], (p.cardinal, p.blue_ridge)
    calls.asked[CALL] = {one.public_id for one in asked}
    candidate = calls.candidate(CALL, p.cardinal, bank, asked)
    known = [*own, *(one.public_id for one in asked)]
    said = {
        "kind": "necessity",
        "statement": f"Accounts emptied, {birds.word('tracebacks.Certification.statement', known, CALL)}.",
        "certified_by": f"Ines {birds.word('tracebacks.Certification.certified_by', known, CALL)}, Head of Fraud",
    }
    birds.share(bank.name.split()[-1], *calls.asked[CALL])  # who certifies is named to whoever is asked (A3.13)
    desk = of_user(p.people[bank.public_id])
    actions.certify(candidate=candidate, **said, by=desk, now=calls.later())
    calls.decided(CALL, candidate)
    calls.answer(CALL, "upstream", upstream=p.blue_ridge.public_id)
    calls.answer(CALL, "originated", customer=calls.customer(CALL, p.blue_ridge))
    _papers(world, bank, candidate, desk)
    names = Campaign.objects.filter(candidates__source=bank).values_list("name", flat=True)
    world.private = {name.split()[1] for name in names}


def _papers(world: Any, bank: Any, candidate: Any, desk: Any) -> None:
    calls, birds, own = world.calls, world.birds, [bank.public_id]
    actions.acknowledge_use(candidate=candidate, use="stop_the_traffic", by=desk, now=calls.later())
    whom = f"Attorney {birds.word('tracebacks.Authorization.to_whom', own)}"
    actions.authorize(source=bank, to_whom=whom, by=desk, now=calls.later())
    fee = {"agreed_with": birds.word("organizations.Fee.agreed_with", own), "from_on": date(2026, 1, 1), "cents": 100}
    terms = birds.word("organizations.Fee.terms", own)
    actions.agree_fee(source=bank, **fee, terms=terms, by=calls.by, now=calls.later())
    for number in range(2):
        if number:
            again = calls.candidate("Q", world.parties.cardinal, bank, [world.parties.cardinal])
            certified = {"kind": "consent", "statement": "They agreed.", "certified_by": "Ines, Head of Fraud"}
            actions.certify(candidate=again, **certified, by=desk, now=calls.later())
            calls.decided("Q", again)
        invoice = actions.issue_invoice(source=bank, by=calls.by, now=calls.later())
        if number:
            why = birds.word("organizations.Invoice.waived_because", own)
            actions.waive_invoice(invoice=invoice, why=why, by=calls.by, now=calls.later())
        else:
            paid = {"paid_on": calls.now.date() - timedelta(days=1), "by": calls.by, "now": calls.later()}
            how = birds.word("organizations.Invoice.paid_how", own)
            actions.settle_invoice(invoice=invoice, paid_how=how, **paid)
