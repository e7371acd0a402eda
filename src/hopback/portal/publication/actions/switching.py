"""A person publishes something to an audience, or takes it back (A3.9, A3.10)."""

from datetime import datetime

from django.db import transaction

from hopback.policy.article_3_traceback.publication import AlreadySo, Audience, What, check_basis, check_seen
from hopback.portal.accounts.second_person import NeedsAPerson
from hopback.portal.accounts.viewer import Viewer
from hopback.portal.logbook import actions as logbook

from ..models import Switch
from ..queries import lists, switches


@transaction.atomic
def switch_on(*, what: What, audience: Audience, basis: str, seen: str, by: Viewer, now: datetime) -> Switch:
    """`seen`: of `switches.seen`, as the person was shown it. Raises NeedsAPerson, NoBasis, NotAsSeen, AlreadySo."""
    a_person(by)
    check_basis(basis)
    check_seen(seen, switches.seen(what, now))
    if switches.is_on(what, audience):
        raise AlreadySo("It is published there already.")
    return _switch(what, audience, on=True, basis=basis.strip(), by=by, now=now)


@transaction.atomic
def switch_off(*, what: What, audience: Audience, by: Viewer, now: datetime) -> Switch:
    """From now on nobody there is shown it. Raises NeedsAPerson, AlreadySo."""
    a_person(by)
    if not switches.is_on(what, audience):
        raise AlreadySo("It is not published there.")
    return _switch(what, audience, on=False, basis="", by=by, now=now)


def a_person(by: Viewer) -> None:
    """Raise NeedsAPerson for a key, a link, the system, and whoever is not of the team."""
    if by.user_id is None or by.scopes is not None or not by.is_staff:
        raise NeedsAPerson("Sign in yourself: a person of the team decides what is published.")


def _switch(what: What, audience: Audience, *, on: bool, basis: str, by: Viewer, now: datetime) -> Switch:
    row = Switch.objects.create(
        what=what.value, audience=audience.value, on=on, basis=basis, switched_by=by.name, switched_at=now
    )
    logbook.record(
        by=by,
        now=now,
        verb="publication.switched_on" if on else "publication.switched_off",
        what=lists.TITLES[what],
        audience=switches.AUDIENCES[audience],
        basis=basis,
    )
    return row
