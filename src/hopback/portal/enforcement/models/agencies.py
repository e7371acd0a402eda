"""Agencies and their people. An agency is a source of the kind enforcement: its name and verification stand there."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from hopback.policy.article_5_enforcement import Level
from hopback.portal.accounts.second_person import SecondPerson, two_people
from hopback.portal.ground.ids import public_id
from hopback.portal.sourcing.models import Source

LEVELS = [(level.value, level.value.capitalize()) for level in Level]


class Agency(models.Model):
    """What is said of a source that enforces the law, beyond what every source has (A5.7)."""

    source = models.OneToOneField(Source, on_delete=models.PROTECT, related_name="agency")
    level = models.CharField(max_length=8, choices=LEVELS)
    state = models.CharField(max_length=2, blank=True)  # postal abbreviation in lower case
    enforces = models.TextField()  # which laws, and how we know that it investigates illegal robocalls
    recorded_by = models.CharField(max_length=120)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(level=Level.FEDERAL.value, state="") | (Q(level=Level.STATE.value) & ~Q(state="")),
                name="agency_of_a_state_says_which",
            ),
            models.CheckConstraint(condition=~Q(enforces=""), name="agency_says_what_it_enforces"),
        ]

    def __str__(self) -> str:
        return self.source.name

    @property
    def public_id(self) -> str:
        return self.source.public_id


class AgencyPerson(models.Model):
    """An official with an official address. Nothing goes there unless it was confirmed, and not too long ago (A5.7)."""

    public_id = public_id("agp")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="people")
    name = models.CharField(max_length=120)
    title = models.CharField(max_length=120, blank=True)
    email = models.EmailField(max_length=254)
    added_by = models.CharField(max_length=120)
    added_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    unreachable_since = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_because = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("email"), condition=Q(ended_at=None), name="one_official_per_address"),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_because="") | (Q(ended_at__isnull=False) & ~Q(ended_because="")),
                name="official_leaves_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at=None) | Q(confirmed_at__gte=F("added_at")), name="official_confirms_after"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class AddressException(SecondPerson):
    """One domain of one state's authority that counts as official, once a second person approved it (A5.7)."""

    public_id = public_id("axc")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="exceptions")
    domain = models.CharField(max_length=253)
    why = models.TextField()
    ended_at = models.DateTimeField(null=True)  # declined, or taken back
    ended_by = models.CharField(max_length=120, blank=True)
    ended_because = models.TextField(blank=True)

    class Meta:
        constraints = [
            *two_people("address_exception"),
            models.UniqueConstraint(fields=["domain"], condition=Q(ended_at=None), name="one_exception_per_domain"),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by="", ended_because="")
                | (Q(ended_at__isnull=False) & ~Q(ended_because="")),
                name="address_exception_ends_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.domain
