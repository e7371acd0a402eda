"""Agencies in each state worth seeing: with people, with a domain that waits, and one that nobody described."""

from datetime import timedelta
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
    _referrals(world, ftc, by)
    _posts(world, ines, by)


def _posts(world: Any, ines: AgencyPerson, by: dict[str, Any]) -> None:
    theo, desk = {"by": of_user(world.theo), "now": world.now}, {"by": of_user(world.ines), "now": world.now}
    text = "Calls in the name of a bank that ask for a code.\n\nFourteen tracebacks are open; two ended abroad."
    told = {"subject": "Bank impersonation: new recordings", "text": text}
    ines = AgencyPerson.objects.select_related("agency__source").get(pk=ines.pk)
    posts = {
        "released": actions.write_post(**told, **theo),
        "declined": actions.write_post(subject="Twice told", text="See above.", **theo),
        "own": actions.write_post(subject="Grants scam is back", text="Heard in four states since Monday.", **by),
        "suspicious": actions.write_post(subject="Call me", text="At (202) 555-0199.", person=ines, **desk),
    }
    actions.release_post(post=posts["released"], **by)
    actions.decline_post(post=posts["declined"], because="Told already.", **by)
    world.things |= {f"post:{name}": {"post": post.public_id} for name, post in posts.items()}
    link = MailedLink.objects.filter(purpose="listserv").latest("pk")
    world.things["token:listserv"] = {"token": capability.token_for(link.nonce)}


def _referrals(world: Any, ftc: Any, by: dict[str, Any]) -> None:
    since = (world.now - timedelta(days=60)).date()
    told = {"provider": world.pale, "ground": "non-cooperative", "since_on": since, "until_on": world.now.date()}
    clean = "It was asked six times who sent it calls of a bank impersonation campaign.\n\nIt answered none."
    words = {"ready": clean, "held": f"{clean} Its office is at (202) 555-0199.", "returned": clean, "sent": clean}
    for name, summary in words.items():
        made = actions.write_referral(**told, agencies=[ftc], summary=summary, **by)
        world.things[f"referral:{name}"] = {"referral": made.public_id}
        if name == "sent":
            actions.send_referral(referral=made, **by)
        if name == "returned":
            actions.return_referral(referral=made, because="Say since when.", by=of_user(world.theo), now=world.now)


def _confirm(person: AgencyPerson, world: Any) -> None:
    link = _link(person)
    actions.confirm_person(person=person, link=link, by=of_mailed_link(link), now=world.now)


def _link(person: AgencyPerson) -> MailedLink:
    return MailedLink.objects.filter(about=person.public_id).latest("pk")
