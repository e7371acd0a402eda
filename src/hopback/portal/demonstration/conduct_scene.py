"""Conduct: one provider found non-cooperative, one proposed and still to answer, one found and lifted again (A1.3)."""

from collections.abc import Callable
from datetime import datetime, timedelta

from hopback.policy.article_1_conduct import Factor, fingerprint
from hopback.policy.article_4_sourcing import Basis, Nature
from hopback.portal.accounts.models import Role, User
from hopback.portal.accounts.viewer import Viewer, of_user
from hopback.portal.conduct import actions, queries
from hopback.portal.conduct.models import Finding, Lifting
from hopback.portal.providers.models import Provider
from hopback.portal.sourcing import actions as sourcing
from hopback.portal.tracebacks import actions as tracebacks
from hopback.portal.tracebacks.models import Hop
from hopback.wire.answers import AnswerIn

from .people import BEN
from .script import Scripted

SILENT, ASKED, BETTER = "quill-telephony", "delta-weave", "maple-strand"
HOURS = timedelta(hours=1)


def set_up(play: Scripted, now: datetime) -> None:
    """Put every scene at its time."""
    for days_ago, scene in (
        (11.8, _quill_is_asked),
        *((days, _time_passes) for days in (11.29, 10.96, 10.79, 9.79)),
        (9.7, _quill_proposed),
        (9.3, _quill_calls),
        (9.0, _quill_confirmed),
        (8.6, _others_are_asked),
        *((days, _time_passes) for days in (8.09, 7.76, 7.59)),
        (7.5, _maple_strand_is_late),
        (6.5, _time_passes),
        (5.3, _maple_strand_proposed),
        (5.0, _maple_strand_answers),
        (4.8, _maple_strand_confirmed),
        (4.0, _maple_strand_contests),
        (3.5, _reviewed),
        (3.2, _lifted),
        (1.9, _delta_weave_proposed),
    ):
        play.at(now - timedelta(days=days_ago), lambda then, scene=scene: _play(play, then, scene))


def _play(play: Scripted, now: datetime, scene: Callable[[Scripted, datetime], None]) -> None:
    scene(play, now)
    play.post.deliver(now)


def _ben() -> Viewer:
    return of_user(User.objects.get(email=BEN.email))


def _quill_is_asked(play: Scripted, now: datetime) -> None:
    """Two calls that it delivered: the requests of a provider that never answers."""
    _ask(play, SILENT, {0: "+12185550163", 1: "+12185550187"}, now)


def _others_are_asked(play: Scripted, now: datetime) -> None:
    """One that answers late, one that lets it be closed."""
    _ask(play, BETTER, {2: "+12185550171"}, now)
    _ask(play, ASKED, {3: "+12185550172", 4: "+12185550173"}, now)


def _ask(play: Scripted, key: str, called: dict[int, str], now: datetime) -> None:
    """`called`: number of a call of the network → whom it reached, delivered by this provider."""
    for number, whom in called.items():
        call = play.network.calls[number]
        details = {
            "calling": call.calling,
            "called": whom,
            "called_at": now - (number + 1) * HOURS,
            "campaign": play.stage.campaign(call, now),
            "first_provider": play.stage.rows[key],
            "nature": Nature.FRAUDULENT.value,
            "evidence": "A recording, heard by the referrer.",
            "basis": Basis.PROTECTION_222D2.value,
        }
        told = {"by": play.stage.staff, "now": now}
        candidate = sourcing.submit_candidate(source=play.stage.source, details=details, **told)
        play.stage.decide(candidate, now)
        tracebacks.open_traceback(candidate=candidate, **told)


def _maple_strand_is_late(play: Scripted, now: datetime) -> None:
    row = play.stage.rows[BETTER]
    hop = Hop.objects.filter(provider=row, traceback__candidate__incident__called="+12185550171").get()
    said = AnswerIn(kind="not_found", searched="The switches of Reno and Elko, two hours around.")
    tracebacks.answer(hop=hop, said=said, channel="page", by=_desk(row), now=now)


def _time_passes(play: Scripted, now: datetime) -> None:
    """Reminded twice, overdue, closed as No Response."""
    tracebacks.tick(now=now)


def _propose(play: Scripted, key: str, factor: Factor, reasons: str, now: datetime) -> None:
    """On all requests of the kind that the sheet of the day counts."""
    row, period = play.stage.rows[key], queries.period_ending(now.date())
    sheet = queries.sheet_of(row, period)
    evidence = [one.hop for one in sheet.requests if one.timing == factor.value]
    seen = fingerprint(sheet.plain())
    told = {"provider": row, "period": period, "seen": seen, "by": play.stage.staff, "now": now}
    actions.propose(factors=[factor.value], evidence=evidence, reasons=reasons, **told)


def _of(play: Scripted, key: str) -> Finding:
    return Finding.objects.get(provider=play.stage.rows[key])


def _desk(row: Provider) -> Viewer:
    contact = row.contacts.filter(kind="primary", ended_at=None).get()
    return Viewer(kind="provider", name=contact.full_name, party=row.public_id, role=Role.ADMIN)


def _quill_proposed(play: Scripted, now: datetime) -> None:
    reasons = "Answers no request, neither by mail nor when called, and no letter since June."
    _propose(play, SILENT, Factor.NONE, reasons, now)


def _quill_calls(play: Scripted, now: datetime) -> None:
    words = "Ms. Solheim called: they have nobody who could look for records, and will not hire anybody."
    actions.answer(finding=_of(play, SILENT), words=words, by=play.stage.staff, now=now)


def _quill_confirmed(play: Scripted, now: datetime) -> None:
    """A1.3: from now on traces that reach it end there (A1.9)."""
    actions.confirm(finding=_of(play, SILENT), by=_ben(), now=now)


def _maple_strand_proposed(play: Scripted, now: datetime) -> None:
    reasons = "Answers late, while it takes the calls in from abroad."
    _propose(play, BETTER, Factor.LATE, reasons, now)


def _maple_strand_answers(play: Scripted, now: datetime) -> None:
    finding = _of(play, BETTER)
    words = "Our ticket system dropped mails with attachments in that week."
    actions.answer(finding=finding, words=words, by=_desk(finding.provider), now=now)


def _maple_strand_confirmed(play: Scripted, now: datetime) -> None:
    actions.confirm(finding=_of(play, BETTER), by=_ben(), now=now)


def _maple_strand_contests(play: Scripted, now: datetime) -> None:
    finding = _of(play, BETTER)
    words = "The ticket system is repaired, and a second person watches the mailbox. Attached calls were all answered."
    actions.contest(finding=finding, words=words, by=_desk(finding.provider), now=now)


def _reviewed(play: Scripted, now: datetime) -> None:
    """By Ben, who did not propose the finding: he proposes to lift it."""
    reasons = "The fault is explained and repaired; one late answer alone is not a routine."
    actions.review(finding=_of(play, BETTER), upheld=False, reasons=reasons, by=_ben(), now=now)


def _lifted(play: Scripted, now: datetime) -> None:
    lifting = Lifting.objects.get(fact=_of(play, BETTER).fact)
    actions.confirm_lifting(lifting=lifting, by=play.stage.staff, now=now)


def _delta_weave_proposed(play: Scripted, now: datetime) -> None:
    reasons = "Most of our requests became No Response, more than with anybody of its kind; calls are not returned."
    _propose(play, ASKED, Factor.NONE, reasons, now)
