"""What is known of a campaign beside its calls: what they say, and how many there are (A1.6)."""

from django.db import models

from hopback.portal.ground.ids import public_id
from hopback.portal.sourcing.models import Campaign, Candidate

from .words import LANGUAGES


class Text(models.Model):
    """One message, or one transcript, as somebody heard it."""

    class Kind(models.TextChoices):
        MESSAGE = "message", "Message, as it was sent"
        TRANSCRIPT = "transcript", "Transcript, as it was heard"

    public_id = public_id("txt")
    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="texts")
    kind = models.CharField(max_length=12, choices=Kind)
    language = models.CharField(max_length=8, choices=list(LANGUAGES.items()))
    text = models.TextField()
    told_by = models.CharField(max_length=200)
    added_by = models.CharField(max_length=120)
    added_at = models.DateTimeField()


class Volume(models.Model):
    """How many calls somebody counted or reckoned in one month."""

    public_id = public_id("vol")
    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="volumes")
    month_on = models.DateField()  # its first day
    calls = models.PositiveBigIntegerField()
    told_by = models.CharField(max_length=200)
    added_by = models.CharField(max_length=120)
    added_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["campaign", "month_on", "told_by"], name="one_figure_of_a_source_a_month"),
            models.CheckConstraint(condition=models.Q(month_on__day=1), name="month_begins_on_its_first_day"),
        ]


class Placing(models.Model):
    """What a person said to the suggestion that a call belongs to a campaign: it does, or it does not (A1.6)."""

    public_id = public_id("plc")
    candidate = models.ForeignKey(Candidate, on_delete=models.PROTECT, related_name="placings")
    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="placings")
    belongs = models.BooleanField()
    decided_by = models.CharField(max_length=120)
    decided_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["candidate", "campaign"], name="one_placing_of_a_call_in_a_campaign")
        ]
