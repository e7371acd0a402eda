"""Members, an applicant, votes and calls for the browser: Meridian sits on the Committee, Delta applies."""

from datetime import date, datetime, timedelta
from typing import Any

from hopback.portal.accounts import actions as accounts
from hopback.portal.accounts.models import Kind, Role, User
from hopback.portal.accounts.viewer import Viewer, of_user
from hopback.portal.ground import capability
from hopback.portal.membership import actions
from hopback.portal.providers.models import Provider

SINCE = date(2024, 1, 12)
DAY = timedelta(days=1)


class Members:
    def __init__(
        self, now: datetime, by: Viewer, path: list[Provider], dana: User, applies: User, delta: Provider
    ) -> None:
        self.now, self.by, self.delta = now, by, delta
        self.cardinal, self.blue_ridge, self.meridian = path[:3]
        self.dana, self.applies = of_user(dana), of_user(applies)
        self.staff: dict[str, Any] = {"by": by, "now": now}

    def build(self) -> dict[str, dict[str, Any]]:
        self._members()
        call, to_come = self._calls()
        application, open_vote, decided = self._application()
        breach = actions.find_breach(
            provider=self.cardinal, rules="principles", reasons="Blocks nothing.", **self.staff
        )
        support = self.meridian.supports.get()
        return {
            **self._invited(),
            "member": {"provider": self.cardinal.public_id},
            "leaving": {"provider": self.blue_ridge.public_id},
            "applicant": {"provider": self.delta.public_id},
            "application": {"application": application.public_id},
            "vote:open": {"vote": open_vote.public_id},
            "vote:decided": {"vote": decided.public_id},
            "call:held": {"call": call.public_id},
            "call:to_come": {"call": to_come.public_id},
            "breach": {"provider": self.cardinal.public_id, "breach": breach.pk},
            "support": {"provider": self.meridian.public_id, "support": support.pk},
        }

    def _invited(self) -> dict[str, dict[str, Any]]:
        """Two who come in by their mail: one whose provider has a seat, one whose provider is an Affiliate."""
        tokens = {}
        for name, provider in (("seat", self.cardinal), ("affiliate", self.blue_ridge)):
            told = {"kind": Kind.PROVIDER, "role": Role.ADMIN, "party": provider.public_id, **self.staff}
            made = accounts.invite(email=f"{name}@invited.example", **told)
            tokens[f"token:{name}"] = {"token": capability.token_for(made.nonce)}
        return tokens

    def _members(self) -> None:
        told = {"since_on": SINCE, "because": "A founding member.", **self.staff}
        for provider, tier in (
            (self.blue_ridge, "affiliate"),
            (self.meridian, "steering"),
            (self.cardinal, "steering"),
        ):
            actions.take_over(provider=provider, tier=tier, **told)
        actions.propose_end(provider=self.blue_ridge, reasons="Missed two quarterly calls.", **self.staff)
        for provider in (self.meridian, self.cardinal):
            actions.record_support(provider=provider, level="Executive", since_on=SINCE, **self.staff)

    def _calls(self) -> tuple[Any, Any]:
        plan = [("Third quarter", -40), ("Fourth quarter", 20)]
        made = [
            actions.plan_call(subject=name, quarterly=True, starts_at=self.now + days * DAY, **self.staff)
            for name, days in plan
        ]
        actions.hold_call(call=made[0], attended=[self.meridian], **self.staff)
        return made[0], made[1]

    def _application(self) -> tuple[Any, Any, Any]:
        application = actions.apply(provider=self.delta, tier="steering", by=self.applies, now=self.now)
        actions.recommend(application=application, recommended=True, because="Answers in hours.", **self.staff)
        until = {"closes_at": self.now + 7 * DAY, **self.staff}
        told = {"provider": self.delta, "reasons": "Never named, Form 499 filed.", **until}
        decided = actions.open_vote(about="exception", **told)
        for seat in (self.meridian, self.cardinal):
            by = self.dana if seat == self.meridian else Viewer("provider", "Marcus Odum", seat.public_id, "admin")
            if not decided.outcome:
                actions.cast_ballot(vote=decided, approves=True, reasons="A clean record.", by=by, now=self.now)
        return application, actions.open_vote(about="shorten", months=0, **told), decided
