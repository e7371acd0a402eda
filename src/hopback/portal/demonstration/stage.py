"""The simulated network put on the portal's stage: its providers listed, its calls reported and decided."""

from copy import copy
from datetime import datetime

from hopback.policy.article_1_definitions import SuspiciousCharacteristic
from hopback.policy.article_4_sourcing import Basis, Nature, SourceKind
from hopback.portal.accounts.viewer import Viewer
from hopback.portal.providers import actions as providers_actions
from hopback.portal.providers.models import PointOfContact, Provider
from hopback.portal.sourcing import actions as sourcing
from hopback.portal.sourcing.models import Campaign, Candidate, Source
from hopback.world import Call, Network
from hopback.world.providers import Person
from hopback.world.providers import Provider as Played

from . import founding
from .authority import Authority

STAFF = Viewer(kind="staff", name="Rosa Ortega", role="admin", zone="America/New_York")
WHY_CREDIBLE = "The designated referrer of a Steering Committee member, confirmed by phone."
WHY_NATURE = "The recording impersonates a known organisation to obtain payment."
WHY_WORTH_IT = "An active campaign with many complaints; the records are still kept."


class Stage:
    """Knows which row plays which provider of the world."""

    def __init__(self, network: Network, now: datetime, *, staff: Viewer = STAFF) -> None:
        self.network = network
        self.staff = staff
        self.rows: dict[str, Provider] = {}
        self._keys: dict[int, str] = {}
        self.campaigns: dict[str, Campaign] = {}
        self.authority: Authority | None = None
        for played in network.providers:
            if played.listed:
                self._list(played, now)
        self.source: Source = sourcing.list_source(
            kind=SourceKind.STEERING_REFERRER.value,
            name="Steering Committee referrals",
            verified_how="Each member named its referrers in writing; each was called back.",
            by=staff,
            now=now,
        )

    def _list(self, played: Played, now: datetime) -> None:
        details = {
            "name": played.name,
            "country": played.country,
            "city": ", ".join(filter(None, (played.city, played.region))),
            "domain": played.domain,
            "ocns": [played.ocn] if played.ocn else [],
            "zone": played.zone,
            "opens": played.opens,
            "closes": played.closes,
        }
        row = providers_actions.list_provider(
            details=details, because="takes part in the demonstration", anyway=True, by=self.staff, now=now
        )
        self._contact(row, PointOfContact.Kind.PRIMARY, played.contact, now)
        self._contact(row, PointOfContact.Kind.BACK_UP, played.backup, now)
        if played.tier != Provider.Tier.NONE:
            founding.found(row, played.tier, played.contact.name, by=self.staff, now=now)
        self._remember(played.key, row)

    def _contact(self, row: Provider, kind: str, person: Person, now: datetime) -> None:
        providers_actions.change_contact(
            provider=row,
            kind=kind,
            full_name=person.name,
            title=person.title,
            email=person.email,
            phone=person.phone,
            hours=f"Mon–Fri {row.opens:%H:%M}–{row.closes:%H:%M}",
            by=self.staff,
            now=now,
        )

    def _remember(self, key: str, row: Provider) -> None:
        self.rows[key] = row
        self._keys[row.pk] = key

    def for_network(self, network: Network) -> "Stage":
        """The same rows for another network of the same providers; what was learned on the way is forgotten."""
        again = copy(self)
        again.network, again.campaigns = network, {}
        listed = {played.key for played in network.providers if played.listed}
        again.rows = {key: row for key, row in self.rows.items() if key in listed}
        again._keys = {row.pk: key for key, row in again.rows.items()}
        return again

    def key_of(self, row: Provider | None) -> str:
        """The world's provider behind a row; empty for one that somebody invented."""
        if row is None:
            return ""
        if row.pk not in self._keys:
            self._keys[row.pk] = ""
            for contact in row.contacts.all():
                if (played := self.network.provider_at(contact.email)) is not None:
                    self._remember(played.key, row)
        return self._keys[row.pk]

    def campaign(self, call: Call, now: datetime) -> Campaign:
        if call.campaign not in self.campaigns:
            message = call.transcript.text if call.transcript else ""
            self.campaigns[call.campaign] = sourcing.open_campaign(
                name=call.campaign, message=message, by=self.staff, now=now
            )
        return self.campaigns[call.campaign]

    def report(self, call: Call, now: datetime) -> Candidate:
        """The call as the terminating provider's referrer tells of it, with the signature it came in with."""
        heard = call.transcript.text if call.transcript else "A recording, heard by the referrer."
        details = {
            "calling": call.calling,
            "called": call.called,
            "called_at": call.at,
            "campaign": self.campaign(call, now),
            "first_provider": self.rows[call.path[0]],
            "nature": Nature.FRAUDULENT.value,
            "characteristics": [
                SuspiciousCharacteristic.TRANSCRIPT.value,
                SuspiciousCharacteristic.CALLED_PARTY_COMPLAINTS.value,
            ],
            "evidence": heard,
            "basis": Basis.PROTECTION_222D2.value,
            "attestation": call.attestation,
            "signer_ocn": call.signer,
            "identity_header": self._signature(call),
        }
        return sourcing.submit_candidate(source=self.source, details=details, by=self.staff, now=now)

    def _signature(self, call: Call) -> str:
        """Where the demonstration has an authority of its own, the call carries what its signer signed."""
        if self.authority is None:
            return ""
        return self.authority.identity_header(call, self.network.provider(call.path[call.signed_at]).name)

    def decide(self, candidate: Candidate, now: datetime, *, worth_it: bool = True, why: str = WHY_WORTH_IT) -> None:
        sourcing.decide(
            candidate=candidate,
            credible_source=True,
            credible_source_why=WHY_CREDIBLE,
            nature=True,
            nature_why=WHY_NATURE,
            warrants_resources=worth_it,
            warrants_resources_why=why,
            by=self.staff,
            now=now,
        )
