"""Financial support, by its level and dates: it makes the seats of the Executive Committee (A2.8)."""

from datetime import date, datetime

from django.conf import settings
from django.db import transaction

from hopback.portal.accounts.viewer import Viewer
from hopback.portal.providers.models import Provider

from ..models import Support
from ..refusals import NoSupport
from ._common import enter, hold, only_staff, refusal


@transaction.atomic
def record_support(*, provider: Provider, level: str, since_on: date, by: Viewer, now: datetime) -> Support:
    """Staff record a level of support since a day; a level that held before ends on that day."""
    only_staff(by)
    provider = hold(provider)
    if level not in settings.SUPPORT_LEVELS:
        raise refusal(NoSupport, "level", f"The levels are {', '.join(settings.SUPPORT_LEVELS)}.")
    if since_on > now.date():
        raise refusal(NoSupport, "since_on", "Support is recorded once it is given, not before.")
    before = Support.objects.filter(provider=provider, until_on=None).first()
    if before and since_on <= before.since_on:
        raise refusal(NoSupport, "since_on", f"It supports the group since {before.since_on} already.")
    if before:
        _end(before, since_on, by, now)
    made = Support.objects.create(
        provider=provider, level=level, since_on=since_on, recorded_by=by.name, recorded_at=now
    )
    enter(provider, "membership.support_recorded", by=by, now=now, level=level, since_on=str(since_on))
    return made


@transaction.atomic
def end_support(*, support: Support, until_on: date, by: Viewer, now: datetime) -> None:
    """From this day on it no longer supports the group, and its seat is gone."""
    only_staff(by)
    hold(support.provider)
    held = Support.objects.select_related("provider").get(pk=support.pk)
    if held.until_on:
        raise refusal(NoSupport, "until_on", f"It ended on {held.until_on} already.")
    if until_on <= held.since_on or until_on > now.date():
        raise refusal(NoSupport, "until_on", f"It ends after {held.since_on}, and not in the future.")
    _end(held, until_on, by, now)


def _end(support: Support, until_on: date, by: Viewer, now: datetime) -> None:
    support.until_on = until_on
    support.save(update_fields=["until_on"])
    told = {"level": support.level, "until_on": str(until_on)}
    enter(support.provider, "membership.support_ended", by=by, now=now, **told)
