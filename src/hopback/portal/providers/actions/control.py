"""Who controls whom (A1.1): providers under common control are one provider to the group."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from hopback.portal.accounts.viewer import Viewer

from ..models import ControlLink, Provider
from ..refusals import NoControl
from ._common import enter, hold, only_staff


@transaction.atomic
def link_control(
    *, controls: Provider, controlled: Provider, since_on: date, evidence: str, by: Viewer, now: datetime
) -> ControlLink:
    """Staff record that one provider controls another since a day, with what shows it."""
    only_staff(by)
    if controls.pk == controlled.pk:
        raise _no("controlled", "A provider does not control itself.")
    if since_on > now.date():
        raise _no("since_on", "Control is recorded once it is there, not before.")
    if not evidence.strip():
        raise _no("evidence", "Say what shows this control.")
    hold(controlled)
    lasting = Q(until_on=None) | Q(until_on__gt=since_on)
    if ControlLink.objects.filter(lasting, controls=controls, controlled=controlled).exists():
        raise _no("controlled", f"It is recorded already that {controls.name} controls {controlled.name}.")
    link = ControlLink.objects.create(
        controls=controls,
        controlled=controlled,
        since_on=since_on,
        evidence=evidence.strip(),
        recorded_by=by.name,
        recorded_at=now,
    )
    _enter(link, "provider.control_linked", by=by, now=now)
    return link


@transaction.atomic
def end_control(*, link: ControlLink, until_on: date, by: Viewer, now: datetime) -> None:
    """From this day on the control no longer holds."""
    only_staff(by)
    link = ControlLink.objects.select_for_update(of=("self",)).select_related("controls", "controlled").get(pk=link.pk)
    if link.until_on:
        raise _no("until_on", f"It ended on {link.until_on} already.")
    if until_on <= link.since_on:
        raise _no("until_on", f"It began on {link.since_on}; it cannot have ended before.")
    link.until_on = until_on
    link.save(update_fields=["until_on"])
    _enter(link, "provider.control_ended", by=by, now=now)


def _enter(link: ControlLink, verb: str, *, by: Viewer, now: datetime) -> None:
    enter(
        link.controlled,
        verb,
        by=by,
        now=now,
        controls=link.controls.public_id,
        since_on=str(link.since_on),
        until_on=str(link.until_on or ""),
        evidence=link.evidence,
    )


def _no(field: str, message: str) -> NoControl:
    refused = NoControl(message)
    refused.field = field
    return refused
