"""Whom a Steering Committee member designated to refer calls (A4.4)."""

from datetime import date, datetime

from django.db import transaction

from hopback.policy.article_4_sourcing import SourceKind
from hopback.portal.accounts import actions as accounts
from hopback.portal.accounts.models import Kind, Role, User
from hopback.portal.accounts.viewer import Viewer
from hopback.portal.logbook import actions as logbook
from hopback.portal.providers.models import Provider

from ..models import Referrer, Source
from ..refusals import DesignationWrong
from ._common import only_staff


@transaction.atomic
def designate(
    *,
    source: Source,
    member: Provider,
    name: str,
    email: str,
    designated_by: str,
    designated_how: str,
    designated_on: date,
    invite: bool = False,
    by: Viewer,
    now: datetime,
) -> Referrer:
    """Staff record that a member named this person, who for the member said so, and how (A4.4).

    `invite`: the person is mailed a way in, unless they have signed in for this source before.
    """
    only_staff(by)
    told = {"name": name, "email": email, "designated_by": designated_by, "designated_how": designated_how}
    said = {field: text.strip() for field, text in told.items()}
    if missing := [field for field, text in said.items() if not text]:
        raise DesignationWrong("This is missing.", missing[0])
    if source.kind != SourceKind.STEERING_REFERRER:
        raise DesignationWrong(f"{source.name} is not a source of referrals by Steering Committee members.", "member")
    member = Provider.objects.get(pk=member.pk)  # its tier as it is now
    if member.tier != Provider.Tier.STEERING:
        raise DesignationWrong(f"{member.name} is not a member of the Steering Committee.", "member")
    if designated_on > now.date():
        raise DesignationWrong("This day is still to come.", "designated_on")
    if Referrer.objects.filter(email__iexact=said["email"], ended_on=None).exists():
        raise DesignationWrong("A person with this address is designated already.", "email")
    referrer = Referrer.objects.create(
        source=source, member=member, designated_on=designated_on, recorded_by=by.name, recorded_at=now, **said
    )
    _enter(referrer, "referrer.designated", by=by, now=now, how=referrer.designated_how)
    if invite and not User.objects.filter(email__iexact=referrer.email).exists():
        way_in = {"kind": Kind.SOURCE, "role": Role.MEMBER, "party": source.public_id}
        accounts.invite(email=referrer.email, name=referrer.name, **way_in, by=by, now=now)
    return referrer


@transaction.atomic
def end_designation(*, referrer: Referrer, because: str, by: Viewer, now: datetime) -> None:
    """From today on this person refers no calls; what they referred stays (A4.4)."""
    only_staff(by)
    referrer = Referrer.objects.select_for_update(of=("self",)).select_related("member", "source").get(pk=referrer.pk)
    if referrer.ended_on:
        raise DesignationWrong("This designation has ended already.", "because")
    if not because.strip():
        raise DesignationWrong("Give the reason.", "because")
    referrer.ended_on, referrer.ended_because = now.date(), because.strip()
    referrer.save(update_fields=["ended_on", "ended_because"])
    _enter(referrer, "referrer.ended", by=by, now=now, because=referrer.ended_because)


def _enter(referrer: Referrer, verb: str, *, by: Viewer, now: datetime, **more: str) -> None:
    logbook.record(
        by=by,
        now=now,
        verb=verb,
        about=referrer.source.public_id,
        referrer=referrer.name,
        member=referrer.member.name,
        designated_by=referrer.designated_by,
        designated_on=referrer.designated_on.isoformat(),
        **more,
    )
