"""Files of complaints that were imported. The complaints themselves stand with what they support, in sourcing."""

from django.db import models

from hopback.portal.ground.ids import public_id


class File(models.Model):
    """One file as it came in: how many rows, how many of them were new, and which had something odd (A4.4)."""

    public_id = public_id("cpf")
    name = models.CharField(max_length=200)
    authority = models.CharField(max_length=10)  # evidence.complaints.files.AUTHORITIES
    sha256 = models.CharField(max_length=64)
    rows = models.PositiveIntegerField()
    kept = models.PositiveIntegerField()
    left_out = models.PositiveIntegerField()
    odd = models.JSONField(default=list)  # of rows left out or odd, the first ones: line, kept, reason
    odd_rows = models.PositiveIntegerField()
    imported_by = models.CharField(max_length=120)
    imported_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(rows__gte=models.F("kept") + models.F("left_out")), name="rows_add_up"
            )
        ]

    @property
    def already(self) -> int:
        """Rows that were there before."""
        return self.rows - self.kept - self.left_out
