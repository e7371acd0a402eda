"""Incident data goes: approved by a person, erased, and shown to be gone (A6.1)."""

from collections.abc import Sequence
from datetime import datetime, time
from typing import Any

from django.apps import apps
from django.db import connection, transaction
from django.db.models import Q, QuerySet

from hopback.policy.article_6_retention import check_may_go, may_go_from
from hopback.portal.accounts.viewer import Viewer
from hopback.portal.logbook import actions as logbook
from hopback.portal.logbook.models import Entry, Payload
from hopback.portal.sourcing.models import Wording
from hopback.portal.tracebacks.models import Traceback

from .. import searching
from ..models import Erasure
from ..queries import ended_at, in_force
from ..refusals import RetentionWrong
from ..what import COVERED, THE_DAY_IT_WAS_OPENED
from .holding import person_of_staff


def approve_and_erase(*, tracebacks: Sequence[Traceback], reason: str, by: Viewer, now: datetime) -> list[Erasure]:
    """Each on its own, then searched for. One that must stay stops there: what went before it is erased and proven."""
    done = []
    for traceback in tracebacks:
        with searching.overwriting(connection):
            erasure, words = erase(traceback=traceback, reason=reason, by=by, now=now)
        done.append(prove(erasure=erasure, words=words, by=by, now=now))
    return done


@transaction.atomic
def erase(*, traceback: Traceback, reason: str, by: Viewer, now: datetime) -> tuple[Erasure, list[str]]:
    """Blank what `what.COVERED` says; with the texts and numbers that were there, to be sought. Raises MustStay."""
    person_of_staff(by)
    if not reason.strip():
        raise RetentionWrong("Say why it goes now.", "reason")
    traceback = Traceback.objects.select_for_update(of=("self",)).select_related("candidate__wording").get(
        pk=traceback.pk
    )  # fmt: skip
    if hasattr(traceback, "erasure"):
        raise RetentionWrong(f"The incident data of {traceback.number} has gone already.")
    end = ended_at(traceback)
    check_may_go(ended_at=end, holds=traceback.holds.filter(in_force()).count(), now=now)  # type: ignore[attr-defined]
    assert end is not None  # what is open has been refused
    erasure = Erasure.objects.create(
        traceback=traceback,
        may_go_from=may_go_from(end),
        approved_by=by.name,
        reason=reason.strip(),
        approved_at=now,
    )
    words = searching.Words()
    counts = {label: n for label in COVERED if (n := _blank(label, traceback, words))}
    _forget_wording(traceback)
    erasure.rows, erasure.payloads, erasure.erased_at = counts, counts.get("logbook.Payload", 0), now
    erasure.save(update_fields=["rows", "payloads", "erased_at"])
    told = {"number": traceback.number, "reason": erasure.reason, "rows": counts}
    logbook.record(by=by, now=now, verb="incident_data.erased", about=erasure.public_id, **told)
    return erasure, words.sought()


def _blank(label: str, traceback: Traceback, words: searching.Words) -> int:
    """How many rows were blanked, or removed where the row itself goes."""
    rows, covered = rows_of(label, traceback), COVERED[label]
    if covered.goes:
        found = list(rows.values_list("body", flat=True))
        words.take_json(found)
        rows.delete()
        return len(found)
    if not covered.blank:
        return 0
    sought = [name for name in covered.blank if not name.endswith("_by")] if label not in NOT_SOUGHT else []
    for row in rows.values(*sought) if sought else ():
        words.take(row.values())  # a name of somebody who signs in stands with their account
    midnight = datetime.combine(traceback.opened_at.date(), time.min, tzinfo=traceback.opened_at.tzinfo)
    return rows.update(**{n: midnight if v is THE_DAY_IT_WAS_OPENED else v for n, v in covered.blank.items()})


def rows_of(label: str, traceback: Traceback) -> QuerySet[Any]:
    """Rows of one table that belong to this traceback."""
    model = apps.get_model(label)
    if label == "logbook.Payload":
        about = Q(traceback=traceback.public_id) | Q(about=traceback.candidate.public_id)
        return Payload.objects.filter(seq__in=Entry.objects.filter(about).values("seq"))
    return model._base_manager.filter(**{BY[label]: traceback.pk if label not in NAMED else traceback.public_id})


STANDARD = "notices.Notice"  # standard letters: what of this call is in them is sought as what it was taken from
NOT_SOUGHT = (STANDARD, "tracebacks.Signature")  # our own sentences, which others have as well
BY = {
    "tracebacks.Traceback": "pk",
    **dict.fromkeys(("tracebacks.Hop", "tracebacks.Note", "tracebacks.Signature"), "traceback"),
    **dict.fromkeys(
        ("tracebacks.HopLink", "tracebacks.HandOut", "tracebacks.Answer", "tracebacks.AnswerDraft",
         "tracebacks.Deadline", "tracebacks.Extension", "customers.Naming", "customers.Mitigation"),
        "hop__traceback",
    ),
    **dict.fromkeys(("tracebacks.AnswerFile", "tracebacks.ReturnedAnswer"), "answer__hop__traceback"),
    **dict.fromkeys(
        ("tracebacks.Certification", "sourcing.EvidenceFile", "sourcing.Question", "sourcing.DueDiligence"),
        "candidate__opened",
    ),
    "sourcing.IncidentData": "candidate__opened",
    "sourcing.Candidate": "opened",
    "customers.Report": "mitigation__hop__traceback",
    **dict.fromkeys(("notices.Notice", "notices.IncomingMail"), "traceback"),
    "notices.Delivery": "notice__traceback",
}  # fmt: skip
NAMED = ("notices.Notice", "notices.IncomingMail", "notices.Delivery")


def _forget_wording(traceback: Traceback) -> None:
    """What was made from its evidence goes with it, unless another call reads alike."""
    candidate = traceback.candidate
    wording, candidate.wording = candidate.wording, None
    if wording is None:
        return
    candidate.save(update_fields=["wording"])
    Wording.objects.filter(pk=wording.pk, candidates=None).delete()


def prove(*, erasure: Erasure, words: Sequence[str], by: Viewer, now: datetime) -> Erasure:
    """Seek every one of them in all tables and, on SQLite, in the file itself; the certificate says what was found."""
    person_of_staff(by)
    still, searched = searching.search(connection, words)
    erasure.words, erasure.still, erasure.searched, erasure.proved_at = len(words), still, searched, now
    told = {"words": len(words), "still": [f"{one['where']}: {one['words']}" for one in still]}
    with transaction.atomic():
        erasure.save(update_fields=["words", "still", "searched", "proved_at"])
        logbook.record(by=by, now=now, verb="incident_data.proved_erased", about=erasure.public_id, **told)
    return erasure
