"""What came of looking at a signature (A1.8). The PASSporT itself stays where it was given."""

from django.db import models
from django.db.models import Q

from .path import Answer, Traceback


class Signature(models.Model):
    """One PASSporT as it was looked at last. `answer` None: it came with the call.

    `findings`: of `hopback.evidence.shaken`, the gravest first: grade, code, sentence, rests_on; no called number is in
    them. `again_at`: when it is looked at once more, since nobody answered where its certificate is.
    """

    traceback = models.ForeignKey(Traceback, on_delete=models.PROTECT, related_name="signatures")
    answer = models.ForeignKey(Answer, null=True, on_delete=models.PROTECT, related_name="signatures")
    grade = models.CharField(max_length=8)
    holds = models.BooleanField()  # the key of a certificate that is at hand made it
    ocn = models.CharField(max_length=20, blank=True)  # the signer's, from its certificate alone
    organization = models.CharField(max_length=200, blank=True)  # as the certificate names it
    attestation = models.CharField(max_length=1, blank=True)
    signed_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    certificate = models.CharField(max_length=64, blank=True)  # SHA-256
    findings = models.JSONField(default=list)
    tries = models.PositiveSmallIntegerField(default=1)
    again_at = models.DateTimeField(null=True, db_index=True)
    looked_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["answer"], condition=Q(answer__isnull=False), name="one_look_an_answer"),
            models.UniqueConstraint(fields=["traceback"], condition=Q(answer=None), name="one_look_a_call"),
        ]
