"""A moment is in UTC from the door on, whatever offset it came with."""

from datetime import UTC, datetime

import pytest
from pydantic import TypeAdapter, ValidationError

from hopback.wire.moment import Moment

READ = TypeAdapter(Moment).validate_python


def test_an_offset_that_no_database_knows_is_only_another_way_to_say_it() -> None:
    assert READ("2026-10-19T13:41:27+17:45") == datetime(2026, 10, 18, 19, 56, 27, tzinfo=UTC)
    assert READ("2026-10-19T13:41:27+17:45").tzinfo is UTC


@pytest.mark.parametrize("text", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "2026-10-19T13:41:27"])
def test_what_is_no_moment_in_utc_is_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        READ(text)
