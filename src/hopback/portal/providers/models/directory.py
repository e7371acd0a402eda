"""Providers, their contacts, who controls whom, and the findings about them (A1.1-A1.5, XA.1)."""

from datetime import time

from django.conf import settings
from django.db import models

from hopback.portal.accounts.models import known_zone
from hopback.portal.ground.ids import public_id

from ..countries import country_name


class Provider(models.Model):
    """A voice service provider (A1.1). Foreign and standing are findings, not columns."""

    class Tier(models.TextChoices):
        NONE = "none", "Not a member"
        AFFILIATE = "affiliate", "Affiliate member"
        STEERING = "steering", "Steering Committee"

    public_id = public_id("prv")
    name = models.CharField(max_length=200, db_index=True)
    trade_name = models.CharField(max_length=200, blank=True)
    country = models.CharField(max_length=2, default="US")
    city = models.CharField(max_length=120, blank=True)
    domain = models.CharField(max_length=253, blank=True, db_index=True)
    ocns = models.JSONField(default=list)
    form_499_id = models.CharField(max_length=20, blank=True)
    frn = models.CharField(max_length=20, blank=True)
    rmd_number = models.CharField(max_length=20, blank=True)
    tier = models.CharField(max_length=12, choices=Tier, default=Tier.NONE)
    zone = models.CharField(max_length=60, default="America/New_York", validators=[known_zone])
    opens = models.TimeField(default=time(8, 0))
    closes = models.TimeField(default=time(17, 30))
    domain_proved_at = models.DateTimeField(null=True)  # somebody at an address there opened a mailed link
    # The agreement that holds: a copy of the last Agreement, made in one transaction with it.
    agreed_version = models.CharField(max_length=40, blank=True)
    agreed_on = models.DateField(null=True)
    agreed_by = models.CharField(max_length=120, blank=True)
    listed_at = models.DateTimeField()
    listed_because = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(opens__lt=models.F("closes")), name="opens_before_closing"),
            models.CheckConstraint(
                condition=models.Q(agreed_on=None, agreed_version="", agreed_by="")
                | (models.Q(agreed_on__isnull=False) & ~models.Q(agreed_version="") & ~models.Q(agreed_by="")),
                name="agreement_whole_or_absent",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def country_name(self) -> str:
        return country_name(self.country)

    @property
    def place(self) -> str:
        """Where it is, as a path shows it: `Miami, FL` at home, `Belize` abroad."""
        return self.city or self.country_name if self.country == settings.COUNTRY else self.country_name


class PointOfContact(models.Model):
    """Who answers for a provider (XA.1). The last row of a kind is the one in force."""

    class Kind(models.TextChoices):
        PRIMARY = "primary", "Primary"
        BACK_UP = "back-up", "Back-up"

    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="contacts")
    kind = models.CharField(max_length=12, choices=Kind)
    full_name = models.CharField(max_length=120, blank=True)
    title = models.CharField(max_length=120, blank=True)
    email = models.EmailField(max_length=254)
    phone = models.CharField(max_length=40, blank=True)  # as it was given
    phone_e164 = models.CharField(max_length=20, blank=True, db_index=True)
    hours = models.CharField(max_length=120, blank=True)
    zone = models.CharField(max_length=60, blank=True, validators=[known_zone])  # "": the provider's
    given_by = models.CharField(max_length=120)
    given_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)  # when the provider itself last said that this is right
    ended_at = models.DateTimeField(null=True)
    unreachable_since = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["provider", "kind"], condition=models.Q(ended_at=None), name="one_contact_of_a_kind"
            )
        ]

    def __str__(self) -> str:
        return f"{self.full_name or self.email} ({self.kind})"


class ControlLink(models.Model):
    """One provider controls another, from and until a day, with its evidence (A1.1)."""

    controls = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="controls")
    controlled = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="controlled_by")
    since_on = models.DateField()
    until_on = models.DateField(null=True)
    evidence = models.TextField()
    recorded_by = models.CharField(max_length=120)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(controls=models.F("controlled")), name="no_self_control")
        ]


class ForeignFinding(models.Model):
    """Staff's finding that a provider is foreign, or is not, with its factors (A1.5). The last one holds."""

    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="foreign_findings")
    foreign = models.BooleanField()
    factors = models.JSONField(default=dict)
    reasons = models.TextField()
    found_by = models.CharField(max_length=120)
    found_at = models.DateTimeField()


class StandingFinding(models.Model):
    """Staff's finding that a provider is non-cooperative, with its reasons (A1.3). Holds until lifted."""

    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="standing_findings")
    reasons = models.TextField()
    found_by = models.CharField(max_length=120)
    found_at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True)
    lifted_because = models.TextField(blank=True)
