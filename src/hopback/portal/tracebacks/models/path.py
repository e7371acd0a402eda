"""Tracebacks, hops and answers (Article 3). Facts only: status, designations and overdue are read from them."""

from django.db import models
from django.db.models import F, Q

from hopback.policy.article_3_traceback.initiation_and_tracking import (
    WAITING,
    AnswerKind,
    HopState,
    Mitigation,
)
from hopback.portal.accounts.models import ApiKey, User
from hopback.portal.ground.ids import public_id
from hopback.portal.providers.models import Provider
from hopback.portal.sourcing.models import Candidate

from .choices import choices


class Traceback(models.Model):
    """One call traced upstream, or one call-back number followed (A1.9, A1.10)."""

    public_id = public_id("tb")
    number = models.CharField(max_length=20, unique=True)  # TB-2026-04182: what people say aloud
    candidate = models.OneToOneField(Candidate, on_delete=models.PROTECT, related_name="opened")
    owner = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="tracebacks")
    opened_by = models.CharField(max_length=120)
    opened_at = models.DateTimeField(db_index=True)
    closed_at = models.DateTimeField(null=True, db_index=True)
    closed_as = models.CharField(max_length=20, blank=True)  # the status at closing, for the log and for lists

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_at=None, closed_as="") | (Q(closed_at__isnull=False) & ~Q(closed_as="")),
                name="closed_traceback_says_how",
            )
        ]

    def __str__(self) -> str:
        return self.number


class HopQuerySet(models.QuerySet["Hop"]):
    def waiting(self) -> "HopQuerySet":
        return self.filter(state__in=sorted(WAITING))

    def on_the_path(self) -> "HopQuerySet":
        return self.exclude(state=HopState.SUPERSEDED.value)


class Chain(models.Manager.from_queryset(HopQuerySet)):  # type: ignore[misc]
    """Hops of the chain of answers: a second end that is asked beside it is none of them (ADR 0015)."""

    def get_queryset(self) -> HopQuerySet:
        return super().get_queryset().filter(second_end=False)  # type: ignore[no-any-return]


class Hop(models.Model):
    """One provider's turn. Its moves: policy.article_3_traceback.initiation_and_tracking.NEXT.

    `objects` are those of the chain; `every` has also the second ends, which signed the call and are asked beside it.
    """

    public_id = public_id("hop")
    traceback = models.ForeignKey(Traceback, on_delete=models.PROTECT, related_name="hops")
    position = models.PositiveSmallIntegerField()  # 1 is the terminating provider
    downstream = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="upstream_hops")
    provider = models.ForeignKey(Provider, null=True, on_delete=models.PROTECT, related_name="hops")
    state = models.CharField(max_length=16, choices=choices(HopState))
    profile = models.CharField(max_length=20)  # the clock profile it was sent under
    created_at = models.DateTimeField()
    asked_at = models.DateTimeField(null=True)
    received_at = models.DateTimeField(null=True)  # notice accepted, or fetched by API: the clock runs from here
    due_at = models.DateTimeField(null=True, db_index=True)
    close_at = models.DateTimeField(null=True)
    acknowledged_at = models.DateTimeField(null=True)
    over_at = models.DateTimeField(null=True)
    no_contact_at = models.DateTimeField(null=True)
    second_end = models.BooleanField(default=False)  # its certificate signed the call; no answer named it yet (A1.8)

    objects = Chain()
    every = HopQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["traceback"],
                condition=Q(state__in=sorted(WAITING), second_end=False),
                name="one_waiting_hop",
            ),
            models.UniqueConstraint(
                fields=["traceback", "provider"], condition=Q(second_end=True), name="a_second_end_is_asked_once"
            ),
            models.CheckConstraint(
                condition=Q(second_end=False) | Q(position=1, downstream=None, provider__isnull=False),
                name="a_second_end_begins_anew",
            ),
            models.UniqueConstraint(
                fields=["traceback", "position"],
                condition=~Q(state__in=[HopState.SUPERSEDED.value]) & Q(second_end=False),
                name="one_hop_at_a_place",
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=[
                        HopState.IDENTIFYING.value,
                        HopState.SUPERSEDED.value,
                        HopState.WITHDRAWN.value,
                    ]
                )
                | Q(provider__isnull=False),
                name="asked_hop_has_a_provider",
            ),
            models.CheckConstraint(
                condition=Q(received_at=None, due_at=None, close_at=None)
                | Q(received_at__isnull=False, due_at__gt=F("received_at"), close_at__gte=F("due_at")),
                name="clock_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.public_id


class HopLink(models.Model):
    """The mail link of one hop: a capability, kept as a digest, dead once the hop is over."""

    hop = models.ForeignKey(Hop, on_delete=models.PROTECT, related_name="links")
    nonce = models.CharField(max_length=40)
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()


class HandOut(models.Model):
    """A provider's machine has read the signed request of a hop: said once for each key (XC.2)."""

    hop = models.ForeignKey(Hop, on_delete=models.PROTECT, related_name="hand_outs")
    key = models.ForeignKey(ApiKey, on_delete=models.PROTECT, related_name="+")
    handed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["hop", "key"], name="handed_to_a_key_once")]


