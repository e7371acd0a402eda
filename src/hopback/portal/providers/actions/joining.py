"""A provider on its way in: it applies or is invited, opens its link, names its contacts, signs (A1.2, XA.1)."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction

from hopback.policy.article_3_traceback.communications import NoticeKind
from hopback.portal.accounts.models import MailedLink
from hopback.portal.accounts.viewer import Viewer
from hopback.portal.ground import actions as ground
from hopback.portal.logbook import actions as logbook

from ..likeness import domain_of, same_domain
from ..models import Joining, PointOfContact, Provider
from ..queries.taking_part import is_ready
from ..refusals import CannotApply, CannotTakeIn, DomainNotTheirs, NotSigned
from ._common import hold, only_staff
from ._contact import point_of_contact
from ._links import JOINING, mail_link
from ._speaking import refuse_unless_whole
from .contacts import change_contact

CHASE = "joining.chase"
NOT_AGAIN_WITHIN = timedelta(minutes=10)
PARTICULARS = ("full_name", "title", "phone", "email", "hours", "zone")
SAID = ("name", "country", "domain", "form_499_id", "rmd_number", "about", "full_name", "email")


@transaction.atomic
def apply(*, details: Mapping[str, str], by: Viewer, now: datetime) -> Joining:
    """Somebody applies for a provider. What is asked is the same, and so is what they hear, whether it is listed."""
    said = {name: str(details.get(name, "")).strip() for name in SAID}
    said["email"] = said["email"].lower()
    said["domain"] = said["domain"].casefold().removeprefix("www.")
    _refuse_strangers(said)
    joining = Joining.objects.filter(email=said["email"], decided_at=None, how=Joining.How.APPLIED).first()
    if joining is None:
        joining = Joining.objects.create(how=Joining.How.APPLIED, begun_at=now, **said)
        _enter(joining, "joining.applied", by=by, now=now, country=joining.country, email=joining.email)
        _chase_next(joining, by=by, now=now)
    elif MailedLink.objects.filter(about=joining.public_id, made_at__gt=now - NOT_AGAIN_WITHIN).exists():
        return joining
    _mail(joining, by=by, now=now)
    return joining


def _refuse_strangers(said: Mapping[str, str]) -> None:
    if not domain_of(said["domain"]):
        refused = CannotApply("Give the provider's own domain, such as harborvoice.example.")
        refused.field = "domain"
        raise refused
    if not same_domain(domain_of(said["email"]) or "-", said["domain"]):
        raise CannotApply(f"Use an address at {said['domain']}: a link mailed there proves the domain.")


@transaction.atomic
def invite_to_join(*, provider: Provider, named: bool = False, by: Viewer, now: datetime) -> Joining | None:
    """Ask a listed provider to join, by mail to its contact; None where nobody is there to be asked.

    `named`: another provider named it on a path just now."""
    provider = hold(provider)
    waiting = provider.joinings.filter(decided_at=None).first()
    contact = provider.contacts.filter(ended_at=None, unreachable_since=None).order_by("-kind").first()
    if contact is None:
        return waiting
    joining = waiting or Joining(how=Joining.How.INVITED, provider=provider, begun_at=now)
    joining.name, joining.country, joining.domain = provider.name, provider.country, provider.domain
    joining.full_name, joining.email = contact.full_name, contact.email.lower()
    joining.domain_proved_at = provider.domain_proved_at
    joining.save()
    _enter(joining, "joining.invited", by=by, now=now, email=joining.email, named=named)
    _chase_next(joining, by=by, now=now)
    _mail(joining, by=by, now=now, named=named)
    return joining


@transaction.atomic
def send_joining_link(*, joining: Joining, address: str = "", by: Viewer, now: datetime) -> None:
    """The link once more: to where it went before, or to another address at the provider's domain."""
    _may(joining, by)
    joining = held(joining)
    address = address.strip().lower() or joining.email
    if address != joining.email and not (domain := domain_of(address)):
        raise DomainNotTheirs(f"{address.rpartition('@')[2]} is not a provider's own domain.")
    if address != joining.email and joining.domain and not same_domain(domain, joining.domain):
        raise DomainNotTheirs(f"{address} is not an address at {joining.domain}.")
    _mail(joining, address=address, by=by, now=now)
    _enter(joining, "joining.link_mailed", by=by, now=now, email=address)


