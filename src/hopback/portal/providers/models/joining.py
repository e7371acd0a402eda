"""How a provider comes to take part: its application or invitation, and the policies it agreed to (A1.2, XA.1)."""

from django.db import models
from django.db.models import Q

from hopback.portal.ground.ids import public_id

from .directory import Provider


class Agreement(models.Model):
    """A provider's agreement to a version of the policies (A1.2). Rows are only added; the last one holds."""

    class How(models.TextChoices):
        PAGE = "page", "Signed in the portal"
        LINK = "link", "Signed by mailed link"
        STAFF = "staff", "Recorded by staff"

    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="agreements")
    version = models.CharField(max_length=40)
    agreed_on = models.DateField()
    signed_by = models.CharField(max_length=120)
    title = models.CharField(max_length=120, blank=True)
    how = models.CharField(max_length=8, choices=How)
    recorded_by = models.CharField(max_length=120)
    recorded_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.version}, {self.signed_by}"


class Joining(models.Model):
    """A provider on its way in: it applied, or was invited. What is still missing is read from what is here."""

    class How(models.TextChoices):
        APPLIED = "applied", "Applied"
        INVITED = "invited", "Invited"

    public_id = public_id("jon")
    how = models.CharField(max_length=8, choices=How)
    provider = models.ForeignKey(Provider, null=True, on_delete=models.PROTECT, related_name="joinings")
    name = models.CharField(max_length=200)
    country = models.CharField(max_length=2)
    domain = models.CharField(max_length=253, blank=True)
    form_499_id = models.CharField(max_length=20, blank=True)
    rmd_number = models.CharField(max_length=20, blank=True)
    about = models.TextField(blank=True)  # in the applicant's own words
    full_name = models.CharField(max_length=120, blank=True)
    email = models.EmailField(max_length=254)
    contacts = models.JSONField(default=dict)  # kind → full_name, title, phone, email, hours, zone
    domain_proved_at = models.DateTimeField(null=True)
    signed_version = models.CharField(max_length=40, blank=True)
    signed_by = models.CharField(max_length=120, blank=True)
    signed_title = models.CharField(max_length=120, blank=True)
    signed_at = models.DateTimeField(null=True)
    begun_at = models.DateTimeField(db_index=True)
    chased = models.PositiveSmallIntegerField(default=0)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=120, blank=True)
    taken_in = models.BooleanField(null=True)
    reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["provider"], condition=Q(decided_at=None), name="one_way_in_at_a_time"),
            models.CheckConstraint(
                condition=Q(decided_at=None, taken_in=None, decided_by="")
                | (Q(decided_at__isnull=False, taken_in__isnull=False) & ~Q(decided_by="")),
                name="joining_decided_or_not",
            ),
            models.CheckConstraint(
                condition=Q(signed_at=None, signed_by="", signed_version="")
                | (Q(signed_at__isnull=False) & ~Q(signed_by="") & ~Q(signed_version="")),
                name="signature_whole_or_absent",
            ),
            models.CheckConstraint(condition=~Q(taken_in=True) | Q(provider__isnull=False), name="taken_in_is_listed"),
            models.CheckConstraint(condition=~Q(taken_in=False) | ~Q(reason=""), name="declined_with_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.how})"
