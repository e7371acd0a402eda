"""Calls that end somewhere, for the tests of this room."""

from datetime import datetime, timedelta
from typing import Any

from hopback.portal.accounts.models import User
from hopback.portal.customers.models import Mitigation
from hopback.portal.providers.models import Provider
from hopback.portal.tracebacks.models import Traceback
from tests.portal.factories import NOW, make_staff
from tests.portal.tracebacks import staged

LARK = {
    "name": "Lark Dialing LLC",
    "location": "12 Bay St, Tampa, FL",
    "contact": "Keith Arden, +1 702 555 0148",
    "email": "keith@lark.example",
    "incorporated_in": "Florida",
    "tax_id": "59-1234567",
    "business": "Lead generation",
}
HOUR = timedelta(hours=1)


class Story:
    """Cardinal → Blue Ridge → Meridian → Harbor, and Sable Route in Belize."""

    def __init__(self) -> None:
        self.rosa: User = make_staff()
        self.path = staged.the_five()
        self.cardinal, self.blue_ridge, self.meridian, self.harbor, self.sable = self.path

    def originated(
        self, *path: Provider, at: datetime = NOW, customer: dict[str, str] | None = None, **more: Any
    ) -> Traceback:
        """Traced along the path, whose last provider names its customer."""
        opened = staged.traced(path, self.rosa, opened_at=at, called_at=at - 3 * HOUR)
        said = {"kind": "originated", "customer": LARK if customer is None else customer} | more
        staged.answered(opened, at + 12 * HOUR, **said)
        return Traceback.objects.get(pk=opened.pk)

    def from_abroad(self, at: datetime = NOW) -> Traceback:
        """Harbor named Sable Route in Belize, which finds nothing."""
        opened = staged.traced(self.path, self.rosa, opened_at=at, called_at=at - 3 * HOUR)
        staged.answered(opened, at + 12 * HOUR, kind="not_found", searched="All switches.")
        return Traceback.objects.get(pk=opened.pk)


def asked(traceback: Traceback) -> Mitigation:
    return Mitigation.objects.select_related("provider").get(hop__traceback=traceback)
