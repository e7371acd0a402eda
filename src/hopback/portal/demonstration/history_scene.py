"""Calls of last year and of last month, traced to their ends: what a report and a summary are made of."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import cycle

from django.conf import settings

from hopback.policy.article_3_traceback.answers import Mitigation as Did
from hopback.policy.article_3_traceback.publication import Span, period
from hopback.portal.accounts.viewer import Viewer
from hopback.portal.customers import actions as customers
from hopback.portal.customers.models import Mitigation
from hopback.portal.providers.models import Provider
from hopback.portal.tracebacks import actions
from hopback.portal.tracebacks.models import Hop, Traceback
from hopback.wire.answers import AnswerIn
from hopback.world import Call

from .post import PostOffice
from .stage import Stage

# By month: how each call ended. u: originated at home, i: abroad, s: in silence.
LAST_YEAR = {9: "uiuiui", 10: "uususus", 11: "iuiuiu"}
LAST_MONTH = "uiuiui"
MOST = 6  # different calls of a kind
DID = ("terminated", "warned", "blocked")
CUSTOMERS = ("Copper Kettle Leads LLC", "Amberline Marketing", "Ridge & Vale Outreach", "Northfield Dialing Co.")


class History:
    """Told by the world's own paths, with a clock of its own; no mail of it stands on the catcher's page."""

    def __init__(self, stage: Stage, now: datetime) -> None:
        self.stage, self.now = stage, now
        self.post = PostOffice(stage.network)
        self.hours = cycle((1, 2, 30, 3, 9))
        self.did, self.customers = cycle(DID), cycle(CUSTOMERS)
        home, abroad = _calls(stage, abroad=False), _calls(stage, abroad=True)
        answer = {key for call in (*home[:MOST], *abroad[:MOST]) for key in call.path}
        quiet = [call for call in home[MOST:] if call.origin not in answer]
        self.calls = {"u": cycle(home[:MOST]), "i": cycle(abroad[:MOST]), "s": cycle(quiet[:1])}

    def play(self) -> None:
        """One after the other, all of them in time to be over with their month."""
        before = period(Span.MONTH, self.now.date()).before
        year = period(Span.YEAR, self.now.date()).before.first_on.year
        months = [(date(year, month, 1), ends) for month, ends in LAST_YEAR.items()]
        for first_on, ends in sorted([*months, (before.first_on, LAST_MONTH)]):
            for number, end in enumerate(ends):
                at = datetime(first_on.year, first_on.month, 1 + 3 * number, 14, 7 * number, tzinfo=UTC)
                self._trace(next(self.calls[end]), end, at)

    def _trace(self, call: Call, end: str, at: datetime) -> None:
        candidate = self.stage.report(replace(call, at=at - timedelta(hours=9)), at)
        self.stage.decide(candidate, at)
        opened = actions.open_traceback(candidate=candidate, by=self.stage.staff, now=at)
        for place in range(1, len(call.path) + 1):
            self.post.deliver(at)
            if place == len(call.path) and end == "s":
                actions.tick(now=at + timedelta(hours=60))
                self.post.deliver(at + timedelta(hours=60))
                return
            at += timedelta(hours=next(self.hours))
            self._answer(opened, call, place, end, at)
        self._settle(opened, at + timedelta(hours=20))
        self.post.deliver(at + timedelta(hours=20))

    def _answer(self, opened: Traceback, call: Call, place: int, end: str, at: datetime) -> None:
        hop = Hop.objects.waiting().select_related("provider").get(traceback=opened)
        assert hop.provider is not None
        by = Viewer(kind="provider", name=f"{hop.provider.name} desk", party=hop.provider.public_id)
        if place < len(call.path):
            said = AnswerIn(kind="upstream", upstream=self.stage.rows[call.path[place]].public_id)
        else:
            said = AnswerIn(kind="originated", customer={"name": next(self.customers)}, mitigation=next(self.did))
        actions.answer(hop=hop, said=said, channel="api", by=by, now=at)

    def _settle(self, opened: Traceback, at: datetime) -> None:
        """Whoever is still asked what it did has said so by the next day."""
        for asked in Mitigation.objects.filter(hop__traceback=opened, reports=None):
            customers.report(mitigation=asked, did=Did(next(self.did)), by=self.stage.staff, now=at)


def _calls(stage: Stage, *, abroad: bool) -> list[Call]:
    """Short ones that begin at home or abroad: everybody on the path is listed, no member stands near its end."""
    found = []
    for call in stage.network.calls:
        rows = [row for key in call.path if (row := stage.rows.get(key)) is not None]
        near = [row.tier == Provider.Tier.NONE for row in rows[-2:]]
        if len(rows) == len(call.path) and all(near) and (rows[-1].country != settings.COUNTRY) is abroad:
            found.append(call)
    return sorted(found, key=lambda call: (len(call.path), call.id))
