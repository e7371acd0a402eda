"""A moment as a message says it: aware, and in UTC from then on."""

from datetime import UTC, datetime
from typing import Annotated

from pydantic import AfterValidator, AwareDatetime


def in_utc(moment: datetime) -> datetime:
    """The same moment in UTC: databases know no offset of 17:45, and none before the year 1."""
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        raise ValueError("There is no such moment in UTC.") from None


Moment = Annotated[AwareDatetime, AfterValidator(in_utc)]
