"""Public files of providers come into the directory (A1.1): looked at first, then taken in one transaction."""

import hashlib
from collections.abc import Callable, Sequence
from datetime import datetime
from itertools import batched

from django.conf import settings
from django.db import transaction

from hopback.portal.accounts.viewer import Viewer
from hopback.portal.ground.uploads import clean_name
from hopback.portal.logbook import actions as logbook

from .. import importing
from ..models import FactSource, Particular, ProposedContact, Provider, ProviderFile
from ..queries.import_plan import REPLACED, Change, Plan, particulars_of, plan_of
from ..refusals import FileRefused
from ._common import keep_sources, only_staff, queue

A_BATCH = 500
FIELDS = ("name", "country", "city", "ocns", "form_499_id", "frn", "rmd_number")

type Progress = Callable[[int, int], None]


@transaction.atomic
def keep_file(*, name: str, content: bytes, expected: str = "", by: Viewer, now: datetime) -> ProviderFile:
    """Take a file to look at. Raises FileRefused for what is none of those we read, or not what it is said to be."""
    only_staff(by)
    read = importing.read(content, expected=expected)
    kept = ProviderFile.objects.create(
        kind=read.kind,
        name=clean_name(name),
        sha256=hashlib.sha256(content).hexdigest(),
        content=content,
        given_by=by.name,
        given_at=now,
    )
    told = {"kind": kept.kind, "file": kept.name, "sha256": kept.sha256, "rows": read.rows}
    logbook.record(by=by, now=now, verb="providers.file_kept", about=kept.public_id, **told)
    return kept


@transaction.atomic
def import_file(
    *, file: ProviderFile, looked_at: str = "", progress: Progress | None = None, by: Viewer, now: datetime
) -> Plan:
    """Write what the file says into the directory. `looked_at`: the digest of the plan that a person saw; where the
    directory changed meanwhile, FileRefused. The contacts that it names are proposed and in force for nobody (XA.1)."""
    only_staff(by)
    queue()
    file = ProviderFile.objects.select_for_update().get(pk=file.pk)
    plan = plan_of(importing.read(bytes(file.content), expected=file.kind))
    if looked_at and looked_at != plan.digest:
        raise FileRefused("The directory has changed since you looked. Look again, then import.")
    writing = [change for change in plan.changes if change.changes]
    done = 0
    for some in batched(writing, A_BATCH):
        _write(some, file, by=by, now=now)
        done += len(some)
        if progress:
            progress(done, len(writing))
    file.imported_at, file.imported_by, file.outcome = now, by.name, plan.outcome
    file.save(update_fields=["imported_at", "imported_by", "outcome"])
    _enter(plan, file, by=by, now=now)
    return plan


def _enter(plan: Plan, file: ProviderFile, *, by: Viewer, now: datetime) -> None:
    changed = {
        change.provider.public_id: [[one.label, one.before, one.after] for one in change.differences]
        for change in plan.changed
        if change.provider
    }
    told = {"kind": file.kind, "file": file.name, "sha256": file.sha256, "outcome": plan.outcome, "changed": changed}
    logbook.record(by=by, now=now, verb="providers.imported", about=file.public_id, **told)


def _write(changes: Sequence[Change], file: ProviderFile, *, by: Viewer, now: datetime) -> None:
    made = [_provider(change, file, now) for change in changes if change.provider is None]
    Provider.objects.bulk_create(made)
    waiting = iter(made)
    rows = [(change, change.provider or next(waiting)) for change in changes]
    old = [provider for change, provider in rows if change.provider is not None]
    for change, provider in rows:
        if change.provider is not None:
            _fill(provider, change)
    Provider.objects.bulk_update(old, ["city", "ocns", *("form_499_id", "frn", "rmd_number")])
    keep_sources(source for change, provider in rows for source in _sources(change, provider, file, by, now))
    _replace(rows, by=by, now=now)
    held = [row for change, provider in rows for row in _particulars(change, provider, file, by, now)]
    Particular.objects.bulk_create(held, batch_size=A_BATCH)
    named = [_contact(change, provider, file, now) for change, provider in rows if change.proposes_contact]
    ProposedContact.objects.bulk_create(named, batch_size=A_BATCH)


def _provider(change: Change, file: ProviderFile, now: datetime) -> Provider:
    told = change.told
    return Provider(
        name=told.name,
        country=told.country or settings.COUNTRY,
        city=told.city,
        ocns=list(told.ocns),
        form_499_id=told.form_499_id,
        frn=told.frn,
        rmd_number=told.rmd_number,
        zone="America/New_York" if (told.country or settings.COUNTRY) == settings.COUNTRY else "UTC",
        listed_at=now,
        listed_because=_source(change, file),
    )


def _fill(provider: Provider, change: Change) -> None:
    for one in change.differences:
        if one.place == "ocns":
            provider.ocns = one.after.split(", ")
        elif one.place in FIELDS:
            setattr(provider, one.place, one.after)


def _source(change: Change, file: ProviderFile) -> str:
    lines = ", ".join(map(str, change.told.lines[:4]))
    more = " …" if len(change.told.lines) > 4 else ""
    said = f"{file.get_kind_display()}, {file.name}, line{'s' if len(change.told.lines) > 1 else ''} {lines}{more}"
    return said[:200]


def _sources(change: Change, provider: Provider, file: ProviderFile, by: Viewer, now: datetime) -> list[FactSource]:
    if change.is_new:
        fields = [name for name in FIELDS if getattr(provider, name)]
    else:
        fields = [one.place for one in change.differences if one.place in FIELDS]
    told = {"source": _source(change, file), "given_by": by.name, "given_at": now}
    return [FactSource(provider=provider, field=name, **told) for name in fields]


def _particulars(change: Change, provider: Provider, file: ProviderFile, by: Viewer, now: datetime) -> list[Particular]:
    said = particulars_of(change.told)
    if change.is_new:
        wanted = [one for one in said if one[:2] != (Particular.Kind.NAME.value, provider.name)]
    else:
        differing = {(one.place, one.after) for one in change.differences}
        wanted = [one for one in said if one[:2] in differing]
    told = {"source": _source(change, file), "given_by": by.name, "given_at": now}
    once = {one[:2]: one for one in wanted}
    return [
        Particular(provider=provider, kind=kind, value=value, country=country, **told)
        for kind, value, country in once.values()
    ]


def _replace(rows: Sequence[tuple[Change, Provider]], *, by: Viewer, now: datetime) -> None:
    """What the same kind of file said before of the same thing no longer holds."""
    for kind in REPLACED:
        again = [provider.pk for change, provider in rows if any(one.place == kind for one in change.differences)]
        old = Particular.objects.filter(provider__in=again, kind=kind, ended_at=None)
        old.update(ended_at=now, ended_by=by.name)


def _contact(change: Change, provider: Provider, file: ProviderFile, now: datetime) -> ProposedContact:
    said = change.told.contact
    assert said is not None
    told = {"full_name": said.full_name, "title": said.title, "email": said.email, "phone": said.phone}
    return ProposedContact(provider=provider, **told, source=_source(change, file), proposed_at=now)
