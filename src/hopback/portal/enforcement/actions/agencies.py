"""Staff say which sources are agencies, and approve domains that are none of .gov or .mil, two people each (A5.7)."""

from datetime import datetime

from django.db import transaction
from django.http import Http404

from hopback.policy.article_4_sourcing import SourceKind
from hopback.policy.article_5_enforcement import Level, exceptional
from hopback.policy.article_5_enforcement.addresses import STATES
from hopback.portal.accounts.second_person import confirm, proposal
from hopback.portal.accounts.viewer import Viewer
from hopback.portal.sourcing import actions as sourcing
from hopback.portal.sourcing.models import Source

from ..models import AddressException, Agency
from ..refusals import AgencyWrong
from ._common import enter, hold_agency, only_people_of_staff


@transaction.atomic
def list_agency(
    *, name: str, level: str, state: str = "", enforces: str, verified_how: str = "", by: Viewer, now: datetime
) -> Agency:
    """A source of the kind enforcement, and what is said of an agency beyond that (A5.7)."""
    only_people_of_staff(by)
    told = {"kind": SourceKind.ENFORCEMENT.value, "name": name, "verified_how": verified_how}
    source = sourcing.list_source(**told, by=by, now=now)
    return say_agency(source=source, level=level, state=state, enforces=enforces, by=by, now=now)


@transaction.atomic
def say_agency(*, source: Source, level: str, state: str = "", enforces: str, by: Viewer, now: datetime) -> Agency:
    """Of which government a source is and what it enforces, said or corrected (A5.7)."""
    only_people_of_staff(by)
    if source.kind != SourceKind.ENFORCEMENT:
        raise Http404
    state, enforces = state.strip().lower(), enforces.strip()
    _right(level, state, enforces)
    told = {"level": level, "state": state, "enforces": enforces, "recorded_by": by.name, "recorded_at": now}
    agency, _ = Agency.objects.update_or_create(source=source, defaults=told)
    enter(agency, "agency.said", by=by, now=now, level=level, state=state, enforces=enforces)
    return agency


def _right(level: str, state: str, enforces: str) -> None:
    if level not in list(Level):
        raise AgencyWrong("Say whether it is of the federal government or of a state.", "level")
    if (level == Level.STATE) != bool(state):
        raise AgencyWrong("An agency of a state says which; a federal one says none.", "state")
    if state and state not in STATES:
        raise AgencyWrong("Choose the state from the list.", "state")
    if not enforces:
        raise AgencyWrong("Say which laws against illegal robocalls it enforces.", "enforces")


@transaction.atomic
def propose_exception(*, agency: Agency, domain: str, why: str, by: Viewer, now: datetime) -> AddressException:
    """One person names a domain that counts as official for this agency; it does not until another approves (A5.7)."""
    only_people_of_staff(by)
    agency = hold_agency(agency)
    name = exceptional(domain, agency.state)
    if not why.strip():
        raise AgencyWrong("Say how you made sure that this domain is the agency's own.", "why")
    if AddressException.objects.filter(domain=name, ended_at=None).exists():
        raise AgencyWrong("This domain is proposed or approved already.", "domain")
    made = AddressException.objects.create(agency=agency, domain=name, why=why.strip(), **proposal(by, now))
    enter(agency, "agency.exception_proposed", by=by, now=now, domain=name, why=made.why)
    return made


@transaction.atomic
def approve_exception(*, exception: AddressException, by: Viewer, now: datetime) -> None:
    """A second person agrees. Raises NeedsAnother for who proposed it (A5.7)."""
    only_people_of_staff(by)
    held = _held(exception)
    if held.is_confirmed:
        return
    confirm(held, by, now)
    held.save(update_fields=["confirmed_by", "confirmed_by_user", "confirmed_at"])
    enter(held.agency, "agency.exception_approved", by=by, now=now, domain=held.domain, proposed_by=held.proposed_by)


@transaction.atomic
def end_exception(*, exception: AddressException, because: str, by: Viewer, now: datetime) -> None:
    """Declined, or taken back: from now on nothing goes to an address there (A5.7)."""
    only_people_of_staff(by)
    held = _held(exception)
    if not because.strip():
        raise AgencyWrong("Give the reason.", "because")
    held.ended_at, held.ended_by, held.ended_because = now, by.name, because.strip()
    held.save(update_fields=["ended_at", "ended_by", "ended_because"])
    enter(held.agency, "agency.exception_ended", by=by, now=now, domain=held.domain, because=held.ended_because)


def _held(exception: AddressException) -> AddressException:
    """As it is now; one that has ended is gone."""
    rows = AddressException.objects.select_for_update(of=("self",)).select_related("agency__source")
    found = rows.filter(pk=exception.pk, ended_at=None).first()
    if found is None:
        raise Http404
    return found
