"""Whose webhooks there are, how they fare, and what is due."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Max, Q, QuerySet

from hopback.portal.accounts import parties
from hopback.portal.accounts.models import Kind, Role, Scope, User
from hopback.portal.accounts.viewer import Viewer
from hopback.portal.ground.statements import Prepared
from hopback.wire.webhooks import TEST

from .addresses import read
from .models import Delivery, Endpoint
from .refusals import UrlRefused

MOST = 10  # webhooks of one provider
SHOWN = 25  # deliveries on the page of a webhook


def looks_after(viewer: Viewer, party: str) -> bool:
    """A provider's own administrators, and its keys that were made for it. Staff only see that there is one."""
    if viewer.kind != Kind.PROVIDER or viewer.party != party:
        return False
    return viewer.role == Role.ADMIN if viewer.scopes is None else Scope.WEBHOOKS in viewer.scopes


def endpoints(viewer: Viewer) -> QuerySet[Endpoint]:
    """Those that this viewer may change, with what `standing` reads."""
    if not viewer.party or not looks_after(viewer, viewer.party):
        return Endpoint.objects.none()
    return _with_figures(living().filter(party=viewer.party))


def all_endpoints(viewer: Viewer) -> QuerySet[Endpoint]:
    """For people of staff: that they exist, and how they fare."""
    if not viewer.is_staff or viewer.scopes is not None:
        return Endpoint.objects.none()
    return _with_figures(living())


def living() -> QuerySet[Endpoint]:
    return Endpoint.objects.filter(removed_at=None)


def subscribed(party: str, event: str) -> list[Endpoint]:
    """Told of this event: enabled, and it wants it. Few rows, so the list of events is looked at here."""
    return [one for one in _ENABLED(party=party) if event in one.events]


_ENABLED = Prepared(lambda party: living().filter(party=party, disabled_at=None), party=str)


def _with_figures(rows: QuerySet[Endpoint]) -> QuerySet[Endpoint]:
    return rows.annotate(
        tried=Max("deliveries__tried_at"),
        accepted=Max("deliveries__accepted_at"),
        waiting=Count("deliveries", filter=Q(deliveries__next_try_at__isnull=False)),
    )


@dataclass(frozen=True, slots=True)
class Standing:
    """How a webhook fares: new, working, failing or disabled."""

    name: str
    label: str
    colour: str


NEW = Standing("new", "Nothing sent yet", "")
WORKING = Standing("working", "Working", "green")
FAILING = Standing("failing", "Failing", "amber")
DISABLED = Standing("disabled", "Disabled", "red")


def standing(endpoint: Endpoint) -> Standing:
    """Of a row of `endpoints` or `all_endpoints`: the last try says it."""
    if endpoint.disabled_at:
        return DISABLED
    tried, accepted = endpoint.tried, endpoint.accepted  # type: ignore[attr-defined]
    if tried is None:
        return NEW
    return WORKING if accepted is not None and accepted >= tried else FAILING


def host(endpoint: Endpoint) -> str:
    """All that others are told of where it leads: the rest of an address may be a secret of its owner."""
    try:
        return read(endpoint.url).netloc.decode("ascii")
    except UrlRefused:  # http, in a portal that allowed it once
        return endpoint.url.partition("://")[2].partition("/")[0]


@dataclass(frozen=True, slots=True)
class Fared:
    """How one delivery fared, in words."""

    delivery: Delivery
    words: str
    colour: str


def deliveries(endpoint: Endpoint) -> list[Fared]:
    return [fared(one) for one in endpoint.deliveries.order_by("-made_at", "-pk")[:SHOWN]]


def fared(delivery: Delivery) -> Fared:
    if delivery.accepted_at:
        return Fared(delivery, f"Accepted ({delivery.status})", "green")
    if delivery.given_up_at:
        return Fared(delivery, "Given up", "red")
    if delivery.dropped_at:
        return Fared(delivery, "Not sent", "")
    return Fared(delivery, "Trying again", "amber") if delivery.tried_at else Fared(delivery, "On its way", "blue")


# ---- for the worker --------------------------------------------------------------------------------


def under_way() -> QuerySet[Delivery]:
    return Delivery.objects.filter(next_try_at__isnull=False)


def due(now: datetime, *, busy: Collection[int] = (), limit: int) -> list[Delivery]:
    """The longest waiting first, of endpoints that have a line free."""
    found = under_way().filter(next_try_at__lte=now).exclude(endpoint_id__in=list(busy))
    return list(found.select_related("endpoint").order_by("next_try_at", "pk")[:limit])


def has_been_silent(endpoint: Endpoint, since: datetime) -> bool:
    """Whether it accepted nothing from then on."""
    return not Delivery.objects.filter(endpoint=endpoint, accepted_at__gte=since).exclude(event=TEST).exists()


def administrators(party: str) -> Iterable[User]:
    return User.objects.filter(kind=Kind.PROVIDER, party=party, role=Role.ADMIN, is_active=True).order_by("pk")


def owner(endpoint: Endpoint) -> str:
    return parties.name_of(Kind.PROVIDER, endpoint.party) or endpoint.party


def rotated_until(now: datetime) -> datetime:
    """Until when the old secret signs beside the new one."""
    return now + timedelta(days=1)
