from django.db import models


class Demonstration(models.Model):
    """The mark of a database that the demonstration made: production refuses it, and no other is seeded."""

    seed = models.PositiveIntegerField()
    made_at = models.DateTimeField()
    api_key = models.CharField(max_length=80, blank=True)  # shown on its page: no secret of anybody's
