"""Questions about people and keys, each limited to what the asker may see."""

import hashlib
from datetime import datetime

from allauth.mfa.models import Authenticator
from django.db.models import Q, QuerySet

from hopback.portal.ground import capability
from hopback.portal.ground.statements import Prepared

from .models import ApiKey, Invitation, Kind, MailedLink, Role, Scope, User
from .viewer import Viewer

SECOND_FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
SCOPES = {
    Kind.STAFF: (Scope.TRACEBACKS, Scope.PROVIDERS, Scope.CANDIDATES, Scope.CAMPAIGNS),
    Kind.PROVIDER: (Scope.HOPS, Scope.PROVIDERS, Scope.WEBHOOKS, Scope.CAMPAIGNS, Scope.DO_NOT_ORIGINATE),
    Kind.SOURCE: (Scope.CANDIDATES, Scope.CAMPAIGNS, Scope.DO_NOT_ORIGINATE),
}


def people(viewer: Viewer) -> QuerySet[User]:
    """Staff see everybody, others their own party's people."""
    return _own(User.objects.order_by("kind", "party", "name"), viewer)


def open_invitations(viewer: Viewer, now: datetime) -> QuerySet[Invitation]:
    waiting = Invitation.objects.filter(accepted_at=None, withdrawn_at=None, expires_at__gt=now)
    return _own(waiting.order_by("-invited_at"), viewer)


def keys(viewer: Viewer) -> QuerySet[ApiKey]:
    """Only administrators see keys."""
    if not viewer.is_admin:
        return ApiKey.objects.none()
    return _own(ApiKey.objects.order_by("revoked_at", "-created_at"), viewer)


def _own[M: (User, Invitation, ApiKey)](rows: QuerySet[M], viewer: Viewer) -> QuerySet[M]:
    if viewer.is_staff and viewer.scopes is None:
        return rows
    if viewer.kind not in Kind.values or viewer.scopes is not None:
        return rows.none()
    return rows.filter(kind=viewer.kind, party=viewer.party)


def administers(viewer: Viewer, kind: str, party: str) -> bool:
    """Staff administrators look after everybody, other administrators after their own party."""
    if viewer.kind == "system":
        return True
    return viewer.is_admin and (viewer.is_staff or (viewer.kind == kind and viewer.party == party))


def other_administrators(user: User) -> QuerySet[User]:
    group = Q(kind=user.kind, party=user.party, role=Role.ADMIN, is_active=True)
    return User.objects.filter(group).exclude(pk=user.pk)


def has_second_factor(user: User) -> bool:
    return Authenticator.objects.filter(user_id=user.pk, type__in=SECOND_FACTORS).exists()


def invitation_of(token: str) -> Invitation | None:
    return Invitation.objects.filter(token_hash=capability.digest(token)).first()


def link_with(token: str, purpose: str) -> MailedLink | None:
    """The mailed link with this token, spent or not; another purpose's is none."""
    return MailedLink.objects.filter(token_hash=capability.digest(token), purpose=purpose).first()


def hash_of_secret(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def key_of(secret: str) -> ApiKey | None:
    """The living key with this secret: one read of a unique index."""
    return _LIVING_KEY.first(secret_hash=hash_of_secret(secret))


_LIVING_KEY = Prepared(
    lambda secret_hash: ApiKey.objects.filter(secret_hash=secret_hash, revoked_at=None), secret_hash=str
)
