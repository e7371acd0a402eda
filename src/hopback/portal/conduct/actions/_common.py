"""What every action on a finding begins and ends with: who may, the row as it is now, the log, the mail."""

from datetime import datetime, timedelta
from typing import Any

from django.http import Http404
from django.urls import reverse

from hopback.portal.accounts import actions as accounts
from hopback.portal.accounts.models import Kind, Role, User
from hopback.portal.accounts.second_person import NeedsAPerson
from hopback.portal.accounts.viewer import Viewer
from hopback.portal.logbook import actions as logbook
from hopback.portal.notices import actions as notices
from hopback.portal.providers import queries as providers
from hopback.portal.providers.models import Provider

from ..models import Finding
from ..refusals import WordsMissing

LINK = "finding"
GOOD_FOR = timedelta(days=60)


def only_a_person_of_staff(by: Viewer) -> int:
    """Their id. For everybody else there is no such thing; a key of staff's is told that a person decides."""
    if not by.is_staff:
        raise Http404
    if by.user_id is None or by.scopes is not None:
        raise NeedsAPerson("Sign in yourself: a person decides this.")
    return by.user_id


def said(words: str, field: str = "reasons", message: str = "Give your reasons.") -> str:
    """The words without the blanks around them; refused where there are none."""
    if not words.strip():
        refused = WordsMissing(message)
        refused.field = field
        raise refused
    return words.strip()


def hold(finding: Finding) -> Finding:
    """Lock its provider, and it, until the transaction ends: two decisions about it wait for each other."""
    Provider.objects.select_for_update().get(pk=finding.provider_id)
    rows = Finding.objects.select_for_update(of=("self",)).select_related("provider", "fact__provider")
    return rows.get(pk=finding.pk)


def enter(provider: Provider, verb: str, *, by: Viewer, now: datetime, **payload: Any) -> None:
    logbook.record(by=by, now=now, verb=verb, about=provider.public_id, provider=provider.name, **payload)


def tell(provider: Provider, kind: str, *, finding: Finding | None, by: Viewer, now: datetime, **context: Any) -> bool:
    """Mail its administrators, or whoever answers for it where nobody has joined; False where nobody can be reached.

    Each mail holds a link of its own to the finding, good without an account."""
    to = _whom(provider, now)
    for address, name in to:
        link = None
        told = {"provider": provider.name, "base_path": reverse("conduct:own"), **context}
        if finding is not None:
            made = {"purpose": LINK, "about": finding.public_id, "address": address, "good_for": GOOD_FOR}
            link = accounts.make_link(**made, by=by, now=now)
            told |= {"link_path": "/finding/", "expires_on": f"{link.expires_at:%d %B %Y}"}
        notices.post(
            kind=kind,
            to=[notices.Recipient(address, name)],
            context=told,
            party=provider.public_id,
            link_nonce=link.nonce if link else "",
            by=by,
            now=now,
        )
    return bool(to)


def _whom(provider: Provider, now: datetime) -> list[tuple[str, str]]:
    people = User.objects.filter(kind=Kind.PROVIDER, party=provider.public_id, role=Role.ADMIN, is_active=True)
    to = list(people.order_by("pk").values_list("email", "name"))
    (answers,) = providers.answering([provider], now)
    return to or ([(answers.person.email, answers.person.full_name)] if answers.person else [])
