"""One traceback of six hops through the real actions, beside a bare database writing as much.

Ours is everything between *a candidate is submitted* and *closed, origin found*: rules, rows, log entries, mails
into the outbox. The peer writes the same number of rows, as many bytes, in as many transactions, into one bare
table. The limit is those transactions with one row each. Mail itself leaves after the commit and is not counted.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from statistics import median
from typing import Any

from bench.database import portal, timed
from bench.result import Result

N = 30
PATH = (
    "Cardinal Wireless",
    "Blue Ridge Telecom",
    "Meridian Transit Inc.",
    "Harbor Voice LLC",
    "Sable Route Ltd.",
    "Lotus Call Services",
)
WRITES = ("INSERT", "UPDATE", "DELETE")
BEGIN = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)

type Written = list[list[str]]  # for each transaction, what each write statement carried


def run() -> Result:
    with portal():
        stage = _Stage()
        written = stage.rehearse()
        ours, peer, limit = [], [], []
        for _ in range(N):  # in turns, so that a busy machine is busy for all
            with timed(ours):
                stage.trace()
            with timed(peer):
                _bare(written)
            with timed(limit):
                _bare([rows[:1] for rows in written])
    return Result("trace", median(ours) * 1000, median(peer) * 1000, median(limit) * 1000, "ms", N)


class _Stage:
    """Six listed providers and a verified source."""

    def __init__(self) -> None:
        from django.db import connection

        from hopback.portal.accounts.viewer import Viewer
        from hopback.portal.sourcing import actions as sourcing

        with connection.cursor() as cursor:
            cursor.execute("CREATE TABLE bare (said TEXT)")
        self.written: Written | None = None
        self.staff = Viewer(kind="staff", name="Rosa Ortega", role="admin")
        self.providers = [self._provider(name) for name in PATH]
        self.source = sourcing.list_source(
            kind="steering_referrer",
            name="Steering Committee referrals",
            provider=None,
            verified_how="Confirmed by phone",
            by=self.staff,
            now=BEGIN,
        )

    def _provider(self, name: str) -> Any:
        from hopback.portal.providers import actions as providers

        domain = name.split()[0].lower() + ".example"
        row = providers.list_provider(
            details={"name": name, "country": "US", "domain": domain},
            because="takes part in a benchmark",
            anyway=True,
            by=self.staff,
            now=BEGIN,
        )
        providers.change_contact(
            provider=row,
            kind="primary",
            full_name="Dana Whitfield",
            email=f"traceback@{domain}",
            phone="+1 202 555 0117",
            by=self.staff,
            now=BEGIN,
        )
        return row

    def rehearse(self) -> Written:
        """Trace once, to warm up and to see how much there is to write."""
        self.written = []
        self.trace()
        written, self.written = self.written, None
        return written

    def _do(self, action: Callable[..., Any], **told: Any) -> Any:
        if self.written is None:
            return action(**told)
        with _noted(self.written):
            return action(**told)

    def trace(self) -> None:
        """From candidate to origin. Raises when the origin is not found."""
        from hopback.portal.accounts.viewer import Viewer
        from hopback.portal.tracebacks import actions

        traceback = self._opened()
        for place, provider in enumerate(self.providers):
            hop = traceback.hops.get(position=place + 1)
            speaker = Viewer(kind="provider", name="Dana Whitfield", party=provider.public_id)
            now = BEGIN + timedelta(hours=place + 1)
            self._do(actions.answer, hop=hop, said=self._said(place), channel="api", by=speaker, now=now)
        traceback.refresh_from_db()
        assert traceback.closed_as == "origin_found", traceback.closed_as

    def _opened(self) -> Any:
        from hopback.portal.tracebacks import actions

        return self._do(actions.open_traceback, candidate=self.decided(), by=self.staff, now=BEGIN)

    def decided(self) -> Any:
        """A candidate whose due diligence held."""
        from hopback.portal.sourcing import actions as sourcing

        details = {
            "calling": "+1 202 555 0142",
            "called": "+1 513 555 0163",
            "called_at": BEGIN - timedelta(days=1),
            "first_provider": self.providers[0],
            "nature": "fraudulent",
            "evidence": "The recording says that the subscriber's benefits are suspended.",
            "basis": "protection_222d2",
        }
        tests = {"credible_source": True, "nature": True, "warrants_resources": True}
        reasons = {f"{test}_why": "Heard and confirmed." for test in tests}
        by_staff = {"by": self.staff, "now": BEGIN}
        candidate = self._do(sourcing.submit_candidate, source=self.source, details=details, **by_staff)
        self._do(sourcing.decide, candidate=candidate, **tests, **reasons, **by_staff)
        return candidate

    def _said(self, place: int) -> Any:
        from hopback.wire.answers import AnswerIn

        if place + 1 < len(self.providers):
            return AnswerIn(kind="upstream", upstream=self.providers[place + 1].public_id, trunk="MIA-SBR-02")
        customer = {"name": "Northgate Outreach LLC", "email": "ops@northgate.example", "contact": "J. Pruitt"}
        return AnswerIn(kind="originated", customer=customer, mitigation="terminated")


@contextmanager
def _noted(written: Written) -> Iterator[None]:
    """Note what one action, which is one transaction, writes: statement by statement."""
    from django.db import connection

    written.append([])

    def note(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith(WRITES):
            written[-1].append(" ".join(map(str, params or ())))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield


def _bare(written: Written) -> None:
    from django.db import connection, transaction

    for rows in written:
        with transaction.atomic(), connection.cursor() as cursor:
            for said in rows:
                cursor.execute("INSERT INTO bare (said) VALUES (%s)", [said])
