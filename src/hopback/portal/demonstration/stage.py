"""The simulated network put on the portal's stage: its providers listed, its calls made candidates."""

from datetime import datetime

from hopback.policy.article_4_sourcing import SourceKind
from hopback.portal.accounts.viewer import Viewer
from hopback.portal.providers import actions as providers_actions
from hopback.portal.providers.models import PointOfContact, Provider
from hopback.portal.sourcing import actions as sourcing
from hopback.portal.sourcing.models import Campaign, Candidate, Source
from hopback.world import Call, Network
from hopback.world.providers import Person
from hopback.world.providers import Provider as Played

STAFF = Viewer(kind="staff", name="Rosa Ortega", role="admin", zone="America/New_York")


class Stage:
    """Knows which row plays which provider of the world."""

    def __init__(self, network: Network, now: datetime) -> None:
        self.network = network
        self.rows: dict[str, Provider] = {}
        self.source = sourcing.list_source(
            kind=SourceKind.STEERING_REFERRER.value,
            name="Steering Committee referrals",
            provider=None,
            verified_how="Designated referrers of the Steering members, confirmed by phone",
            by=STAFF,
            now=now,
        )
        self.campaigns: dict[str, Campaign] = {}
        for played in network.providers:
            if played.listed:
                self.list(played, now)

    def list(self, played: Played, now: datetime) -> None:
        details = {
            "name": played.name,
            "country": played.country,
            "city": ", ".join(filter(None, (played.city, played.region))),
            "domain": played.domain,
            "ocns": [played.ocn] if played.ocn else [],
            "tier": played.tier,
            "zone": played.zone,
            "opens": played.opens,
            "closes": played.closes,
        }
        row = providers_actions.list_provider(
            details=details, because="takes part in the demonstration", anyway=True, by=STAFF, now=now
        )
        for kind, person in ((PointOfContact.Kind.PRIMARY, played.contact), (PointOfContact.Kind.BACK_UP, played.backup)):
            self.contact(row, kind, person, now)
        self.rows[played.key] = row

    def contact(self, row: Provider, kind: str, person: Person, now: datetime) -> None:
        providers_actions.change_contact(
            provider=row,
            kind=kind,
            full_name=person.name,
            title=person.title,
            email=person.email,
            phone=person.phone,
            hours=f"Mon-Fri {row.opens:%H:%M}-{row.closes:%H:%M}",
            by=STAFF,
            now=now,
        )

    def key_of(self, row: Provider | None) -> str:
        """The world's provider behind a row; empty for one that somebody invented."""
        if row is None:
            return ""
        for key, known in self.rows.items():
            if known.pk == row.pk:
                return key
        return self._recognised(row)

    def _recognised(self, row: Provider) -> str:
        for contact in row.contacts.all():
            played = self.network.provider_at(contact.email)
            if played is not None:
                self.rows[played.key] = row
                return played.key
        return ""

    def campaign(self, call: Call, now: datetime) -> Campaign:
        if call.campaign not in self.campaigns:
            self.campaigns[call.campaign] = sourcing.open_campaign(
                name=call.campaign,
                message=call.transcript.text if call.transcript else "",
                volume_a_month=None,
                by=STAFF,
                now=now,
            )
        return self.campaigns[call.campaign]
