"""What needs a person: late, due soon, nobody to reach, and what does not fit together (A3.4, A3.6)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q, QuerySet

from hopback.policy.article_3_traceback.contradictions import Severity
from hopback.policy.article_3_traceback.initiation_and_tracking import HopState
from hopback.portal.accounts.viewer import Viewer
from hopback.portal.layout import spans
from hopback.portal.notices.models import Notice

from ..models import Answer, Deadline, Hop, Traceback
from .listing import SOON
from .whole import Whole, read_many

JUST_NOW = timedelta(hours=1)
LOOK_BACK = timedelta(days=7)  # how long a closed traceback still asks to be looked at
REMINDERS = [Deadline.Kind.REMIND_1, Deadline.Kind.REMIND_2]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table. `order` sorts: the more pressing, the smaller."""

    traceback: Traceback
    state: str
    colour: str
    who: str
    where: str
    said: str
    more: str
    css: str
    order: tuple[int, float]
    hop: str = ""


def needs_attention(mine: Viewer | None, now: datetime) -> list[Row]:
    """All such rows, the most pressing first; limited to those that `mine` owns, if given."""
    rows = [_waiting_row(hop, now) for hop in _pressing_hops(mine, now)]
    return sorted(rows + _reviews(mine, now), key=lambda row: row.order)


def to_remind(mine: Viewer | None, now: datetime) -> list[Hop]:
    """Late hops, the latest first; without those that a mail went to in the last hour, so that nobody gets two."""
    told = Notice.objects.filter(created_at__gt=now - JUST_NOW).values("hop")
    late = Hop.every.waiting().filter(due_at__lt=now, provider__isnull=False).exclude(public_id__in=told)
    if mine is not None:
        late = late.filter(traceback__owner=mine.user_id)
    return list(late.select_related("provider", "traceback").order_by("due_at", "pk"))


def owns_some(viewer: Viewer) -> bool:
    return viewer.user_id is not None and Traceback.objects.filter(owner=viewer.user_id, closed_at=None).exists()


def _pressing_hops(mine: Viewer | None, now: datetime) -> QuerySet[Hop]:
    pressing = Q(due_at__lt=now + SOON) | Q(no_contact_at__isnull=False) | Q(state=HopState.IDENTIFYING.value)
    reminded = Q(
        deadlines__kind__in=[Deadline.Kind.REMIND_1, Deadline.Kind.REMIND_2], deadlines__fired_at__isnull=False
    )
    hops = Hop.every.waiting().filter(pressing).annotate(reminders=Count("deadlines", filter=reminded))
    if mine is not None:
        hops = hops.filter(traceback__owner=mine.user_id)
    return hops.select_related("provider", "traceback__candidate__campaign")


def _waiting_row(hop: Hop, now: datetime) -> Row:
    left = (hop.due_at - now).total_seconds() if hop.due_at else float("inf")
    due = "" if hop.due_at is None else f"Due in {spans.duration(hop.due_at - now)}"
    sent = hop.reminders  # type: ignore[attr-defined]
    more = f"{sent} reminder{'s' if sent != 1 else ''}" if sent else "No reminder yet"
    if hop.state == HopState.IDENTIFYING:
        return _row(hop, "Review", "blue", "Who is it?", "Upstream provider not clear", "", (3, 0))
    if hop.due_at and hop.due_at < now:
        return _row(hop, "Late", "red", f"Overdue {spans.duration(hop.due_at - now)}", more, "od", (0, left))
    if hop.no_contact_at:
        return _row(hop, "No contact", "violet", due or "Clock not begun", "E-mail came back", "", (2, left))
    return _row(hop, "Due soon", "amber", due, more, "so", (1, left))


def _row(hop: Hop, state: str, colour: str, said: str, more: str, css: str, order: tuple[int, float]) -> Row:
    who = hop.provider.name if hop.provider else "Staff"
    return Row(
        hop.traceback,
        state,
        colour,
        who,
        "second end" if hop.second_end else f"hop {hop.position}",
        said,
        more,
        css,
        order,
        hop.public_id,
    )


def _reviews(mine: Viewer | None, now: datetime) -> list[Row]:
    """Open tracebacks and those closed lately whose answers contradict each other, or came late."""
    recent = Traceback.objects.filter(Q(closed_at=None) | Q(closed_at__gte=now - LOOK_BACK))
    if mine is not None:
        recent = recent.filter(owner=mine.user_id)
    tracebacks = list(recent.select_related("candidate__incident", "candidate__campaign", "candidate__source"))
    return [row for whole in read_many(tracebacks) for row in (*_contradicted(whole), *_late(whole, now))]


def _contradicted(whole: Whole) -> list[Row]:
    found = [one for one in whole.contradictions if one.severity is Severity.CONTRADICTION]
    if not found:
        return []
    hop = next((row for row in whole.rows if row.public_id in found[0].hops), whole.rows[-1])
    others = f"and {len(found) - 1} more" if len(found) > 1 else "Answers contradict each other"
    return [_row(hop, "Review", "blue", _short(found[0].sentence), others, "", (4, -hop.pk))]


def _late(whole: Whole, now: datetime) -> list[Row]:
    said = [(row, answer) for row in whole.rows for answer in row.answers.all() if _came_late(answer, now)]
    return [
        _row(
            row, "Review", "blue", "Answered after the deadline", spans.ago(now - answer.answered_at), "", (5, -row.pk)
        )
        for row, answer in said[-1:]
    ]


def _came_late(answer: Answer, now: datetime) -> bool:
    return answer.late and answer.version == 1 and answer.answered_at >= now - LOOK_BACK


def _short(sentence: str) -> str:
    return sentence.rstrip(".").split(":")[0]
