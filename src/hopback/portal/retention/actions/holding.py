"""Legal holds: placed by one person, lifted by two (A6.1)."""

from datetime import datetime

from django.db import transaction
from django.http import Http404

from hopback.portal.accounts import second_person
from hopback.portal.accounts.viewer import Viewer
from hopback.portal.logbook import actions as logbook
from hopback.portal.tracebacks.models import Traceback

from ..models import Hold, Lifting
from ..refusals import RetentionWrong


@transaction.atomic
def place_hold(*, traceback: Traceback, basis: str, document: str, by: Viewer, now: datetime) -> Hold:
    """From now on nothing of it goes. Says on what ground, and under which reference the paper is kept."""
    person_of_staff(by)
    for field, text, message in (
        ("basis", basis, "Say who asked for the hold, and on what ground."),
        ("document", document, "Say under which reference the document is kept."),
    ):
        if not text.strip():
            raise RetentionWrong(message, field)
    if hasattr(Traceback.objects.select_for_update().get(pk=traceback.pk), "erasure"):
        raise RetentionWrong("Its incident data has gone already: there is nothing to hold.")
    told = {"basis": basis.strip(), "document": document.strip()}
    made = Hold.objects.create(traceback=traceback, **told, placed_by=by.name, placed_at=now)
    _enter(made, "hold.placed", by=by, now=now, **told)
    return made


@transaction.atomic
def propose_lifting(*, hold: Hold, reason: str, by: Viewer, now: datetime) -> Lifting:
    """One person says that it is over. It holds until another confirms."""
    person_of_staff(by)
    if not reason.strip():
        raise RetentionWrong("Say why it is over.", "reason")
    if hasattr(Hold.objects.select_for_update().get(pk=hold.pk), "lifting"):
        raise RetentionWrong("Somebody has proposed that already: now a second person confirms it.")
    made = Lifting.objects.create(hold=hold, reason=reason.strip(), **second_person.proposal(by, now))
    _enter(hold, "hold.lifting_proposed", by=by, now=now, reason=made.reason)
    return made


@transaction.atomic
def confirm_lifting(*, lifting: Lifting, by: Viewer, now: datetime) -> None:
    """A second person confirms: from now on the hold is no longer in force. Raises NeedsAnother for the first."""
    person_of_staff(by)
    lifting = Lifting.objects.select_for_update(of=("self",)).select_related("hold__traceback").get(pk=lifting.pk)
    if lifting.is_confirmed:
        raise RetentionWrong(f"{lifting.confirmed_by} has confirmed it already.")
    second_person.confirm(lifting, by, now)
    lifting.save(update_fields=["confirmed_by", "confirmed_by_user", "confirmed_at"])
    _enter(lifting.hold, "hold.lifted", by=by, now=now, reason=lifting.reason, proposed_by=lifting.proposed_by)


def person_of_staff(by: Viewer) -> None:
    """A key or the system decides nothing here; for everybody else there is no such thing."""
    if not by.is_staff:
        raise Http404
    if by.user_id is None or by.scopes is not None:
        raise second_person.NeedsAPerson("Sign in yourself: a person decides this.")


def _enter(hold: Hold, verb: str, *, by: Viewer, now: datetime, **payload: str) -> None:
    """Without the traceback's column: these entries stay when its own go."""
    logbook.record(by=by, now=now, verb=verb, about=hold.public_id, number=hold.traceback.number, **payload)
