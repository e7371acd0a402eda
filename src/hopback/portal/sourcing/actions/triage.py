"""Candidates before due diligence: who looks after one, what its source is asked, what is not worth a look (A4.3)."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.http import Http404

from hopback.portal.accounts.models import Kind, User
from hopback.portal.accounts.viewer import Viewer
from hopback.portal.logbook import actions as logbook

from .. import queries
from ..models import Candidate, DueDiligence, Question
from ..refusals import DecidedAlready, TriageWrong
from ._common import hold, only_staff
from .telling import tell_source, tell_sources

CLOSING = ["closed_as", "closed_because", "closed_by", "closed_at", "duplicate_of"]


@transaction.atomic
def assign(*, candidates: Sequence[Candidate], to: User | None, by: Viewer, now: datetime) -> int:
    """Give open candidates to one of the team, or to nobody."""
    only_staff(by)
    if to is not None and (to.kind != Kind.STAFF or not to.is_active):
        raise TriageWrong("Candidates are given to somebody of the team.", "to")
    rows = _hold_open(candidates)
    Candidate.objects.filter(pk__in=[row.pk for row in rows]).update(assigned_to=to)
    if rows:
        ids = [row.public_id for row in rows]
        about = ids[0] if len(ids) == 1 else ""
        person = to.name if to else ""
        logbook.record(by=by, now=now, verb="candidate.assigned", about=about, to=person, candidates=ids)
    return len(rows)


@transaction.atomic
def ask_back(*, candidate: Candidate, text: str, by: Viewer, now: datetime) -> Question:
    """Ask the source something. It is written to, and answers on the candidate's page; nothing else waits or ends."""
    only_staff(by)
    candidate = _hold_one(candidate)
    if not text.strip():
        raise TriageWrong("Say what you want to know.", "text")
    if Question.objects.filter(candidate=candidate, answered_at=None).exists():
        raise TriageWrong("A question is waiting for its answer already.", "text")
    question = Question.objects.create(candidate=candidate, text=text.strip(), asked_by=by.name, asked_at=now)
    told = tell_source(candidate, "candidate_question", question.text, by=by, now=now)
    if not told:
        raise TriageWrong(
            f"Nobody can be written to for {candidate.source.name}: invite somebody, or give its address.", "text"
        )
    logbook.record(by=by, now=now, verb="candidate.asked_back", about=candidate.public_id, text=question.text)
    return question


@transaction.atomic
def answer_question(*, question: Question, answer: str, by: Viewer, now: datetime) -> None:
    """What the source says to what it was asked; staff write down what they were told by phone."""
    question = Question.objects.select_for_update(of=("self",)).select_related("candidate__source").get(pk=question.pk)
    own = by.kind == Kind.SOURCE and by.party == question.candidate.source.public_id
    if not (own or by.is_staff):
        raise Http404
    if question.answered_at:
        raise TriageWrong("This question was answered already.", "answer")
    if not answer.strip():
        raise TriageWrong("Say what you know.", "answer")
    question.answer, question.answered_by, question.answered_at = answer.strip(), by.name, now
    question.save(update_fields=["answer", "answered_by", "answered_at"])
    about = question.candidate.public_id
    logbook.record(by=by, now=now, verb="candidate.question_answered", about=about, text=question.answer)


@transaction.atomic
def decline(*, candidate: Candidate, because: str, by: Viewer, now: datetime) -> None:
    """Not worth due diligence; its source is told the reason (A4.3)."""
    only_staff(by)
    candidate = _hold_one(candidate)
    _close([candidate], Candidate.Closed.DECLINED, because, None, by=by, now=now)


@transaction.atomic
def decline_duplicates(
    *, candidates: Sequence[Candidate], of: Candidate, because: str, by: Viewer, now: datetime
) -> int:
    """What tells of the same as another is kept under that one; each source is told the reason (A4.3)."""
    only_staff(by)
    kept = hold(of)
    if kept.duplicate_of_id:
        raise TriageWrong("That one is declined as a duplicate itself.", "of")
    rows = [row for row in _hold_open(candidates) if row.pk != kept.pk]
    if not rows:
        raise TriageWrong("None of these is open.", "of")
    if moved := Candidate.objects.filter(duplicate_of__in=rows).exclude(pk=kept.pk):
        moved.update(duplicate_of=kept)
    _close(rows, Candidate.Closed.DUPLICATE, because, kept, by=by, now=now)
    return len(rows)


@transaction.atomic
def bring_back(*, candidates: Sequence[Candidate], by: Viewer, now: datetime) -> int:
    """Undo: what was declined in triage is open again, and its source is told."""
    only_staff(by)
    wanted = [candidate.pk for candidate in candidates]
    rows = list(_locked().filter(pk__in=wanted).exclude(closed_as=""))
    for row in rows:
        row.closed_as, row.closed_because, row.closed_by, row.closed_at, row.duplicate_of = "", "", "", None, None
    Candidate.objects.bulk_update(rows, CLOSING, batch_size=500)
    if rows:
        _enter("candidates.brought_back", rows, by=by, now=now)
    tell_sources(rows, "candidate_back", "", by=by, now=now)
    return len(rows)


def _close(
    rows: Sequence[Candidate], how: str, because: str, of: Candidate | None, *, by: Viewer, now: datetime
) -> None:
    if not because.strip():
        raise TriageWrong("Give your reason: the source reads it.", "because")
    for row in rows:
        row.closed_as, row.closed_because, row.closed_by, row.closed_at = how, because.strip(), by.name, now
        row.duplicate_of = of
    Candidate.objects.bulk_update(rows, CLOSING, batch_size=500)
    _enter(f"candidates.{how}", rows, by=by, now=now, because=because.strip(), of=of.public_id if of else "")
    tell_sources(rows, "candidate_declined", because.strip(), by=by, now=now)


def _enter(verb: str, rows: Sequence[Candidate], *, by: Viewer, now: datetime, **more: str) -> None:
    """One entry for one act; it is about the candidate where there is only one."""
    ids = [row.public_id for row in rows]
    about = more.get("of") or (ids[0] if len(ids) == 1 else "")
    logbook.record(by=by, now=now, verb=verb, about=about, candidates=ids, **more)


def _locked():
    return Candidate.objects.select_for_update(of=("self",)).select_related("incident", "source")


def _hold_open(candidates: Sequence[Candidate]) -> list[Candidate]:
    wanted = [candidate.pk for candidate in candidates]
    return list(_locked().filter(queries.OPEN, pk__in=wanted).order_by("pk"))


def _hold_one(candidate: Candidate) -> Candidate:
    """Lock it; refuse where it is decided or closed."""
    candidate = hold(candidate)
    if candidate.closed_as or DueDiligence.objects.filter(candidate=candidate).exists():
        raise DecidedAlready("This candidate is decided already.")
    return candidate
