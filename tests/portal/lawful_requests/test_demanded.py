"""A5.4: how many demands came in of a time, for those who publish it; a customer's consent is none."""

from datetime import UTC, date, datetime

import pytest

from hopback.portal.accounts.viewer import Viewer
from hopback.portal.enforcement.models import Agency
from hopback.portal.tracebacks import demands
from hopback.portal.tracebacks.models import Traceback

from .conftest import served

pytestmark = pytest.mark.django_db


def test_demands_are_counted_by_the_day_they_came_in(ftc: Agency, by: Viewer, traced: Traceback) -> None:
    since, until = datetime(2026, 10, 1, tzinfo=UTC), datetime(2026, 11, 1, tzinfo=UTC)
    served(ftc, by, tracebacks=[traced])
    served(ftc, by, tracebacks=[traced], reference="0090", instrument="demand", received_on=date(2026, 10, 1))
    served(ftc, by, tracebacks=[traced], reference="0089", received_on=date(2026, 9, 30))
    served(ftc, by, reference="Consent", instrument="consent", called="+15135550168")
    assert demands.received(since, until) == 2
