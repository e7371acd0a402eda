"""What tells who was called, beside the called number itself: shown with it by a reveal, and nowhere else (XC.2)."""

from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet

from ..models import Answer, Hop, Traceback


class KeptBack(NamedTuple):
    """`said_by` is the provider whose record it is; "" for what came with the call."""

    said_by: str
    label: str
    text: str


def kept_back(traceback: Traceback) -> list[KeptBack]:
    """A signature carries the called number too (47 U.S.C. 222)."""
    incident = traceback.candidate.incident
    found = [
        KeptBack("", "Called number as submitted", incident.called_raw),
        KeptBack("", "Called IP address", incident.called_ip or ""),
        KeptBack("", "Identity header", incident.identity_header),
    ]
    answers = Answer.objects.filter(hop__traceback=traceback).select_related("hop__provider")
    for answer in answers.order_by("hop__position", "version"):
        name = answer.hop.provider.name if answer.hop.provider else ""
        found.append(KeptBack(name, "Called number as received", answer.called_as_received))
        found.append(KeptBack(name, "PASSporT", answer.passport))
    return [one for one in dict.fromkeys(found) if one.text]


def parties_of_the_called(traceback: Traceback) -> list[str]:
    """Whose confidential data a reveal opens: who told of the call, and each provider with a record of it that was
    asked. Of a provider that has not been asked yet nothing is kept but its name."""
    source = traceback.candidate.source
    told = source.provider.public_id if source.provider else source.public_id
    asked = Hop.every.filter(traceback=traceback, provider__isnull=False, asked_at__isnull=False)
    said = asked.filter(Q(position=1) | Exists(_said_of_the_called())).order_by("position")
    return [told, *said.values_list("provider__public_id", flat=True)]


def _said_of_the_called() -> QuerySet[Answer]:
    """Answers of a hop that hold the called number, alone or in a signature."""
    return Answer.objects.filter(hop=OuterRef("pk")).exclude(called_as_received="", passport="")
