"""Who plays in the machine: six listed providers, and names for those that are not listed yet."""

from datetime import datetime, timedelta
from itertools import count

from hopback.portal.accounts.viewer import Viewer
from hopback.portal.providers.models import PointOfContact, Provider
from hopback.portal.sourcing.models import Candidate, DueDiligence, IncidentData, Source

STAFF = Viewer(kind="staff", name="Rosa Ortega", role="admin")
LISTED = (
    ("Cardinal Wireless", "US", "cardinalwireless.example"),
    ("Blue Ridge Telecom", "US", "blueridge.example"),
    ("Meridian Transit Inc.", "US", "meridiantransit.example"),
    ("Harbor Voice LLC", "US", "harborvoice.example"),
    ("Sable Route Ltd.", "BZ", "sableroute.example"),
    ("Isthmus Carrier Services", "PA", "isthmus.example"),
)
UNHEARD_OF = (
    "Nilgiri Contact", "Karakoram Exchange", "Ostsee Telefonie", "Pampa Llamadas", "Quokka Calling",
    "Zambezi Dialtone", "Fjordlinje", "Orinoco Tandem", "Wadden Switching", "Tatra Spojenie",
)  # fmt: skip


class Cast:
    def __init__(self, now: datetime) -> None:
        self.rows = [self._listed(name, country, domain, now) for name, country, domain in LISTED]
        self.first = self.rows[0]
        self.non_cooperative: set[str] = set()
        self.double_is_listed = False  # staff have said that the second Harbor Voice is another provider
        self.source = Source.objects.create(
            kind="steering_referrer", name="Cardinal Wireless fraud desk", listed_at=now
        )
        self._calls = count(1)
        self._names = count()

    def _listed(self, name: str, country: str, domain: str, now: datetime) -> Provider:
        row = Provider.objects.create(name=name, country=country, domain=domain, listed_at=now)
        for kind in PointOfContact.Kind:
            PointOfContact.objects.create(
                provider=row, kind=kind, email=f"{kind.value}@{domain}", given_by="Rosa Ortega", given_at=now
            )
        return row

    def candidate(self, first: Provider, now: datetime) -> Candidate:
        incident = IncidentData.objects.create(
            calling_raw="+12025550142",
            calling="+12025550142",
            called_raw="+15135550168",
            called="+15135550168",
            called_at=now - timedelta(days=2, minutes=next(self._calls)),
        )
        candidate = Candidate.objects.create(
            source=self.source,
            incident=incident,
            first_provider=first,
            nature="fraudulent",
            evidence="A recording that names the Social Security Administration.",
            basis="protection_222d2",
            submitted_by="Cardinal Wireless fraud desk",
            submitted_at=now,
        )
        DueDiligence.objects.create(
            candidate=candidate,
            credible_source=True,
            credible_source_why="Designated referrer.",
            nature=True,
            nature_why="Impersonation.",
            warrants_resources=True,
            warrants_resources_why="Thousands of complaints.",
            opens=True,
            decided_by="Rosa Ortega",
            decided_at=now,
        )
        return candidate

    def details_of_a_new_one(self, country: str) -> dict[str, str]:
        """Nobody has this name, this domain or this number."""
        turn = next(self._names)
        name = UNHEARD_OF[turn % len(UNHEARD_OF)] + (f" {chr(65 + turn // len(UNHEARD_OF)) * 3}" if turn > 9 else "")
        domain = "".join(filter(str.isalpha, name.lower())) + ".example"
        return {"name": name, "email": f"noc@{domain}", "phone": f"+50122{turn:05d}", "country": country}

    def details_like_a_listed_one(self, country: str) -> dict[str, str]:
        """The name of a listed provider with an address and a number that are not its own."""
        return {
            "name": "Harbor Voice",
            "email": "harborvoice.noc@freemail.example",
            "phone": "+442079460102",
            "country": country,
        }


def stranger(provider: str | None) -> Viewer:
    """Somebody of another provider."""
    return Viewer(kind="provider", name="Mallory", party="prv_nobody" if provider != "prv_nobody" else "prv_other")
