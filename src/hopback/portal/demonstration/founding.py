"""Members of the group from before there was the portal, and what providers sign."""

from datetime import datetime, timedelta

from hopback.portal.accounts.models import Role
from hopback.portal.accounts.viewer import Viewer
from hopback.portal.membership import actions
from hopback.portal.providers import actions as providers
from hopback.portal.providers.models import Provider

FOUNDED = timedelta(days=1300)  # before the portal was set up
POLICIES = "2021-01"


def found(row: Provider, tier: str, speaker: str, *, by: Viewer, now: datetime) -> None:
    """A member of the group from before there was the portal, with what it had signed."""
    day = (now - FOUNDED).date()
    agrees(row, speaker, by=by, now=now, days_ago=FOUNDED.days + 7)
    because = "Founding member, by the minutes of the group."
    actions.take_over(provider=row, tier=tier, since_on=day, because=because, by=by, now=now)
    signs(row, speaker, now)


def agrees(row: Provider, signed_by: str, *, by: Viewer, now: datetime, days_ago: int) -> None:
    on = (now - timedelta(days=days_ago)).date()
    providers.agree(
        provider=row, signed_by=signed_by, title="General Counsel", version=POLICIES, agreed_on=on, by=by, now=now
    )


def signs(row: Provider, signer: str, now: datetime, inapplicable: dict[int, str] | None = None) -> None:
    actions.sign_statement(
        provider=row,
        version=POLICIES,
        best_practices=True,
        principles=True,
        affiliates=True,
        inapplicable=inapplicable or {},
        signer=signer,
        title="General Counsel",
        by=Viewer(kind="provider", name=signer, party=row.public_id, role=Role.ADMIN),
        now=now,
    )
