"""Organisations that ask for tracebacks, what they certify and whom they allow to be told (A3.12-A3.14)."""

from django.db import models
from django.db.models import F, Q

from hopback.policy.article_3_traceback.organization_requests import CertificationKind, OrganizationKind
from hopback.portal.ground.ids import public_id
from hopback.portal.sourcing.models import Candidate, Source

from .choices import choices


class Organization(models.Model):
    """Of which kind an organisation is that asks for tracebacks; until somebody says so it is private (A3.12)."""

    source = models.OneToOneField(Source, on_delete=models.PROTECT, related_name="organization")
    kind = models.CharField(max_length=12, choices=choices(OrganizationKind))
    recorded_by = models.CharField(max_length=120)
    recorded_at = models.DateTimeField()


class Certification(models.Model):
    """What a named person certified with a request; every provider of its traceback is told (A3.13)."""

    candidate = models.OneToOneField(Candidate, on_delete=models.PROTECT, related_name="certification")
    kind = models.CharField(max_length=12, choices=choices(CertificationKind))
    statement = models.TextField()
    certified_by = models.CharField(max_length=200)  # name and title
    organization = models.CharField(max_length=200)  # as it was called then
    entered_by = models.CharField(max_length=120)
    certified_at = models.DateTimeField()


class Authorization(models.Model):
    """A private organisation allows that somebody is told of one of its traces, or of all (A3.14)."""

    public_id = public_id("aut")
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="authorizations")
    candidate = models.ForeignKey(Candidate, null=True, on_delete=models.PROTECT, related_name="authorizations")
    to_whom = models.CharField(max_length=200)
    party = models.CharField(max_length=24, blank=True, db_index=True)  # where it is somebody who signs in here
    from_at = models.DateTimeField()
    until_at = models.DateTimeField(null=True)
    given_by = models.CharField(max_length=120)
    given_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until_at=None) | Q(until_at__gt=F("from_at")), name="authorization_ends_after_it_begins"
            )
        ]
