"""What the doors of the room `enforcement` want in the world: the source is an agency, and Ines its official."""

from typing import Any

from hopback.portal.accounts import queries as accounts
from hopback.portal.accounts.models import MailedLink
from hopback.portal.accounts.viewer import of_mailed_link, of_user
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
    _referrals(world, story, ftc, ohio, by)
    _posts(world, story, by)


def _posts(world: Any, story: Any, by: dict[str, Any]) -> None:
    """An official's, which waits, and one of Theo's, which Rosa released."""
    told = {"subject": "Bank alert", "text": "Calls in the name of a bank."}
    released = actions.write_post(**told, by=of_user(story.theo), now=NOW)
    actions.release_post(post=released, **by)
    waits = actions.write_post(**told, person=story.official, by=of_user(story.ines), now=NOW)
    world.add("post:waits", post=waits.public_id)
    world.add("archived:waits", staff=frozenset(), post=waits.public_id)
    world.add("post:released", Who.SOURCE, post=released.public_id)
    link = MailedLink.objects.filter(purpose="listserv").latest("pk")
    world.add("token:listserv", *Who, token=capability.token_for(link.nonce))


def _referrals(world: Any, story: Any, ftc: Agency, ohio: Agency, by: dict[str, Any]) -> None:
    """Ready, held, and sent to each agency. Theo writes, so that Rosa can read."""
    lena = actions.name_person(agency=ohio, name="Lena Fox", email="lena.fox@ohio.gov", **by)
    actions.confirm_person(person=lena, link=_link(lena), by=of_mailed_link(_link(lena)), now=NOW)
    written = {"ready": (ftc, "It answers none."), "held": (ftc, "Call (202) 555-0199."),
               "sent": (ftc, "It answers none."), "theirs": (ohio, "It answers none.")}  # fmt: skip
    for name, (agency, summary) in written.items():
        made = actions.write_referral(
            provider=story.pale, ground="non-cooperative", since_on=NOW.date(), until_on=NOW.date(), agencies=[agency],
            summary=summary, by=of_user(story.theo), now=NOW,
        )  # fmt: skip
        if name in {"sent", "theirs"}:
            actions.send_referral(referral=made, **by)
        world.add(f"referral:{name}", referral=made.public_id)
        owners = (Who.SOURCE,) if name == "sent" else ()
        named = "ours" if name == "sent" else name
        world.add(f"received:{named}", *owners, staff=frozenset(), referral=made.public_id)


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
