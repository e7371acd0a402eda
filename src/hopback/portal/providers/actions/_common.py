"""What every action on a provider begins and ends with."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import connection
from django.http import Http404

from hopback.portal.accounts.viewer import Viewer
from hopback.portal.logbook import actions as logbook

from ..models import FactSource, Provider

ONE_AT_A_TIME = 0x_10_6B_01  # any constant: on PostgreSQL two providers cannot be taken in at one moment


def only_staff(by: Viewer) -> None:
    """For everybody else there is no such thing."""
    if not by.is_staff and by.kind != "system":
        raise Http404


def hold(provider: Provider) -> Provider:
    """Lock the provider until the transaction ends and read it as it is now."""
    return Provider.objects.select_for_update().get(pk=provider.pk)


def enter(provider: Provider, verb: str, *, by: Viewer, now: datetime, **payload: Any) -> None:
    logbook.record(by=by, now=now, verb=verb, about=provider.public_id, provider=provider.name, **payload)


def known_from(provider: Provider, fields: Iterable[str], source: str, *, by: Viewer, now: datetime) -> None:
    """Keep where these fields of a provider came from (A1.1); the last word on each holds."""
    rows = [
        FactSource(provider=provider, field=field, source=source.strip()[:200], given_by=by.name, given_at=now)
        for field in fields
    ]
    keep_sources(rows)


def keep_sources(rows: Iterable[FactSource]) -> None:
    """Of several words on one field the last holds."""
    FactSource.objects.bulk_create(
        {(row.provider_id, row.field): row for row in rows}.values(),
        update_conflicts=True,
        unique_fields=["provider", "field"],
        update_fields=["source", "given_by", "given_at"],
        batch_size=500,
    )


def queue() -> None:
    """Wait for whoever is taking a provider in."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ONE_AT_A_TIME])
