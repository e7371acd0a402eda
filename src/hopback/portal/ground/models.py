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
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["caller", "key"], name="one_response_per_key")]
