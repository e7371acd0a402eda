"""A customer's written request: written down, checked, answered, and in the register (XC.2)."""

from datetime import date, datetime

from django.db import transaction
from django.http import Http404

from hopback.policy.appendix_c_privacy import Purpose, check_purpose
from hopback.portal.accounts.second_person import NeedsAPerson
from hopback.portal.accounts.viewer import Viewer
from hopback.portal.disclosures.actions import disclosed
from hopback.portal.logbook import actions as logbook
from hopback.portal.providers.models import Provider

from .models import CustomerRequest
from .refusals import CustomerRequestWrong

WRITTEN = "The customer’s own written request, to the person it names (47 U.S.C. 222(c)(2))"


@transaction.atomic
def record_request(
    *,
    provider: Provider,
    customer: str,
    to_whom: str,
    what: str,
    document: str,
    received_on: date,
    by: Viewer,
    now: datetime,
) -> CustomerRequest:
    """A letter came. Nothing is disclosed by this."""
    _person(by)
    told = {"customer": customer, "to_whom": to_whom, "what": what, "document": document}
    for field, text in told.items():
        if not text.strip():
            raise CustomerRequestWrong("The letter says this; without it, it is no such request.", field)
    if received_on > now.date():
        raise CustomerRequestWrong("This day has not come.", "received_on")
    made = CustomerRequest.objects.create(
        provider=provider, received_on=received_on, recorded_by=by.name, recorded_at=now, **told
    )
    logbook.record(by=by, now=now, verb="customer_request.recorded", about=made.public_id, document=document)
    return made


@transaction.atomic
def answer_request(
    *, request: CustomerRequest, granted: bool, checked_how: str, because: str = "", by: Viewer, now: datetime
) -> None:
    """Granted: the records go to the person named, which the provider reads in its register. Refused: with a reason."""
    _person(by)
    check_purpose(Purpose.CUSTOMER_REQUEST)
    request = CustomerRequest.objects.select_for_update(of=("self",)).select_related("provider").get(pk=request.pk)
    if request.answered_at:
        raise CustomerRequestWrong(f"{request.answered_by} has answered it already.")
    if not checked_how.strip():
        raise CustomerRequestWrong("Say how it was made sure that the customer wrote it.", "checked_how")
    if not granted and not because.strip():
        raise CustomerRequestWrong("Say why it is refused.", "because")
    request.granted, request.checked_how, request.because = granted, checked_how.strip(), because.strip()
    request.answered_by, request.answered_at = by.name, now
    request.save(update_fields=["granted", "checked_how", "because", "answered_by", "answered_at"])
    if not granted:
        logbook.record(by=by, now=now, verb="customer_request.refused", about=request.public_id, because=because)
        return
    disclosed(
        of=[request.provider.public_id],
        to=request.to_whom,
        told_as="The person whom your customer named in writing",
        what="records of one of your customers",
        basis=WRITTEN,
        clause_id="XC.2",
        about=request.public_id,
        verb="customer_request.granted",
        by=by,
        now=now,
    )


@transaction.atomic
def note_preview(*, about: str, party: str, by: Viewer, now: datetime) -> None:
    """One of staff looks at something as a party would see it."""
    _person(by)
    logbook.record(by=by, now=now, verb="preview.opened", about=about, party=party)


def _person(by: Viewer) -> None:
    if not by.is_staff:
        raise Http404
    if by.user_id is None or by.scopes is not None:
        raise NeedsAPerson("Sign in yourself: a person decides this.")
