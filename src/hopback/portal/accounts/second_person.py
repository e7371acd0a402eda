"""Acts that nobody can do alone: one person proposes, another confirms, and the database holds both to it (A1.11).

class AddressException(SecondPerson):
    ...
    class Meta:
        constraints = [*two_people("address_exception")]
"""

from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import F, Q

from hopback.policy.clause import Refused
from hopback.policy.clauses import clause

from .viewer import Viewer


class NeedsAPerson(Refused):
    """This is for a person to decide: a key, a link or the system cannot."""

    clause = clause("A1.11")


class NeedsAnother(Refused):
    """Two people decide this: whoever proposed it cannot confirm it."""

    clause = clause("A1.11")


class SecondPerson(models.Model):
    """Who proposed and who confirmed; confirmed only once a second person has done so."""

    proposed_by = models.CharField(max_length=120)
    proposed_by_user = models.BigIntegerField()
    proposed_at = models.DateTimeField()
    confirmed_by = models.CharField(max_length=120, blank=True)
    confirmed_by_user = models.BigIntegerField(null=True)
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True

    @property
    def is_confirmed(self) -> bool:
        return self.confirmed_at is not None


def two_people(name: str) -> list[models.BaseConstraint]:
    """What the database insists on, for the constraints of the model called `name`."""
    return [
        models.CheckConstraint(
            name=f"{name}_is_confirmed_by_another",
            condition=Q(confirmed_by_user=None, confirmed_at=None, confirmed_by="")
            | (
                Q(confirmed_at__isnull=False, confirmed_by_user__isnull=False)
                & ~Q(confirmed_by_user=F("proposed_by_user"))
            ),
        )
    ]


def proposal(by: Viewer, now: datetime) -> dict[str, Any]:
    """The fields of a fresh proposal. Raises NeedsAPerson."""
    return {"proposed_by": by.name, "proposed_by_user": _person(by), "proposed_at": now}


def confirm(act: SecondPerson, by: Viewer, now: datetime) -> None:
    """Enter the second person, unsaved. Raises NeedsAPerson, NeedsAnother."""
    user = _person(by)
    if user == act.proposed_by_user:
        raise NeedsAnother(f"{act.proposed_by} proposed this. Somebody else has to confirm it.")
    act.confirmed_by, act.confirmed_by_user, act.confirmed_at = by.name, user, now


def may_confirm(act: SecondPerson, by: Viewer) -> bool:
    """Whether the page offers it to this viewer."""
    return not act.is_confirmed and _is_person(by) and by.user_id != act.proposed_by_user


def _is_person(by: Viewer) -> bool:
    return by.user_id is not None and by.scopes is None


def _person(by: Viewer) -> int:
    if not _is_person(by):
        raise NeedsAPerson("Sign in yourself: a person decides this.")
    assert by.user_id is not None
    return by.user_id
