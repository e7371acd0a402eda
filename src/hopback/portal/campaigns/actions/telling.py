"""What the calls say, and how many there are, each with who tells it (A1.6)."""

from datetime import date, datetime

from django.db import transaction

from hopback.portal.accounts.viewer import Viewer
from hopback.portal.sourcing.models import Campaign

from ..models import Text, Volume
from ..refusals import CampaignRefused
from ..words import LANGUAGES
from ._common import enter, hold


@transaction.atomic
def add_text(
    *, campaign: Campaign, kind: str, language: str, text: str, told_by: str, by: Viewer, now: datetime
) -> Text:
    """A message or a transcript, word for word, in its own language."""
    campaign = hold(campaign, by)
    if kind not in Text.Kind.values or language not in LANGUAGES:
        raise CampaignRefused("Say whether it is a message or a transcript, and in which language.", "kind")
    if not text.strip():
        raise CampaignRefused("Write down what the calls say.", "text")
    added = {"kind": kind, "language": language, "text": text.strip(), "told_by": _source(told_by)}
    made = Text.objects.create(campaign=campaign, **added, added_by=by.name, added_at=now)
    enter(campaign, "campaign.text_added", by=by, now=now, text_id=made.public_id, **added)
    return made


@transaction.atomic
def remove_text(*, text: Text, by: Viewer, now: datetime) -> None:
    """It belongs elsewhere; the log keeps its words."""
    campaign = hold(text.campaign, by)
    enter(campaign, "campaign.text_removed", by=by, now=now, text_id=text.public_id, text=text.text)
    text.delete()


@transaction.atomic
def tell_volume(*, campaign: Campaign, month_on: date, calls: int, told_by: str, by: Viewer, now: datetime) -> Volume:
    """The calls of one month as one source counts them; the same source's newer figure replaces its older one."""
    campaign, told_by = hold(campaign, by), _source(told_by)
    month_on = month_on.replace(day=1)
    if month_on > now.date():
        raise CampaignRefused("This month has not begun.", "month_on")
    told = {"calls": calls, "added_by": by.name, "added_at": now}
    which = {"campaign": campaign, "month_on": month_on, "told_by": told_by}
    before = Volume.objects.filter(**which).values_list("calls", flat=True).first()
    made, _ = Volume.objects.update_or_create(**which, defaults=told)
    said = {"month": f"{month_on:%Y-%m}", "calls": calls, "told_by": told_by, "before": before}
    enter(campaign, "campaign.volume_told", by=by, now=now, **said)
    return made


@transaction.atomic
def remove_volume(*, volume: Volume, by: Viewer, now: datetime) -> None:
    campaign = hold(volume.campaign, by)
    said = {"month": f"{volume.month_on:%Y-%m}", "calls": volume.calls, "told_by": volume.told_by}
    enter(campaign, "campaign.volume_removed", by=by, now=now, **said)
    volume.delete()


def _source(told_by: str) -> str:
    if not told_by.strip():
        raise CampaignRefused("Say who tells it: a figure or a text is worth its source.", "told_by")
    return told_by.strip()
