"""Mail out (an outbox, one delivery for each address) and mail in (A3.5, A3.8)."""

from django.db import models

from hopback.portal.ground.ids import public_id


class Notice(models.Model):
    """One standard mail. Ties to its subject by public id only, so that this room knows no other."""

    public_id = public_id("ntc")
    kind = models.CharField(max_length=40)
    variant = models.CharField(max_length=80)
    traceback = models.CharField(max_length=24, blank=True, db_index=True)
    hop = models.CharField(max_length=24, blank=True, db_index=True)
    party = models.CharField(max_length=24, blank=True, db_index=True)
    message_id = models.CharField(max_length=200, unique=True)
    thread = models.CharField(max_length=200, blank=True)
    reply_to = models.CharField(max_length=200, blank=True)
    subject = models.CharField(max_length=250)
    text = models.TextField()
    html = models.TextField()
    link_nonce = models.CharField(max_length=40, blank=True)
    created_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.public_id} {self.subject}"


class Delivery(models.Model):
    """How one address of a notice fared: waiting, accepted, failed for good, or bounced later."""

    class Role(models.TextChoices):
        PRIMARY = "primary"
        BACK_UP = "back-up"

    notice = models.ForeignKey(Notice, on_delete=models.PROTECT, related_name="deliveries")
    address = models.EmailField(max_length=254)
    name = models.CharField(max_length=120, blank=True)
    role = models.CharField(max_length=12, choices=Role, default=Role.PRIMARY)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True, db_index=True)
    accepted_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    bounced_at = models.DateTimeField(null=True)
    reply = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["notice", "address"], name="one_delivery_per_address"),
            models.CheckConstraint(
                condition=models.Q(accepted_at=None) | models.Q(failed_at=None),
                name="delivery_accepted_or_failed_not_both",
            ),
            models.CheckConstraint(
                condition=models.Q(bounced_at=None) | models.Q(accepted_at__isnull=False),
                name="only_accepted_mail_bounces",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.address} ({self.role})"


class IncomingMail(models.Model):
    """A reply, a bounce or anything else that reached us. Logged on its hop, never taken as an answer."""

    class Kind(models.TextChoices):
        REPLY = "reply"
        AUTOMATIC = "automatic reply"
        BOUNCE = "bounce"
        DELAY = "delay"
        UNKNOWN = "unknown"

    public_id = public_id("eml")
    kind = models.CharField(max_length=20, choices=Kind)
    traceback = models.CharField(max_length=24, blank=True, db_index=True)
    hop = models.CharField(max_length=24, blank=True, db_index=True)
    notice = models.ForeignKey(Notice, null=True, on_delete=models.PROTECT, related_name="incoming")
    envelope_from = models.CharField(max_length=320, blank=True)
    envelope_to = models.CharField(max_length=320)
    sender = models.CharField(max_length=320, blank=True)
    subject = models.CharField(max_length=500, blank=True)
    text = models.TextField(blank=True)
    raw = models.BinaryField()
    received_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}"


class CaughtMail(models.Model):
    """Demonstration only: what the mail catcher, a real SMTP server, was handed."""

    envelope_from = models.CharField(max_length=320, blank=True)
    envelope_to = models.CharField(max_length=2000)
    raw = models.BinaryField()
    caught_at = models.DateTimeField(db_index=True)
