"""Article 1: provider, standing, foreign, campaign, suspicious traffic, incident data. (A1.1-A1.8)"""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from hopback.policy.appendix_c_privacy import FieldClass


class Standing(StrEnum):
    """What is known of a provider's cooperation. (A1.2, A1.3)"""

    COOPERATIVE = "cooperative"
    NON_COOPERATIVE = "non_cooperative"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Control:
    """One provider controls another, by public id, from a day on and, when it ended, up to a day. (A1.1)"""

    controls: str
    controlled: str
    since_on: date
    until_on: date | None = None

    def holds(self, on: date) -> bool:
        return self.since_on <= on and (self.until_on is None or on < self.until_on)


def control_group(provider: str, links: Iterable[Control], on: date) -> frozenset[str]:
    """All that count as one provider with `provider` on that day, itself among them. (A1.1)

    Control goes through intermediaries, and joins all who are under common control.
    """
    neighbours: dict[str, set[str]] = {}
    for link in links:
        if link.holds(on):
            neighbours.setdefault(link.controls, set()).add(link.controlled)
            neighbours.setdefault(link.controlled, set()).add(link.controls)
    found, waiting = {provider}, [provider]
    while waiting:
        new = neighbours.get(waiting.pop(), set()) - found
        found |= new
        waiting.extend(new)
    return frozenset(found)


class ControlGroups:
    """The control group of any provider on any day, for many questions about the same links. (A1.1)"""

    def __init__(self, links: Iterable[Control]) -> None:
        self._links = tuple(links)
        self._linked = frozenset(one for link in self._links for one in (link.controls, link.controlled))
        self._changes = sorted({day for link in self._links for day in (link.since_on, link.until_on) if day})
        self._found: dict[tuple[int, str], frozenset[str]] = {}

    def of(self, provider: str, on: date) -> frozenset[str]:
        """As `control_group`; looked for once between two days on which a link begins or ends."""
        if provider not in self._linked:
            return frozenset({provider})
        span = bisect_right(self._changes, on)
        if (span, provider) not in self._found:
            group = control_group(provider, self._links, on)
            self._found |= {(span, member): group for member in group}
        return self._found[span, provider]


@dataclass(frozen=True, slots=True)
class ForeignFactors:
    """What is known of where a provider belongs; None where nothing is known. (A1.5)"""

    owned_abroad: bool | None = None
    controlled_abroad: bool | None = None
    operated_abroad: bool | None = None
    address_abroad: bool | None = None
    files_form_499: bool | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the factors together suggest; a person decides."""

    foreign: bool
    reasons: tuple[str, ...]


_NAMED_IN_THE_TEXT = ("owned_abroad", "controlled_abroad", "operated_abroad")
_FACTORS = {
    "owned_abroad": ("It is owned abroad.", "It is owned in {home}."),
    "controlled_abroad": ("It is controlled from abroad.", "It is controlled from {home}."),
    "operated_abroad": ("It is operated abroad.", "It is operated in {home}."),
    "address_abroad": ("Its address is abroad.", "Its address is in {home}."),
}
_FORM_499 = {
    True: "It files FCC Form 499: considered, and not decisive.",
    False: "It files no FCC Form 499: considered, and not decisive.",
}


def proposes_foreign(factors: ForeignFactors, country: str, home: str = "US") -> Proposal:
    """Weigh the factors together: most of those known decide, on a tie the three the text names. (A1.5)

    `country`: ISO 3166 code of the provider's seat, '' when unknown. Form 499 is told and never counted.
    """
    known = {name: value for name in _FACTORS if (value := getattr(factors, name)) is not None}
    reasons = [_FACTORS[name][0 if abroad else 1].format(home=home) for name, abroad in known.items()]
    votes = [*known.values()]
    if country:
        votes.append(country != home)
        reasons.append(f"Its seat is in {country}.")
    if factors.files_form_499 is not None:
        reasons.append(_FORM_499[factors.files_form_499])
    lean = _lean(votes) or _lean([known[name] for name in _NAMED_IN_THE_TEXT if name in known])
    foreign = lean > 0 if lean else bool(country) and country != home
    return Proposal(foreign, tuple(reasons) or ("Nothing is known of where it belongs.",))


def _lean(votes: list[bool]) -> int:
    """How many more point abroad than home."""
    return sum(1 if abroad else -1 for abroad in votes)


class SuspiciousCharacteristic(StrEnum):
    """What makes traffic suspicious. (A1.7)"""

    NO_HEADER_INFORMATION = "no_header_information"
    VOLUME_ANOMALY = "volume_anomaly"
    CALLING_PARTY_CHANGED = "calling_party_changed"
    CALLED_PARTY_CHANGED = "called_party_changed"
    CALLED_PARTY_COMPLAINTS = "called_party_complaints"
    LAW_ENFORCEMENT_COMPLAINTS = "law_enforcement_complaints"
    AGGREGATOR_COMPLAINTS = "aggregator_complaints"
    TRANSCRIPT = "transcript"


CHARACTERISTIC_LABELS: dict[SuspiciousCharacteristic, str] = {
    SuspiciousCharacteristic.NO_HEADER_INFORMATION: "Header information is missing",
    SuspiciousCharacteristic.VOLUME_ANOMALY: "Unusual volume",
    SuspiciousCharacteristic.CALLING_PARTY_CHANGED: "Calling party information was changed",
    SuspiciousCharacteristic.CALLED_PARTY_CHANGED: "Called party information was changed",
    SuspiciousCharacteristic.CALLED_PARTY_COMPLAINTS: "Called parties complained",
    SuspiciousCharacteristic.LAW_ENFORCEMENT_COMPLAINTS: "Law enforcement complained",
    SuspiciousCharacteristic.AGGREGATOR_COMPLAINTS: "A third-party aggregator reported it",
    SuspiciousCharacteristic.TRANSCRIPT: "The transcript shows it",
}


@dataclass(frozen=True, slots=True)
class IncidentField:
    """One field of incident data: its label and how confidential it is. (A1.8)"""

    name: str
    label: str
    field_class: FieldClass


INCIDENT_FIELDS: tuple[IncidentField, ...] = (
    IncidentField("calling", "Originating telephone number", FieldClass.PROPRIETARY),
    IncidentField("calling_raw", "Originating telephone number, as recorded", FieldClass.PROPRIETARY),
    IncidentField("source_ip", "Originating IP address", FieldClass.PROPRIETARY),
    IncidentField("originating_point_code", "Originating point code", FieldClass.PROPRIETARY),
    IncidentField("destination_point_code", "Destination point code", FieldClass.PROPRIETARY),
    IncidentField("called", "Called telephone number", FieldClass.CPNI),
    IncidentField("called_raw", "Called telephone number, as recorded", FieldClass.CPNI),
    IncidentField("called_ip", "Called IP address", FieldClass.CPNI),
    IncidentField("sip_anomalies", "SIP header anomalies", FieldClass.PROPRIETARY),
    IncidentField("spoofing_evidence", "Evidence of spoofing", FieldClass.PROPRIETARY),
    IncidentField("volume", "Volume of calls", FieldClass.MEMBER),
    IncidentField("called_at", "Date and time of the call", FieldClass.PROPRIETARY),
    IncidentField("path", "Providers in the call path", FieldClass.PROPRIETARY),
    IncidentField("attestation", "Attestation", FieldClass.PROPRIETARY),
    IncidentField("signer_ocn", "Signer", FieldClass.PROPRIETARY),
    IncidentField("identity_header", "Identity header", FieldClass.CPNI),
)
