"""An agency, every word of it a canary: its people, a domain that was declined, an official who left."""

from typing import Any

from hopback.portal.accounts.models import MailedLink, User
from hopback.portal.accounts.viewer import of_mailed_link, of_user
from hopback.portal.enforcement import actions
from hopback.portal.enforcement.models import Agency, AgencyPerson

ROOM = "enforcement"


def tell(world: Any) -> None:
    """The FTC signs in as its official; Ohio proposes a domain in vain."""
    calls, p = world.calls, world.parties
    ftc = _said(world, p.ftc, "federal", "")
    ines = p.people[p.ftc.public_id]
    official = named(world, ftc, "Ines")
    User.objects.filter(pk=ines.pk).update(email=official.email)
    confirmed(official, calls.later())
    gone = named(world, ftc, "Lew")
    why = f"Left, {world.birds.word(f'{ROOM}.AgencyPerson.ended_because')}."
    actions.end_person(person=gone, because=why, by=calls.by, now=calls.later())
    ohio = _said(world, p.source("enforcement", "Attorney General of Ohio", "Gia"), "state", "oh")
    why = f"Called, {world.birds.word(f'{ROOM}.AddressException.why')}."
    told = {"by": calls.by, "now": calls.later()}
    made = actions.propose_exception(agency=ohio, domain="ag.state.oh.us", why=why, **told)
    because = f"Not theirs, {world.birds.word(f'{ROOM}.AddressException.ended_because')}."
    actions.end_exception(exception=made, because=because, **told)
    _referred(world, ftc)
    _posted(world, [ftc.public_id])
    calls.delivered("")


def _posted(world: Any, own: list[str]) -> None:
    """One post that the FTC gets, one that was kept back."""
    calls, birds, rosa = world.calls, world.birds, of_user(world.parties.rosa)
    theo = of_user(world.parties.theo)
    told = {name: f"Seen {birds.word(f'{ROOM}.Post.{name}', own)}." for name in ("subject", "text")}
    actions.release_post(post=actions.write_post(**told, by=theo, now=calls.later()), by=rosa, now=calls.later())
    kept = actions.write_post(subject="Bank alert", text="Nothing new.", by=theo, now=calls.later())
    because = f"Told already, {birds.word(f'{ROOM}.Post.because')}."
    actions.decline_post(post=kept, because=because, by=rosa, now=calls.later())


def _referred(world: Any, ftc: Agency) -> None:
    """Pale Moon is referred twice: once returned, once sent."""
    calls, birds = world.calls, world.birds
    for number, path in enumerate(("summary", "returned_because")):
        day = calls.now.date()
        own = [ftc.public_id]
        summary = f"Never answers, {birds.word(f'{ROOM}.Referral.summary', own)}." if not number else "Never answers."
        made = actions.write_referral(
            provider=world.parties.pale, ground="non-cooperative", since_on=day, until_on=day, agencies=[ftc],
            summary=summary, by=calls.by, now=calls.later(),
        )  # fmt: skip
        if number:
            why = f"Say more, {birds.word(f'{ROOM}.Referral.{path}')}."
            theo = of_user(world.parties.theo)
            actions.return_referral(referral=made, because=why, by=theo, now=calls.later())
        else:
            birds.share(world.parties.pale.name.split()[-1].lower(), *own)  # A5.3: whoever does not cooperate is named
            actions.send_referral(referral=made, by=calls.by, now=calls.later())


def _said(world: Any, source: Any, level: str, state: str) -> Agency:
    enforces = f"Rules, {world.birds.word(f'{ROOM}.Agency.enforces')}."
    told = {"by": world.calls.by, "now": world.calls.later()}
    return actions.say_agency(source=source, level=level, state=state, enforces=enforces, **told)


def named(world: Any, agency: Agency, first: str) -> AgencyPerson:
    own = [agency.public_id]

    def word(name: str) -> str:
        return world.birds.word(f"{ROOM}.AgencyPerson.{name}", own)  # type: ignore[no-any-return]

    said = {"name": f"{first} {word('name')}", "title": f"Counsel {word('title')}", "email": f"{word('email')}@ftc.gov"}
    return actions.name_person(agency=agency, **said, by=world.calls.by, now=world.calls.later())


def confirmed(person: AgencyPerson, now: Any) -> None:
    link = MailedLink.objects.filter(about=person.public_id).latest("pk")
    actions.confirm_person(person=person, link=link, by=of_mailed_link(link), now=now)
