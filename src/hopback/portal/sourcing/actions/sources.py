"""Who tells of calls, and campaigns of like calls (A1.6, A4.2, A4.4)."""

from datetime import datetime

from django.db import transaction

from hopback.policy.article_4_sourcing import SourceKind
from hopback.portal.accounts.viewer import Viewer
from hopback.portal.logbook import actions as logbook
from hopback.portal.providers.models import Provider

from ..models import Campaign, Source
from ..refusals import CampaignWrong, SourceWrong
from ._common import only_staff


@transaction.atomic
def list_source(
    *, kind: str, name: str, provider: Provider | None = None, verified_how: str = "", by: Viewer, now: datetime
) -> Source:
    """Staff list a source; how it was verified, where it was, and by whom (A4.2, A4.4)."""
    only_staff(by)
    name = name.strip()
    if not name or kind not in list(SourceKind):
        raise SourceWrong("A source has a name and is of a kind.")
    if Source.objects.filter(name__iexact=name).exists():
        raise SourceWrong(f"A source called {name} is listed already.")
    source = Source(kind=kind, name=name, provider=provider, listed_at=now)
    if verified_how.strip():
        source.verified_how, source.verified_by, source.verified_at = verified_how.strip(), by.name, now
    source.save(force_insert=True)
    _enter(source, "source.listed", by=by, now=now)
    return source


@transaction.atomic
def verify_source(*, source: Source, verified_how: str, by: Viewer, now: datetime) -> None:
    """Staff say how they made sure that this source is who it says it is (A4.2)."""
    only_staff(by)
    source = Source.objects.select_for_update(of=("self",)).get(pk=source.pk)
    if not verified_how.strip():
        refused = SourceWrong("Say how it was verified.")
        refused.field = "verified_how"
        raise refused
    source.verified_how, source.verified_by, source.verified_at = verified_how.strip(), by.name, now
    source.save(update_fields=["verified_how", "verified_by", "verified_at"])
    _enter(source, "source.verified", by=by, now=now)


def _enter(source: Source, verb: str, *, by: Viewer, now: datetime) -> None:
    logbook.record(
        by=by,
        now=now,
        verb=verb,
        about=source.public_id,
        name=source.name,
        kind=source.kind,
        provider=source.provider.public_id if source.provider else "",
        verified_how=source.verified_how,
    )


@transaction.atomic
def open_campaign(
    *, name: str, message: str = "", volume_a_month: int | None = None, by: Viewer, now: datetime
) -> Campaign:
    """Staff group calls of nearly one message under a name (A1.6)."""
    only_staff(by)
    name = name.strip()
    if not name:
        raise CampaignWrong("A campaign has a name.")
    if Campaign.objects.filter(name__iexact=name).exists():
        raise CampaignWrong(f"A campaign called {name} is there already.")
    campaign = Campaign.objects.create(name=name, message=message.strip(), volume_a_month=volume_a_month, opened_at=now)
    logbook.record(by=by, now=now, verb="campaign.opened", about=campaign.public_id, name=campaign.name)
    return campaign
