"""The log: entries that commit to one another, payloads beside them so that lawful erasure keeps the chain."""

from django.db import models


class Entry(models.Model):
    """One thing that happened. No foreign keys, no updates, no deletes (A3.5)."""

    seq = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    verb = models.CharField(max_length=60)
    actor_kind = models.CharField(max_length=12)
    actor = models.CharField(max_length=120)
    actor_party = models.CharField(max_length=24, blank=True)
    traceback = models.CharField(max_length=24, blank=True, db_index=True)
    hop = models.CharField(max_length=24, blank=True, db_index=True)
    about = models.CharField(max_length=24, blank=True, db_index=True)
    payload_hash = models.CharField(max_length=64)
    previous_hash = models.CharField(max_length=64)
    entry_hash = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ["seq"]

    def __str__(self) -> str:
        return f"{self.seq} {self.verb}"


class Payload(models.Model):
    """What an entry says, as canonical JSON with a random salt; the entry holds only its hash."""

    seq = models.BigIntegerField(primary_key=True)
    body = models.TextField()


class Subtree(models.Model):
    """The hash over 2**level entries from number index * 2**level + 1 on: proofs need not compute it anew."""

    level = models.PositiveSmallIntegerField()
    index = models.BigIntegerField()
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["level", "index"], name="one_hash_for_a_subtree")]


class Head(models.Model):
    """What was published of the log at a moment: the root over its first `size` entries, signed."""

    size = models.BigIntegerField(primary_key=True)
    root = models.CharField(max_length=64)
    at = models.DateTimeField(db_index=True)
    note = models.TextField()

    class Meta:
        ordering = ["-size"]

    def __str__(self) -> str:
        return f"{self.size} {self.root}"
