"""Who is meant by a name, an address and a number: a listed provider, a new one, or one a person must look at."""

from collections.abc import Mapping
from dataclasses import dataclass

from hopback.portal.ground import phone as phones

from ..likeness import Marks, domain_of, judge
from ..models import PointOfContact, Provider

SHOWN = 8  # no list of likenesses is longer


@dataclass(frozen=True, slots=True)
class Likeness:
    """A listed provider that may be the one meant. `score` 0 to 100; `why` is a sentence."""

    provider: Provider
    sure: bool
    score: int
    why: str


@dataclass(frozen=True, slots=True)
class Listed:
    """It is this one."""

    provider: Provider


@dataclass(frozen=True, slots=True)
class New:
    """Nothing listed is like it."""


@dataclass(frozen=True, slots=True)
class Unsure:
    """Staff have to say."""

    likenesses: tuple[Likeness, ...]


type Settled = Listed | New | Unsure


def settle(contact: Mapping[str, str]) -> Settled:
    """From an answer's contact details: name, email, phone, country (A3.3). Two sure ones are unsure."""
    found = likenesses(
        contact.get("name", ""),
        email=contact.get("email", ""),
        phone=contact.get("phone", ""),
        country=contact.get("country", ""),
    )
    sure = [each for each in found if each.sure]
    if len(sure) == 1:
        return Listed(sure[0].provider)
    return Unsure(tuple(found)) if found else New()


def likenesses(name: str, *, domain: str = "", email: str = "", phone: str = "", country: str = "") -> list[Likeness]:
    """Listed providers like this one, the likest first; three reads however many are listed."""
    asked = Marks(
        names=(name,),
        domains=frozenset(filter(None, (domain_of(domain), domain_of(email)))),
        emails=frozenset(filter(None, (email.strip().casefold(),))),
        phones=frozenset(filter(None, (phones.read(phone).e164,))),
        country=country,
    )
    verdicts = {pk: verdict for pk, marks in _listed().items() if (verdict := judge(asked, marks))}
    likest = sorted(verdicts, key=lambda pk: (-verdicts[pk].score, pk))[:SHOWN]
    rows = Provider.objects.in_bulk(likest)
    return [Likeness(rows[pk], verdicts[pk].sure, verdicts[pk].score, verdicts[pk].why) for pk in likest]


def _listed() -> dict[int, Marks]:
    """The marks of every provider, from its own fields and its contacts, past ones included."""
    addresses: dict[int, list[tuple[str, str]]] = {}
    for pk, email, e164 in PointOfContact.objects.values_list("provider", "email", "phone_e164"):
        addresses.setdefault(pk, []).append((email.casefold(), e164))
    rows = Provider.objects.values_list("pk", "name", "trade_name", "domain", "country")
    return {
        pk: Marks(
            names=tuple(filter(None, (name, trade_name))),
            domains=frozenset(filter(None, (domain_of(domain), *(domain_of(e) for e, _ in addresses.get(pk, []))))),
            emails=frozenset(email for email, _ in addresses.get(pk, [])),
            phones=frozenset(e164 for _, e164 in addresses.get(pk, []) if e164),
            country=country,
        )
        for pk, name, trade_name, domain, country in rows
    }
