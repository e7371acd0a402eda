"""Where tracebacks come from: sources, campaigns, candidate calls and their due diligence (A4.1-A4.4)."""

from django.db import models

from hopback.policy.article_4_sourcing import Basis, SourceKind
from hopback.policy.article_4_sourcing.standing import Credibility
from hopback.portal.accounts.models import User
from hopback.portal.ground.ids import public_id
from hopback.portal.providers.models import Provider

BASES = [(basis.value, basis.value) for basis in Basis]
KINDS = [(kind.value, kind.value) for kind in SourceKind]
CREDIBILITIES = [(each.value, each.value) for each in Credibility]


class Source(models.Model):
    """Who tells us of calls, and why that one is credible and verifiable (A4.2, A4.4)."""

    public_id = public_id("src")
    kind = models.CharField(max_length=24, choices=KINDS)
    name = models.CharField(max_length=200)
    provider = models.ForeignKey(Provider, null=True, blank=True, on_delete=models.PROTECT)
    verified_how = models.TextField(blank=True)
    verified_by = models.CharField(max_length=120, blank=True)
    verified_at = models.DateTimeField(null=True)
    verified_until = models.DateField(null=True)  # the last day on which it holds
    credibility = models.CharField(max_length=8, choices=CREDIBILITIES, default=Credibility.USUAL.value)
    credibility_why = models.TextField(blank=True)
    score_top = models.FloatField(default=1.0)  # the highest score that it can give
    email = models.EmailField(max_length=254, blank=True)  # where nobody signs in for it
    listed_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_because = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(verified_at=None, verified_until=None)
                | models.Q(verified_at__isnull=False, verified_until__isnull=False),
                name="verification_has_its_day",
            )
        ]

    def __str__(self) -> str:
        return self.name


class Referrer(models.Model):
    """A person whom a Steering Committee member designated to refer calls, on the record of staff (A4.4)."""

    public_id = public_id("rfr")
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="referrers")
    member = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="referrers")
    name = models.CharField(max_length=120)
    email = models.EmailField(max_length=254)
    designated_by = models.CharField(max_length=120)  # who said so for the member
    designated_how = models.TextField()
    designated_on = models.DateField()
    recorded_by = models.CharField(max_length=120)
    recorded_at = models.DateTimeField()
    ended_on = models.DateField(null=True)
    ended_because = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                models.functions.Lower("email"), condition=models.Q(ended_on=None), name="one_designation_in_force"
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} of {self.member}"


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


class Wording(models.Model):
    """One text as several calls have it, or nearly so (A1.6). `words`: as they are compared."""

    digest = models.CharField(max_length=64, unique=True)
    words = models.TextField()


class WordingBand(models.Model):
    """A part of the sketch of a wording: texts that share none are not alike."""

    wording = models.ForeignKey(Wording, on_delete=models.CASCADE, related_name="bands")
    band = models.BigIntegerField(db_index=True)


class Candidate(models.Model):
    """A call somebody wants traced, before anybody decided (A4.2)."""

    class Closed(models.TextChoices):
        DECLINED = "declined", "Declined"
        DUPLICATE = "duplicate", "Declined as a duplicate"

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
    assigned_to = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="candidates")
    call_group = models.BigIntegerField(null=True, db_index=True)  # told of the same call
    minute_group = models.BigIntegerField(null=True, db_index=True)  # of the same number within a minute
    wording = models.ForeignKey(Wording, null=True, on_delete=models.PROTECT, related_name="candidates")
    complaints = models.PositiveIntegerField(default=0)  # about its calling number, to authorities
    closed_as = models.CharField(max_length=12, choices=Closed, blank=True)  # in triage, without due diligence
    closed_because = models.TextField(blank=True)
    closed_by = models.CharField(max_length=120, blank=True)
    closed_at = models.DateTimeField(null=True)
    duplicate_of = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="duplicates")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(closed_as="", closed_at=None, closed_because="", closed_by="", duplicate_of=None)
                | models.Q(closed_as="declined", closed_at__isnull=False, duplicate_of=None)
                | models.Q(closed_as="duplicate", closed_at__isnull=False, duplicate_of__isnull=False),
                name="candidate_closed_whole_or_not",
            ),
            models.CheckConstraint(condition=~models.Q(duplicate_of=models.F("id")), name="no_duplicate_of_itself"),
        ]

    def __str__(self) -> str:
        return self.public_id


class Question(models.Model):
    """What staff ask the source of a candidate, and its answer (A4.3)."""

    public_id = public_id("qst")
    candidate = models.ForeignKey(Candidate, on_delete=models.PROTECT, related_name="questions")
    text = models.TextField()
    asked_by = models.CharField(max_length=120)
    asked_at = models.DateTimeField()
    answer = models.TextField(blank=True)
    answered_by = models.CharField(max_length=120, blank=True)
    answered_at = models.DateTimeField(null=True)


class Complaint(models.Model):
    """What a consumer reported to an authority: a number and a time, no called number and no provider (A1.7).

    It supports a candidate with the same calling number, or proposes that one is looked for; it cannot be traced.
    """

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="complaints")
    digest = models.CharField(max_length=64, unique=True)  # of the row, and how often it stood there before
    number_raw = models.CharField(max_length=80)
    calling = models.CharField(max_length=20, blank=True, db_index=True)
    call_back = models.CharField(max_length=20, blank=True, db_index=True)  # whom the consumer was to call
    called_at = models.DateTimeField(db_index=True)
    complained_at = models.DateTimeField(db_index=True)
    city = models.CharField(max_length=120, blank=True)
    state = models.CharField(max_length=60, blank=True)
    area_code = models.CharField(max_length=3, blank=True)
    subject = models.CharField(max_length=200, blank=True)
    recorded = models.BooleanField(null=True)  # a recorded message or robocall
    odd = models.TextField(blank=True)  # what does not fit in it
    imported_at = models.DateTimeField(db_index=True)


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
