"""People, parties and keys for the tests of every room, with the names of the story (design 3.10)."""

import time
from datetime import UTC, date, datetime, timedelta
from functools import cache

from allauth.account.internal.flows import login
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.contrib.auth.hashers import make_password
from django.test import Client

from hopback.portal.accounts import actions
from hopback.portal.accounts.models import ApiKey, Kind, Role, User
from hopback.portal.accounts.viewer import Viewer, of_user
from hopback.portal.providers.models import Provider
from hopback.portal.sourcing.models import Source

NOW = datetime(2026, 10, 20, 14, 6, tzinfo=UTC)
PASSWORD = "four quiet herons at dusk"
VERIFIED = {"verified_how": "Their office was called back.", "verified_by": "Rosa Ortega",
            "verified_at": NOW - timedelta(days=200), "verified_until": date(2027, 4, 3)}  # fmt: skip
TOTP_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@cache
def _hashed() -> str:
    return make_password(PASSWORD)  # 50 ms of Argon2, once


def _make_person(kind: str, party: str, name: str, role: str, email: str, **more: object) -> User:
    email = email or f"{name.lower().replace(' ', '.')}@{kind}.example"
    created = {"created_at": NOW - timedelta(days=90), **more}
    return User.objects.create(kind=kind, party=party, name=name, role=role, email=email, password=_hashed(), **created)


def make_staff(
    name: str = "Rosa Ortega",
    *,
    role: str = Role.ADMIN,
    email: str = "",
    second_factor: bool = True,
    **more: object,
) -> User:
    """Somebody of the traceback team, with a TOTP app unless told otherwise."""
    user = _make_person(Kind.STAFF, "", name, role, email, **more)
    if second_factor:
        TOTP.activate(user, TOTP_SECRET)
    return user


def make_provider(name: str = "Harbor Voice LLC", **more: object) -> Provider:
    return Provider.objects.create(name=name, **{"listed_at": NOW - timedelta(days=400), **more})


def make_provider_person(
    provider: Provider,
    name: str = "Dana Whitfield",
    *,
    role: str = Role.ADMIN,
    email: str = "",
    **more: object,
) -> User:
    """Somebody who acts for a provider: its administrator, or with `Role.MEMBER` a responder."""
    return _make_person(Kind.PROVIDER, provider.public_id, name, role, email, **more)


def make_source(name: str = "Federal Trade Commission", **more: object) -> Source:
    fields = {"kind": "enforcement", "listed_at": NOW - timedelta(days=200), **VERIFIED}
    return Source.objects.create(name=name, **{**fields, **more})


def make_source_person(
    source: Source, name: str = "Ines Calder", *, role: str = Role.ADMIN, email: str = "", **more: object
) -> User:
    return _make_person(Kind.SOURCE, source.public_id, name, role, email, **more)


def make_key(user: User, *scopes: str, label: str = "prod-2") -> tuple[ApiKey, str]:
    """A key made by this administrator for their own party, and its secret."""
    return actions.make_key(label=label, scopes=scopes, by=of_user(user), now=NOW)


def make_team() -> Viewer:
    """An administrator of the team as the one who asks, where only that matters."""
    return of_user(make_staff())


def sign_in(client: Client, user: User, *, minutes_ago: float = 0) -> Client:
    """A session of this person, proved by password so many minutes ago."""
    client.force_login(user)
    session = client.session
    session[login.AUTHENTICATION_METHODS_SESSION_KEY] = [
        {"method": "password", "at": time.time() - minutes_ago * 60, "reauthenticated": True}
    ]
    session[login._AUTHENTICATION_METHODS_USER_SESSION_KEY] = str(user.pk)
    session.save()
    return client


def code_now(secret: str = TOTP_SECRET) -> str:
    """What an authenticator app shows now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))
