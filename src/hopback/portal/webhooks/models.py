"""Where events go, and how each fared. Facts only: *working* and *failing* are read from the deliveries."""

from django.db import models
from django.db.models import Q

from hopback.portal.ground.ids import public_id


class Endpoint(models.Model):
    """One address of one provider, known by its public id (ADR 0006). Removed ones stay, without their secret."""

    class Why(models.TextChoices):
        GONE = "gone", "It answered 410 Gone"
        FAILING = "failing", "Nothing was accepted for three days"
        BY_HAND = "by_hand", "Disabled by an administrator"

    public_id = public_id("whk")
    party = models.CharField(max_length=24, db_index=True)
    url = models.CharField(max_length=500)
    events = models.JSONField(default=list)
    secret = models.TextField(blank=True)  # sealed
    old_secret = models.TextField(blank=True)  # sealed; signs beside the new one until `old_until`
    old_until = models.DateTimeField(null=True)
    created_at = models.DateTimeField()
    created_by = models.CharField(max_length=120)
    disabled_at = models.DateTimeField(null=True)
    disabled_why = models.CharField(max_length=12, choices=Why, blank=True)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["party", "url"], condition=Q(removed_at=None), name="one_webhook_a_url"),
            models.CheckConstraint(
                condition=Q(disabled_at=None, disabled_why="") | (Q(disabled_at__isnull=False) & ~Q(disabled_why="")),
                name="disabled_webhook_says_why",
            ),
            models.CheckConstraint(
                condition=Q(old_until=None, old_secret="") | (Q(old_until__isnull=False) & ~Q(old_secret="")),
                name="old_secret_has_an_end",
            ),
            models.CheckConstraint(
                condition=(Q(removed_at=None) & ~Q(secret="")) | Q(removed_at__isnull=False, secret="", old_secret=""),
                name="removed_webhook_has_no_secret",
            ),
        ]

    def __str__(self) -> str:
        return self.public_id


class Delivery(models.Model):
    """One event for one endpoint: the outbox. Waiting while `next_try_at` is set; then it has exactly one end."""

    endpoint = models.ForeignKey(Endpoint, on_delete=models.PROTECT, related_name="deliveries")
    event_id = models.CharField(max_length=24)  # evt_…: the same for every endpoint and every try
    event = models.CharField(max_length=40)
    body = models.TextField()  # the bytes that are signed: ids only
    made_at = models.DateTimeField()
    next_try_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    tried_at = models.DateTimeField(null=True)
    status = models.PositiveSmallIntegerField(null=True)  # HTTP, of the last try; none where nothing answered
    fault = models.CharField(max_length=200, blank=True)
    took_ms = models.PositiveIntegerField(null=True)
    accepted_at = models.DateTimeField(null=True)
    given_up_at = models.DateTimeField(null=True)
    dropped_at = models.DateTimeField(null=True)  # the endpoint was disabled or removed meanwhile

    class Meta:
        indexes = [
            models.Index(fields=["next_try_at"], condition=Q(next_try_at__isnull=False), name="webhooks_due"),
            models.Index(fields=["endpoint", "-made_at"], name="webhooks_latest"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["endpoint", "event_id"], name="one_delivery_an_event"),
            models.CheckConstraint(
                condition=Q(next_try_at__isnull=False, accepted_at=None, given_up_at=None, dropped_at=None)
                | Q(next_try_at=None, accepted_at__isnull=False, given_up_at=None, dropped_at=None)
                | Q(next_try_at=None, accepted_at=None, given_up_at__isnull=False, dropped_at=None)
                | Q(next_try_at=None, accepted_at=None, given_up_at=None, dropped_at__isnull=False),
                name="webhook_waits_or_has_one_end",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.event_id} {self.event}"
