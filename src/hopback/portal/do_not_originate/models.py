"""Recipients, listings with their numbers, and what was decided about them (XB.1-XB.5). Facts only.

Which numbers were listed at a version is read from two columns of `Number`; nothing of a version is copied."""

from django.db import models
from django.db.models import Q

from hopback.policy.appendix_b_do_not_originate import Category, EventKind, Test
from hopback.portal.ground import phone
from hopback.portal.ground.ids import public_id
from hopback.portal.providers.models import Provider
from hopback.portal.sourcing.models import Source

CATEGORIES = [(Category.GOVERNMENT.value, "Government"), (Category.PRIVATE.value, "Private")]
WHOLE = 12  # characters of a North American number: +1 and ten digits
EVENTS = [(EventKind.ACTIVE.value, "Active event"), (EventKind.EXIGENT.value, "Exigent circumstances")]


class Recipient(models.Model):
    """Whose numbers are listed, who acts for it, and who confirms for it twice a year (XB.3, XB.4)."""

    public_id = public_id("dnr")
    name = models.CharField(max_length=200)
    category = models.CharField(max_length=12, choices=CATEGORIES)
    source = models.ForeignKey(Source, null=True, on_delete=models.PROTECT, related_name="do_not_originate")
    vendor = models.CharField(max_length=200, blank=True)
    protections = models.TextField(blank=True)  # what makes sure that the vendor may act for it
    served_by = models.ForeignKey(Provider, null=True, on_delete=models.PROTECT, related_name="serves_recipients")
    contact_name = models.CharField(max_length=120)
    contact_email = models.EmailField(max_length=254)
    unreachable_since = models.DateTimeField(null=True)
    first_on = models.DateField(null=True)  # the day of its first listing, from which its rounds are counted
    named_by = models.CharField(max_length=120)
    named_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(vendor="") | ~Q(protections=""), name="vendor_acts_under_protections"),
            models.UniqueConstraint(fields=["name", "category"], name="a_recipient_once"),
        ]

    def __str__(self) -> str:
        return self.name


class Listing(models.Model):
    """One request: its letter, its event, and what became of it. A change that adds numbers is another one."""

    public_id = public_id("dno")
    recipient = models.ForeignKey(Recipient, on_delete=models.PROTECT, related_name="listings")
    letter_on = models.DateField()
    letter_signer = models.CharField(max_length=200)
    letter_name = models.CharField(max_length=200, blank=True)
    letter_type = models.CharField(max_length=80, blank=True)
    letter = models.BinaryField(null=True)
    event_kind = models.CharField(max_length=12, choices=EVENTS, blank=True)
    calls_a_day = models.PositiveIntegerField(default=0)  # nationwide, as the request says
    event_words = models.TextField(blank=True)
    consulted = models.TextField(blank=True)
    requested_by = models.CharField(max_length=120)
    requested_at = models.DateTimeField()
    approved_by = models.CharField(max_length=120, blank=True)
    approved_at = models.DateTimeField(null=True)
    priority = models.PositiveSmallIntegerField(null=True)  # 1: take first; fixed as it is listed
    declined_because = models.TextField(blank=True)
    declined_by = models.CharField(max_length=120, blank=True)
    declined_at = models.DateTimeField(null=True)
    removed_because = models.TextField(blank=True)
    removed_by = models.CharField(max_length=120, blank=True)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(approved_at=None) | Q(declined_at=None), name="approved_or_declined"),
            models.CheckConstraint(
                condition=Q(removed_at=None) | (Q(approved_at__isnull=False) & ~Q(removed_because="")),
                name="what_was_listed_is_removed_with_a_reason",
            ),
            models.CheckConstraint(condition=Q(approved_at=None) | Q(priority__isnull=False), name="listed_in_order"),
        ]

    def __str__(self) -> str:
        return self.public_id


class Number(models.Model):
    """A number, or a block by its leading digits; from which version on it was listed, and up to which."""

    listing = models.ForeignKey(Listing, on_delete=models.PROTECT, related_name="numbers")
    number = models.CharField(max_length=16)  # +18008291040; a block: +1202555
    block = models.BooleanField(default=False)
    listed_in = models.PositiveIntegerField(null=True)
    removed_in = models.PositiveIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["number"], condition=Q(listed_in__isnull=False, removed_in=None), name="a_number_is_listed_once"
            ),
            models.CheckConstraint(
                condition=Q(removed_in=None) | Q(listed_in__lt=models.F("removed_in")), name="listed_before_removed"
            ),
        ]
        indexes = [
            models.Index(fields=["number"], name="dno_numbers"),
            models.Index(fields=["listed_in"], name="dno_listed_in"),
            models.Index(fields=["removed_in"], condition=Q(removed_in__isnull=False), name="dno_removed_in"),
        ]

    @property
    def shown(self) -> str:
        """As people read it; of a block the digits that are open as x."""
        if not self.block:
            return phone.shown(self.number)
        filled = phone.shown(self.number.ljust(WHOLE, "0"))
        text, left = [], WHOLE - len(self.number)
        for sign in reversed(filled):
            left, sign = (left - 1, "x") if left and sign.isdigit() else (left, sign)
            text.append(sign)
        return "".join(reversed(text))


class Version(models.Model):
    """One change of what is listed; the list as it then was has this number."""

    class What(models.TextChoices):
        LISTED = "listed", "Listed"
        REMOVED = "removed", "Removed"
        DROPPED = "dropped", "Numbers dropped"

    number = models.PositiveIntegerField(unique=True)
    listing = models.ForeignKey(Listing, on_delete=models.PROTECT, related_name="versions")
    what = models.CharField(max_length=8, choices=What)
    numbers = models.PositiveIntegerField()  # rows that changed
    because = models.TextField(blank=True)
    made_by = models.CharField(max_length=120)
    made_at = models.DateTimeField()


