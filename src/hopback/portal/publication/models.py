"""What is switched on for whom, reports in the making, and reports as they were published (A3.9, A3.10)."""

from django.db import models
from django.db.models import Q

from hopback.policy.article_3_traceback.publication import Audience, Period, Span, What
from hopback.portal.ground.ids import public_id

WHATS = [(one.value, one.value) for one in What]
AUDIENCES = [(one.value, one.value) for one in Audience]
SPANS = [(one.value, one.value) for one in Span]


class Switch(models.Model):
    """A person published something to an audience, or took it back. Rows are only added; the last one holds."""

    what = models.CharField(max_length=16, choices=WHATS)
    audience = models.CharField(max_length=8, choices=AUDIENCES)
    on = models.BooleanField()
    basis = models.TextField(blank=True)
    switched_by = models.CharField(max_length=120)
    switched_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(on=False) | ~Q(basis=""), name="published_on_a_basis")]


class Draft(models.Model):
    """A report in the making: its figures as they were counted, and what staff write. Made anew as often as wanted."""

    public_id = public_id("drf")
    span = models.CharField(max_length=8, choices=SPANS)
    first_on = models.DateField()
    body = models.JSONField()
    texts = models.JSONField(default=dict)  # by name; see queries.composing.TEXTS
    reasons = models.JSONField(default=dict)  # public id of a provider that answered nothing → the reason it gave
    made_by = models.CharField(max_length=120)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["span", "first_on"], name="one_draft_of_a_period")]

    @property
    def period(self) -> Period:
        return Period(Span(self.span), self.first_on)


class Report(models.Model):
    """A report as it was published. Never changed: a later edition takes its place and this one is kept."""

    public_id = public_id("rep")
    span = models.CharField(max_length=8, choices=SPANS)
    first_on = models.DateField()
    edition = models.PositiveSmallIntegerField()
    body = models.JSONField()
    fingerprint = models.CharField(max_length=64)  # SHA-256 of the canonical JSON (RFC 8785) of `body`
    made_by = models.CharField(max_length=120)
    made_at = models.DateTimeField()
    published_by = models.CharField(max_length=120)
    published_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["span", "first_on", "edition"], name="one_report_of_an_edition")]

    def __str__(self) -> str:
        return self.body["title"]

    @property
    def period(self) -> Period:
        return Period(Span(self.span), self.first_on)


class Mailing(models.Model):
    """A list that was sent to providers by mail: how many, and who stood on it then. Rows are only added."""

    public_id = public_id("mlg")
    what = models.CharField(max_length=16, choices=WHATS)
    names = models.JSONField(default=list)  # public ids of providers
    receivers = models.PositiveIntegerField()
    sent_by = models.CharField(max_length=120)
    sent_at = models.DateTimeField()
