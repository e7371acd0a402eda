"""Staff take a provider in, or decline it with a reason that is mailed (A1.2)."""

from datetime import datetime

from django.conf import settings
from django.db import transaction

from hopback.portal.accounts import actions as accounts
from hopback.portal.accounts.models import Kind, Role
from hopback.portal.accounts.refusals import AlreadyHere
from hopback.portal.accounts.viewer import Viewer
from hopback.portal.ground import actions as ground
from hopback.portal.logbook import actions as logbook
from hopback.portal.notices import actions as notices

from ..models import Agreement, Joining, PointOfContact, Provider
from ..refusals import CannotTakeIn
from ._common import only_staff
from .agreeing import sign_for
from .contacts import change_contact
from .joining import CHASE, held, prove_for
from .listing import list_provider

PRIMARY = PointOfContact.Kind.PRIMARY.value


@transaction.atomic
def take_in(*, joining: Joining, provider: Provider | None = None, by: Viewer, now: datetime) -> Provider:
    """It takes part: listed, reached at the contacts it named, its agreement on record, its administrator invited.

    `provider`: the listed one that the applicant is; None lists a new one."""
    only_staff(by)
    joining = held(joining)
    if joining.how == Joining.How.APPLIED:
        if joining.domain_proved_at is None:
            raise CannotTakeIn(f"Nobody has opened the link mailed to {joining.email} yet.")
        joining.provider = provider or _list(joining, by=by, now=now)
        for kind, contact in joining.contacts.items():
            change_contact(provider=joining.provider, kind=kind, **contact, by=_itself(joining), now=now)
        prove_for(joining.provider, joining.domain, now)
    assert joining.provider is not None
    if joining.signed_at:
        sign_for(
            joining.provider,
            Agreement.How.LINK,
            joining.signed_by,
            joining.signed_title,
            version=joining.signed_version,
            agreed_on=joining.signed_at.date(),
            by=by,
            now=now,
        )
    _decide(joining, True, "", by=by, now=now)
    _invite(joining, now=now)
    return Provider.objects.get(pk=joining.provider.pk)


@transaction.atomic
def decline_joining(*, joining: Joining, reason: str, by: Viewer, now: datetime) -> None:
    """Not taken in; the reason is mailed. It may apply again."""
    only_staff(by)
    joining = held(joining)
    if not reason.strip():
        refused = CannotTakeIn("Say why: the reason is mailed to whoever applied.")
        refused.field = "reason"
        raise refused
    _decide(joining, False, reason.strip(), by=by, now=now)
    notices.post(
        kind="application_declined",
        to=[(joining.email, joining.full_name, "primary")],
        context={"firm": joining.name, "reason": joining.reason, "check_path": "/check/"},
        party=joining.provider.public_id if joining.provider else "",
        by=by,
        now=now,
    )


def _decide(joining: Joining, taken_in: bool, reason: str, *, by: Viewer, now: datetime) -> None:
    joining.taken_in, joining.reason = taken_in, reason
    joining.decided_at, joining.decided_by = now, by.name
    joining.save()
    ground.drop_appointments(kinds=[CHASE], about=joining.public_id, by=by, now=now)
    logbook.record(
        by=by,
        now=now,
        verb="joining.taken_in" if taken_in else "joining.declined",
        about=joining.public_id,
        provider=joining.name,
        listed_as=joining.provider.public_id if joining.provider else "",
        reason=reason,
    )


def _list(joining: Joining, *, by: Viewer, now: datetime) -> Provider:
    names = ("name", "country", "domain", "form_499_id", "rmd_number")
    details = {name: getattr(joining, name) for name in names}
    zone = joining.contacts.get(PRIMARY, {}).get("zone") or ("UTC" if joining.country != settings.COUNTRY else "")
    details |= {"zone": zone} if zone else {}
    return list_provider(details=details, because="applied to take part", anyway=True, by=by, now=now)


def _itself(joining: Joining) -> Viewer:
    """Who named the contacts: the holder of the link."""
    assert joining.provider is not None
    party = joining.provider.public_id
    return Viewer(kind="link", name=joining.full_name or joining.email, party=party, about=joining.public_id)


def _invite(joining: Joining, *, now: datetime) -> None:
    """Mail its primary contact the way in, as its administrator; nobody who signs in already is asked again."""
    assert joining.provider is not None
    contact = joining.provider.contacts.filter(kind=PRIMARY, ended_at=None).first()
    email, name = (contact.email, contact.full_name) if contact else (joining.email, joining.full_name)
    team = Viewer(kind="system", name=f"The {settings.GROUP_SHORT_NAME} traceback team")
    told = {"kind": Kind.PROVIDER.value, "role": Role.ADMIN.value, "party": joining.provider.public_id}
    try:
        accounts.invite(email=email, name=name, **told, by=team, now=now)
    except AlreadyHere:
        return
