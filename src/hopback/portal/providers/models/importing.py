"""A public file of providers as it was brought in: kept, so that what it changed can be compared with it (A1.1)."""

from django.db import models

from hopback.portal.ground.ids import public_id


class ProviderFile(models.Model):
    """One file: looked at first, then imported once."""

    class Kind(models.TextChoices):
        OCNS = "ocns", "List of operating company numbers"
        RMD = "rmd", "Robocall Mitigation Database"
        FORM_499 = "form_499", "Form 499 filers"

    public_id = public_id("imp")
    kind = models.CharField(max_length=12, choices=Kind)
    name = models.CharField(max_length=120)
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()
    given_by = models.CharField(max_length=120)
    given_at = models.DateTimeField()
    imported_by = models.CharField(max_length=120, blank=True)
    imported_at = models.DateTimeField(null=True)
    outcome = models.JSONField(default=dict)  # how many rows were new, changed, the same, odd

    def __str__(self) -> str:
        return self.name
