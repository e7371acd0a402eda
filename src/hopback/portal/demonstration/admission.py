"""The demonstration's people come in as everybody does: by invitation. Their password and code are known."""

from datetime import datetime

from hopback.portal.accounts import actions as accounts
from hopback.portal.accounts.models import User
from hopback.portal.accounts.viewer import SYSTEM, Viewer, of_user
from hopback.portal.ground import capability

from . import agency_scene, organization_scene
from .people import ADA, BEN, DANA, MARCUS, MARIA, PASSWORD, PRIYA, ROSA, SABINE, TOTP_SECRET, Person
from .stage import Stage

KEY_SCOPES = ("hops", "providers")


def first_administrator(now: datetime) -> User:
    rosa = accounts.create_first_staff(email=ROSA.email, name=ROSA.name, password=PASSWORD, by=SYSTEM, now=now)
    accounts.set_up_second_factor(user=rosa, secret=TOTP_SECRET, by=SYSTEM, now=now)
    return rosa


def admit_the_others(stage: Stage, now: datetime) -> str:
    """Everybody else; returns the secret of Cardinal Wireless's API key."""
    ben = _admit(BEN, "", by=stage.staff, now=now)
    accounts.set_up_second_factor(user=ben, secret=TOTP_SECRET, by=SYSTEM, now=now)
    for person in (DANA, PRIYA):
        _admit(person, stage.rows[person.key].public_id, by=stage.staff, now=now)
    _admit(SABINE, stage.source.public_id, by=stage.staff, now=now)
    bank = organization_scene.listed(stage, now)
    _admit(MARIA, bank.public_id, by=stage.staff, now=now)
    _admit(ADA, agency_scene.listed(stage, now).public_id, by=stage.staff, now=now)
    marcus = _admit(MARCUS, stage.rows[MARCUS.key].public_id, by=stage.staff, now=now)
    _, secret = accounts.make_key(label="traceback-svc", scopes=KEY_SCOPES, by=of_user(marcus), now=now)
    return secret


def _admit(person: Person, party: str, *, by: Viewer, now: datetime) -> User:
    invitation = accounts.invite(
        email=person.email, name=person.name, kind=person.kind, role=person.role, party=party, by=by, now=now
    )
    token = capability.token_for(invitation.nonce)
    return accounts.accept_invitation(
        token=token, name=person.name, password=PASSWORD, zone=person.zone, by=SYSTEM, now=now
    )
