"""Delta sits on the Committee; Pale Moon applies, is voted on and declined; Meridian's membership is ended."""

from datetime import date, timedelta
from typing import Any

from hopback.portal.accounts.viewer import Viewer, of_user
from hopback.portal.membership import actions
from hopback.portal.membership.models import Ending
from hopback.portal.providers.models import Provider

from .birds import Aviary
from .parties import LISTED_AT, Parties

SINCE = date(2025, 1, 12)


class Members:
    """Every word of the room is a canary. Delta is told of Pale Moon by the vote, and of nobody else."""

    def __init__(self, birds: Aviary, parties: Parties) -> None:
        self.birds, self.parties = birds, parties
        self.staff: dict[str, Any] = {"by": parties.by, "now": LISTED_AT}
        p = parties
        self._ended(p.meridian)
        self._seated(p.delta)
        self._applied(p.pale, p.delta)
        self._called(p.delta)

    def word(self, path: str, *of: Provider) -> str:
        return f"Because of {self.birds.word(f'membership.{path}', [each.public_id for each in of])}."

    def admin(self, provider: Provider) -> Viewer:
        return of_user(self.parties.people[provider.public_id])

    def _member(self, provider: Provider, tier: str) -> None:
        because = self.word("Membership.because", provider)
        actions.take_over(provider=provider, tier=tier, since_on=SINCE, because=because, **self.staff)

    def _ended(self, provider: Provider) -> None:
        self._member(provider, "affiliate")
        actions.propose_end(provider=provider, reasons=self.word("Ending.reasons", provider), **self.staff)
        why = self.birds.word("membership.Ending.decided_because", [provider.public_id])
        also = self.birds.word("membership.Membership.ended_because", [provider.public_id])
        ending = Ending.objects.get(provider=provider)
        actions.confirm_end(ending=ending, because=f"Because of {why} and {also}.", **self.staff)

    def _seated(self, provider: Provider) -> None:
        self._member(provider, "steering")
        actions.record_support(provider=provider, level="Executive", since_on=SINCE, **self.staff)

    def _applied(self, pale: Provider, seat: Provider) -> None:
        own = {"by": self.admin(pale), "now": LISTED_AT}
        actions.sign_statement(
            provider=pale,
            version=self.birds.word("membership.Statement.version", [pale.public_id]),
            best_practices=True,
            principles=True,
            affiliates=True,
            inapplicable={1: self.word("Statement.inapplicable", pale)},
            signer=self.birds.word("membership.Statement.signer", [pale.public_id]),
            title=self.birds.word("membership.Statement.title", [pale.public_id]),
            **own,
        )
        words = self.word("Application.words", pale)
        application = actions.apply(provider=pale, tier="steering", words=words, **own)
        self._found(pale)
        self._voted(pale, seat)
        advice = self.word("Application.recommended_because")
        actions.recommend(application=application, recommended=False, because=advice, **self.staff)
        why = self.word("Application.decided_because", pale)
        actions.decide_application(application=application, accepted=False, because=why, **self.staff)

    def _found(self, pale: Provider) -> None:
        reasons = self.word("Breach.reasons", pale)
        breach = actions.find_breach(provider=pale, rules="policies", reasons=reasons, **self.staff)
        actions.lift_breach(breach=breach, because=self.word("Breach.lifted_because"), **self.staff)

    def _voted(self, pale: Provider, seat: Provider) -> None:
        """The Committee is told whom it votes on."""
        self.birds.share(pale.name.split()[-1].lower(), seat.public_id)
        reasons = self.word("Vote.reasons", seat)
        until = {"closes_at": LISTED_AT + timedelta(days=7), **self.staff}
        vote = actions.open_vote(provider=pale, about="shorten", months=3, reasons=reasons, **until)
        cast = {"reasons": self.word("Ballot.reasons", seat), "by": self.admin(seat), "now": LISTED_AT}
        actions.cast_ballot(vote=vote, approves=False, **cast)

    def _called(self, member: Provider) -> None:
        for quarter, days in (("First", -1), ("Next", 900)):
            subject = f"{quarter} {self.birds.word('membership.MemberCall.subject', [member.public_id])}"
            starts_at = LISTED_AT + timedelta(days=days)
            call = actions.plan_call(subject=subject, quarterly=True, starts_at=starts_at, **self.staff)
            if days < 0:
                actions.hold_call(call=call, attended=[member], **self.staff)
