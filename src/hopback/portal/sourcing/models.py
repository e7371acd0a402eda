"""Where tracebacks come from: sources, campaigns, candidate calls and their due diligence (A4.1-A4.4)."""

from django.db import models

from hopback.policy.article_4_sourcing import Basis, SourceKind
from hopback.portal.ground.ids import public_id
from hopback.portal.providers.models import Provider

BASES = [(basis.value, basis.value) for basis in Basis]
KINDS = [(kind.value, kind.value) for kind in SourceKind]


class Source(models.Model):
    """Who tells us of calls, and why that one is credible and verifiable (A4.2, A4.4)."""

    public_id = public_id("src")
    kind = models.CharField(max_length=24, choices=KINDS)
    name = models.CharField(max_length=200)
    provider = models.ForeignKey(Provider, null=True, blank=True, on_delete=models.PROTECT)
    verified_how = models.TextField(blank=True)
    verified_by = models.CharField(max_length=120, blank=True)
    verified_at = models.DateTimeField(null=True)
    listed_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class Campaign(models.Model):
    """Calls of identical or nearly identical message (A1.6)."""

    public_id = public_id("cmp")
    name = models.CharField(max_length=120, unique=True)
    message = models.TextField(blank=True)
    volume_a_month = models.PositiveBigIntegerField(null=True)
    brands = models.JSONField(default=list)  # whose name the calls take
    pattern = models.TextField(blank=True)  # how the calls are made, in words
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    merged_into = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="merged")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(merged_into=None) | models.Q(closed_at__isnull=False),
                name="merged_campaign_is_closed",
            )
        ]

    def __str__(self) -> str:
        return self.name


class IncidentData(models.Model):
    """What is known of one call (A1.8). The raw text of a number is kept beside its E.164 form."""

    calling_raw = models.CharField(max_length=80)
    calling = models.CharField(max_length=20, blank=True, db_index=True)
    called_raw = models.CharField(max_length=80)
    called = models.CharField(max_length=20, blank=True, db_index=True)
    called_at = models.DateTimeField()
    source_ip = models.GenericIPAddressField(null=True)
    originating_point_code = models.CharField(max_length=20, blank=True)
    destination_point_code = models.CharField(max_length=20, blank=True)
    called_ip = models.GenericIPAddressField(null=True)
    sip_anomalies = models.TextField(blank=True)
    spoofing_evidence = models.TextField(blank=True)
    volume = models.PositiveBigIntegerField(null=True)
    attestation = models.CharField(max_length=1, blank=True)
    signer_ocn = models.CharField(max_length=10, blank=True)
    identity_header = models.TextField(blank=True)


class Candidate(models.Model):
    """A call somebody wants traced, before anybody decided (A4.2)."""

    class Purpose(models.TextChoices):
        TRACEBACK = "traceback", "Trace the call back to its origin"
        TRACE_FORWARD = "trace_forward", "Follow a call-back number to its customer"

    class Nature(models.TextChoices):
        FRAUDULENT = "fraudulent"
        ABUSIVE = "abusive"
        UNLAWFUL = "unlawful"

    public_id = public_id("cnd")
    purpose = models.CharField(max_length=16, choices=Purpose, default=Purpose.TRACEBACK)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="candidates")
    incident = models.OneToOneField(IncidentData, on_delete=models.PROTECT, related_name="candidate")
    campaign = models.ForeignKey(Campaign, null=True, blank=True, on_delete=models.PROTECT, related_name="candidates")
    first_provider = models.ForeignKey(
        Provider, null=True, blank=True, on_delete=models.PROTECT, related_name="candidates"
    )  # the terminating provider; for a trace forward the one that owns the number
    nature = models.CharField(max_length=16, choices=Nature)
    characteristics = models.JSONField(default=list)  # policy.article_1_definitions.SuspiciousCharacteristic
    evidence = models.TextField()
    basis = models.CharField(max_length=24, choices=BASES)
    approval = models.TextField(blank=True)  # whose approval, where that is the basis
    score = models.FloatField(null=True)
    submitted_by = models.CharField(max_length=120)
    submitted_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.public_id


class EvidenceFile(models.Model):
    """A recording, a capture or a letter that came with a candidate."""

    candidate = models.ForeignKey(Candidate, on_delete=models.PROTECT, related_name="files")
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=80)
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()
    added_by = models.CharField(max_length=120)
    added_at = models.DateTimeField()


class DueDiligence(models.Model):
    """The three tests of one candidate, decided by a person before anything opens (A4.2, A4.3)."""

    candidate = models.OneToOneField(Candidate, on_delete=models.PROTECT, related_name="due_diligence")
    credible_source = models.BooleanField()
    credible_source_why = models.TextField()
    nature = models.BooleanField()
    nature_why = models.TextField()
    warrants_resources = models.BooleanField()
    warrants_resources_why = models.TextField()
    opens = models.BooleanField()
    decided_by = models.CharField(max_length=120)
    decided_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(opens=False) | models.Q(credible_source=True, nature=True, warrants_resources=True),
                name="opens_only_if_all_three_tests_hold",
            )
        ]