class Finding(models.Model):
    """How one test came out; the latest of a test counts (XB.2)."""

    listing = models.ForeignKey(Listing, on_delete=models.PROTECT, related_name="findings")
    test = models.CharField(max_length=16, choices=[(test.value, test.value) for test in Test])
    holds = models.BooleanField()
    because = models.TextField()
    made_by = models.CharField(max_length=120)
    made_at = models.DateTimeField()


class Vetting(models.Model):
    """One recorded decision about a private organisation; `member`: the Steering member that made it (XB.3)."""

    listing = models.ForeignKey(Listing, on_delete=models.PROTECT, related_name="vettings")
    member = models.ForeignKey(Provider, null=True, on_delete=models.PROTECT, related_name="+")
    assigned = models.BooleanField()
    legitimate = models.BooleanField()
    how = models.TextField()
    made_by = models.CharField(max_length=120)
    made_at = models.DateTimeField()


class Confirmation(models.Model):
    """One round of one recipient: when it was asked, chased, heard (XB.4)."""

    public_id = public_id("dnc")
    recipient = models.ForeignKey(Recipient, on_delete=models.PROTECT, related_name="confirmations")
    round = models.PositiveIntegerField()
    due_on = models.DateField()
    asked_at = models.DateTimeField()
    chased = models.PositiveSmallIntegerField(default=0)
    returned_at = models.DateTimeField(null=True)  # its mail came back for good
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["recipient", "round"], name="asked_once_a_round")]


class Confirmed(models.Model):
    """What the recipient said of one listing."""

    confirmation = models.ForeignKey(Confirmation, on_delete=models.PROTECT, related_name="said")
    listing = models.ForeignKey(Listing, on_delete=models.PROTECT, related_name="confirmed")
    holds = models.BooleanField()
    words = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["confirmation", "listing"], name="said_once_of_a_listing")]


class Implementation(models.Model):
    """A member or an analytics provider took a listing in, on a day, and out again (XB.5-XB.7)."""

    listing = models.ForeignKey(Listing, on_delete=models.PROTECT, related_name="implementations")
    party = models.CharField(max_length=24, db_index=True)  # public id of a provider or a source
    name = models.CharField(max_length=200)  # as it was called then
    implemented_on = models.DateField()
    reported_by = models.CharField(max_length=120)
    reported_at = models.DateTimeField()
    taken_out_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["listing", "party"], name="implemented_once_by_each"),
            models.CheckConstraint(
                condition=Q(taken_out_on=None) | Q(taken_out_on__gte=models.F("implemented_on")), name="in_before_out"
            ),
        ]


class Statistic(models.Model):
    """How many calls that showed its numbers a member saw in its own area; the last it gave counts (XB.8)."""

    listing = models.ForeignKey(Listing, on_delete=models.PROTECT, related_name="statistics")
    party = models.CharField(max_length=24, db_index=True)
    calls = models.PositiveBigIntegerField()
    given_by = models.CharField(max_length=120)
    given_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["listing", "party"], name="one_figure_of_each_member")]


class Conflict(models.Model):
    """Something speaks against a listing: genuine calls show a number of it (XB.1)."""

    class Kind(models.TextChoices):
        SIGNED = "signed", "Signed at level A"
        OUTGOING = "outgoing", "Outgoing in records"
        RECIPIENT = "recipient", "Its recipient says so"

    public_id = public_id("dnx")
    listing = models.ForeignKey(Listing, on_delete=models.PROTECT, related_name="conflicts")
    kind = models.CharField(max_length=12, choices=Kind)
    number = models.CharField(max_length=16, blank=True)
    words = models.TextField()
    party = models.CharField(max_length=24, blank=True)  # who saw it
    answer = models.PositiveBigIntegerField(null=True, unique=True)  # of a traceback, where it was seen there
    raised_by = models.CharField(max_length=120)
    raised_at = models.DateTimeField()
    settled_because = models.TextField(blank=True)
    settled_by = models.CharField(max_length=120, blank=True)
    settled_at = models.DateTimeField(null=True)


class Reader(models.Model):
    """An analytics provider that staff named, at their discretion, to be given copies (XB.6)."""

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="reads_do_not_originate")
    because = models.TextField()
    named_by = models.CharField(max_length=120)
    named_at = models.DateTimeField()
    ended_because = models.TextField(blank=True)
    ended_by = models.CharField(max_length=120, blank=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source"], condition=Q(ended_at=None), name="named_once")]


class Copy(models.Model):
    """One copy that was taken: by whom, of which version, in which form, and its hash (XB.6)."""

    party = models.CharField(max_length=24, db_index=True)
    name = models.CharField(max_length=200)
    version = models.PositiveIntegerField()
    since = models.PositiveIntegerField(null=True)
    form = models.CharField(max_length=20)
    listed = models.PositiveIntegerField()
    removed = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    taken_by = models.CharField(max_length=120)
    taken_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["version", "since"], name="dno_copies_of_a_version")]


class Charge(models.Model):
    """An administrative charge of a private recipient, from a day on, each so many months (XB.3)."""

    public_id = public_id("dnf")
    recipient = models.ForeignKey(Recipient, on_delete=models.PROTECT, related_name="charges")
    cents = models.PositiveIntegerField()
    every_months = models.PositiveSmallIntegerField()
    agreed_with = models.CharField(max_length=200)
    from_on = models.DateField()
    billed = models.PositiveIntegerField(default=0)  # how many times
    agreed_by = models.CharField(max_length=120)
    agreed_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["recipient"], condition=Q(ended_at=None), name="one_charge")]
