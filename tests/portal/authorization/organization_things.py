"""What the doors of the room `organizations` want in the world: the source is an organisation, with all it may have."""

from datetime import date, timedelta
from typing import Any

from hopback.portal.accounts.viewer import of_user
from hopback.portal.organizations import actions
from hopback.portal.sourcing.models import Candidate, Source
from tests.portal.factories import NOW, make_source, make_source_person
from tests.portal.tracebacks import staged

from .people import Who

OF_ALL = (Who.ORGANIZATION,)


def add(world: Any, story: Any) -> None:
    by = {"by": story.by, "now": NOW}
    bank = actions.list_organization(name="First Lakes Bank", kind="private", **by)
    story.maria = make_source_person(bank, "Maria Okafor")
    world.add("organization:bank", source=bank.public_id)
    traced = _traced(story, bank)
    private = traced.campaign.public_id
    world.add("campaign:private", Who.ORGANIZATION, Who.DOWNSTREAM, campaign=private)  # A3.14
    for name, candidate in (("traced", traced), ("uncertified", staged_for(bank, story.path[0]))):
        world.add(f"request:{name}", *OF_ALL, candidate=candidate.public_id)
    other = make_source("Second Street Bank", kind="organization")
    world.add("request:of_another", candidate=staged_for(other, story.path[0]).public_id)
    _papers(world, story, bank, traced, by)


def staged_for(source: Source, first: Any) -> Candidate:
    made = staged.candidate(first, "Bank impersonation", called="+16145550144")
    Candidate.objects.filter(pk=made.pk).update(source=source)
    return made


def _traced(story: Any, bank: Source) -> Candidate:
    made = staged.traced(story.path[:2], story.rosa, opened_at=NOW - timedelta(hours=5), campaign="Bank impersonation")
    Candidate.objects.filter(pk=made.candidate_id).update(source=bank)
    candidate = Candidate.objects.select_related("source").get(pk=made.candidate_id)
    said = {"kind": "necessity", "statement": "Accounts were emptied.", "certified_by": "Maria Okafor, Head of Fraud"}
    actions.certify(candidate=candidate, **said, by=of_user(story.maria), now=NOW)
    return candidate


def _papers(world: Any, story: Any, bank: Source, traced: Candidate, by: dict[str, Any]) -> None:
    given = actions.authorize(source=bank, to_whom="Attorney General of Ohio", by=of_user(story.maria), now=NOW)
    world.add("authorization:bank", *OF_ALL, staff=frozenset(), authorization=given.public_id)
    actions.agree_fee(source=bank, cents=45_000, agreed_with="Maria Okafor", from_on=date(2026, 1, 1), **by)
    invoice = actions.issue_invoice(source=bank, **by)
    world.add("invoice:bank", *OF_ALL, invoice=invoice.public_id)
    more = staged.traced(story.path[:1], story.rosa, opened_at=NOW - timedelta(hours=4), campaign="Bank impersonation")
    Candidate.objects.filter(pk=more.candidate_id).update(source=bank)
