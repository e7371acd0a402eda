"""What of whose was shown to whom. Rows are only added, and hold no incident data themselves."""

from django.db import models

from hopback.portal.ground.ids import public_id


class Disclosure(models.Model):
    """One party's data, shown once to somebody else; `entry` is the log's entry of the same act."""

    public_id = public_id("dsc")
    entry = models.BigIntegerField(db_index=True)
    of = models.CharField(max_length=24)  # the public id of the party whose data it is
    to = models.CharField(max_length=200)  # who saw it, in words
    to_party = models.CharField(max_length=24, blank=True)
    told_as = models.CharField(max_length=200)  # who saw it, as the party itself may know
    what = models.CharField(max_length=300)  # which fields, which document
    basis = models.CharField(max_length=300)
    clause = models.CharField(max_length=8)
    about = models.CharField(max_length=24, blank=True, db_index=True)
    label = models.CharField(max_length=80, blank=True)  # what people call it: a traceback's number
    at = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["of", "-id"], name="disclosures_of_a_party")]

    def __str__(self) -> str:
        return f"{self.what} to {self.to}"
