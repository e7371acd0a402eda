"""Names, addresses and trunks of a provider: written down with their source, ended when they no longer hold (A1.1)."""

from datetime import datetime

from django.db import transaction

from hopback.portal.accounts.viewer import Viewer

from .. import particulars
from ..models import Particular, Provider
from ..refusals import ParticularWrong
from ._common import enter, hold, only_staff


@transaction.atomic
def add_particular(
    *, provider: Provider, kind: str, value: str, country: str = "", source: str, by: Viewer, now: datetime
) -> Particular:
    """Staff write down another name, an address or a trunk, and where they know it from."""
    only_staff(by)
    if kind not in Particular.Kind.values:
        raise _wrong("kind", "There is no such kind of fact.")
    if not source.strip():
        raise _wrong("source", "Say where this is known from.")
    value = particulars.read(kind, value)
    provider = hold(provider)
    if provider.particulars.filter(kind=kind, value=value, ended_at=None).exists():
        raise _wrong("value", "This is written down already.")
    made = Particular.objects.create(
        provider=provider,
        kind=kind,
        value=value,
        country=country if kind == Particular.Kind.ADDRESS else "",
        source=source.strip()[:200],
        given_by=by.name,
        given_at=now,
    )
    enter(provider, "provider.particular_added", by=by, now=now, kind=kind, value=value, source=made.source)
    return made


@transaction.atomic
def end_particular(*, particular: Particular, by: Viewer, now: datetime) -> None:
    """It no longer holds; that it was so is kept."""
    only_staff(by)
    particular = Particular.objects.select_for_update(of=("self",)).select_related("provider").get(pk=particular.pk)
    if particular.ended_at:
        return
    particular.ended_at, particular.ended_by = now, by.name
    particular.save(update_fields=["ended_at", "ended_by"])
    told = {"kind": particular.kind, "value": particular.value}
    enter(particular.provider, "provider.particular_ended", by=by, now=now, **told)


def _wrong(field: str, message: str) -> ParticularWrong:
    refused = ParticularWrong(message)
    refused.field = field
    return refused
