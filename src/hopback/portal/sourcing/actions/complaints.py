"""Complaints come in: each once, however often its file is given (A1.7, A4.4)."""

from collections.abc import Sequence
from datetime import datetime
from itertools import batched

from django.db import transaction
from django.db.models import Count

from hopback.policy.article_4_sourcing import SourceKind
from hopback.portal.accounts.viewer import Viewer
from hopback.portal.logbook import actions as logbook

from ..complaints import SOURCE, Row
from ..models import Candidate, Complaint, Source
from ._common import only_staff
from .sources import list_source

FIELDS = (
    *("digest", "number_raw", "calling", "call_back", "called_at", "complained_at"),
    *("city", "state", "area_code", "subject", "recorded"),
)
AT_ONCE = 1_000


@transaction.atomic
def import_complaints(*, rows: Sequence[Row], by: Viewer, now: datetime, source: str = SOURCE) -> int:
    """How many were new; rows that are left out are not kept. `source`: the authority, by its name in the list."""
    only_staff(by)
    new = [row for part in batched(rows, AT_ONCE) for row in _new(part)]
    if not new:
        return 0
    kept_for = Source.objects.filter(name=source).first() or list_source(
        kind=SourceKind.ENFORCEMENT.value, name=source, by=by, now=now
    )
    made = (
        Complaint(
            source=kept_for, imported_at=now, odd=" ".join(row.odd), **{name: getattr(row, name) for name in FIELDS}
        )
        for row in new
    )
    Complaint.objects.bulk_create(made, batch_size=AT_ONCE)
    for part in batched(sorted({row.calling for row in new} - {""}), AT_ONCE):
        supported = list(Candidate.objects.filter(incident__calling__in=part).select_related("incident"))
        count_complaints(supported)
        Candidate.objects.bulk_update(supported, ["complaints"], batch_size=500)
    logbook.record(by=by, now=now, verb="complaints.imported", about=kept_for.public_id, kept=len(new))
    return len(new)


def _new(rows: Sequence[Row]) -> list[Row]:
    wanted = {row.digest: row for row in rows if not row.left_out}
    there = set(Complaint.objects.filter(digest__in=wanted).values_list("digest", flat=True)) if wanted else set()
    return [row for digest, row in wanted.items() if digest not in there]


def count_complaints(rows: Sequence[Candidate]) -> None:
    """Say on each of them how many complaints there are about its calling number; whoever calls this saves them."""
    numbers = {row.incident.calling for row in rows} - {""}
    about = Complaint.objects.filter(calling__in=numbers).values_list("calling").annotate(n=Count("pk")).order_by()
    counts = dict(about) if numbers else {}
    for row in rows:
        row.complaints = counts.get(row.incident.calling, 0)
