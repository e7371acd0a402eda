"""What else is known of a provider, and where each fact came from (A1.1): names, addresses, trunks, filings."""

from django.db import models

from .directory import Provider


class Particular(models.Model):
    """One of those facts of which a provider may have several. What no longer holds is ended and kept."""

    class Kind(models.TextChoices):
        NAME = "name", "Another name"
        ADDRESS = "address", "Address"
        NETWORK = "network", "IP address or network"
        TRUNK = "trunk", "Trunk group or SIP host"
        POINT_CODE = "point_code", "Point code"
        HOLDING = "holding", "Holding company, as filed"
        FILING = "filing", "What it filed"

    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="particulars")
    kind = models.CharField(max_length=12, choices=Kind)
    value = models.CharField(max_length=300)
    country = models.CharField(max_length=2, blank=True)  # of an address
    source = models.CharField(max_length=200)
    given_by = models.CharField(max_length=120)
    given_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=120, blank=True)

    class Meta:
        indexes = [models.Index(fields=["kind", "value"], name="particular_by_value")]
        constraints = [
            models.UniqueConstraint(
                fields=["provider", "kind", "value"], condition=models.Q(ended_at=None), name="one_particular_of_a_kind"
            ),
        ]

    def __str__(self) -> str:
        return self.value


class FactSource(models.Model):
    """Where what stands in one field of a provider came from: the last word. Earlier ones are in the log."""

    provider = models.ForeignKey(Provider, on_delete=models.CASCADE, related_name="sources_of_facts")
    field = models.CharField(max_length=20)
    source = models.CharField(max_length=200)
    given_by = models.CharField(max_length=120)
    given_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["provider", "field"], name="one_source_of_a_fact")]


class ProposedContact(models.Model):
    """Who a public file says answers for a provider: shown to staff, asked of nobody until they take it (XA.1)."""

    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="proposed_contacts")
    full_name = models.CharField(max_length=120, blank=True)
    title = models.CharField(max_length=120, blank=True)
    email = models.CharField(max_length=254, blank=True)
    phone = models.CharField(max_length=60, blank=True)
    source = models.CharField(max_length=200)
    proposed_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=120, blank=True)
    taken_as = models.CharField(max_length=12, blank=True)  # primary, back-up, or "" when it was put aside
