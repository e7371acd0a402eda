"""What every action on a provider begins and ends with."""

from datetime import datetime
from typing import Any

from django.http import Http404

from hopback.portal.accounts.viewer import Viewer
from hopback.portal.logbook import actions as logbook

from ..models import Provider


def only_staff(by: Viewer) -> None:
    """For everybody else there is no such thing."""
    if not by.is_staff and by.kind != "system":
        raise Http404


def hold(provider: Provider) -> Provider:
    """Lock the provider until the transaction ends and read it as it is now."""
    return Provider.objects.select_for_update().get(pk=provider.pk)


def enter(provider: Provider, verb: str, *, by: Viewer, now: datetime, **payload: Any) -> None:
    logbook.record(by=by, now=now, verb=verb, about=provider.public_id, provider=provider.name, **payload)
