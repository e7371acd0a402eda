"""Agencies in each state worth seeing: with people, with a domain that waits, and one that nobody described."""

from typing import Any

from hopback.portal.accounts.models import MailedLink, User
from hopback.portal.accounts.viewer import of_mailed_link, of_user
from hopback.portal.enforcement import actions
from hopback.portal.enforcement.models import AgencyPerson
from hopback.portal.ground import capability
from tests.portal import factories as make

ENFORCES = {"enforces": "The Telemarketing Sales Rule. Its staff asked for tracebacks in eleven cases."}


def stage(world: Any) -> None:
    by = {"by": world.by, "now": world.now}
    ftc = actions.say_agency(source=world.ftc, level="federal", **ENFORCES, **by)
    ohio = actions.list_agency(name="Attorney General of Ohio", level="state", state="oh", **ENFORCES, **by)
    User.objects.filter(pk=world.ines.pk).update(email="ines.calder@ftc.gov")
    world.ines.refresh_from_db()
    ines = actions.name_person(agency=ftc, name="Ines Calder", title="Attorney", email="ines.calder@ftc.gov", **by)
    _confirm(ines, world)
    lew = actions.name_person(agency=ftc, name="Lew Park", email="lew.park@ftc.gov", **by)
    why = "Its switchboard was called back at the number on the state's own page."
    approved = actions.propose_exception(agency=ohio, domain="ag.state.oh.us", why=why, **by)
    actions.approve_exception(exception=approved, by=of_user(world.theo), now=world.now)
    waits = actions.propose_exception(agency=ohio, domain="consumer.state.oh.us", why=why, **by)
    world.things |= {
        "agency:ftc": {"source": ftc.public_id},
        "agency:ohio": {"source": ohio.public_id},
        "agency:bare": {"source": make.make_source("Postal Inspection Service").public_id},
        "official:lew": {"person": lew.public_id},
        "exception:waits": {"exception": waits.public_id},
        "exception:approved": {"exception": approved.public_id},
        "token:official": {"token": capability.token_for(_link(lew).nonce)},
        "token:official:used": {"token": capability.token_for(_link(ines).nonce)},
    }


def _confirm(person: AgencyPerson, world: Any) -> None:
    link = _link(person)
    actions.confirm_person(person=person, link=link, by=of_mailed_link(link), now=world.now)


def _link(person: AgencyPerson) -> MailedLink:
    return MailedLink.objects.filter(about=person.public_id).latest("pk")
