"""What is found of Harbor, every word of it a canary: dropped once, then found by two, contested, upheld, lifted."""

from datetime import timedelta
from typing import Any

from hopback.policy.article_1_conduct import fingerprint
from hopback.portal.accounts.viewer import Viewer, of_user
from hopback.portal.conduct import actions, queries
from hopback.portal.conduct.models import Finding


class Found:
    def __init__(self, world: Any) -> None:
        self.birds, self.now = world.birds, world.now + timedelta(minutes=5)
        self.harbor, self.rosa = world.parties.harbor, world.parties.by
        self.theo = of_user(world.parties.theo)

    def word(self, path: str, *, staff: bool = False) -> str:
        return f"Because of {self.birds.word(f'conduct.{path}', [] if staff else [self.harbor.public_id])}."

    def _told(self, by: Viewer) -> dict[str, Any]:
        return {"by": by, "now": self.now}

    def _proposed(self) -> Finding:
        period = queries.period_ending(self.now.date())
        sheet = queries.sheet_of(self.harbor, period)
        seen, evidence = fingerprint(sheet.plain()), [one.hop for one in sheet.requests]
        ground = {"factors": ["origin"], "evidence": evidence, "reasons": self.word("Finding.reasons"), "seen": seen}
        return actions.propose(provider=self.harbor, period=period, **ground, **self._told(self.rosa))

    def tell(self) -> None:
        actions.drop(finding=self._proposed(), because=self.word("Finding.dropped_because"), **self._told(self.theo))
        found = self._proposed()
        desk = f"Desk {self.birds.word('conduct.Reply.said_by', [self.harbor.public_id])}"
        by = Viewer(kind="provider", name=desk, party=self.harbor.public_id, role="admin")
        actions.answer(finding=found, words=self.word("Reply.words"), **self._told(by))
        found = actions.confirm(finding=found, **self._told(self.theo))
        actions.contest(finding=found, words=self.word("Reply.words"), **self._told(by))
        actions.review(finding=found, upheld=True, reasons=self.word("Review.reasons"), **self._told(self.theo))
        assert found.fact is not None
        mine = self._told(self.rosa)
        first = actions.propose_lifting(fact=found.fact, reasons=self.word("Lifting.reasons", staff=True), **mine)
        actions.drop_lifting(lifting=first, because=self.word("Lifting.dropped_because", staff=True), **mine)
        last = actions.propose_lifting(fact=found.fact, reasons=self.word("Lifting.reasons"), **mine)
        actions.confirm_lifting(lifting=last, **self._told(self.theo))


def tell(world: Any) -> None:
    Found(world).tell()
