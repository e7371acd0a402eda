"""Addresses to which the head of the log is mailed (A3.5)."""

from django.db import models
from django.db.models import Q

from hopback.portal.ground.ids import public_id


class Witness(models.Model):
    """One address that was entered; nothing goes there until it confirms. Who leaves and comes back has a new one."""

    class Ended(models.TextChoices):
        LEFT = "left", "Left by themselves"
        BOUNCED = "bounced", "Heads came back"
        REMOVED = "removed", "Removed by staff"
        LAPSED = "lapsed", "Never confirmed"

    public_id = public_id("wit")
    address = models.EmailField(max_length=254)  # in lower case
    added_by = models.CharField(max_length=120, blank=True)  # a name of staff; empty: by the public page
    asked_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    bounced = models.PositiveSmallIntegerField(default=0)  # heads that came back for good
    ended_at = models.DateTimeField(null=True)
    ended_how = models.CharField(max_length=10, choices=Ended, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["address"], condition=Q(ended_at=None), name="a_witness_once"),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_how="") | (Q(ended_at__isnull=False) & ~Q(ended_how="")),
                name="witness_ends_somehow",
            ),
        ]

    def __str__(self) -> str:
        return self.public_id
