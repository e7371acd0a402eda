"""Two people let the evidence package go; whoever takes it stands in the log (A5.4, A5.5)."""

import hashlib
from datetime import datetime

from django.db import transaction

from hopback.policy.article_5_enforcement.lawful_requests import refuse_release_unless_ready
from hopback.policy.figures import PACKAGE_TAKEN_WITHIN
from hopback.portal.accounts.second_person import confirm, proposal
from hopback.portal.accounts.viewer import Viewer
from hopback.portal.disclosures import actions as disclosures
from hopback.portal.enforcement.queries.agencies import reachable
from hopback.portal.logbook import actions as logbook
from hopback.portal.notices import actions as notices

from .. import package
from ..models import LawfulRequest, ProviderTold, Release, Taken
from ..queries.requests import facts_of, in_scope, providers_in, release_of
from ..refusals import AlreadyOver, PackageExpired
from ._common import enter, hold, hold_open, only_people_of_staff


@transaction.atomic
def propose_release(*, request: LawfulRequest, not_in_scope: str = "", by: Viewer, now: datetime) -> Release:
    """One person finds everything ready; `not_in_scope` says what was asked that the group holds nothing of (A5.4)."""
    only_people_of_staff(by)
    held = hold_open(request)
    refuse_release_unless_ready(facts_of(held), in_scope=in_scope(held).count(), now=now)
    held.not_in_scope = not_in_scope.strip()
    held.save(update_fields=["not_in_scope"])
    release = Release.objects.create(request=held, **proposal(by, now))
    enter(held, "lawful_request.release_proposed", by=by, now=now)
    return release


@transaction.atomic
def drop_release(*, request: LawfulRequest, because: str, by: Viewer, now: datetime) -> None:
    """The proposal is taken back, by anybody of the team; nothing has left."""
    only_people_of_staff(by)
    held = hold(request)
    release = _proposed(held)
    release.delete()
    enter(held, "lawful_request.release_dropped", by=by, now=now, reason=because.strip())


@transaction.atomic
def confirm_release(*, request: LawfulRequest, by: Viewer, now: datetime) -> Release:
    """A second person lets it go: the package is made, entered in the register of disclosures, the agency told.

    Raises NeedsAnother, and again whatever is missing by now (A5.4, A5.5, XA.8)."""
    only_people_of_staff(by)
    held = hold(request)
    release = _proposed(held)
    confirm(release, by, now)
    tracebacks = list(in_scope(held))
    refuse_release_unless_ready(facts_of(held), in_scope=len(tracebacks), now=now)
    logbook.publish_head(by=by, now=now)
    release.package = package.made(held, release, tracebacks, now)
    release.sha256 = hashlib.sha256(release.package).hexdigest()
    release.tracebacks, release.expires_at = len(tracebacks), now + PACKAGE_TAKEN_WITHIN
    release.save()
    _disclose(held, release, sorted({one.candidate.source.public_id for one in tracebacks}), by, now)
    _tell_agency(held, release, by, now)
    return release


def _proposed(request: LawfulRequest) -> Release:
    release = release_of(request)
    if release is None or release.is_confirmed:
        raise AlreadyOver("No release is proposed.")
    return release


def _disclose(request: LawfulRequest, release: Release, sources: list[str], by: Viewer, now: datetime) -> None:
    """In the register of each provider and source whose data it is; where the law forbids telling, in the log alone."""
    forbidden = set(
        ProviderTold.objects.filter(request=request).exclude(forbidden_because="").values_list("provider_id", flat=True)
    )
    concerned = providers_in(request)
    agency = request.agency.source
    disclosures.disclosed(
        of=[*(one.public_id for one in concerned if one.pk not in forbidden), *sources],
        to=agency.name,
        to_party=agency.public_id,
        what="The incident data of its tracebacks, as an evidence package",
        basis=f"{package.TITLES[request.instrument]} {request.reference}",
        clause_id="A5.5" if request.called else "A5.4",
        about=request.public_id,
        label=request.reference,
        verb="lawful_request.released",
        by=by,
        now=now,
        payload={
            "reference": request.reference,
            "agency": agency.name,
            "sha256": release.sha256,
            "tracebacks": release.tracebacks,
            "not_told": [one.public_id for one in concerned if one.pk in forbidden],
        },
    )


def _tell_agency(request: LawfulRequest, release: Release, by: Viewer, now: datetime) -> None:
    """Its officials whose address holds hear that the package can be taken; the package itself is never mailed."""
    to = [(one.email, one.name, "primary") for one in reachable(request.agency, now)]
    if not to or release.expires_at is None:
        return
    context = {
        "reference": request.reference,
        "sha256": release.sha256,
        "until": f"{release.expires_at:%d %B %Y}",
        "page": f"/lawful-requests/{request.public_id}/",
    }
    party = request.agency.source.public_id
    notices.post(kind="lawful_released", to=to, context=context, party=party, by=by, now=now)


@transaction.atomic
def take_package(*, request: LawfulRequest, by: Viewer, now: datetime) -> bytes:
    """Who takes it, and when, stands in the log. Raises PackageExpired (A5.4)."""
    release = release_of(hold(request))
    if release is None or release.package is None or release.expires_at is None:
        raise AlreadyOver("Nothing is released.")
    if now >= release.expires_at and not by.is_staff:
        raise PackageExpired(f"It could be taken until {release.expires_at:%d %B %Y}. Ask the group for it again.")
    Taken.objects.create(release=release, taken_by=by.name, taken_at=now)
    enter(release.request, "lawful_request.package_taken", by=by, now=now, sha256=release.sha256)
    return bytes(release.package)


@transaction.atomic
def take_document(*, request: LawfulRequest, by: Viewer, now: datetime) -> LawfulRequest:
    """Staff open the document that was served; it may name a called customer (XC.2)."""
    only_people_of_staff(by)
    held = hold(request)
    enter(held, "lawful_request.document_taken", by=by, now=now, document=held.document_name)
    return held
