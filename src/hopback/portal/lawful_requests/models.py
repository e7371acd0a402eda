"""A request with its document and scope, what was decided, who was told, and what left the house. Status is read."""

from django.db import models
from django.db.models import Q

from hopback.policy.article_5_enforcement.lawful_requests import Instrument
from hopback.portal.accounts.second_person import SecondPerson, two_people
from hopback.portal.enforcement.models import Agency
from hopback.portal.ground.ids import public_id
from hopback.portal.providers.models import Provider
from hopback.portal.sourcing.models import Campaign
from hopback.portal.tracebacks.models import Traceback

INSTRUMENTS = [(one.value, one.value) for one in Instrument]


class LawfulRequest(models.Model):
    """What an agency demands, or what a called customer consents to. Its scope is what all of these narrow down."""

    public_id = public_id("lrq")
    instrument = models.CharField(max_length=12, choices=INSTRUMENTS)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="lawful_requests")
    reference = models.CharField(max_length=80)  # the agency's own
    asked_by = models.CharField(max_length=120)  # the official who signed, or the customer who consents
    received_on = models.DateField()
    due_on = models.DateField()
    scope = models.TextField()  # in the request's own words
    not_in_scope = models.TextField(blank=True)  # what the group holds nothing of
    tracebacks = models.ManyToManyField(Traceback, related_name="lawful_requests")
    providers = models.ManyToManyField(Provider, related_name="lawful_requests")
    campaign = models.ForeignKey(Campaign, null=True, on_delete=models.PROTECT, related_name="lawful_requests")
    called = models.CharField(max_length=20, blank=True)  # consent: the number whose calls it covers
    called_from = models.DateField(null=True)  # days (UTC) of the calls, both included
    called_until = models.DateField(null=True)
    document_name = models.CharField(max_length=200)
    document_type = models.CharField(max_length=80)
    document_sha256 = models.CharField(max_length=64)
    document = models.BinaryField()
    entered_by = models.CharField(max_length=120)
    entered_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(instrument=Instrument.CONSENT.value, called__gt="")
                | (~Q(instrument=Instrument.CONSENT.value) & Q(called="")),
                name="consent_covers_one_number",
            ),
            models.CheckConstraint(
                condition=Q(called_from=None) | Q(called_until=None) | Q(called_until__gte=models.F("called_from")),
                name="lawful_period_is_one",
            ),
        ]

    def __str__(self) -> str:
        return self.reference


class Review(models.Model):
    """Whether it is valid and its scope clear. The newest holds."""

    request = models.ForeignKey(LawfulRequest, on_delete=models.PROTECT, related_name="reviews")
    valid = models.BooleanField()
    clear = models.BooleanField()
    reasons = models.TextField()
    reviewed_by = models.CharField(max_length=120)
    reviewed_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]


class ProviderTold(models.Model):
    """A provider whose information is asked was told, or the law forbids it (XA.8); and whether it resists."""

    request = models.ForeignKey(LawfulRequest, on_delete=models.PROTECT, related_name="told")
    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="told_of_requests")
    told_at = models.DateTimeField(null=True)
    forbidden_because = models.TextField(blank=True)
    recorded_by = models.CharField(max_length=120)
    recorded_at = models.DateTimeField()
    objection = models.TextField(blank=True)
    objected_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["request", "provider"], name="provider_told_once_of_a_request"),
            models.CheckConstraint(
                condition=(Q(told_at=None) & ~Q(forbidden_because="")) | Q(told_at__isnull=False, forbidden_because=""),
                name="provider_told_or_forbidden",
            ),
        ]


class Release(SecondPerson):
    """The package that two people let go. It is made when the second confirms, and never changes."""

    public_id = public_id("rel")
    request = models.OneToOneField(LawfulRequest, on_delete=models.PROTECT, related_name="release")
    package = models.BinaryField(null=True)
    sha256 = models.CharField(max_length=64, blank=True)
    tracebacks = models.PositiveIntegerField(default=0)
    expires_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            *two_people("lawful_release"),
            models.CheckConstraint(
                condition=Q(package=None, sha256="", confirmed_at=None)
                | (Q(package__isnull=False, confirmed_at__isnull=False) & ~Q(sha256="")),
                name="lawful_package_once_confirmed",
            ),
        ]


class Taken(models.Model):
    """Somebody downloaded the package."""

    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="taken")
    taken_by = models.CharField(max_length=120)
    taken_at = models.DateTimeField()