@transaction.atomic
def open_joining(*, joining: Joining, link: MailedLink, by: Viewer, now: datetime) -> Joining:
    """The button behind the link was pressed: somebody reads mail at the provider's domain."""
    _may(joining, by)
    joining = held(joining)
    domain = domain_of(link.address)
    if joining.domain_proved_at or not domain or (joining.domain and not same_domain(domain, joining.domain)):
        return joining
    joining.domain, joining.domain_proved_at = joining.domain or domain, now
    joining.save(update_fields=["domain", "domain_proved_at"])
    if joining.provider is not None:
        prove_for(joining.provider, joining.domain, now)
    _enter(joining, "joining.domain_proved", by=by, now=now, domain=joining.domain, email=link.address)
    return joining


def prove_for(provider: Provider, domain: str, now: datetime) -> None:
    provider = hold(provider)
    provider.domain, provider.domain_proved_at = provider.domain or domain, now
    provider.save(update_fields=["domain", "domain_proved_at"])


@transaction.atomic
def name_contact(*, joining: Joining, kind: str, by: Viewer, now: datetime, contact: Mapping[str, str]) -> None:
    """The primary or back-up contact, whole; of a listed provider it is in force at once (XA.1)."""
    _may(joining, by)
    joining = held(joining)
    told = {
        name: str(contact.get(name, "")).strip() for name in ("full_name", "title", "phone", "email", "hours", "zone")
    }
    refuse_unless_whole(told)
    kind = PointOfContact.Kind(kind).value
    if joining.provider is not None:
        change_contact(provider=joining.provider, kind=kind, **told, by=by, now=now)
    else:
        point_of_contact(Provider(), kind, by=by, now=now, **told)  # refuses what is no address
    joining.contacts = {**joining.contacts, kind: told}
    joining.save(update_fields=["contacts"])
    _enter(joining, "joining.contact_named", by=by, now=now, kind=kind, contact=told["full_name"])


@transaction.atomic
def sign_joining(*, joining: Joining, signed_by: str, title: str, by: Viewer, now: datetime) -> None:
    """Agree to the policies in force (A1.2). It counts once staff have taken the provider in."""
    _may(joining, by)
    joining = held(joining)
    if not signed_by.strip() or not title.strip():
        refused = NotSigned("Give the full name and the title of who signs.")
        refused.field = "title" if signed_by.strip() else "signed_by"
        raise refused
    joining.signed_version, joining.signed_at = settings.POLICIES_VERSION, now
    joining.signed_by, joining.signed_title = signed_by.strip(), title.strip()
    joining.save(update_fields=["signed_version", "signed_at", "signed_by", "signed_title"])
    told = {"version": joining.signed_version, "signed_by": joining.signed_by, "title": joining.signed_title}
    _enter(joining, "joining.signed", by=by, now=now, **told)


@transaction.atomic
def chase_joining(*, about: str, by: Viewer, now: datetime) -> None:
    """Ask again, while something is missing and nobody has decided."""
    joining = Joining.objects.select_for_update(of=("self",)).select_related("provider").get(public_id=about)
    if joining.decided_at or is_ready(joining):
        return
    joining.chased += 1
    joining.save(update_fields=["chased"])
    _chase_next(joining, by=by, now=now)
    _mail(joining, by=by, now=now, again=True)
    _enter(joining, "joining.chased", by=by, now=now, times=joining.chased)


def _chase_next(joining: Joining, *, by: Viewer, now: datetime) -> None:
    days = settings.JOINING_CHASED_AFTER_DAYS[joining.chased :]
    if days:
        due_at = max(joining.begun_at + timedelta(days=days[0]), now)
        ground.appoint(kind=CHASE, about=joining.public_id, due_at=due_at, by=by, now=now)


def held(joining: Joining) -> Joining:
    """Locked, as it is now; refused once it is decided."""
    joining = Joining.objects.select_for_update(of=("self",)).select_related("provider").get(pk=joining.pk)
    if joining.decided_at:
        raise CannotTakeIn("This has been decided already.")
    return joining


def _may(joining: Joining, by: Viewer) -> None:
    """Whoever holds its link, or staff."""
    if not (by.kind == "link" and by.about == joining.public_id):
        only_staff(by)


def _mail(joining: Joining, *, address: str = "", by: Viewer, now: datetime, **context: Any) -> None:
    invited = joining.how == Joining.How.INVITED
    mail_link(
        JOINING,
        joining.public_id,
        kind=NoticeKind.ONBOARDING.value if invited else "application",
        address=address or joining.email,
        name="" if address and address != joining.email else joining.full_name,
        party=joining.provider.public_id if joining.provider else "",
        by=by,
        now=now,
        **{"provider_name" if invited else "firm": joining.name},
        **context,
    )


def _enter(joining: Joining, verb: str, *, by: Viewer, now: datetime, **payload: Any) -> None:
    logbook.record(by=by, now=now, verb=verb, about=joining.public_id, provider=joining.name, **payload)
