"""Two entries of the directory that are one provider, or are not (A1.1)."""

from django.db import models
from django.db.models import F, Q

from hopback.portal.ground.ids import public_id

from .directory import Provider


class Merge(models.Model):
    """`gone` is an earlier entry of `kept`. `joined`: people, keys, webhooks and requests are one's as well."""

    public_id = public_id("mrg")
    gone = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="merged_into")
    kept = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="merged_from")
    joined = models.BooleanField()
    because = models.TextField()
    merged_by = models.CharField(max_length=120)
    merged_at = models.DateTimeField()
    moved = models.JSONField(default=dict)  # what went over: rows by model and column, fields that were filled
    undone_by = models.CharField(max_length=120, blank=True)
    undone_at = models.DateTimeField(null=True)
    undone_because = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(gone=F("kept")), name="no_merge_with_itself"),
            models.UniqueConstraint(fields=["gone"], condition=Q(undone_at=None), name="merged_once"),
        ]


class NotTheSame(models.Model):
    """Staff looked at two that are alike, and said that they are two. `one` is the older row."""

    one = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="+")
    other = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="+")
    because = models.TextField()
    said_by = models.CharField(max_length=120)
    said_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="not_the_same_once"),
            models.CheckConstraint(condition=Q(one__lt=F("other")), name="not_the_same_in_order"),
        ]