class Answer(models.Model):
    """What a provider said for its hop. Rows are never altered; a correction is the next version."""

    hop = models.ForeignKey(Hop, on_delete=models.PROTECT, related_name="answers")
    version = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=16, choices=choices(AnswerKind))
    upstream = models.ForeignKey(Provider, null=True, on_delete=models.PROTECT, related_name="named_in")
    contact = models.JSONField(default=dict)  # an unlisted upstream: name, email, phone, country (A3.3)
    trunk = models.CharField(max_length=120, blank=True)
    source_ip = models.GenericIPAddressField(null=True)
    originating_point_code = models.CharField(max_length=20, blank=True)
    destination_point_code = models.CharField(max_length=20, blank=True)
    call_id = models.CharField(max_length=255, blank=True)
    calling_as_received = models.CharField(max_length=80, blank=True)
    called_as_received = models.CharField(max_length=80, blank=True)
    called_at_as_recorded = models.DateTimeField(null=True)
    attestation = models.CharField(max_length=1, blank=True)
    passport = models.TextField(blank=True)
    vetting = models.JSONField(default=dict)  # our own customer (XA.4); for a trace forward A1.10's fields
    searched = models.TextField(blank=True)  # not found: what was searched
    records_since = models.DateField(null=True)  # not found: the day of its oldest record
    reason = models.TextField(blank=True)  # cannot answer: why (XA.3)
    mitigation = models.CharField(max_length=16, choices=choices(Mitigation), default=Mitigation.NONE.value)
    mitigation_note = models.TextField(blank=True)
    comment = models.TextField(blank=True)
    late = models.BooleanField(default=False)
    channel = models.CharField(max_length=12)  # page, link, api or staff
    answered_by = models.CharField(max_length=120)
    answered_at = models.DateTimeField()

    class Meta:
        ordering = ["hop", "version"]
        constraints = [models.UniqueConstraint(fields=["hop", "version"], name="one_answer_a_version")]


class AnswerFile(models.Model):
    answer = models.ForeignKey(Answer, on_delete=models.PROTECT, related_name="files")
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=80)
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()


class ReturnedAnswer(models.Model):
    """Staff found an answer incomplete and gave it back with a reason; the clock goes on."""

    answer = models.OneToOneField(Answer, on_delete=models.PROTECT, related_name="returned")
    reason = models.TextField()
    returned_by = models.CharField(max_length=120)
    returned_at = models.DateTimeField()


class AnswerDraft(models.Model):
    """An answer saved to be finished later. Nobody but the provider sees it."""

    hop = models.OneToOneField(Hop, on_delete=models.PROTECT, related_name="draft")
    fields = models.JSONField()
    saved_by = models.CharField(max_length=120)
    saved_at = models.DateTimeField()


class Deadline(models.Model):
    """A moment at which something happens by itself, once and never early (A3.6)."""

    class Kind(models.TextChoices):
        REMIND_1 = "remind_1", "First reminder"
        REMIND_2 = "remind_2", "Second reminder"
        OVERDUE = "overdue", "Answer due"
        CLOSE = "close", "Close as No Response"

    hop = models.ForeignKey(Hop, on_delete=models.PROTECT, related_name="deadlines")
    kind = models.CharField(max_length=12, choices=Kind)
    due_at = models.DateTimeField()
    fired_at = models.DateTimeField(null=True)
    dropped_at = models.DateTimeField(null=True)  # the hop was over, or was extended

    class Meta:
        ordering = ["due_at"]
        indexes = [
            models.Index(fields=["due_at"], condition=Q(fired_at=None, dropped_at=None), name="deadlines_to_come")
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(fired_at=None) | Q(fired_at__gte=F("due_at")), name="no_deadline_fires_early"
            ),
            models.CheckConstraint(condition=Q(fired_at=None) | Q(dropped_at=None), name="fired_or_dropped"),
            models.UniqueConstraint(
                fields=["hop", "kind"],
                condition=Q(fired_at=None, dropped_at=None),
                name="one_deadline_of_a_kind_to_come",
            ),
        ]


class Extension(models.Model):
    """More time, given by staff with a reason."""

    hop = models.ForeignKey(Hop, on_delete=models.PROTECT, related_name="extensions")
    until_at = models.DateTimeField()
    reason = models.TextField()
    given_by = models.CharField(max_length=120)
    given_at = models.DateTimeField()


class Note(models.Model):
    """A word of staff's about a traceback, seen by staff only."""

    traceback = models.ForeignKey(Traceback, on_delete=models.PROTECT, related_name="notes")
    hop = models.ForeignKey(Hop, null=True, on_delete=models.PROTECT, related_name="notes")
    text = models.TextField()
    written_by = models.CharField(max_length=120)
    written_at = models.DateTimeField()
