"""What every action on a membership begins and ends with: who may, the log, the mail."""

from datetime import datetime
from typing import Any

from django.http import Http404
from django.urls import reverse

from hopback.policy.clause import Refused
from hopback.portal.accounts.models import Kind, Role, User
from hopback.portal.accounts.viewer import Viewer
from hopback.portal.logbook import actions as logbook
from hopback.portal.notices import actions as notices
from hopback.portal.providers import queries as providers
from hopback.portal.providers.models import Provider

from ..refusals import ReasonsMissing


def only_staff(by: Viewer) -> None:
    """For everybody else there is no such thing."""
    if not by.is_staff and by.kind != "system":
        raise Http404


def only_its_administrator(by: Viewer, provider: Provider) -> None:
    """Membership is agreed by who may speak for the provider, not by everybody who answers calls."""
    if not (by.kind == Kind.PROVIDER and by.is_admin and by.party == provider.public_id):
        raise Http404


def hold(provider: Provider) -> Provider:
    """Lock the provider until the transaction ends: two decisions about it wait for each other."""
    return Provider.objects.select_for_update().get(pk=provider.pk)


def said(words: str, field: str = "reasons", message: str = "Give your reasons.") -> str:
    """The words without the blanks around them; refused where there are none."""
    if not words.strip():
        raise refusal(ReasonsMissing, field, message)
    return words.strip()


def refusal(kind: type[Refused], field: str, message: str) -> Refused:
    refused = kind(message)
    refused.field = field
    return refused


def enter(provider: Provider, verb: str, *, by: Viewer, now: datetime, **payload: Any) -> None:
    logbook.record(by=by, now=now, verb=verb, about=provider.public_id, provider=provider.name, **payload)


def tell(provider: Provider, kind: str, *, by: Viewer, now: datetime, **context: Any) -> None:
    """Mail the provider's administrators, or its primary contact where nobody has joined yet."""
    people = User.objects.filter(kind=Kind.PROVIDER, party=provider.public_id, role=Role.ADMIN, is_active=True)
    to = [notices.Recipient(person.email, person.name) for person in people.order_by("pk")]
    primary = providers.contact(provider, "primary")
    if not to and primary:
        to = [notices.Recipient(primary.email, primary.full_name)]
    if to:
        told = {"provider": provider.name, "path": reverse("membership:mine"), **context}
        notices.post(kind=kind, to=to, context=told, party=provider.public_id, by=by, now=now)
