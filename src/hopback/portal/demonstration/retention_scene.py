"""Three calls of more than two years ago: one erased, one held by a court, one that may go (A6.1)."""

from datetime import datetime, timedelta

from hopback.portal.accounts.viewer import SYSTEM, Viewer
from hopback.portal.privacy import actions as privacy
from hopback.portal.providers import actions as providers
from hopback.portal.providers.models import Provider
from hopback.portal.retention import actions
from hopback.portal.sourcing import actions as sourcing
from hopback.portal.sourcing.models import Source
from hopback.portal.tracebacks import actions as tracebacks
from hopback.portal.tracebacks.models import Hop, Traceback
from hopback.wire.answers import AnswerIn

from .script import Scripted
from .stage import STAFF, WHY_CREDIBLE, WHY_NATURE, WHY_WORTH_IT

ERASED, HELD, DUE = 1_130, 905, 745  # days ago
EVIDENCE = "A recorded voice in the name of the Internal Revenue Service asked to call back and pay with gift cards."
ON_PAPER = {"basis": "Preservation letter in Northlight v. Doe", "document": "Legal department, file 2026-117"}
LETTERS = (
    {"customer": "June Mabry", "to_whom": "Albert Lund, her lawyer", "what": "The calls to her line in the first week",
     "document": "Legal department, letter 2026-31"},
    {"customer": "Prairie Dental Group", "to_whom": "Its insurer", "what": "The calls to its front desk",
     "document": "Legal department, letter 2026-34"},
)  # fmt: skip
OVER = "Two years are over, and nobody needs it any more."


def long_ago(now: datetime) -> list[Traceback]:
    """Before everything else of the demonstration, as it happened before everything else."""
    at = now - timedelta(days=ERASED + 5)
    first, second = (_listed(name, city, at) for name, city in (("Ridgeway Exchange", "Lima, OH"), ("Tallgrass", "")))
    how = "Called back at the number in its filing."
    source = sourcing.list_source(kind="analytics", name="Plainsong Analytics", verified_how=how, by=STAFF, now=at)
    days = (ERASED, HELD, DUE)
    return [_traced(source, first, second, now - timedelta(days=each), each) for each in days]


def set_up(play: Scripted, old: list[Traceback], now: datetime) -> None:
    staff = play.stage.staff

    def hold(then: datetime) -> None:
        actions.place_hold(traceback=old[1], **ON_PAPER, by=staff, now=then)

    def erase(then: datetime) -> None:
        actions.approve_and_erase(tracebacks=[old[0]], reason=OVER, by=staff, now=then)

    def show(then: datetime) -> None:
        """What fills the register: a number opened by the team, and a customer's letter that was granted."""
        closed = Traceback.objects.filter(closed_at__isnull=False, erasure=None).order_by("-closed_at")[0]
        why = "The subscriber asks whether the call was to her."
        tracebacks.reveal(traceback=closed, reason=why, by=staff, now=then)
        provider = closed.hops.select_related("provider").order_by("position")[0].provider
        letters = [
            privacy.record_request(provider=provider, **each, received_on=then.date(), by=staff, now=then)
            for each in LETTERS
        ]
        how = "Called back at the number on the account."
        privacy.answer_request(request=letters[0], granted=True, checked_how=how, by=staff, now=then)

    play.at(now - timedelta(days=9), hold)
    play.at(now - timedelta(minutes=50), show)
    play.at(now - timedelta(days=8), erase)


def _listed(name: str, city: str, at: datetime) -> Provider:
    details = {"name": f"{name} Telephone", "country": "US", "city": city}
    return providers.list_provider(details=details, because="took part in 2023", anyway=True, by=STAFF, now=at)


def _traced(source: Source, first: Provider, second: Provider, at: datetime, number: int) -> Traceback:
    details = {
        "calling": f"202555{number % 1000 + 100:04d}"[:10],
        "called": f"513555{number % 1000:04d}"[:10],
        "called_at": at - timedelta(hours=20),
        "first_provider": first,
        "nature": "fraudulent",
        "characteristics": [],
        "evidence": EVIDENCE,
        "basis": "protection_222d2",
    }
    how = "Called back at the number in its filing, as every year."
    sourcing.verify_source(source=source, verified_how=how, by=STAFF, now=at)
    candidate = sourcing.submit_candidate(source=source, details=details, by=STAFF, now=at)
    why = {"credible_source_why": WHY_CREDIBLE, "nature_why": WHY_NATURE, "warrants_resources_why": WHY_WORTH_IT}
    holds = {"credible_source": True, "nature": True, "warrants_resources": True}
    sourcing.decide(candidate=candidate, **holds, **why, by=STAFF, now=at + timedelta(minutes=20))
    opened = tracebacks.open_traceback(candidate=candidate, by=STAFF, now=at + timedelta(minutes=30))
    _says(opened, AnswerIn(kind="upstream", upstream=second.public_id, trunk="TRK-07"), at + timedelta(hours=2))
    since = (at - timedelta(days=180)).date()
    last = AnswerIn(kind="not_found", searched="The switches of the region, four hours around.", records_since=since)
    _says(opened, last, at + timedelta(hours=5))
    tracebacks.tick(by=SYSTEM, now=at + timedelta(days=5))
    return Traceback.objects.get(pk=opened.pk)


def _says(traceback: Traceback, said: AnswerIn, at: datetime) -> None:
    def waits() -> Hop:
        return Hop.objects.waiting().get(traceback=traceback)

    tracebacks.start_clock(hop=waits(), how="mail accepted", by=SYSTEM, now=at - timedelta(hours=1))
    hop = waits()
    assert hop.provider is not None
    desk = Viewer(kind="provider", name="Service desk", party=hop.provider.public_id)
    tracebacks.answer(hop=hop, said=said, channel="page", by=desk, now=at)
