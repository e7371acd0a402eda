"""What is published by mail, sent to the providers that agreed to the policies (A3.9)."""

from datetime import UTC, datetime
from typing import Any

from django.db import transaction

from hopback.policy.article_3_traceback.publication import AlreadySo, Audience, What
from hopback.portal.accounts.viewer import Viewer
from hopback.portal.logbook import actions as logbook
from hopback.portal.notices import actions as notices
from hopback.portal.providers import queries as providers
from hopback.portal.providers.models import Provider

from ..models import Mailing
from ..queries import lists, reports, switches
from .switching import a_person

type Lines = list[tuple[str, str]]


@transaction.atomic
def send(*, what: What, by: Viewer, now: datetime) -> Mailing:
    """One mail to each, as the list is now. Raises NeedsAPerson, AlreadySo where mail is not switched on."""
    a_person(by)
    switch = switches.is_on(what, Audience.MAIL)
    if switch is None:
        raise AlreadySo("It is not published by mail. Switch that on first.")
    rows = [] if what is What.RESULTS else lists.the_list(what, now)
    context: dict[str, Any] = {
        "title": lists.TITLES[what],
        "as_of": f"{now.astimezone(UTC):%d %B %Y}",
        "basis": switch.basis,
        "is_list": what is not What.RESULTS,
        "lines": _figures() if what is What.RESULTS else [(row.name, f"{row.country}, {row.basis}") for row in rows],
    }
    sent = sum(_sent_to(provider, context, by, now) for provider in _receivers())
    names = [one for row in rows for one in row.providers]
    made = Mailing.objects.create(what=what.value, names=names, receivers=sent, sent_by=by.name, sent_at=now)
    logbook.record(
        by=by, now=now, verb="publication.mailed", about=made.public_id, what=lists.TITLES[what], receivers=sent
    )
    return made


def _figures() -> Lines:
    """Of the newest report: its key figures."""
    newest = reports.current().first()
    if newest is None:
        return []
    body = newest.body
    told = [(row["label"], row["values"][-1]) for row in body["key"]["rows"]]
    return [("Of", body["period"]), *((label, str(value)) for label, value in told if value not in (None, ""))]


def _receivers() -> list[Provider]:
    return list(providers.listed(Provider.objects.filter(agreed_on__isnull=False)).order_by("pk"))


def _sent_to(provider: Provider, context: dict[str, Any], by: Viewer, now: datetime) -> int:
    contact = providers.contact(provider, "primary")
    if contact is None or contact.unreachable_since:
        return 0
    to = [(contact.email, contact.full_name, "primary")]
    notices.post(kind="published_list", to=to, context=context, party=provider.public_id, by=by, now=now)
    return 1
