"""A bank in each state worth seeing: a request with its result, one not certified, an invoice, an authorisation."""

from datetime import date, timedelta
from typing import Any

from hopback.portal.accounts import actions as accounts
from hopback.portal.accounts.viewer import of_user
from hopback.portal.ground import capability
from hopback.portal.organizations import actions
from hopback.portal.sourcing import actions as sourcing
from hopback.portal.sourcing.models import Candidate
from tests.portal import factories as make
from tests.portal.tracebacks import staged

CERTIFIED = {"kind": "necessity", "statement": "Accounts were emptied.", "certified_by": "Maria Okafor, Head of Fraud"}


def stage(world: Any) -> None:
    by = {"by": world.by, "now": world.now}
    bank = actions.list_organization(name="First Lakes Bank", kind="private", verified_how="Called back.", **by)
    world.maria = make.make_source_person(bank, "Maria Okafor")
    desk = {"by": of_user(world.maria), "now": world.now}
    traced = staged.traced(world.path[:2], world.rosa, opened_at=world.now - timedelta(hours=20), campaign="Bank alert")
    staged.answered(traced, world.now - timedelta(hours=9), kind="originated", customer={"name": "Lark Dialing LLC"})
    Candidate.objects.filter(pk=traced.candidate_id).update(source=bank)
    candidate = Candidate.objects.select_related("source").get(pk=traced.candidate_id)
    actions.certify(candidate=candidate, **CERTIFIED, **desk)
    details = {
        "calling": "202-555-0142", "called": "+16145550178", "called_at": world.now - timedelta(hours=9),
        "nature": "fraudulent", "evidence": "In our name.", "basis": "protection_222d2",
    }  # fmt: skip
    bare = sourcing.submit_candidate(source=bank, details=details, **desk)
    empty = actions.list_organization(name="City of Dayton", kind="public", **by)
    actions.agree_fee(source=bank, cents=45_000, agreed_with="Maria Okafor", from_on=date(2026, 1, 1), **by)
    world.things |= {
        "bank": {"source": bank.public_id},
        "dayton": {"source": empty.public_id},
        "request": {"candidate": candidate.public_id},
        "request:bare": {"candidate": bare.public_id},
        "invoice": {"invoice": actions.issue_invoice(source=bank, **by).public_id},
    }
    invited = {"email": "tomas@firstlakes.example", "name": "Tomas Lind", "kind": "source", "role": "member"}
    made = accounts.invite(**invited, party=bank.public_id, **by)
    world.things["token:bank"] = {"token": capability.token_for(made.nonce)}
    given = actions.authorize(source=bank, to_whom="Attorney General of Ohio", candidate=candidate, **desk)
    world.things["authorization"] = {"authorization": given.public_id}
