"""Public ids: a prefix that says what it is, then 71 random bits that say nothing."""

import secrets
from functools import partial

from django.db import models

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZabcdefghjkmnpqrstuvwxyz"  # no 0 O 1 I l o


def new_id(prefix: str) -> str:
    return f"{prefix}_" + "".join(secrets.choice(ALPHABET) for _ in range(12))


def public_id(prefix: str) -> "models.CharField[str, str]":
    """A column of public ids such as `hop_7Qk2…`, made when the row is made."""
    return models.CharField(max_length=24, unique=True, default=partial(new_id, prefix), editable=False)
