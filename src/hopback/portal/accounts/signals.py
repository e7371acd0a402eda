"""What allauth does to people's sessions, passwords and factors is entered in the log."""

from typing import Any

from allauth.account import signals as account
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa import signals as mfa
from django.contrib.auth.signals import user_logged_out, user_login_failed
from django.db import transaction
from django.dispatch import receiver
from django.http import HttpRequest

from hopback.portal.ground import clock
from hopback.portal.logbook import actions as logbook

from .models import User
from .viewer import Viewer, of_user

DOOR = Viewer(kind="system", name="Sign-in")


def _enter(verb: str, by: Viewer, user: User | None, request: HttpRequest | None, **facts: str) -> None:
    address = request.META.get("REMOTE_ADDR", "") if request else ""
    person = {"person": user.name} if user else {}
    with transaction.atomic():
        logbook.record(
            by=by,
            now=clock.now(),
            verb=verb,
            about=user.public_id if user else "",
            address=address,
            **person,
            **facts,
        )


@receiver(account.user_logged_in)
def signed_in(request: HttpRequest, user: User, **_: Any) -> None:
    """Signing in is the freshest proof there is, so it counts as a step-up."""
    record_authentication(request, user, method="signed_in", reauthenticated=True)
    _enter("person.signed_in", of_user(user), user, request)


@receiver(user_logged_out)
def signed_out(request: HttpRequest, user: User | None, **_: Any) -> None:
    if user is not None:
        _enter("person.signed_out", of_user(user), user, request)


@receiver(user_login_failed)
def failed(credentials: dict[str, Any], request: HttpRequest | None = None, **_: Any) -> None:
    """An address we do not know is not written down: people type passwords into the wrong field."""
    user = User.objects.filter(email__iexact=credentials.get("email") or "").first()
    _enter("sign_in.failed", DOOR, user, request, proof="password")


@receiver(mfa.authentication_failed)
def factor_failed(request: HttpRequest, user: User, authenticator: Any, **_: Any) -> None:
    _enter("sign_in.failed", DOOR, user, request, proof=authenticator.type)


@receiver(mfa.authenticator_added)
def factor_added(request: HttpRequest, user: User, authenticator: Any, **_: Any) -> None:
    _enter("second_factor.added", of_user(user), user, request, factor=authenticator.type)


@receiver(mfa.authenticator_removed)
def factor_removed(request: HttpRequest, user: User, authenticator: Any, **_: Any) -> None:
    _enter("second_factor.removed", of_user(user), user, request, factor=authenticator.type)


@receiver(mfa.authenticator_reset)
def factor_reset(request: HttpRequest, user: User, authenticator: Any, **_: Any) -> None:
    _enter("second_factor.renewed", of_user(user), user, request, factor=authenticator.type)


@receiver(account.password_changed)
def password_changed(request: HttpRequest, user: User, **_: Any) -> None:
    _enter("password.changed", of_user(user), user, request)


@receiver(account.password_reset)
def password_reset(request: HttpRequest, user: User, **_: Any) -> None:
    _enter("password.reset", of_user(user), user, request)
