"""Members, applicants and a Committee, made by the real actions."""

from datetime import date, datetime, timedelta

from hopback.portal.accounts.models import Role, User
from hopback.portal.accounts.viewer import Viewer, of_user
from hopback.portal.membership import actions
from hopback.portal.membership.models import Application, Vote
from hopback.portal.providers.models import Provider
from tests.portal.factories import NOW, make_provider_person
from tests.portal.tracebacks import staged

DAY = timedelta(days=1)
FOUNDED = date(2026, 1, 12)


def agreed(name: str, on: date = date(2026, 1, 5), **more: object) -> Provider:
    """A provider that agreed to the policies."""
    return staged.listed(name, agreed_on=on, agreed_version="2021-01", agreed_by="Its counsel", **more)


def administrator(provider: Provider, name: str = "") -> Viewer:
    found = User.objects.filter(party=provider.public_id, role=Role.ADMIN).first()
    return of_user(found or make_provider_person(provider, name or f"{provider.name.split()[0]} Admin"))


def signed(provider: Provider, now: datetime = NOW, inapplicable: dict[int, str] | None = None) -> None:
    actions.sign_statement(
        provider=provider,
        version="2021-01",
        best_practices=True,
        principles=True,
        affiliates=True,
        inapplicable=inapplicable or {},
        signer="Lee Marsh",
        title="General Counsel",
        by=administrator(provider),
        now=now,
    )


def member(provider: Provider, by: Viewer, tier: str = "steering", *, now: datetime = NOW, level: str = "") -> Provider:
    """A member from before the portal, its statement signed; with a seat where `level` gives one."""
    told = {"since_on": FOUNDED, "because": "A founding member."}
    actions.take_over(provider=provider, tier=tier, **told, by=by, now=now)
    signed(provider, now)
    if level:
        actions.record_support(provider=provider, level=level, since_on=FOUNDED, by=by, now=now)
    return provider


def applied(provider: Provider, tier: str, now: datetime = NOW, words: str = "") -> Application:
    return actions.apply(provider=provider, tier=tier, words=words, by=administrator(provider), now=now)


def asked(provider: Provider, by: Viewer, about: str = "shorten", now: datetime = NOW, **more: object) -> Vote:
    """A vote that is open for a week."""
    months = {"months": 0} if about == "shorten" else {}
    told = {"reasons": "US-based, an accurate Form 499, not named.", "closes_at": now + 7 * DAY, **months, **more}
    return actions.open_vote(provider=provider, about=about, **told, by=by, now=now)


def votes(vote: Vote, seat: Provider, *, yes: bool, now: datetime = NOW) -> None:
    reasons = "The record is clean." if yes else "Too early."
    actions.cast_ballot(vote=vote, approves=yes, reasons=reasons, by=administrator(seat), now=now)
    vote.refresh_from_db()
