"""Two years of calls, played through real actions: what summaries and reports are counted from."""

from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from hopback.policy.article_3_traceback.answers import Mitigation as Did
from hopback.portal.accounts.viewer import of_user
from hopback.portal.customers import actions as customers
from hopback.portal.customers.models import Mitigation
from hopback.portal.providers import actions as providers
from hopback.portal.sourcing.models import Candidate
from hopback.portal.tracebacks import actions
from hopback.portal.tracebacks.models import Traceback
from tests.portal.factories import make_source, make_staff
from tests.portal.tracebacks import staged

NOW = datetime(2027, 1, 5, 15, tzinfo=UTC)
HOUR = timedelta(hours=1)
CAMPAIGNS = ("SSA benefit suspension", "Bank alert", "Car warranty", "Parcel held", "Gone in a week")
PRIVATE = "In the name of Xanthe Bank"
CUSTOMER = {"name": "Xylo Dialing LLC", "email": "keith@xylo.example", "contact": "Keith Arden"}
CALLED = "+15135550168"
CALLS = 34


class Network:
    """Rosa of the team, and nine providers; Tango never answers anybody."""

    def __init__(self) -> None:
        self.rosa = make_staff()
        self.by = {"by": of_user(self.rosa), "now": NOW}
        self.path = staged.the_five()
        self.tango = staged.listed("Tango Silent Inc.")
        self.abroad = staged.listed("Lagoon Telecom", "Lagos", "NG")
        self.chance = Random(11)

    def play(self) -> "Network":
        for number in range(CALLS):
            self._call(number, self._moment(number))
        self._private()
        self._standing()
        return self

    def _moment(self, number: int) -> datetime:
        """More and more of them, some within an hour of New Year."""
        if number == 0:
            return datetime(2025, 12, 31, 20, tzinfo=UTC)
        first = datetime(2025, 9, 1, 9, tzinfo=UTC) if number < 10 else datetime(2026, 1, 2, 9, tzinfo=UTC)
        return first + timedelta(
            days=self.chance.randrange(100 if number < 10 else 350), hours=self.chance.randrange(20)
        )

    def _call(self, number: int, at: datetime) -> None:
        path = self.path[: self.chance.choice([1, 2, 3, 4, 5])]
        ends = self.chance.choice(["originated", "originated", "originated", "not_found", "silent", "tango", "abroad"])
        path = path if ends not in ("tango", "abroad") else [*path[:3], getattr(self, ends)]
        campaign = self.chance.choice([*CAMPAIGNS[:4], *CAMPAIGNS[:2]]) if number else CAMPAIGNS[4]
        traced = staged.traced(path, self.rosa, opened_at=at, called_at=at - 3 * HOUR, campaign=campaign)
        at += timedelta(hours=10)
        if number % 11 == 5:
            actions.withdraw(traceback=traced, reason="Told twice.", by=self.by["by"], now=at)
        elif ends in ("silent", "tango"):
            actions.tick(now=at + 90 * HOUR)
        elif number % 7 != 3:
            self._answered(traced, at, number, "originated" if ends == "abroad" else ends)

    def _answered(self, traced: Traceback, at: datetime, number: int, kind: str) -> None:
        """Some late; some say with the answer what they did, some afterwards, some never."""
        late = timedelta(hours=20 if number % 4 == 1 else 0)
        said: dict[str, Any] = {"kind": kind}
        said |= {"customer": CUSTOMER} if kind == "originated" else {"searched": "Both switches."}
        if number % 3 == 0:
            said["mitigation"] = "terminated"
        staged.answered(traced, at + late, **said)
        if number % 3 == 1:
            for asked in Mitigation.objects.filter(hop__traceback=traced, withdrawn_at=None):
                did, note = (Did.BLOCKED, "") if number % 2 else (Did.FOUND_LAWFUL, "Appointments of a clinic.")
                customers.report(mitigation=asked, did=did, note=note, by=self.by["by"], now=at + 30 * HOUR)

    def _private(self) -> None:
        """Four calls that nobody but a private organisation told of."""
        bank = make_source("Xanthe Bank", kind="organization")
        for day in range(4):
            at = datetime(2026, 5, 4 + day, 9, tzinfo=UTC)
            traced = staged.traced(self.path[:2], self.rosa, opened_at=at, called_at=at - HOUR, campaign=PRIVATE)
            Candidate.objects.filter(pk=traced.candidate_id).update(source=bank)
            staged.answered(traced, at + 5 * HOUR, kind="originated", customer=CUSTOMER)

    def _standing(self) -> None:
        for provider in self.path[:3]:
            providers.agree(provider=provider, signed_by="Dana Whitfield", **self.by)
        told = {"by": self.by["by"], "now": datetime(2026, 6, 1, 12, tzinfo=UTC)}
        for provider in (self.tango, self.path[3]):
            providers.write_non_cooperative(provider=provider, reasons="Answers nothing.", **told)
