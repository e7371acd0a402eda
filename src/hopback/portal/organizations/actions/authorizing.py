"""A private organisation allows that somebody is told of its traces, and takes it back (A3.14)."""

from datetime import datetime

from django.db import transaction
from django.http import Http404

from hopback.portal.accounts.viewer import Viewer
from hopback.portal.logbook import actions as logbook
from hopback.portal.sourcing.models import Candidate, Source
from hopback.portal.tracebacks.models import Authorization

from ..refusals import AuthorizationWrong


@transaction.atomic
def authorize(
    *,
    source: Source,
    to_whom: str,
    party: str = "",
    candidate: Candidate | None = None,
    until_at: datetime | None = None,
    by: Viewer,
    now: datetime,
) -> Authorization:
    """From now on, until a moment or until it is taken back. `candidate`: of this one trace; None: of all.

    `party`: the public id of somebody who signs in here; they see what it opens by themselves.
    """
    _own(source, by)
    if not to_whom.strip():
        raise AuthorizationWrong("Say who may be told.", "to_whom")
    if until_at is not None and until_at <= now:
        raise AuthorizationWrong("It has to end after now.", "until_on")
    if candidate is not None and candidate.source_id != source.pk:
        raise Http404
    told = {"to_whom": to_whom.strip(), "party": party, "from_at": now, "until_at": until_at}
    made = Authorization.objects.create(source=source, candidate=candidate, **told, given_by=by.name, given_at=now)
    logbook.record(
        by=by,
        now=now,
        verb="disclosure.authorized",
        about=source.public_id,
        authorization=made.public_id,
        to_whom=made.to_whom,
        party=party,
        candidate=candidate.public_id if candidate else "",
        until=until_at.isoformat() if until_at else "",
    )
    return made


@transaction.atomic
def revoke(*, authorization: Authorization, by: Viewer, now: datetime) -> None:
    """From now on nothing more is told; what was told before stays told."""
    authorization = Authorization.objects.select_for_update(of=("self",)).get(pk=authorization.pk)
    _own(authorization.source, by)
    if authorization.revoked_at is not None:
        raise AuthorizationWrong("This authorisation was taken back already.")
    authorization.revoked_at, authorization.revoked_by = now, by.name
    authorization.save(update_fields=["revoked_at", "revoked_by"])
    said = {"authorization": authorization.public_id, "to_whom": authorization.to_whom}
    logbook.record(by=by, now=now, verb="disclosure.revoked", about=authorization.source.public_id, **said)


def _own(source: Source, by: Viewer) -> None:
    """Only the organisation itself authorises: staff cannot do it in its name."""
    if not by.party or by.party != source.public_id or by.user_id is None:
        raise Http404
