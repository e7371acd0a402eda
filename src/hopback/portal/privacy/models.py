"""A customer asks in writing that its records are disclosed to a person it names (XC.2; 47 U.S.C. 222(c)(2))."""

from django.db import models
from django.db.models import Q

from hopback.portal.ground.ids import public_id
from hopback.portal.providers.models import Provider


class CustomerRequest(models.Model):
    """`what`: which records, in the customer's words. Answered once, by a person who checked who wrote."""

    public_id = public_id("cur")
    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="customer_requests")
    customer = models.CharField(max_length=200)
    to_whom = models.CharField(max_length=200)
    what = models.CharField(max_length=300)
    document = models.CharField(max_length=200)  # under which reference the letter is kept
    received_on = models.DateField()
    recorded_by = models.CharField(max_length=120)
    recorded_at = models.DateTimeField()
    granted = models.BooleanField(null=True)
    checked_how = models.CharField(max_length=300, blank=True)
    because = models.CharField(max_length=300, blank=True)
    answered_by = models.CharField(max_length=120, blank=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="customer_request_answered_whole_or_not",
                condition=Q(granted=None, answered_at=None, answered_by="", checked_how="")
                | (Q(granted__isnull=False, answered_at__isnull=False) & ~Q(checked_how="")),
            )
        ]

    def __str__(self) -> str:
        return self.public_id
