"""What the doors of the room `enforcement` want in the world: the source is an agency, and Ines its official."""

from typing import Any

from hopback.portal.accounts import queries as accounts
from hopback.portal.accounts.models import MailedLink
from hopback.portal.accounts.viewer import of_mailed_link
from hopback.portal.enforcement import actions
from hopback.portal.enforcement.models import Agency, AgencyPerson
from hopback.portal.ground import capability
from tests.portal.factories import NOW, make_source

from .people import Who

ENFORCES = {"enforces": "The Telemarketing Sales Rule."}


def add(world: Any, story: Any) -> None:
    by = {"by": story.by, "now": NOW}
    ftc = actions.say_agency(source=story.ftc, level="federal", **ENFORCES, **by)
    ohio = actions.list_agency(name="Ohio Bureau of Consumer Protection", level="state", state="oh", **ENFORCES, **by)
    world.add("agency:ftc", source=ftc.public_id)
    world.add("agency:ohio", source=ohio.public_id)
    world.add("agency:bare", source=make_source("Postal Inspection Service").public_id)
    story.official = _official(ftc, story, by)
    exception = actions.propose_exception(agency=ohio, domain="ag.state.oh.us", why="Called back.", **by)
    world.add("exception:ohio", exception=exception.public_id)
    asked = actions.name_person(agency=ftc, name="Lew Park", email="lew.park@ftc.gov", **by)
    world.add("official:lew", person=asked.public_id)
    world.add("token:agency", *Who, token=capability.token_for(_link(asked).nonce))


def _official(ftc: Agency, story: Any, by: dict[str, Any]) -> AgencyPerson:
    """Signed in with the address that was confirmed."""
    type(story.ines).objects.filter(pk=story.ines.pk).update(email="ines.calder@ftc.gov")
    person = actions.name_person(agency=ftc, name="Ines Calder", email="ines.calder@ftc.gov", **by)
    link = _link(person)
    assert accounts.link_with(capability.token_for(link.nonce), "agency") == link
    actions.confirm_person(person=person, link=link, by=of_mailed_link(link), now=NOW)
    return AgencyPerson.objects.select_related("agency__source").get(pk=person.pk)


def _link(person: AgencyPerson) -> MailedLink:
    return MailedLink.objects.filter(about=person.public_id).latest("pk")
