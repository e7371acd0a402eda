"""Harbor Voice, late and silent, and the people who decide about it."""

from datetime import date, datetime, timedelta
from typing import Any

from hopback.policy.article_1_conduct import fingerprint
from hopback.portal.accounts.models import Role, User
from hopback.portal.accounts.viewer import Viewer, of_user
from hopback.portal.conduct import actions, queries
from hopback.portal.conduct.models import Finding
from hopback.portal.providers.models import Provider
from hopback.portal.tracebacks import actions as tracebacks
from tests.portal.factories import NOW, make_provider_person, make_staff
from tests.portal.tracebacks import staged

DAY = timedelta(days=1)
PERIOD = queries.Period(date(2026, 10, 1), date(2026, 11, 30))
LATER = NOW + 9 * DAY
REASONS = "Two requests without an answer, and none of our calls returned."


class Desk:
    """Rosa proposes, Theo confirms, Ida reviews; Pat speaks for Harbor."""

    def __init__(self) -> None:
        self.path = staged.the_five()
        self.harbor: Provider = self.path[3]
        rosa = make_staff()
        self.rosa: Viewer = of_user(rosa)
        self.theo = of_user(make_staff("Theo Lindqvist", role=Role.MEMBER))
        self.ida = of_user(make_staff("Ida Marsh", role=Role.MEMBER))
        self.pat_user = make_provider_person(self.harbor, "Pat Winslow")
        self.pat = of_user(self.pat_user)
        for day in (0, 1):
            staged.traced(self.path[:4], rosa, opened_at=NOW + day * DAY)
        tracebacks.tick(now=NOW + 8 * DAY)
        self.users = {"rosa": rosa}

    @property
    def sheet(self) -> dict[str, Any]:
        return queries.sheet_of(self.harbor, PERIOD).plain()

    @property
    def hops(self) -> list[str]:
        return [one.hop for one in queries.sheet_of(self.harbor, PERIOD).requests]

    def proposed(self, **more: Any) -> Finding:
        told = {"factors": ["none"], "evidence": self.hops, "reasons": REASONS, "by": self.rosa, "now": LATER}
        seen = fingerprint(self.sheet)
        return actions.propose(**{"provider": self.harbor, "period": PERIOD, "seen": seen, **told, **more})

    def standing(self) -> Finding:
        found = self.proposed()
        actions.answer(finding=found, words="We moved offices.", by=self.pat, now=LATER + DAY)
        return actions.confirm(finding=found, by=self.theo, now=LATER + 2 * DAY)

    def told(self, now: Any = LATER) -> queries.Told:
        (found,) = queries.told(Finding.objects.all(), now)
        return found


def proposed_on(provider: Provider, factor: str, *, by: Viewer, now: datetime) -> Finding:
    """On the sheet of the day, with one request as evidence."""
    period = queries.period_ending(now.date())
    sheet = queries.sheet_of(provider, period)
    told = {"seen": fingerprint(sheet.plain()), "evidence": [sheet.requests[-1].hop], "reasons": "It is so."}
    return actions.propose(provider=provider, period=period, factors=[factor], by=by, now=now, **told)


def standing_of(name: str, first: Provider, people: tuple[User, User], *, now: datetime) -> Finding:
    """A provider that found nothing: one of the two proposes, the other confirms."""
    provider, (finder, second) = staged.listed(name), people
    traced = staged.traced([first, provider], finder, opened_at=now - timedelta(hours=5))
    staged.answered(traced, now - timedelta(hours=1), kind="not_found", searched="All switches.")
    found = proposed_on(provider, "not_found", by=of_user(finder), now=now)
    actions.answer(finding=found, words="We have moved.", by=of_user(finder), now=now)
    return actions.confirm(finding=found, by=of_user(second), now=now)
