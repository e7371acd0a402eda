"""An agency's people: named by staff, confirmed by themselves from their official address, and again in time (A5.7)."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.http import Http404

from hopback.policy.article_5_enforcement import asked_again_at, official
from hopback.portal.accounts import actions as accounts
from hopback.portal.accounts.models import Kind, MailedLink, Role, User
from hopback.portal.accounts.viewer import Viewer
from hopback.portal.ground import actions as ground
from hopback.portal.notices import actions as notices

from ..models import Agency, AgencyPerson
from ..queries.agencies import exceptions_of, in_office
from ..refusals import AgencyWrong
from ._common import enter, hold_agency, hold_person, only_people_of_staff
from .subscribing import joined_by_confirming

LINK = "agency"
ASK = "agency.ask"
GOOD_FOR = timedelta(days=30)
PATH = "/agency-address/"


@transaction.atomic
def name_person(
    *, agency: Agency, name: str, title: str = "", email: str, invite: bool = False, by: Viewer, now: datetime
) -> AgencyPerson:
    """Staff name an official; a mail asks them to confirm. `invite`: they are mailed a way to sign in, too (A5.7)."""
    only_people_of_staff(by)
    agency = hold_agency(agency)
    if not name.strip():
        raise AgencyWrong("Say who it is.", "name")
    address = official(email, exceptions_of(agency))
    if AgencyPerson.objects.filter(email__iexact=address, ended_at=None).exists():
        raise AgencyWrong("Somebody is named with this address already.", "email")
    person = AgencyPerson.objects.create(
        agency=agency, name=name.strip(), title=title.strip(), email=address, added_by=by.name, added_at=now
    )
    enter(agency, "agency.person_named", by=by, now=now, person=person.name, address=address)
    ask_person(person=person, by=by, now=now)
    if invite and not User.objects.filter(email__iexact=address).exists():
        way_in = {"kind": Kind.SOURCE, "role": Role.MEMBER, "party": agency.public_id}
        accounts.invite(email=address, name=person.name, **way_in, by=by, now=now)
    return person


@transaction.atomic
def ask_person(*, person: AgencyPerson, by: Viewer, now: datetime) -> None:
    """Mail the link by which this official confirms their address and their agency's contacts (A5.7)."""
    if by.kind != "system":
        only_people_of_staff(by)
    held = hold_person(person)
    if held.ended_at:
        raise Http404
    _mail(held, by=by, now=now)
    _ask_later(held, by=by, now=now)
    enter(held.agency, "agency.person_asked", by=by, now=now, person=held.name, address=held.email)


@transaction.atomic
def ask_in_time(*, about: str, by: Viewer, now: datetime) -> None:
    """By itself: before a confirmation lapses, and again some days later; then staff have to see to it (A5.7)."""
    person = AgencyPerson.objects.filter(public_id=about, ended_at=None).first()
    if person is not None:
        ask_person(person=person, by=by, now=now)


def _ask_later(person: AgencyPerson, *, by: Viewer, now: datetime) -> None:
    """Ask again while nobody confirms, as often as contacts of providers are chased."""
    since = person.confirmed_at or person.added_at
    asked = MailedLink.objects.filter(purpose=LINK, about=person.public_id, used_at=None, made_at__gte=since).count()
    days = [0, *settings.CONTACTS_CHASED_AFTER_DAYS]
    if asked < len(days):
        wait = timedelta(days=days[asked] - days[asked - 1])
        ground.appoint(kind=ASK, about=person.public_id, due_at=now + wait, by=by, now=now)


def _mail(person: AgencyPerson, *, by: Viewer, now: datetime) -> None:
    link = accounts.make_link(
        purpose=LINK, about=person.public_id, address=person.email, good_for=GOOD_FOR, by=by, now=now
    )
    others = [one for one in in_office(person.agency) if one.pk != person.pk]
    notices.post(
        kind="agency_address",
        to=[(person.email, person.name, "primary")],
        context={
            "link_path": PATH,
            "check_path": "/check/",
            "expires_on": f"{link.expires_at:%d %B %Y}",
            "agency": person.agency.source.name,
            "again": person.confirmed_at is not None,
            "others": "; ".join(f"{one.name}, {one.email}" for one in others) or "nobody else",
        },
        party=person.agency.public_id,
        link_nonce=link.nonce,
        by=by,
        now=now,
    )


@transaction.atomic
def confirm_person(*, person: AgencyPerson, link: MailedLink, by: Viewer, now: datetime) -> None:
    """The official says, from the official address, that it is theirs and the agency's contacts are current (A5.7)."""
    held = _of_the_link(person, by)
    held.email = official(held.email, exceptions_of(held.agency))
    accounts.spend_link(link=link, by=by, now=now)
    held.confirmed_at, held.unreachable_since = now, None
    held.save(update_fields=["confirmed_at", "unreachable_since"])
    ground.appoint(kind=ASK, about=held.public_id, due_at=asked_again_at(now), by=by, now=now)
    joined_by_confirming(person=held, by=by, now=now)
    enter(held.agency, "agency.person_confirmed", by=by, now=now, person=held.name, address=held.email)


@transaction.atomic
def leave(*, person: AgencyPerson, link: MailedLink, by: Viewer, now: datetime) -> None:
    """The official says, by the same link, that they are no longer there (A5.7)."""
    held = _of_the_link(person, by)
    accounts.spend_link(link=link, by=by, now=now)
    _end(held, "Says to be there no longer.", by=by, now=now)


def _of_the_link(person: AgencyPerson, by: Viewer) -> AgencyPerson:
    held = hold_person(person)
    if by.kind != "link" or by.about != held.public_id or held.ended_at:
        raise Http404
    return held


@transaction.atomic
def end_person(*, person: AgencyPerson, because: str, by: Viewer, now: datetime) -> None:
    """Staff take an official out: nothing goes there from now on; whoever signed in with the address is shut out."""
    only_people_of_staff(by)
    held = hold_person(person)
    if held.ended_at:
        raise Http404
    if not because.strip():
        raise AgencyWrong("Give the reason.", "because")
    _end(held, because.strip(), by=by, now=now)


def _end(person: AgencyPerson, because: str, *, by: Viewer, now: datetime) -> None:
    person.ended_at, person.ended_because = now, because
    person.save(update_fields=["ended_at", "ended_because"])
    ground.drop_appointments(kinds=[ASK], about=person.public_id, by=by, now=now)
    enter(person.agency, "agency.person_ended", by=by, now=now, person=person.name, because=because)


@transaction.atomic
def mark_unreachable(*, address: str, by: Viewer, now: datetime) -> None:
    """A mail to an official came back: shown to staff, until the official confirms again."""
    if by.kind != "system":
        raise Http404
    rows = AgencyPerson.objects.select_related("agency__source").filter(ended_at=None, unreachable_since=None)
    for person in rows.filter(email__iexact=address):
        AgencyPerson.objects.filter(pk=person.pk).update(unreachable_since=now)
        enter(person.agency, "agency.person_unreachable", by=by, now=now, person=person.name, address=address)
