"""What did you do? Asked by mail until it is answered, and answered by page, link or API (XA.5)."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.http import Http404

from hopback.policy.appendix_a_mitigation import refuse_unless_explained, settles
from hopback.policy.article_3_traceback.answers import Mitigation as Did
from hopback.portal.accounts import actions as accounts
from hopback.portal.accounts.models import Kind, Scope
from hopback.portal.accounts.viewer import Viewer
from hopback.portal.ground import actions as ground
from hopback.portal.logbook import actions as logbook
from hopback.portal.notices import actions as notices
from hopback.portal.providers import queries as providers

from ..models import Mitigation, Report

ASK = "mitigation.ask"
LINK = "mitigation"
GOOD_FOR = timedelta(days=60)
WHOLE = ("provider", "hop__traceback__candidate__incident", "hop__traceback__candidate__campaign")


@transaction.atomic
def report(
    *, mitigation: Mitigation, did: Did, note: str = "", channel: str = "page", by: Viewer, now: datetime
) -> Report:
    """The provider says what it did; staff may on its behalf. A later word follows an earlier one, never alters it."""
    _may_report(mitigation, by)
    refuse_unless_explained(did, note)
    mitigation = _held(mitigation)
    if mitigation.withdrawn_at:
        raise Http404
    said = Report.objects.create(
        mitigation=mitigation,
        did=did.value,
        note=note.strip(),
        channel="staff" if by.is_staff else channel,
        said_by=by.name,
        said_at=now,
    )
    if settles(did):
        ground.drop_appointments(kinds=[ASK], about=mitigation.public_id, by=by, now=now)
    _enter(mitigation, "mitigation.reported", by=by, now=now, did=did.value, note=said.note, channel=said.channel)
    return said


def _may_report(mitigation: Mitigation, by: Viewer) -> None:
    """Its own provider's people and keys, the holder of its link, or staff."""
    own = by.party == mitigation.provider.public_id
    allowed = {
        Kind.PROVIDER.value: own and (by.scopes is None or Scope.HOPS in by.scopes),
        "link": own and by.about == mitigation.public_id,
        Kind.STAFF.value: by.scopes is None,
    }
    if not allowed.get(by.kind, False):
        raise Http404


def ask(mitigation: Mitigation, *, by: Viewer, now: datetime) -> None:
    """One mail to whoever answers now, and the next one appointed; where nobody can be reached, staff see it."""
    _appoint(mitigation, by=by, now=now)
    mitigation.asked_times += 1
    mitigation.save(update_fields=["asked_times"])
    (answers,) = providers.answering([mitigation.provider], now)
    person = answers.person
    _enter(mitigation, "mitigation.asked", by=by, now=now, times=mitigation.asked_times, reached=person is not None)
    if person is None:
        return
    traceback = mitigation.hop.traceback
    candidate = traceback.candidate
    told = {"purpose": LINK, "about": mitigation.public_id, "address": person.email, "good_for": GOOD_FOR}
    link = accounts.make_link(**told, by=by, now=now)
    notices.post(
        kind="mitigation",
        to=[(person.email, person.full_name, "primary")],
        context={
            "traceback_number": traceback.number,
            "provider_name": mitigation.provider.name,
            "campaign": candidate.campaign.name if candidate.campaign else "",
            "named_as": mitigation.named_as,
            "again": mitigation.asked_times > 1,
            "link_path": "/mitigation/",
            "check_path": "/check/",
            "expires_on": f"{link.expires_at:%d %B %Y}",
            "secrets": [candidate.incident.called or candidate.incident.called_raw],
        },
        traceback=traceback.public_id,
        party=mitigation.provider.public_id,
        link_nonce=link.nonce,
        by=by,
        now=now,
    )


@transaction.atomic
def ask_again(*, about: str, by: Viewer, now: datetime) -> None:
    """The interval is over: ask once more, unless it was answered meanwhile."""
    mitigation = _held(Mitigation.objects.get(public_id=about))
    last = mitigation.reports.last()
    if mitigation.withdrawn_at is None and (last is None or not settles(Did(last.did))):
        ask(mitigation, by=by, now=now)


def _appoint(mitigation: Mitigation, *, by: Viewer, now: datetime) -> None:
    """The next of the intervals, each counted from the first question; after the last, staff take over."""
    days = settings.MITIGATION_ASKED_AGAIN_AFTER_DAYS[mitigation.asked_times :]
    if days:
        due_at = max(mitigation.asked_at + timedelta(days=days[0]), now)
        ground.appoint(kind=ASK, about=mitigation.public_id, due_at=due_at, by=by, now=now)


def _held(mitigation: Mitigation) -> Mitigation:
    return Mitigation.objects.select_for_update(of=("self",)).select_related(*WHOLE).get(pk=mitigation.pk)


def _enter(mitigation: Mitigation, verb: str, *, by: Viewer, now: datetime, **payload: object) -> None:
    logbook.record(
        by=by,
        now=now,
        verb=verb,
        traceback=mitigation.hop.traceback.public_id,
        hop=mitigation.hop.public_id,
        about=mitigation.public_id,
        provider=mitigation.provider.name,
        **payload,
    )
