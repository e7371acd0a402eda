"""Staff list an organisation and say of which kind it is: private ones are protected (A3.12, A3.14)."""

from datetime import datetime

from django.db import transaction
from django.http import Http404

from hopback.policy.article_3_traceback.organization_requests import OrganizationKind
from hopback.policy.article_4_sourcing import SourceKind
from hopback.portal.accounts.viewer import Viewer
from hopback.portal.logbook import actions as logbook
from hopback.portal.sourcing import actions as sourcing
from hopback.portal.sourcing.models import Source
from hopback.portal.tracebacks.models import Organization

from ..refusals import OrganizationWrong


@transaction.atomic
def list_organization(*, name: str, kind: str, verified_how: str = "", by: Viewer, now: datetime) -> Source:
    """A source of the kind organisation, and whether it is public, private or of the government."""
    _known(kind)
    told = {"kind": SourceKind.ORGANIZATION.value, "name": name, "verified_how": verified_how}
    source = sourcing.list_source(**told, by=by, now=now)
    _record(source, kind, by=by, now=now)
    return source


@transaction.atomic
def say_kind(*, source: Source, kind: str, by: Viewer, now: datetime) -> None:
    """Of which kind it is, said or corrected. Until somebody says so it counts as private."""
    if not by.is_staff or source.kind != SourceKind.ORGANIZATION:
        raise Http404
    _known(kind)
    _record(source, kind, by=by, now=now)


def _known(kind: str) -> None:
    if kind not in list(OrganizationKind):
        raise OrganizationWrong("Say whether it is public, private or of the government.")


def _record(source: Source, kind: str, *, by: Viewer, now: datetime) -> None:
    told = {"kind": kind, "recorded_by": by.name, "recorded_at": now}
    Organization.objects.update_or_create(source=source, defaults=told)
    said = {"name": source.name, "organization_kind": kind}
    logbook.record(by=by, now=now, verb="organization.kind_said", about=source.public_id, **said)
