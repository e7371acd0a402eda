"""The listserv: who is on it, and what was posted (A5.6, A5.7)."""

from django.db import models
from django.db.models import F, Q

from hopback.portal.ground.ids import public_id
from hopback.portal.sourcing.models import Campaign

from .agencies import AgencyPerson


class Subscription(models.Model):
    """An official on the list. Whoever leaves and comes back has a new one."""

    class Ended(models.TextChoices):
        LEFT = "left", "Left by themselves"
        BOUNCED = "bounced", "Posts came back"
        TAKEN_OUT = "taken out", "Taken out by staff"

    public_id = public_id("sub")
    person = models.ForeignKey(AgencyPerson, on_delete=models.PROTECT, related_name="subscriptions")
    began_at = models.DateTimeField()
    bounced = models.PositiveSmallIntegerField(default=0)  # posts that came back for good since the last confirmation
    ended_at = models.DateTimeField(null=True)
    ended_how = models.CharField(max_length=12, choices=Ended, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person"], condition=Q(ended_at=None), name="on_the_list_once"),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_how="") | (Q(ended_at__isnull=False) & ~Q(ended_how="")),
                name="subscription_ends_somehow",
            ),
        ]


class Post(models.Model):
    """Something to be told to the list: held until a moderator, somebody other than its author, decides."""

    class Via(models.TextChoices):
        PAGE = "page", "page"
        MAIL = "mail", "mail"

    public_id = public_id("pst")
    subject = models.CharField(max_length=200)
    text = models.TextField()
    campaign = models.ForeignKey(Campaign, null=True, on_delete=models.PROTECT, related_name="posts")
    author = models.CharField(max_length=200)
    author_user = models.BigIntegerField(null=True)  # who signed in; none by mail
    person = models.ForeignKey(AgencyPerson, null=True, on_delete=models.PROTECT, related_name="posts")
    via = models.CharField(max_length=4, choices=Via)
    posted_at = models.DateTimeField()
    seen = models.JSONField(default=list)  # kinds of suspicious things in it
    decided_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=120, blank=True)
    decided_by_user = models.BigIntegerField(null=True)
    released = models.BooleanField(null=True)
    because = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_at=None, released=None, decided_by="", decided_by_user=None)
                | Q(decided_at__isnull=False, released__isnull=False, decided_by_user__isnull=False),
                name="post_decided_whole",
            ),
            models.CheckConstraint(
                condition=Q(author_user=None) | Q(decided_by_user=None) | ~Q(author_user=F("decided_by_user")),
                name="post_decided_by_another",
            ),
        ]

    def __str__(self) -> str:
        return self.subject
