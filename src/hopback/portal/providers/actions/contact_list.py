"""The list of points of contact: asked for by agencies, granted by staff, each viewing in the log (XA.1)."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.http import Http404

from hopback.portal.accounts import parties
from hopback.portal.accounts.models import Kind
from hopback.portal.accounts.viewer import Viewer
from hopback.portal.disclosures.actions import disclosed
from hopback.portal.logbook import actions as logbook

from .. import agencies
from ..models import ContactListRequest, Provider
from ..queries import may_see_contacts
from ..refusals import ContactListWrong
from ._common import only_staff


@transaction.atomic
def show_contact_list(*, found: str = "", shown: Sequence[Provider], by: Viewer, now: datetime) -> None:
    """Somebody sees the contacts of these; for whoever may not there is none. `found`: the words they looked for."""
    ground = may_see_contacts(by, now.date())
    if not ground:
        raise Http404
    disclosed(
        of=[one.public_id for one in shown],
        to=by.name if by.is_staff else parties.name_of(by.kind, by.party) or by.name,
        to_party=by.party,
        what="points of contact",
        basis="The list of points of contact: cooperative providers see it, agencies on reasonable request",
        clause_id="XA.1",
        verb="contact_list.viewed",
        payload={"ground": ground, "providers": len(shown), "found": found[:80]},
        by=by,
        now=now,
    )


@transaction.atomic
def ask_for_contact_list(
    *, agency: str = "", asked_by: str = "", email: str = "", purpose: str, by: Viewer, now: datetime
) -> ContactListRequest:
    """An agency asks, or staff write down that one did. An agency's own people say only what for."""
    told = {"agency": agency.strip(), "asked_by": asked_by.strip(), "email": email.strip()}
    own = agencies.name_of(by.party) if by.kind == Kind.SOURCE else None
    if own is not None:
        told |= {"agency": own, "asked_by": by.name}
    elif not by.is_staff:
        raise Http404
    _complete(told, purpose)
    party = by.party if own is not None else ""
    if party and ContactListRequest.objects.filter(party=party, decided_at=None).exists():
        raise _wrong("purpose", "Your last request waits for the team’s decision.")
    made = ContactListRequest.objects.create(
        **told, party=party, purpose=purpose.strip(), asked_at=now, recorded_by=by.name
    )
    _enter(made, "contact_list.asked", by=by, now=now, purpose=made.purpose)
    return made


def _complete(told: dict[str, str], purpose: str) -> None:
    for name, message in (("agency", "Which agency asks?"), ("asked_by", "Who asks for it?")):
        if not told[name]:
            raise _wrong(name, message)
    try:
        validate_email(told["email"])
    except ValidationError:
        raise _wrong("email", "Give the e-mail address that the request came from.") from None
    if not purpose.strip():
        raise _wrong("purpose", "Say what the list is needed for.")


@transaction.atomic
def decide_contact_list(
    *, request: ContactListRequest, granted: bool, because: str, until_on: date | None = None, by: Viewer, now: datetime
) -> None:
    """Staff find a request reasonable, until a day, or not; with the reason."""
    only_staff(by)
    request = ContactListRequest.objects.select_for_update().get(pk=request.pk)
    if request.decided_at:
        raise _wrong("granted", f"{request.decided_by} has decided it already.")
    if not because.strip():
        raise _wrong("because", "Say why.")
    if granted and (until_on is None or until_on < now.date()):
        raise _wrong("until_on", "Until which day may it be seen? Not a day that is past.")
    request.granted, request.because, request.until_on = granted, because.strip(), until_on if granted else None
    request.decided_at, request.decided_by = now, by.name
    request.save(update_fields=["granted", "because", "until_on", "decided_at", "decided_by"])
    verb = "contact_list.granted" if granted else "contact_list.refused"
    _enter(request, verb, by=by, now=now, because=request.because, until_on=str(request.until_on or ""))


@transaction.atomic
def end_contact_list(*, request: ContactListRequest, by: Viewer, now: datetime) -> None:
    """From now on the agency no longer sees the list."""
    only_staff(by)
    request = ContactListRequest.objects.select_for_update().get(pk=request.pk)
    if not request.granted or not request.until_on or request.until_on < now.date():
        return
    request.until_on = now.date() - timedelta(days=1)
    request.save(update_fields=["until_on"])
    _enter(request, "contact_list.ended", by=by, now=now)


def _enter(request: ContactListRequest, verb: str, *, by: Viewer, now: datetime, **payload: Any) -> None:
    logbook.record(by=by, now=now, verb=verb, about=request.public_id, agency=request.agency, **payload)


def _wrong(field: str, message: str) -> ContactListWrong:
    refused = ContactListWrong(message)
    refused.field = field
    return refused
