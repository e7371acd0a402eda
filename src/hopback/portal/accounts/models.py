"""People and keys. Whom one acts for is a public id: this room lies below providers and sources (ADR 0006)."""

from functools import cache
from zoneinfo import available_timezones

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Lower

from hopback.portal.ground.ids import public_id


class Kind(models.TextChoices):
    """On whose side somebody stands."""

    STAFF = "staff", "Traceback team"
    PROVIDER = "provider", "Provider"
    SOURCE = "source", "Source"


class Role(models.TextChoices):
    ADMIN = "admin", "Administrator"
    MEMBER = "member", "Member"  # staff: traceback team; provider: responder; source: referrer


class Scope(models.TextChoices):
    """What a key may do. A person may do all that their kind and role allow."""

    HOPS = "hops", "Read and answer the hops asked of the provider"
    PROVIDERS = "providers", "Look up providers"
    CANDIDATES = "candidates", "Submit candidate calls"
    TRACEBACKS = "tracebacks", "Open and read tracebacks"
    WEBHOOKS = "webhooks", "Manage the provider’s webhooks"
    CAMPAIGNS = "campaigns", "Read campaigns, as far as they are known to who asks"
    DO_NOT_ORIGINATE = "do_not_originate", "Take copies of the Do Not Originate list, report what was implemented"


STAFF_HAS_NO_PARTY = models.Q(kind=Kind.STAFF, party="") | (~models.Q(kind=Kind.STAFF) & ~models.Q(party=""))


known_zones = cache(available_timezones)  # 30 ms of looking through directories, once


def known_zone(name: str) -> None:
    if name not in known_zones():
        raise ValidationError(f"{name} is not a time zone. Use a name such as America/New_York.")


class UserManager(BaseUserManager["User"]):
    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


class User(AbstractBaseUser):
    """A person. Signs in with e-mail and password; staff also with TOTP or a passkey."""

    public_id = public_id("usr")
    email = models.EmailField(max_length=254)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=12, choices=Kind)
    role = models.CharField(max_length=12, choices=Role, default=Role.MEMBER)
    party = models.CharField(max_length=24, blank=True, db_index=True)
    zone = models.CharField(max_length=60, default="America/New_York", validators=[known_zone])
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()

    objects = UserManager()
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name", "kind"]

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("email"), name="one_user_per_email"),
            models.CheckConstraint(condition=STAFF_HAS_NO_PARTY, name="user_party_fits_kind"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_staff_member(self) -> bool:
        return self.kind == Kind.STAFF


class Invitation(models.Model):
    """A mailed, single-use way in. The token is derived from the nonce; only its digest is stored."""

    public_id = public_id("inv")
    email = models.EmailField(max_length=254)
    name = models.CharField(max_length=120, blank=True)
    kind = models.CharField(max_length=12, choices=Kind)
    role = models.CharField(max_length=12, choices=Role, default=Role.MEMBER)
    party = models.CharField(max_length=24, blank=True, db_index=True)
    party_name = models.CharField(max_length=200, blank=True)
    nonce = models.CharField(max_length=40)
    token_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.CharField(max_length=120)
    invited_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=STAFF_HAS_NO_PARTY, name="invitation_party_fits_kind")]


class ApiKey(models.Model):
    """A machine's way in: shown once, kept as a hash, limited to scopes, revocable."""

    public_id = public_id("key")
    label = models.CharField(max_length=60)
    kind = models.CharField(max_length=12, choices=Kind)
    party = models.CharField(max_length=24, blank=True, db_index=True)
    scopes = models.JSONField(default=list)
    shown_start = models.CharField(max_length=16)
    secret_hash = models.CharField(max_length=64, unique=True)
    created_by = models.CharField(max_length=120)
    created_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=STAFF_HAS_NO_PARTY, name="key_party_fits_kind")]

    def __str__(self) -> str:
        return self.label


class MailedLink(models.Model):
    """A mailed capability for one purpose about one thing: no login, expiring, kept as a digest (ADR 0008)."""

    purpose = models.CharField(max_length=20)
    about = models.CharField(max_length=24, db_index=True)  # the public id of what it is good for
    address = models.EmailField(max_length=254)
    nonce = models.CharField(max_length=40)
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)  # single-use links only

    def __str__(self) -> str:
        return f"{self.purpose} {self.about}"
