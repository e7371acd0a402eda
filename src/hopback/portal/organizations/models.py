"""Who acknowledged what its results may be used for, and what organisations pay (A3.12, A4.4)."""

from django.db import models
from django.db.models import Q

from hopback.policy.article_3_traceback.organization_requests import ALLOWED_USES
from hopback.portal.accounts.models import User
from hopback.portal.ground.ids import public_id
from hopback.portal.sourcing.models import Candidate, Source


class Acknowledgement(models.Model):
    """One person said, before anything was shown, what the result of one request is used for."""

    candidate = models.ForeignKey(Candidate, on_delete=models.PROTECT, related_name="acknowledgements")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    use = models.CharField(max_length=32, choices=[(use.value, use.value) for use in sorted(ALLOWED_USES)])
    acknowledged_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["candidate", "user"], name="one_person_acknowledges_once")]


class Fee(models.Model):
    """What one organisation pays for one traceback, from a day on. The newest that has begun holds."""

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="fees")
    cents = models.PositiveIntegerField()
    terms = models.TextField(blank=True)
    agreed_with = models.CharField(max_length=200)
    from_on = models.DateField()
    recorded_by = models.CharField(max_length=120)
    recorded_at = models.DateTimeField()


class Invoice(models.Model):
    """Numbered without a gap, never changed: it is paid, or waived with a reason."""

    public_id = public_id("bil")
    number = models.CharField(max_length=20, unique=True)  # INV-2026-0001
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="invoices")
    billed_to = models.CharField(max_length=200)  # the name then
    terms = models.TextField(blank=True)
    issued_at = models.DateTimeField()
    issued_by = models.CharField(max_length=120)
    due_on = models.DateField()
    paid_on = models.DateField(null=True)
    paid_how = models.CharField(max_length=200, blank=True)
    waived_at = models.DateTimeField(null=True)
    waived_because = models.TextField(blank=True)
    settled_by = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(paid_on=None) | Q(waived_at=None), name="invoice_paid_or_waived"),
            models.CheckConstraint(
                condition=Q(waived_at=None) | ~Q(waived_because=""), name="invoice_waived_with_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def cents(self) -> int:
        return sum(line.cents for line in self.lines.all())


class InvoiceLine(models.Model):
    """One traceback on one invoice, which is billed once; or a charge that recurs, without one (A4.4, XB.3)."""

    invoice = models.ForeignKey(Invoice, on_delete=models.PROTECT, related_name="lines")
    candidate = models.OneToOneField(Candidate, null=True, on_delete=models.PROTECT, related_name="billed")
    words = models.CharField(max_length=200)
    cents = models.PositiveIntegerField()
