"""What the provider says: to the notice of a proposed finding, and against a finding that stands (A1.3, A3.10)."""

from datetime import datetime

from django.db import transaction
from django.http import Http404

from hopback.portal.accounts.models import Kind
from hopback.portal.accounts.viewer import Viewer

from ..models import Finding, Reply
from ..refusals import NotOpen
from ._common import enter, hold, said


@transaction.atomic
def answer(*, finding: Finding, words: str, channel: str = "page", by: Viewer, now: datetime) -> Reply:
    """Its administrator, the holder of the link in its mail, or staff who write down what it said."""
    _may_speak(finding, by)
    finding = hold(finding)
    if finding.is_confirmed or finding.dropped_at:
        raise NotOpen("This was decided already.")
    return _say(finding, Reply.Kind.ANSWER, words, channel, by, now)


@transaction.atomic
def contest(*, finding: Finding, words: str, channel: str = "page", by: Viewer, now: datetime) -> Reply:
    """While it stands; somebody other than the finder reviews it."""
    _may_speak(finding, by)
    finding = hold(finding)
    if finding.fact is None or finding.fact.lifted_at:
        raise NotOpen("There is no finding that stands.")
    if finding.replies.filter(kind=Reply.Kind.CONTEST, review=None).exists():
        raise NotOpen("It is contested already, and is being reviewed.")
    return _say(finding, Reply.Kind.CONTEST, words, channel, by, now)


def _may_speak(finding: Finding, by: Viewer) -> None:
    own = by.party == finding.provider.public_id and by.scopes is None
    allowed = {
        Kind.PROVIDER.value: own and by.is_admin,
        "link": own and by.about == finding.public_id,
        Kind.STAFF.value: by.scopes is None,
    }
    if not allowed.get(by.kind, False):
        raise Http404


def _say(finding: Finding, kind: Reply.Kind, words: str, channel: str, by: Viewer, now: datetime) -> Reply:
    told = said(words, "words", "Say what speaks against it, or that nothing does.")
    where = "staff" if by.is_staff else "link" if by.kind == "link" else channel
    reply = Reply.objects.create(
        finding=finding, kind=kind, words=told, channel=where, said_by=by.name[:120], said_at=now
    )
    verb = "conduct.answered" if kind == Reply.Kind.ANSWER else "conduct.contested"
    enter(finding.provider, verb, by=by, now=now, finding=finding.public_id, words=told, channel=where)
    return reply
