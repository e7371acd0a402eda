"""What is referred to agencies: a summary built from permitted fields, read by a second person where it has to be."""

from django.db import models
from django.db.models import F, Q

from hopback.policy.article_5_enforcement.referring import Ground
from hopback.portal.accounts.second_person import SecondPerson, two_people
from hopback.portal.ground.ids import public_id
from hopback.portal.providers.models import Provider
from hopback.portal.sourcing.models import Campaign

from .agencies import Agency

GROUNDS = [(ground.value, ground.value) for ground in Ground]


class Referral(SecondPerson):
    """Written by one person; what is suspicious in it is read by a second (A5.3)."""

    public_id = public_id("rfl")
    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="referrals")
    ground = models.CharField(max_length=20, choices=GROUNDS)
    campaign = models.ForeignKey(Campaign, null=True, on_delete=models.PROTECT, related_name="referrals")
    since_on = models.DateField()
    until_on = models.DateField()
    facts = models.JSONField(default=dict)  # permitted field → value, as they were when it was written
    summary = models.TextField()
    seen = models.JSONField(default=list)  # kinds of suspicious things, never the things themselves
    returned_at = models.DateTimeField(null=True)
    returned_by = models.CharField(max_length=120, blank=True)
    returned_because = models.TextField(blank=True)
    sent_at = models.DateTimeField(null=True)
    sent_by = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [
            *two_people("referral"),
            models.CheckConstraint(condition=Q(since_on__lte=F("until_on")), name="referral_has_a_period"),
            models.CheckConstraint(
                condition=Q(sent_at=None) | Q(seen=[]) | Q(confirmed_at__isnull=False),
                name="suspicious_referral_is_read_before_it_leaves",
            ),
            models.CheckConstraint(
                condition=Q(returned_at=None, returned_by="", returned_because="")
                | (Q(returned_at__isnull=False, sent_at=None, confirmed_at=None) & ~Q(returned_because="")),
                name="referral_returned_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.public_id


class ReferredTo(models.Model):
    """One agency that a referral is for, and the mail in which it went there."""

    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="to")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="referred")
    notice = models.CharField(max_length=24, blank=True)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["referral", "agency"], name="referred_to_an_agency_once"),
            models.CheckConstraint(
                condition=Q(sent_at=None, notice="") | (Q(sent_at__isnull=False) & ~Q(notice="")),
                name="referred_by_a_mail",
            ),
        ]
