from django.db import models


class ClockShift(models.Model):
    """How far the demonstration's clock has been moved. Production has no such row and does not look."""

    seconds = models.BigIntegerField(default=0)


class KeptResponse(models.Model):
    """What was answered to an Idempotency-Key, so that the same request gets the same answer."""

    caller = models.CharField(max_length=64)
    key = models.CharField(max_length=255)
    fingerprint = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField()
    body = models.JSONField()
    made_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["caller", "key"], name="one_response_per_key")]


class Appointment(models.Model):
    """A moment at which something happens by itself, once and never early (ADR 0003).

    What happens is known to the room that keeps appointments of this `kind`; `about` is a public id of its."""

    kind = models.CharField(max_length=40)
    about = models.CharField(max_length=24, db_index=True)
    due_at = models.DateTimeField()
    kept_at = models.DateTimeField(null=True)
    dropped_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["due_at"], condition=models.Q(kept_at=None, dropped_at=None), name="appointments_to_come"
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kept_at=None) | models.Q(kept_at__gte=models.F("due_at")),
                name="no_appointment_is_kept_early",
            ),
            models.CheckConstraint(
                condition=models.Q(kept_at=None) | models.Q(dropped_at=None), name="appointment_kept_or_dropped"
            ),
        ]
