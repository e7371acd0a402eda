"""A bank whose name is abused asks for a traceback, reads the result, allows an authority to know (A3.12-A3.14)."""

from datetime import datetime, timedelta

from hopback.policy.article_1_definitions import SuspiciousCharacteristic
from hopback.policy.article_3_traceback.organization_requests import CertificationKind, OrganizationKind, Use
from hopback.policy.article_4_sourcing import Nature
from hopback.portal.accounts.models import User
from hopback.portal.accounts.viewer import Viewer, of_user
from hopback.portal.organizations import actions
from hopback.portal.sourcing.models import Candidate, Source
from hopback.world import Call, Network

from .people import MARIA
from .script import SCRIPTS, Scripted
from .stage import Stage

BANK = "First Lakes Bank"
CAMPAIGN = "CCIRR-P1FinancialImpers"  # in the name of a bank
TOLD_AFTER = timedelta(hours=9)
NECESSARY = (
    "Callers take our name and talk our customers out of their codes; eleven accounts were emptied in a week. "
    "We cannot warn them in time without knowing where the calls come from."
)
CERTIFIED_BY = "Maria Okafor, Head of Fraud Prevention"


def listed(stage: Stage, now: datetime) -> Source:
    """Staff list it and agree a fee."""
    how = "Its legal department was called back at the number of its charter."
    by = {"by": stage.staff, "now": now}
    bank = actions.list_organization(name=BANK, kind=OrganizationKind.PRIVATE.value, verified_how=how, **by)
    terms = "One call, traced to its end or to a dead end. Payable within 30 days."
    actions.agree_fee(source=bank, cents=45_000, agreed_with=CERTIFIED_BY, from_on=now.date(), terms=terms, **by)
    return bank


def calls_of(network: Network) -> list[Call]:
    scripted = {network.calls[number - 1].id for number in SCRIPTS}
    return [call for call in network.calls if call.campaign == CAMPAIGN and call.id not in scripted]


def taken(network: Network) -> set[int]:
    """Numbers of calls that the bank tells of itself."""
    ids = {call.id for call in calls_of(network)}
    return {number for number, call in enumerate(network.calls, 1) if call.id in ids}


def set_up(play: Scripted, now: datetime) -> None:
    for call in calls_of(play.network):
        play.at(call.at + TOLD_AFTER, lambda then, call=call: _asked_for(play, call, then))
    play.at(now - timedelta(hours=8), lambda then: _undecided(play, then))
    play.at(now - timedelta(hours=3), lambda then: _billed_and_allowed(play, then))


def _maria() -> Viewer:
    return of_user(User.objects.get(email=MARIA.email))


def _bank() -> Source:
    return Source.objects.get(name=BANK)


def _asked_for(play: Scripted, call: Call, now: datetime) -> None:
    candidate = _request(play, call, now, calling=call.calling, called=call.called, called_at=call.at)
    play.trace(call, candidate, now)


def _undecided(play: Scripted, now: datetime) -> None:
    """One that staff have still to look at."""
    call = calls_of(play.network)[0]
    later = {"calling": "+12025550187", "called": "+16145550133", "called_at": now - timedelta(hours=2)}
    _request(play, call, now, **later)


def _request(play: Scripted, call: Call, now: datetime, **told: object) -> Candidate:
    details = {
        "campaign": play.stage.campaign(call, now),
        "first_provider": play.stage.rows[call.path[0]],
        "nature": Nature.FRAUDULENT.value,
        "characteristics": [SuspiciousCharacteristic.CALLED_PARTY_COMPLAINTS.value],
        "evidence": "The caller said that it was our fraud department and asked for a one-time code.",
        **told,
    }
    certified = {"kind": CertificationKind.NECESSITY.value, "statement": NECESSARY, "certified_by": CERTIFIED_BY}
    return actions.request_traceback(source=_bank(), details=details, **certified, by=_maria(), now=now)


def _billed_and_allowed(play: Scripted, now: datetime) -> None:
    bank, maria = _bank(), _maria()
    actions.issue_invoice(source=bank, by=play.stage.staff, now=now)
    until = now + timedelta(days=60)
    actions.authorize(source=bank, to_whom="Attorney General of Ohio", until_at=until, by=maria, now=now)
    for candidate in Candidate.objects.filter(source=bank, opened__closed_at__isnull=False).order_by("pk")[:1]:
        actions.acknowledge_use(candidate=candidate, use=Use.STOP_THE_TRAFFIC.value, by=maria, now=now)
        actions.show_result(candidate=candidate, by=maria, now=now)
