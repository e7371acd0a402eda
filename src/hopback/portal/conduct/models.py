"""Findings of non-cooperation: proposed, answered, confirmed by another, contested, reviewed, lifted (A1.3, A3.10)."""

from django.db import models
from django.db.models import F, Q

from hopback.portal.accounts.second_person import SecondPerson, two_people
from hopback.portal.ground.ids import public_id
from hopback.portal.providers.models import Provider, StandingFinding


class Finding(SecondPerson):
    """What one person proposed on a sheet, and another confirmed. Its `fact` is what all other rooms read.

    `sheet` is the whole conduct sheet as it was then, `fingerprint` its hash; `factors` are chosen from it, `evidence`
    are public ids of hops of its group."""

    public_id = public_id("fnd")
    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="conduct_findings")
    sheet = models.JSONField()
    fingerprint = models.CharField(max_length=64)
    factors = models.JSONField()
    evidence = models.JSONField()
    reasons = models.TextField()
    answer_until = models.DateTimeField()
    told = models.BooleanField()  # somebody of the provider could be written to
    fact = models.OneToOneField(StandingFinding, null=True, on_delete=models.PROTECT, related_name="finding")
    dropped_by = models.CharField(max_length=120, blank=True)
    dropped_at = models.DateTimeField(null=True)
    dropped_because = models.TextField(blank=True)

    class Meta:
        constraints = [
            *two_people("finding"),
            models.CheckConstraint(
                name="finding_has_its_fact_once_confirmed",
                condition=Q(confirmed_at=None, fact=None) | Q(confirmed_at__isnull=False, fact__isnull=False),
            ),
            models.CheckConstraint(
                name="finding_is_confirmed_or_dropped", condition=Q(confirmed_at=None) | Q(dropped_at=None)
            ),
            models.UniqueConstraint(
                fields=["provider"],
                condition=Q(confirmed_at=None, dropped_at=None),
                name="one_proposed_finding_of_a_provider",
            ),
        ]

    def __str__(self) -> str:
        return self.public_id


class Reply(models.Model):
    """What the provider said: to the notice, or against the finding. Rows are only added."""

    class Kind(models.TextChoices):
        ANSWER = "answer", "Answer to the notice"
        CONTEST = "contest", "Contested"

    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, related_name="replies")
    kind = models.CharField(max_length=8, choices=Kind)
    words = models.TextField()
    channel = models.CharField(max_length=8)  # page, link, or staff: written down for it
    said_by = models.CharField(max_length=120)
    said_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]


class Review(models.Model):
    """Somebody other than the finder looked at what contests the finding."""

    reply = models.OneToOneField(Reply, on_delete=models.PROTECT, related_name="review")
    upheld = models.BooleanField()
    reasons = models.TextField()
    finder_user = models.BigIntegerField()
    reviewed_by = models.CharField(max_length=120)
    reviewed_by_user = models.BigIntegerField()
    reviewed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="review_is_not_the_finders", condition=~Q(reviewed_by_user=F("finder_user")))
        ]


class Lifting(SecondPerson):
    """That a standing finding no longer holds: proposed by one person, confirmed by another."""

    public_id = public_id("lft")
    fact = models.ForeignKey(StandingFinding, on_delete=models.PROTECT, related_name="liftings")
    reasons = models.TextField()
    dropped_by = models.CharField(max_length=120, blank=True)
    dropped_at = models.DateTimeField(null=True)
    dropped_because = models.TextField(blank=True)

    class Meta:
        constraints = [
            *two_people("lifting"),
            models.CheckConstraint(
                name="lifting_is_confirmed_or_dropped", condition=Q(confirmed_at=None) | Q(dropped_at=None)
            ),
            models.UniqueConstraint(
                fields=["fact"], condition=Q(confirmed_at=None, dropped_at=None), name="one_proposed_lifting"
            ),
            models.UniqueConstraint(fields=["fact"], condition=Q(confirmed_at__isnull=False), name="lifted_once"),
        ]

    def __str__(self) -> str:
        return self.public_id
