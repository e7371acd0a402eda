"""Applications, statements, memberships, votes and calls (A2.1-A2.8). Facts only: what holds is read from them."""

from django.db import models
from django.db.models import F, Q

from hopback.policy.article_2_membership import Rules, Tier
from hopback.portal.ground.ids import public_id
from hopback.portal.providers.models import Provider

TIERS = [(Tier.AFFILIATE.value, "Affiliate"), (Tier.STEERING.value, "Steering Committee")]
RULES = [
    (Rules.POLICIES.value, "The Policies and Procedures"),
    (Rules.PRINCIPLES.value, "The State Attorneys General Anti-Robocall Principles"),
]


def _one_to_come(name: str, **condition: object) -> models.UniqueConstraint:
    return models.UniqueConstraint(fields=["provider"], condition=Q(**condition), name=name)


class Application(models.Model):
    """A provider asks to become a member; staff recommend, and decide (A2.3, A2.5)."""

    class Outcome(models.TextChoices):
        OPEN = "", "Open"
        ACCEPTED = "accepted", "Accepted"
        DECLINED = "declined", "Declined"
        WITHDRAWN = "withdrawn", "Withdrawn"

    public_id = public_id("app")
    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="membership_applications")
    tier = models.CharField(max_length=12, choices=TIERS)
    words = models.TextField(blank=True)  # the applicant's own
    applied_by = models.CharField(max_length=120)
    applied_at = models.DateTimeField()
    recommended = models.BooleanField(null=True)
    recommended_because = models.TextField(blank=True)
    recommended_by = models.CharField(max_length=120, blank=True)
    recommended_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=12, choices=Outcome, blank=True)
    decided_because = models.TextField(blank=True)
    decided_by = models.CharField(max_length=120, blank=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            _one_to_come("one_open_application", outcome=""),
            models.CheckConstraint(
                condition=Q(outcome="", decided_at=None) | (~Q(outcome="") & Q(decided_at__isnull=False)),
                name="decided_application_says_when",
            ),
        ]


class Statement(models.Model):
    """A statement of intent, never altered: the newest is in force (A2.3, A2.5).

    `inapplicable`: number of a principle of the Attorneys General → why it does not apply."""

    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="statements")
    version = models.CharField(max_length=40)
    best_practices = models.BooleanField()
    principles = models.BooleanField()
    affiliates = models.BooleanField()
    inapplicable = models.JSONField(default=dict)
    signer = models.CharField(max_length=120)
    title = models.CharField(max_length=120)
    signed_by = models.CharField(max_length=120)
    signed_at = models.DateTimeField()


class Breach(models.Model):
    """Staff found that a provider does not keep the policies or the principles (A2.3). Holds until lifted."""

    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="breaches")
    rules = models.CharField(max_length=12, choices=RULES)
    reasons = models.TextField()
    found_by = models.CharField(max_length=120)
    found_at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True)
    lifted_because = models.TextField(blank=True)


class Membership(models.Model):
    """A provider was a member of a tier, from a moment on and up to one (A2.1)."""

    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="memberships")
    tier = models.CharField(max_length=12, choices=TIERS)
    application = models.ForeignKey(Application, null=True, on_delete=models.PROTECT, related_name="memberships")
    because = models.TextField()
    began_by = models.CharField(max_length=120)
    began_at = models.DateTimeField()
    ended_because = models.TextField(blank=True)
    ended_by = models.CharField(max_length=120, blank=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            _one_to_come("one_membership_at_a_time", ended_at=None),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=F("began_at")), name="membership_ends_after_it_began"
            ),
        ]


class Support(models.Model):
    """Financial support at a level, from a day on and up to one (A2.8)."""

    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="supports")
    level = models.CharField(max_length=40)
    since_on = models.DateField()
    until_on = models.DateField(null=True)
    recorded_by = models.CharField(max_length=120)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            _one_to_come("one_level_of_support", until_on=None),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gt=F("since_on")), name="support_ends_after_it_began"
            ),
        ]


class Vote(models.Model):
    """A recorded vote of the Executive Committee about one provider (A2.2, A2.4, A2.7).

    Staff open it with their reasons; for an exception that is their approval. `seats`: public ids of the providers
    that could vote, as they were when it opened. Over at `closes_at`, or once nobody could turn it."""

    class About(models.TextChoices):
        SHORTEN = "shorten", "Shorten or waive the six months"
        EXCEPTION = "exception", "Except from the rule that members are US-based"
        ADVICE = "advice", "Advise to end the membership"

    class Outcome(models.TextChoices):
        OPEN = "", "Open"
        APPROVED = "approved", "Approved"
        REJECTED = "rejected", "Not approved"

    public_id = public_id("vot")
    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="votes_about")
    about = models.CharField(max_length=12, choices=About)
    months = models.PositiveSmallIntegerField(null=True)  # shorten: how many are enough; 0 waives them
    reasons = models.TextField()
    seats = models.JSONField(default=list)
    opened_by = models.CharField(max_length=120)
    opened_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    outcome = models.CharField(max_length=12, choices=Outcome, blank=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["provider", "about"], condition=Q(outcome=""), name="one_open_vote_of_a_kind"
            ),
            models.CheckConstraint(
                condition=Q(outcome="", decided_at=None) | (~Q(outcome="") & Q(decided_at__isnull=False)),
                name="decided_vote_says_when",
            ),
            models.CheckConstraint(
                condition=Q(about="shorten", months__isnull=False) | (~Q(about="shorten") & Q(months=None)),
                name="only_shortening_has_months",
            ),
        ]


class Ballot(models.Model):
    """One seat's vote: never altered, never taken back."""

    vote = models.ForeignKey(Vote, on_delete=models.PROTECT, related_name="ballots")
    seat = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="ballots")
    approves = models.BooleanField()
    reasons = models.TextField()
    cast_by = models.CharField(max_length=120)
    cast_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["vote", "seat"], name="one_ballot_for_each_seat")]


class Ending(models.Model):
    """Staff mean to end a membership: noticed to the member, advised by the Committee, then done or dropped (A2.7)."""

    class Outcome(models.TextChoices):
        OPEN = "", "Open"
        ENDED = "ended", "Ended"
        DROPPED = "dropped", "Dropped"

    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="endings")
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="endings")
    advice = models.ForeignKey(Vote, null=True, on_delete=models.PROTECT, related_name="endings")
    found = models.JSONField(default=list)  # the reasons that the record gave then, in policy's words
    reasons = models.TextField()
    proposed_by = models.CharField(max_length=120)
    proposed_at = models.DateTimeField()
    outcome = models.CharField(max_length=12, choices=Outcome, blank=True)
    decided_because = models.TextField(blank=True)
    decided_by = models.CharField(max_length=120, blank=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [_one_to_come("one_ending_to_come", outcome="")]


class MemberCall(models.Model):
    """A regular call of the members: planned, then held with its attendance, or called off (A2.3, A2.5)."""

    public_id = public_id("cal")
    subject = models.CharField(max_length=200)
    quarterly = models.BooleanField()
    starts_at = models.DateTimeField(db_index=True)
    planned_by = models.CharField(max_length=120)
    planned_at = models.DateTimeField()
    held_at = models.DateTimeField(null=True)  # when its attendance was recorded
    recorded_by = models.CharField(max_length=120, blank=True)
    called_off_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(held_at=None) | Q(called_off_at=None), name="held_or_off")]


class Attendance(models.Model):
    call = models.ForeignKey(MemberCall, on_delete=models.PROTECT, related_name="attendances")
    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="attendances")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["call", "provider"], name="attends_once")]
