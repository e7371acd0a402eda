"""Providers by what somebody types: names by everybody, every number, address and trunk by staff (A1.1)."""

from collections.abc import Callable, Iterable

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, TextField, When
from django.db.models.functions import Cast
from rapidfuzz import fuzz, process

from .. import countries, particulars
from ..likeness import bare_name
from ..models import Particular, Provider
from .merging import listed, survivor_of

CLOSE_ENOUGH = 82  # of 100, when nothing holds the words asked for
NUMBERS = ("form_499_id", "frn", "rmd_number")


type Holds = Callable[[str], Q]


def search(q: str, among: QuerySet[Provider] | None = None) -> QuerySet[Provider]:
    """Every word stands in a name or the domain, or it is an id or OCN; else names spelled much alike.

    This is what providers may ask: it finds nobody by what only the group knows.
    """
    rows = listed(among)
    return _found(q, rows, _named)


def search_directory(q: str, among: QuerySet[Provider]) -> QuerySet[Provider]:
    """The same for staff, and by country, filing numbers, addresses and trunks."""
    return _found(q, listed(among), _written_down, _number(q) | _network(q))


def _found(q: str, rows: QuerySet[Provider], holds: Holds, more: Q | None = None) -> QuerySet[Provider]:
    words = q.split()
    if not words:
        return rows.none()
    condition = Q()
    for word in words:
        condition &= holds(word)
    condition |= _exactly(q.strip()) | (more or Q(pk=None))
    found = rows.annotate(codes=Cast("ocns", TextField())).filter(condition)
    if not found.exists():
        found = rows.filter(pk__in=_spelled_alike(q, rows))
    first = Case(When(name__istartswith=words[0], then=0), default=1)
    return found.order_by(first, "name", "pk")


def _named(word: str) -> Q:
    own = Q(name__icontains=word) | Q(trade_name__icontains=word) | Q(domain__icontains=word)
    return own | _particular(word, [Particular.Kind.NAME])


def _written_down(word: str) -> Q:
    own = Q(name__icontains=word) | Q(trade_name__icontains=word) | Q(domain__icontains=word)
    place = Q(city__icontains=word) | Q(country__in=countries.called(word))
    return own | place | _particular(word, Particular.Kind.values)


def _particular(word: str, kinds: Iterable[str]) -> Q:
    said = Particular.objects.filter(provider=OuterRef("pk"), ended_at=None, kind__in=kinds, value__icontains=word)
    return Q(Exists(said))


def _exactly(q: str) -> Q:
    ocn = Q(codes__contains=f'"{q.upper()}"') if len(q) == 4 and q.isalnum() else Q()
    own = Q(public_id=q) | Q(pk=_stands_for(q)) if q.startswith("prv_") else Q(public_id=q)
    return own | ocn if ocn else own


def _stands_for(public_id: str) -> int | None:
    """Old ids keep working: the entry that stands for this one."""
    found = Provider.objects.filter(public_id=public_id).first()
    return survivor_of(found).pk if found else None


def _number(q: str) -> Q:
    """A filing number whole, with or without its leading zeros."""
    asked = q.strip().upper()
    bare = asked.lstrip("0")
    found = Q(pk=None)
    if len(bare) > 3:
        for field in NUMBERS:
            found |= Q(**{field: asked}) | Q(**{field: bare}) | Q(**{field: bare.zfill(10)})
    return found


def _network(q: str) -> Q:
    """An address finds the networks that it lies in."""
    if "." not in q and ":" not in q:
        return Q(pk=None)
    networks = Particular.objects.filter(kind=Particular.Kind.NETWORK, ended_at=None).values_list("provider", "value")
    return Q(pk__in={provider for provider, network in networks if particulars.holds(network, q.strip())})


def _spelled_alike(q: str, rows: QuerySet[Provider]) -> list[int]:
    asked, listed = bare_name(q), dict(rows.values_list("pk", "name"))
    if len(asked) < 4:
        return []
    near = process.extract(asked, listed, scorer=fuzz.ratio, processor=bare_name, score_cutoff=CLOSE_ENOUGH, limit=10)
    return [pk for _, _, pk in near]
