"""What happens to people once they are in."""

from datetime import datetime
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.db import transaction
from django.http import Http404

from hopback.portal.logbook import actions as logbook

from ..models import Kind, Role, User
from ..queries import administers, other_administrators
from ..refusals import LastAdministrator, NotTheFirst
from ..viewer import Viewer


@transaction.atomic
def change_role(*, user: User, role: str, by: Viewer, now: datetime) -> None:
    user = _held(user, by)
    if user.role == role:
        return
    if user.role == Role.ADMIN:
        _not_the_last(user, by)
    before, user.role = user.role, role
    user.save(update_fields=["role"])
    _record(user, "person.role_changed", by=by, now=now, before=before, after=role)


@transaction.atomic
def deactivate(*, user: User, by: Viewer, now: datetime) -> None:
    """They are signed out everywhere at once and cannot come back until somebody reactivates them."""
    user = _held(user, by)
    if not user.is_active:
        return
    if user.role == Role.ADMIN:
        _not_the_last(user, by)
    user.is_active = False
    user.save(update_fields=["is_active"])
    _record(user, "person.deactivated", by=by, now=now)


@transaction.atomic
def reactivate(*, user: User, by: Viewer, now: datetime) -> None:
    user = _held(user, by)
    if user.is_active:
        return
    user.is_active = True
    user.save(update_fields=["is_active"])
    _record(user, "person.reactivated", by=by, now=now)


@transaction.atomic
def set_profile(*, name: str, zone: str, by: Viewer, now: datetime) -> User:
    """How one is called, and in which zone one reads times: one's own only."""
    user = User.objects.select_for_update().filter(pk=by.user_id, is_active=True).first()
    if user is None:
        raise Http404
    user.name, user.zone = name.strip(), zone
    user.save(update_fields=["name", "zone"])
    _record(user, "person.changed", by=by, now=now, zone=zone)
    return user


@transaction.atomic
def create_first_staff(*, email: str, name: str, password: str, by: Viewer, now: datetime) -> User:
    """The first administrator, from the command line; after that, people are invited."""
    if by.kind != "system":
        raise Http404
    if User.objects.filter(kind=Kind.STAFF, role=Role.ADMIN, is_active=True).exists():
        raise NotTheFirst("There is an administrator of the traceback team already. Ask one for an invitation.")
    user = User(email=email.strip().lower(), name=name, kind=Kind.STAFF, role=Role.ADMIN, created_at=now)
    user.set_password(password)
    user.save(force_insert=True)
    _record(user, "person.joined", by=by, now=now, email=user.email, kind=user.kind, role=user.role)
    return user


@transaction.atomic
def set_up_second_factor(*, user: User, secret: str, by: Viewer, now: datetime) -> None:
    """Give a person a known TOTP secret (base 32): for the demonstration, never for a page."""
    if by.kind != "system":
        raise Http404
    Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).delete()
    TOTP.activate(user, secret)
    _record(user, "second_factor.added", by=by, now=now, factor=Authenticator.Type.TOTP)


def _held(user: User, by: Viewer) -> User:
    """The row, locked; 404 unless the asker looks after this person."""
    held = User.objects.select_for_update().filter(pk=user.pk).first()
    if held is None or not administers(by, held.kind, held.party):
        raise Http404
    return held


def _not_the_last(user: User, by: Viewer) -> None:
    """Staff may take a provider's last administrator out, as they can invite another."""
    if by.is_staff and user.kind != Kind.STAFF:
        return
    if not other_administrators(user).select_for_update().exists():
        raise LastAdministrator(f"{user.name} is the last administrator. Make somebody else one first.")


def _record(user: User, verb: str, *, by: Viewer, now: datetime, **facts: Any) -> None:
    logbook.record(by=by, now=now, verb=verb, about=user.public_id, person=user.name, **facts)
