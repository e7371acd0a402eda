"""A request comes in with its document and is reviewed: is it valid, is its scope clear (A5.4, A5.5)?"""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta

from django.db import transaction

from hopback.policy.article_5_enforcement.lawful_requests import Instrument
from hopback.policy.figures import DUE_SAID_BEFORE_DAYS
from hopback.portal.accounts.viewer import Viewer
from hopback.portal.enforcement.models import Agency
from hopback.portal.ground import actions as ground
from hopback.portal.ground.uploads import Upload
from hopback.portal.providers.models import Provider
from hopback.portal.sourcing.models import Campaign
from hopback.portal.tracebacks.models import Traceback

from ..models import LawfulRequest, Review
from ..refusals import RequestWrong
from ._common import enter, hold_open, only_people_of_staff

DUE = "lawful.due"


@transaction.atomic
def enter_request(
    *,
    instrument: str,
    agency: Agency,
    reference: str,
    asked_by: str,
    received_on: date,
    due_on: date,
    scope: str,
    document: Upload,
    tracebacks: Iterable[Traceback] = (),
    providers: Iterable[Provider] = (),
    campaign: Campaign | None = None,
    called: str = "",
    called_from: date | None = None,
    called_until: date | None = None,
    by: Viewer,
    now: datetime,
) -> LawfulRequest:
    """Staff enter what was served, or what a called customer signed (A5.4, A5.5). Raises RequestWrong."""
    only_people_of_staff(by)
    named, whose = list(tracebacks), list(providers)
    _right(instrument, called, due_on >= received_on, bool(named or whose or campaign or called or called_from))
    request = LawfulRequest.objects.create(
        instrument=instrument,
        agency=agency,
        reference=reference.strip(),
        asked_by=asked_by.strip(),
        received_on=received_on,
        due_on=due_on,
        scope=scope.strip(),
        campaign=campaign,
        called=called,
        called_from=called_from,
        called_until=called_until,
        document_name=document.name,
        document_type=document.media_type,
        document_sha256=document.sha256,
        document=document.content,
        entered_by=by.name,
        entered_at=now,
    )
    request.tracebacks.set(named)
    request.providers.set(whose)
    facts = {"instrument": instrument, "due_on": due_on.isoformat(), "document": document.sha256}
    enter(request, "lawful_request.entered", by=by, now=now, **facts)
    appoint_due(request, by=by, now=now)
    return request


def _right(instrument: str, called: str, in_time: bool, has_scope: bool) -> None:
    if instrument not in list(Instrument):
        raise RequestWrong("Say what it is.", "instrument")
    if (instrument == Instrument.CONSENT) != bool(called):
        raise RequestWrong("A consent covers the calls to one number; anything else names none.", "called")
    if not in_time:
        raise RequestWrong("It is due before it was received.", "due_on")
    if not has_scope:
        raise RequestWrong(
            "Name tracebacks, providers, a campaign or days: without a scope nothing leaves.", "tracebacks"
        )


@transaction.atomic
def review(*, request: LawfulRequest, valid: bool, clear: bool, reasons: str, by: Viewer, now: datetime) -> Review:
    """A person finds it valid or not, its scope clear or not, with reasons. The newest finding holds (A5.5)."""
    only_people_of_staff(by)
    held = hold_open(request)
    if not reasons.strip():
        raise RequestWrong("Say why.", "reasons")
    found = {"valid": valid, "clear": clear, "reasons": reasons.strip()}
    row = Review.objects.create(request=held, **found, reviewed_by=by.name, reviewed_at=now)
    enter(held, "lawful_request.reviewed", by=by, now=now, **found)
    return row


def appoint_due(request: LawfulRequest, *, by: Viewer, now: datetime) -> None:
    """The next time that staff are told how long there is."""
    due = datetime.combine(request.due_on, time(), UTC)
    to_come = [due - timedelta(days=days) for days in DUE_SAID_BEFORE_DAYS]
    if later := [at for at in to_come if at > now]:
        ground.appoint(kind=DUE, about=request.public_id, due_at=later[0], by=by, now=now)
