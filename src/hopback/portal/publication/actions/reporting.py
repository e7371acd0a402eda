"""Reports: made from the data, finished with words, published and kept as they were (A3.9)."""

from datetime import date, datetime

from django.db import transaction

from hopback.policy.article_3_traceback.publication import NothingWritten, Period, Span, check_over, period
from hopback.portal.accounts.viewer import Viewer
from hopback.portal.logbook import actions as logbook

from ..models import Draft, Report
from ..queries import composing, reports


@transaction.atomic
def make_draft(*, span: Span, first_on: date, by: Viewer, now: datetime) -> Draft:
    """Count the period anew; what was written for it stays. Raises NotOver."""
    of: Period = period(Span(span), first_on)
    check_over(of, now)
    counted = {"body": composing.body(of, by=by.name, now=now), "made_by": by.name, "made_at": now}
    draft, _ = Draft.objects.update_or_create(span=of.span.value, first_on=of.first_on, defaults=counted)
    logbook.record(by=by, now=now, verb="report.made", about=draft.public_id, title=draft.body["title"])
    return draft


@transaction.atomic
def write_texts(*, draft: Draft, texts: dict[str, str], reasons: dict[str, str], by: Viewer, now: datetime) -> Draft:
    """What staff write: the texts by name, and the reason that each provider gave that answered nothing."""
    draft = Draft.objects.select_for_update().get(pk=draft.pk)
    draft.texts = {name: text.strip() for name, text in texts.items() if name in composing.TEXTS}
    asked = {one["provider"] for one in draft.body.get("refused", [])}
    draft.reasons = {provider: text.strip() for provider, text in reasons.items() if provider in asked}
    draft.save(update_fields=["texts", "reasons"])
    logbook.record(by=by, now=now, verb="report.written", about=draft.public_id, title=draft.body["title"])
    return draft


@transaction.atomic
def publish_report(*, draft: Draft, by: Viewer, now: datetime) -> Report:
    """The next edition of its period; the draft is done. Raises NothingWritten."""
    draft = Draft.objects.select_for_update().get(pk=draft.pk)
    if draft.period.span is Span.YEAR:
        for name in composing.REQUIRED:
            if not draft.texts.get(name):
                raise NothingWritten(f"Write this part first: {composing.TEXTS[name]}.", name)
    body = reports.whole(draft)
    earlier = Report.objects.filter(span=draft.span, first_on=draft.first_on).count()
    report = Report.objects.create(
        span=draft.span,
        first_on=draft.first_on,
        edition=earlier + 1,
        body=body,
        fingerprint=reports.fingerprint(body),
        made_by=draft.made_by,
        made_at=draft.made_at,
        published_by=by.name,
        published_at=now,
    )
    draft.delete()
    logbook.record(
        by=by,
        now=now,
        verb="report.published",
        about=report.public_id,
        title=body["title"],
        edition=report.edition,
        fingerprint=report.fingerprint,
    )
    return report
