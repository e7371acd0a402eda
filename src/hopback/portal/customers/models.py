"""Customers named as originating (XA.4), and what was done about traffic once its source was told (XA.5)."""

from django.db import models
from django.db.models import F, Q

from hopback.policy.appendix_a_mitigation import NamedAs
from hopback.policy.article_3_traceback.answers import Mitigation as Did
from hopback.portal.ground.ids import public_id
from hopback.portal.providers.models import Provider
from hopback.portal.tracebacks.models import Hop


class Customer(models.Model):
    """One customer, whoever named it. What is known of it stands in the answers that named it (XA.4)."""

    public_id = public_id("cus")
    opened_at = models.DateTimeField()
    same_as = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="others")
    settled_by = models.CharField(max_length=120, blank=True)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(same_as=F("pk")), name="customer_is_not_its_own_double")]

    def __str__(self) -> str:
        return self.public_id


class Naming(models.Model):
    """A hop whose provider said: our own customer. The last answer of the hop says who."""

    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="namings")
    hop = models.OneToOneField(Hop, on_delete=models.PROTECT, related_name="customer_named")
    named_at = models.DateTimeField()


class Apart(models.Model):
    """Staff looked at two customers that are alike: they are two."""

    one = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="+")
    other = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="+")
    told_by = models.CharField(max_length=120)
    told_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["one", "other"], name="told_apart_once")]


class Mitigation(models.Model):
    """The question put to a provider that was named as origin or point of entry: what did you do? (XA.5)"""

    public_id = public_id("mit")
    hop = models.OneToOneField(Hop, on_delete=models.PROTECT, related_name="mitigation_asked")
    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="mitigations")
    named_as = models.CharField(max_length=16, choices=[(one.value, one.value) for one in NamedAs])
    asked_at = models.DateTimeField(db_index=True)
    asked_times = models.PositiveSmallIntegerField(default=0)
    withdrawn_at = models.DateTimeField(null=True)  # the path changed, and it is named no longer

    def __str__(self) -> str:
        return self.public_id


class Report(models.Model):
    """What the provider said that it did. Rows are only added; the last one holds."""

    mitigation = models.ForeignKey(Mitigation, on_delete=models.PROTECT, related_name="reports")
    did = models.CharField(max_length=16, choices=[(one.value, one.value) for one in Did])
    note = models.TextField(blank=True)
    channel = models.CharField(max_length=8)  # page, link, api, staff, or answer: said with the answer itself
    said_by = models.CharField(max_length=120)
    said_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
