"""Who is given copies of the registry, and every copy that was taken (XB.6)."""

from datetime import datetime

from django.db import transaction
from django.http import Http404

from hopback.policy.appendix_b_do_not_originate import ReaderWrong
from hopback.policy.article_4_sourcing import SourceKind
from hopback.portal.accounts.viewer import Viewer
from hopback.portal.logbook import actions as logbook
from hopback.portal.sourcing.models import Source

from ..models import Copy, Reader
from ..queries.readers import may_take, name_of
from ..queries.versions import Content
from ._common import only_people_of_staff, reason


@transaction.atomic
def name_reader(*, source: Source, because: str, by: Viewer, now: datetime) -> Reader:
    """Staff name an analytics provider, at their discretion."""
    only_people_of_staff(by)
    if source.kind != SourceKind.ANALYTICS.value or source.ended_at:
        raise ReaderWrong("Copies go to analytics providers that are sources of this portal.")
    if Reader.objects.filter(source=source, ended_at=None).exists():
        raise ReaderWrong("It is given copies already.")
    made = Reader.objects.create(source=source, because=reason(because), named_by=by.name, named_at=now)
    _enter(made, "reader_named", made.because, by=by, now=now)
    return made


@transaction.atomic
def end_reader(*, reader: Reader, because: str, by: Viewer, now: datetime) -> None:
    """No more copies from now on; those that were taken stay written down."""
    only_people_of_staff(by)
    why = reason(because)
    rows = Reader.objects.filter(pk=reader.pk, ended_at=None)
    if not rows.update(ended_because=why, ended_by=by.name, ended_at=now):
        raise ReaderWrong("It is given no copies.")
    _enter(reader, "reader_ended", why, by=by, now=now)


def _enter(reader: Reader, verb: str, because: str, *, by: Viewer, now: datetime) -> None:
    said = {"name": reader.source.name, "because": because}
    logbook.record(by=by, now=now, verb=f"do_not_originate.{verb}", about=reader.source.public_id, **said)


@transaction.atomic
def take_copy(*, content: Content, form: str, by: Viewer, now: datetime) -> Copy:
    """One copy is handed over: to a Steering member that asks, to a named analytics provider, or to staff."""
    if not by.is_staff and not may_take(by.party, now):
        raise Http404
    told = {"version": content.version, "since": content.since, "form": form, "sha256": content.sha256}
    counted = {"listed": content.listed, "removed": content.removed}
    name = by.name if by.is_staff else name_of(by.party)
    made = Copy.objects.create(party=by.party, name=name, **told, **counted, taken_by=by.name, taken_at=now)
    logbook.record(by=by, now=now, verb="do_not_originate.copy_taken", about=by.party, name=name, **told, **counted)
    return made
