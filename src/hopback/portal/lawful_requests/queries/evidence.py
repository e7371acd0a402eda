"""All incident data in scope, and the log's entries about it with their place in the published tree (A5.4, A1.8)."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from typing import Any

from django.db.models import Model

from hopback.portal.logbook import tree
from hopback.portal.logbook.models import Entry, Head, Payload
from hopback.portal.tracebacks.models import Answer, Hop, Traceback
from hopback.portal.tracebacks.queries.whole import Whole, read_many

FIELDS = (
    "actor",
    "actor_kind",
    "actor_party",
    "about",
    "hop",
    "payload_hash",
    "previous_hash",
    "seq",
    "traceback",
    "verb",
)
OURS = {"id", "hop", "candidate", "answer", "call_group", "minute_group", "wording", "assigned_to", "duplicate_of"}


def incident_data(tracebacks: Sequence[Traceback]) -> list[dict[str, Any]]:
    return [_traceback(whole) for whole in read_many(tracebacks, "answers__files", "answers__upstream")]


def _traceback(whole: Whole) -> dict[str, Any]:
    row = whole.traceback
    candidate = row.candidate
    return {
        "traceback": row.public_id,
        "number": row.number,
        "opened_at": plain(row.opened_at),
        "closed_at": plain(row.closed_at),
        "ended_as": row.closed_as or whole.status.value,
        "source": candidate.source.name,
        "campaign": candidate.campaign.name if candidate.campaign else None,
        "nature": candidate.nature,
        "evidence": candidate.evidence,
        "basis": candidate.basis,
        "call": fields(candidate.incident),
        "path": [_hop(one, whole.designations.get(one.pk, [])) for one in whole.rows],
        "put_aside": [_hop(one, []) for one in whole.put_aside],
        "doubts": [one.sentence for one in whole.contradictions],
    }


def _hop(row: Hop, designations: Iterable[str]) -> dict[str, Any]:
    return {
        "hop": row.public_id,
        "position": row.position,
        "provider": row.provider.name if row.provider else None,
        "provider_id": row.provider.public_id if row.provider else None,
        "state": row.state,
        "designations": [str(one) for one in designations],
        "asked_at": plain(row.asked_at),
        "due_at": plain(row.due_at),
        "answers": [_answer(one) for one in row.answers.all()],
    }


def _answer(row: Answer) -> dict[str, Any]:
    files = [{"file": path_of(one.sha256, one.name), "name": one.name, "sha256": one.sha256} for one in row.files.all()]
    return fields(row) | {"upstream": row.upstream.name if row.upstream else None, "files": files}


def path_of(sha256: str, name: str) -> str:
    """Where a file that came with an answer lies in the package."""
    ending = name.rpartition(".")[2].lower()
    return f"files/{sha256[:16]}.{ending if ending.isalnum() else 'bin'}"


def files_of(tracebacks: Sequence[Traceback]) -> dict[str, bytes]:
    answers = Answer.objects.filter(hop__traceback__in=tracebacks).prefetch_related("files").order_by("pk")
    return {path_of(one.sha256, one.name): bytes(one.content) for row in answers for one in row.files.all()}


def fields(row: Model) -> dict[str, Any]:
    """Every fact of a row, as JSON says it; numbers of rows and what only orders our work are left out."""
    told = {field.name: field.value_from_object(row) for field in row._meta.concrete_fields if field.name not in OURS}
    return {name: plain(value) for name, value in told.items() if name != "upstream"}


def plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    return value.isoformat() if isinstance(value, date) else value


def entries(tracebacks: Sequence[Traceback], head: Head) -> list[dict[str, Any]]:
    """The log about these, each with what it says (None: erased) and its path to the head's root."""
    known = [row.public_id for row in tracebacks]
    found = list(Entry.objects.filter(traceback__in=known, seq__lte=head.size).order_by("seq"))
    bodies = dict(Payload.objects.filter(seq__in=[row.seq for row in found]).values_list("seq", "body"))
    whole = tree.stored()
    return [
        {
            "fields": {name: getattr(row, name) for name in FIELDS} | {"at": moment(row.at)},
            "payload": bodies.get(row.seq),
            "path": [step.hex() for step in whole.inclusion(row.seq - 1, head.size)],
        }
        for row in found
    ]


def moment(at: datetime) -> str:
    """As the log hashes it."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def lines(said: Sequence[dict[str, Any]], tracebacks: Sequence[Traceback]) -> dict[str, list[list[str]]]:
    """What the log tells of each traceback, in rows for the printed document."""
    by_id = {row.public_id: row.number for row in tracebacks}
    found: dict[str, list[list[str]]] = {number: [] for number in by_id.values()}
    for entry in said:
        told = entry["fields"]
        words = told["verb"].replace(".", " ").replace("_", " ") + (" (erased)" if entry["payload"] is None else "")
        found[by_id[told["traceback"]]].append(
            [str(told["seq"]), told["at"][:19].replace("T", " "), told["actor"], words]
        )
    return found
