"""Who may see the list of contacts: agencies, on a reasonable request that is decided and kept (XA.1)."""

from django.db import models

from hopback.portal.ground.ids import public_id


class ContactListRequest(models.Model):
    """An agency asks, says what for, and staff decide. `party`: the source it signs in for, "" when it wrote."""

    public_id = public_id("clr")
    agency = models.CharField(max_length=200)
    party = models.CharField(max_length=24, blank=True, db_index=True)
    asked_by = models.CharField(max_length=120)
    email = models.EmailField(max_length=254)
    purpose = models.TextField()
    asked_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=120)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=120, blank=True)
    granted = models.BooleanField(null=True)
    because = models.TextField(blank=True)
    until_on = models.DateField(null=True)  # the last day on which it may be seen

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(decided_at=None, granted=None, until_on=None)
                | models.Q(decided_at__isnull=False, granted=False, until_on=None)
                | models.Q(decided_at__isnull=False, granted=True, until_on__isnull=False),
                name="contact_list_request_decided_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.agency
