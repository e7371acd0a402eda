"""A file of complaints comes in, whole or not at all; the same file again adds nothing (A1.7, A4.4)."""

import hashlib
from datetime import datetime

from django.db import transaction

from hopback.portal.accounts.viewer import Viewer
from hopback.portal.logbook import actions as logbook
from hopback.portal.sourcing import actions as sourcing
from hopback.portal.sourcing.complaints import read, whose
from hopback.portal.sourcing.refusals import ComplaintsWrong

from ..models import File

MOST_KEPT = 300  # odd rows; `hopback complaints import` tells them all


@transaction.atomic
def import_file(*, name: str, text: str, by: Viewer, now: datetime) -> File:
    """Raises ComplaintsWrong for a file that is another."""
    lines = text.removeprefix("\ufeff").splitlines(keepends=True)
    rows = list(read(lines))
    authority = whose(lines[0])
    if authority is None:
        raise ComplaintsWrong("This is no file of complaints.")
    odd = [[row.line, not row.left_out, row.reason] for row in rows if row.reason]
    file = File.objects.create(
        name=name[:200],
        authority=authority.name,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        rows=len(rows),
        kept=sourcing.import_complaints(rows=rows, source=authority.source, by=by, now=now),
        left_out=sum(bool(row.left_out) for row in rows),
        odd=odd[:MOST_KEPT],
        odd_rows=len(odd),
        imported_by=by.name,
        imported_at=now,
    )
    logbook.record(
        by=by,
        now=now,
        verb="complaints.file_read",
        about=file.public_id,
        name=file.name,
        authority=file.authority,
        rows=file.rows,
        kept=file.kept,
        left_out=file.left_out,
    )
    return file
