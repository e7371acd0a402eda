"""Calls staged for the pages: real actions from candidate to answers, with the clock in hand."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from hopback.policy.article_3_traceback.initiation_and_tracking import HopState
from hopback.portal.accounts.viewer import SYSTEM, Viewer, of_user
from hopback.portal.providers.models import PointOfContact, Provider
from hopback.portal.sourcing.models import Campaign, Candidate, DueDiligence, IncidentData
from hopback.portal.tracebacks import actions
from hopback.portal.tracebacks.models import Answer, Hop, Traceback
from hopback.wire.answers import AnswerIn
from tests.portal.factories import make_provider, make_source

CALLED_AT = datetime(2026, 10, 19, 13, 41, 27, tzinfo=UTC)
CALLED = "+15135550168"


def listed(name: str, city: str = "", country: str = "US", *, tier: str = "none", **more: Any) -> Provider:
    """A provider with a primary and a back-up contact."""
    domain = f"{name.split()[0].lower()}.example"
    provider = make_provider(name, city=city, country=country, tier=tier, domain=domain, **more)
    for kind, box in ((PointOfContact.Kind.PRIMARY, "traceback"), (PointOfContact.Kind.BACK_UP, "noc")):
        PointOfContact.objects.create(
            provider=provider, kind=kind, full_name=f"{name.split()[0]} desk", email=f"{box}@{domain}",
            phone="+1 305 555 0117", given_by="Rosa Ortega", given_at=provider.listed_at,
        )  # fmt: skip
    return provider


def the_five() -> list[Provider]:
    """The path of the story: terminating, two transits, the gateway, and Belize."""
    return [
        listed("Cardinal Wireless", "Cincinnati, OH", tier="steering"),
        listed("Blue Ridge Telecom", "Roanoke, VA", tier="affiliate"),
        listed("Meridian Transit Inc.", "Dallas, TX", zone="America/Chicago"),
        listed("Harbor Voice LLC", "Miami, FL", ocns=["7421"]),
        listed("Sable Route Ltd.", "Belize City", "BZ", zone="America/Belize"),
    ]


def candidate(
    first: Provider, campaign: str = "SSA benefit suspension", *, opens: bool = True, **call: Any
) -> Candidate:
    """A call from a source, its due diligence recorded."""
    kept, _ = Campaign.objects.get_or_create(
        name=campaign, defaults={"opened_at": CALLED_AT - timedelta(days=60), "volume_a_month": 38_000_000}
    )
    fields = {
        "calling_raw": "202-555-0142",
        "calling": "+12025550142",
        "called_raw": "5135550168",
        "called": CALLED,
        "called_at": CALLED_AT,
        "attestation": "C",
        "signer_ocn": "7421",
        "spoofing_evidence": "The Social Security Administration does not use this number.",
    }
    found = Candidate.objects.create(
        source=make_source("YouMail"),
        incident=IncidentData.objects.create(**{**fields, **call}),
        campaign=kept,
        first_provider=first,
        nature="fraudulent",
        evidence="Recording and transcript of a call that threatened to suspend benefits.",
        basis="protection_222d2",
        submitted_by="Ines Calder",
        submitted_at=CALLED_AT + timedelta(hours=1),
    )
    DueDiligence.objects.create(
        candidate=found, credible_source=opens, credible_source_why="Known analytics", nature=opens,
        nature_why="Impersonation", warrants_resources=opens, warrants_resources_why="38 M calls a month",
        opens=opens, decided_by="Rosa Ortega", decided_at=CALLED_AT + timedelta(hours=1),
    )  # fmt: skip
    return found


def waiting(traceback: Traceback) -> Hop:
    return Hop.objects.waiting().select_related("provider").get(traceback=traceback)


def delivered(traceback: Traceback, now: datetime) -> None:
    """The request reached the waiting provider: its clock runs."""
    _reached(waiting(traceback), now)


def _reached(hop: Hop, now: datetime) -> None:
    actions.start_clock(hop=hop, how="mail accepted", by=SYSTEM, now=now)


def desk(hop: Hop) -> Viewer:
    assert hop.provider is not None
    return Viewer(kind="provider", name=f"{hop.provider.name.split()[0]} desk", party=hop.provider.public_id)


def answered(traceback: Traceback, now: datetime, *, channel: str = "api", **said: Any) -> Answer:
    """The waiting provider answers."""
    hop = waiting(traceback)
    return actions.answer(hop=hop, said=AnswerIn(**said), channel=channel, by=desk(hop), now=now)


def traced(
    path: Sequence[Provider],
    by: Any,
    *,
    opened_at: datetime,
    takes: timedelta = timedelta(hours=2),
    campaign: str = "SSA benefit suspension",
    **call: Any,
) -> Traceback:
    """Open a call and let each provider but the last name the next; the last one's clock runs."""
    viewer = of_user(by)
    opened = actions.open_traceback(candidate=candidate(path[0], campaign, **call), by=viewer, now=opened_at)
    now = opened_at + timedelta(minutes=1)
    delivered(opened, now)
    for number, upstream in enumerate(path[1:]):
        now += takes
        answered(
            opened, now, channel=("api", "link", "page")[number % 3], kind="upstream",
            upstream=upstream.public_id, trunk=f"TRK-{number + 1:02d}", source_ip="198.51.100.24",
        )  # fmt: skip
        now += timedelta(minutes=1)
        hop = Hop.objects.waiting().filter(traceback=opened).first()
        if hop and hop.state in (HopState.ASKED, HopState.INVESTIGATING):
            _reached(hop, now)
    return Traceback.objects.get(pk=opened.pk)
