"""Nothing of the demonstration gets into production by accident, and nothing of production into the demonstration."""

from django.conf import settings
from django.db import DatabaseError

from hopback.portal.accounts.models import User
from hopback.portal.logbook.models import Entry

from .models import Demonstration


class WrongDatabase(Exception):  # noqa: N818 - it reads as what happened
    """A demonstration on a database with other things in it, or production on the demonstration's."""


NOT_EMPTY = (
    "This database holds things that the demonstration did not make. "
    "Give it an empty one: another HOPBACK_VAR or DATABASE_URL."
)
NOT_REAL = (
    "This is the database of a demonstration, with passwords that everybody knows. "
    "Set DATABASE_URL or HOPBACK_VAR to the one of your portal."
)


def marked() -> bool:
    """Whether the demonstration made this database."""
    return Demonstration.objects.exists()


def check_database() -> None:
    """Raise WrongDatabase where database and settings do not belong together."""
    if settings.DEMONSTRATION:
        if not marked() and (Entry.objects.exists() or User.objects.exists()):
            raise WrongDatabase(NOT_EMPTY)
    elif marked():
        raise WrongDatabase(NOT_REAL)


def check_at_the_door() -> None:
    """The same for a process that may start before the tables are there: then there is nothing to mix up."""
    try:
        check_database()
    except DatabaseError:
        return
