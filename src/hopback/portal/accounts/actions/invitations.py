"""The only way to become somebody here: a mailed, single-use invitation."""

from datetime import datetime, timedelta

from django.db import transaction
from django.http import Http404

from hopback.portal.accounts import parties
from hopback.portal.ground import capability
from hopback.portal.logbook import actions as logbook
from hopback.portal.notices import actions as notices

from ..models import Invitation, Kind, Role, User
from ..queries import administers
from ..refusals import AlreadyHere, InvitationOver
from ..viewer import Viewer

GOOD_FOR = timedelta(days=7)
LINK_PATH = "/invited/"


@transaction.atomic
def invite(
    *, email: str, name: str = "", kind: str, role: str, party: str = "", by: Viewer, now: datetime
) -> Invitation:
    """Mail a way in. A provider's administrator invites for that provider only; an earlier link dies."""
    if not administers(by, kind, party):
        raise Http404
    party_name = parties.name_of(kind, party)
    if party_name is None or bool(party) == (kind == Kind.STAFF):
        raise Http404
    email = email.strip().lower()
    known = User.objects.filter(email__iexact=email).first()
    if known and administers(by, known.kind, known.party):
        raise AlreadyHere(f"{known.name} signs in with this address already.")
    _waiting(email=email, kind=kind, party=party).update(withdrawn_at=now)
    nonce = capability.new_nonce()
    invitation = Invitation.objects.create(
        email=email,
        name=name.strip(),
        kind=kind,
        role=role,
        party=party,
        party_name=party_name,
        nonce=nonce,
        token_hash=capability.digest(capability.token_for(nonce)),
        invited_by=by.name,
        invited_at=now,
        expires_at=now + GOOD_FOR,
    )
    _send(invitation, by=by, now=now)
    _record(invitation, "person.invited", by=by, now=now)
    return invitation


@transaction.atomic
def withdraw_invitation(*, invitation: Invitation, by: Viewer, now: datetime) -> None:
    """The link dies; one that was used or withdrawn already stays as it is."""
    if not administers(by, invitation.kind, invitation.party):
        raise Http404
    waiting = Invitation.objects.filter(pk=invitation.pk, accepted_at=None, withdrawn_at=None)
    if waiting.update(withdrawn_at=now):
        _record(invitation, "invitation.withdrawn", by=by, now=now)


@transaction.atomic
def accept_invitation(*, token: str, name: str, password: str, zone: str, by: Viewer, now: datetime) -> User:
    """The invited person comes in. 404 for a token nobody was sent, `InvitationOver` for one that is spent."""
    found = Invitation.objects.select_for_update().filter(token_hash=capability.digest(token)).first()
    if found is None:
        raise Http404
    refuse_if_over(found, now)
    if User.objects.filter(email__iexact=found.email).exists():
        raise AlreadyHere("This address signs in here already. Sign in, or ask for your password.")
    user = User(
        email=found.email,
        name=name.strip(),
        kind=found.kind,
        role=found.role,
        party=found.party,
        zone=zone,
        created_at=now,
    )
    user.set_password(password)
    user.save(force_insert=True)
    found.accepted_at = now
    found.save(update_fields=["accepted_at"])
    logbook.record(by=by, now=now, verb="person.joined", about=user.public_id, **_facts(found))
    return user


def refuse_if_over(invitation: Invitation, now: datetime) -> None:
    """Raise `InvitationOver`, saying why, unless the invitation can be accepted now."""
    if invitation.accepted_at:
        raise InvitationOver("This invitation was used already. Sign in with the password you chose.")
    if invitation.withdrawn_at:
        raise InvitationOver("This invitation was withdrawn, or a newer one was sent. Look for a newer mail.")
    if invitation.expires_at <= now:
        raise InvitationOver(f"This invitation has expired. Ask {invitation.invited_by} for a new one.")


def _waiting(**which: str):
    return Invitation.objects.filter(accepted_at=None, withdrawn_at=None, **which)


def _send(invitation: Invitation, *, by: Viewer, now: datetime) -> None:
    notices.post(
        kind="invitation",
        variant=invitation.kind,
        to=[(invitation.email, invitation.name, "primary")],
        context={
            "link_path": LINK_PATH,
            "name": invitation.name,
            "invited_by": invitation.invited_by,
            "party_name": invitation.party_name,
            "kind": invitation.kind,
            "role": Role(invitation.role).label,
            "expires_at": f"{invitation.expires_at:%d %B %Y, %H:%M} UTC",
        },
        party=invitation.party,
        link_nonce=invitation.nonce,
        by=by,
        now=now,
    )


def _facts(invitation: Invitation) -> dict[str, str]:
    return {
        "email": invitation.email,
        "person": invitation.name or invitation.email,
        "kind": invitation.kind,
        "role": invitation.role,
        "party": invitation.party,
        "party_name": invitation.party_name,
    }


def _record(invitation: Invitation, verb: str, *, by: Viewer, now: datetime) -> None:
    logbook.record(by=by, now=now, verb=verb, about=invitation.public_id, **_facts(invitation))
