"""Legal holds, and erasures that were approved and done (A6.1). Neither holds incident data."""

from django.db import models
from django.db.models import Q

from hopback.portal.accounts.second_person import SecondPerson, two_people
from hopback.portal.ground.ids import public_id
from hopback.portal.tracebacks.models import Traceback


class Hold(models.Model):
    """Nothing of this traceback goes, whatever its age, until the hold is lifted by two people. Rows stay."""

    public_id = public_id("hld")
    traceback = models.ForeignKey(Traceback, on_delete=models.PROTECT, related_name="holds")
    basis = models.CharField(max_length=300)  # who asked for it, and on what ground
    document = models.CharField(max_length=200)  # under which reference the paper is kept
    placed_by = models.CharField(max_length=120)
    placed_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.public_id


class Lifting(SecondPerson):
    """One person says that a hold is over, a second confirms; until then it holds."""

    hold = models.OneToOneField(Hold, on_delete=models.PROTECT, related_name="lifting")
    reason = models.CharField(max_length=300)

    class Meta:
        constraints = [*two_people("hold_lifting")]


class Erasure(models.Model):
    """A person approved that the incident data of one traceback goes. While `erased_at` is empty the database lets
    it go, if its period is over and no hold is on it; from then on it refuses again."""

    public_id = public_id("ers")
    traceback = models.OneToOneField(Traceback, on_delete=models.PROTECT, related_name="erasure")
    may_go_from = models.DateTimeField()
    approved_by = models.CharField(max_length=120)
    reason = models.CharField(max_length=300)
    approved_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True)
    rows = models.JSONField(default=dict)  # table → rows blanked or removed
    payloads = models.PositiveIntegerField(default=0)  # of the log
    words = models.PositiveIntegerField(default=0)  # texts and numbers that were there, and were sought afterwards
    still = models.JSONField(default=list)  # where some of them still stand, told by what else is kept
    searched = models.JSONField(default=list)  # what was searched
    proved_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="erased_before_it_is_proved", condition=Q(proved_at=None) | Q(erased_at__isnull=False)
            )
        ]

    def __str__(self) -> str:
        return self.public_id
