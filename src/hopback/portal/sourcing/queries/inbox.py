"""Staff's inbox: what waits for a look, the most urgent first, in a fixed number of questions (A4.2, A4.3)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from hopback.policy.article_4_sourcing.priority import Term
from hopback.portal.accounts.models import Kind, User
from hopback.portal.accounts.viewer import Viewer
from hopback.portal.ground import pages

from ..models import Candidate, Question
from .listing import OPEN, words
from .priority import active_campaigns, explained, is_verified, with_priority

A_PAGE = 50
ORDER = ("-priority", "pk")
HEAVY = ("evidence", "approval", "incident__identity_header", "incident__sip_anomalies", "incident__spoofing_evidence")
ALIKE = {"call": "call_group", "minute": "minute_group", "text": "wording_id"}
SAYS = {"call": "same call", "minute": "same number and minute", "text": "same text"}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the inbox is limited to, each from its address; "" does not limit.

    `assigned`: me, nobody, or a person's id · `asked`: waiting, answered · `alike`: call, minute, text ·
    `source`: an id · `verified`: no."""

    q: str = ""
    nature: str = ""
    source: str = ""
    campaign: str = ""
    assigned: str = ""
    asked: str = ""
    alike: str = ""
    verified: str = ""


@dataclass(slots=True)
class Row:
    """A candidate as the inbox shows it. `alike`: words and how many others; `question`: the last one asked."""

    candidate: Candidate
    terms: list[Term]
    verified: bool
    alike: list[tuple[str, int]] = field(default_factory=list)
    question: Question | None = None


def team() -> list[User]:
    """Those whom a candidate can be given to."""
    return list(User.objects.filter(kind=Kind.STAFF, is_active=True).order_by("name"))


def open_ones(wanted: Wanted, viewer: Viewer, now: datetime) -> QuerySet[Candidate]:
    if not viewer.is_staff:
        return Candidate.objects.none()
    rows = Candidate.objects.filter(OPEN, _assigned(wanted.assigned, viewer), _asked(wanted.asked))
    for name, value in (("source", wanted.source), ("campaign", wanted.campaign)):
        if value:
            rows = rows.filter(**{f"{name}__public_id": value})
    if wanted.nature:
        rows = rows.filter(nature=wanted.nature)
    if wanted.verified == "no":
        old = Q(source__verified_until=None) | Q(source__verified_until__lt=now.date())
        rows = rows.filter(old).exclude(source__kind="staff")
    if wanted.alike == "text":
        rows = rows.filter(Exists(Candidate.objects.filter(wording=OuterRef("wording")).exclude(pk=OuterRef("pk"))))
    elif wanted.alike in ALIKE:
        rows = rows.filter(**{f"{ALIKE[wanted.alike]}__isnull": False})
    return rows.filter(words(wanted.q.strip(), True)) if wanted.q.strip() else rows


def _assigned(said: str, viewer: Viewer) -> Q:
    whose = {"": Q(), "me": Q(assigned_to=viewer.user_id), "nobody": Q(assigned_to=None)}
    return whose.get(said, Q(assigned_to__public_id=said))


def _asked(said: str) -> Q:
    open_question = Exists(Question.objects.filter(candidate=OuterRef("pk"), answered_at=None))
    any_question = Exists(Question.objects.filter(candidate=OuterRef("pk")))
    return {"waiting": Q(open_question), "answered": Q(any_question) & ~Q(open_question)}.get(said, Q())


def one_page(rows: QuerySet[Candidate], now: datetime, cursor: str = "") -> tuple[list[Row], str | None]:
    """The rows of a page and the cursor of the next one."""
    active = active_campaigns(now)
    related = rows.select_related("source", "incident", "campaign", "first_provider", "assigned_to").defer(*HEAVY)
    found, after = pages.page(with_priority(related, now, active), cursor=cursor, limit=A_PAGE, order=ORDER)
    shown = [Row(one, explained(one, now, active), is_verified(one, now)) for one in found]
    _add_alike(shown)
    _add_questions(shown)
    return shown, after


def _add_alike(rows: Sequence[Row]) -> None:
    for kind, name in ALIKE.items():
        keys = {getattr(row.candidate, name) for row in rows} - {None}
        if not keys:
            continue
        counted = Candidate.objects.filter(**{f"{name}__in": keys}).values_list(name).annotate(n=Count("pk"))
        counts = dict(counted.order_by())
        for row in rows:
            others = counts.get(getattr(row.candidate, name), 1) - 1
            if others:
                row.alike.append((SAYS[kind], others))


def _add_questions(rows: Sequence[Row]) -> None:
    by_pk = {row.candidate.pk: row for row in rows}
    for question in Question.objects.filter(candidate__in=list(by_pk)).order_by("pk"):
        by_pk[question.candidate_id].question = question


def alike(candidate: Candidate) -> QuerySet[Candidate]:
    """All that tell of the same call, number and minute, or text, itself among them; the oldest first."""
    same = Q(pk=candidate.pk) | Q(duplicate_of=candidate)
    for name in ALIKE.values():
        if (key := getattr(candidate, name)) is not None:
            same |= Q(**{name: key})
    related = ("source", "incident", "campaign", "first_provider", "due_diligence", "duplicate_of")
    return Candidate.objects.filter(same).select_related(*related).order_by("pk")


def ways(candidate: Candidate, other: Candidate) -> list[str]:
    """By what the other is like this one."""
    pairs = ((SAYS[kind], getattr(candidate, name), getattr(other, name)) for kind, name in ALIKE.items())
    return [says for says, one, its in pairs if one is not None and one == its]
