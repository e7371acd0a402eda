"""Who is told: the providers whose information is asked, and staff when a request falls due (XA.8, A5.4)."""

from datetime import datetime

from django.db import transaction

from hopback.policy.article_5_enforcement.lawful_requests import Stands
from hopback.portal.accounts.models import Kind, User
from hopback.portal.accounts.viewer import Viewer
from hopback.portal.notices import actions as notices
from hopback.portal.providers import queries as providers
from hopback.portal.providers.models import Provider
from hopback.portal.tracebacks.models import Traceback

from ..models import LawfulRequest, ProviderTold
from ..queries.requests import in_scope, providers_in, where
from ..refusals import RequestWrong
from ._common import enter, hold, hold_open, only_people_of_staff
from .entering import DUE, appoint_due

WORDS = {"subpoena": "A subpoena", "demand": "A Civil Investigative Demand", "other": "A lawful request",
         "consent": "A consent of the called customer"}  # fmt: skip


@transaction.atomic
def tell_providers(
    *, request: LawfulRequest, provider: str = "", forbidden_because: str = "", by: Viewer, now: datetime
) -> list[ProviderTold]:
    """Tell every provider in scope that is not told yet, or the one with this public id (XA.8).

    `forbidden_because`: the law forbids it, and why; then nothing is sent and the reason stands on record."""
    only_people_of_staff(by)
    held, why = hold_open(request), forbidden_because.strip()
    known = set(ProviderTold.objects.filter(request=held).values_list("provider_id", flat=True))
    to_tell = [one for one in providers_in(held) if one.pk not in known and provider in ("", one.public_id)]
    if not to_tell:
        raise RequestWrong("Nobody is left to tell.", "provider")
    return [_tell(held, one, why, by, now) for one in to_tell]


def _tell(request: LawfulRequest, provider: Provider, why: str, by: Viewer, now: datetime) -> ProviderTold:
    if not why:
        _mail(request, provider, by=by, now=now)
    facts = {"told_at": None if why else now, "forbidden_because": why, "recorded_by": by.name, "recorded_at": now}
    row = ProviderTold.objects.create(request=request, provider=provider, **facts)
    verb = "lawful_request.telling_forbidden" if why else "lawful_request.provider_told"
    enter(request, verb, by=by, now=now, provider=provider.name, reason=why)
    return row


def _mail(request: LawfulRequest, provider: Provider, *, by: Viewer, now: datetime) -> None:
    to = [(one.email, one.full_name, kind) for kind, one in providers.contacts(provider).items()]
    if not to:
        raise RequestWrong(f"{provider.name} has no contact to write to. Find one first.", "provider")
    theirs = Traceback.objects.filter(pk__in=in_scope(request).order_by().values("pk"), hops__provider=provider)
    notices.post(
        kind="lawful_request",
        to=to,
        context={
            "what": WORDS[request.instrument],
            "agency": request.agency.source.name,
            "reference": request.reference,
            "provider_name": provider.name,
            "due_on": f"{request.due_on:%d %B %Y}",
            "numbers": ", ".join(sorted(set(theirs.values_list("number", flat=True)))),
        },
        party=provider.public_id,
        by=by,
        now=now,
    )


@transaction.atomic
def record_objection(
    *, request: LawfulRequest, provider: str, objection: str, by: Viewer, now: datetime
) -> ProviderTold:
    """What a provider said that resists (XA.8)."""
    only_people_of_staff(by)
    held = hold_open(request)
    row = ProviderTold.objects.filter(request=held, provider__public_id=provider, told_at__isnull=False).first()
    if row is None or not objection.strip():
        raise RequestWrong("Say which provider that was told resists, and what it said.", "objection")
    row.objection, row.objected_at = objection.strip(), now
    row.save(update_fields=["objection", "objected_at"])
    enter(held, "lawful_request.resisted", by=by, now=now, provider=row.provider.name, reason=row.objection)
    return row


@transaction.atomic
def say_due(*, about: str, by: Viewer, now: datetime) -> None:
    """Staff hear how long there is, unless it is over (A5.4)."""
    request = hold(LawfulRequest.objects.get(public_id=about))
    state, moves = where(request, now)
    if state in (Stands.RELEASED, Stands.DECLINED):
        return
    team = User.objects.filter(kind=Kind.STAFF, is_active=True).order_by("pk")
    context = {
        "agency": request.agency.source.name,
        "reference": request.reference,
        "due_on": f"{request.due_on:%d %B %Y}",
        "moves": moves,
        "page": f"/lawful-requests/{request.public_id}/",
    }
    if to := [(one.email, one.name, "primary") for one in team]:
        notices.post(kind="lawful_due", to=to, context=context, by=by, now=now)
    enter(request, "lawful_request.due_said", by=by, now=now, due_on=request.due_on.isoformat())
    appoint_due(request, by=by, now=now)


__all__ = ["DUE", "record_objection", "say_due", "tell_providers"]
