"""Who tells of calls, and how credible and verifiable that is (A4.2, A4.4)."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from hopback.policy.article_4_sourcing import SourceKind
from hopback.policy.article_4_sourcing.standing import Credibility
from hopback.portal.accounts.viewer import Viewer
from hopback.portal.logbook import actions as logbook
from hopback.portal.providers.models import Provider

from ..models import Source
from ..refusals import SourceWrong
from ._common import only_staff


@transaction.atomic
def list_source(
    *,
    kind: str,
    name: str,
    provider: Provider | None = None,
    verified_how: str = "",
    email: str = "",
    score_top: float = 1.0,
    by: Viewer,
    now: datetime,
) -> Source:
    """Staff list a source; how it was verified, where it was, and by whom (A4.2, A4.4)."""
    only_staff(by)
    name = name.strip()
    if not name or kind not in list(SourceKind):
        raise SourceWrong("A source has a name and is of a kind.")
    if Source.objects.filter(name__iexact=name).exists():
        raise SourceWrong(f"A source called {name} is listed already.")
    source = Source(kind=kind, name=name, provider=provider, listed_at=now, email=email.strip())
    source.score_top = _score_top(score_top)
    if verified_how.strip():
        _verify(source, verified_how, by, now)
    source.save(force_insert=True)
    _enter(source, "source.listed", by=by, now=now)
    return source


@transaction.atomic
def verify_source(*, source: Source, verified_how: str, by: Viewer, now: datetime) -> None:
    """Staff say how they made sure that this source is who it says it is, first or anew (A4.2)."""
    only_staff(by)
    source = _hold(source)
    if not verified_how.strip():
        raise _wrong("Say how it was verified.", "verified_how")
    _verify(source, verified_how, by, now)
    source.save(update_fields=["verified_how", "verified_by", "verified_at", "verified_until"])
    _enter(source, "source.verified", by=by, now=now)


@transaction.atomic
def judge_source(*, source: Source, credibility: str, credibility_why: str, by: Viewer, now: datetime) -> None:
    """Staff say how credible a source is, and why (A4.2)."""
    only_staff(by)
    source = _hold(source)
    if credibility not in list(Credibility):
        raise _wrong("Say how credible it is.", "credibility")
    if not credibility_why.strip():
        raise _wrong("Give your reason.", "credibility_why")
    source.credibility, source.credibility_why = credibility, credibility_why.strip()
    source.save(update_fields=["credibility", "credibility_why"])
    logbook.record(
        by=by,
        now=now,
        verb="source.judged",
        about=source.public_id,
        name=source.name,
        credibility=credibility,
        because=source.credibility_why,
    )


@transaction.atomic
def change_source(*, source: Source, email: str, score_top: float | None, by: Viewer, now: datetime) -> None:
    """Where it is written to, the highest score it gives (A4.4)."""
    only_staff(by)
    source = _hold(source)
    source.email = email.strip()
    source.score_top = _score_top(score_top or 1.0)
    source.save(update_fields=["email", "score_top"])
    logbook.record(
        by=by,
        now=now,
        verb="source.changed",
        about=source.public_id,
        name=source.name,
        email=source.email,
        score_top=str(source.score_top),
    )


@transaction.atomic
def end_source(*, source: Source, because: str, by: Viewer, now: datetime) -> None:
    """It tells of no more calls; what it told stays."""
    only_staff(by)
    source = _hold(source)
    if not because.strip():
        raise _wrong("Give your reason.", "because")
    if source.ended_at:
        raise _wrong("It has ended already.", "because")
    source.ended_at, source.ended_because = now, because.strip()
    source.save(update_fields=["ended_at", "ended_because"])
    logbook.record(
        by=by, now=now, verb="source.ended", about=source.public_id, name=source.name, because=source.ended_because
    )


def _hold(source: Source) -> Source:
    return Source.objects.select_for_update(of=("self",)).get(pk=source.pk)


def _wrong(sentence: str, field: str) -> SourceWrong:
    refused = SourceWrong(sentence)
    refused.field = field
    return refused


def _score_top(said: float) -> float:
    if not said > 0:
        raise _wrong("The highest score is above 0.", "score_top")
    return said


def _verify(source: Source, how: str, by: Viewer, now: datetime) -> None:
    source.verified_how, source.verified_by, source.verified_at = how.strip(), by.name, now
    source.verified_until = now.date() + timedelta(days=settings.VERIFICATION_DAYS)


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
        verified_until=source.verified_until.isoformat() if source.verified_until else "",
    )
