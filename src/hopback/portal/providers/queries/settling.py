"""Who is meant by a name, an address and a number: a listed provider, a new one, or one a person must look at."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from hopback.portal.ground import phone as phones

from ..likeness import Marks, domain_of, judge
from ..models import Particular, PointOfContact, Provider
from .merging import listed

MARKS = ("name", "trade_name", "domain", "country", "ocns", "frn", "form_499_id", "rmd_number")
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
    """Listed providers like this one, the likest first; four reads however many are listed."""
    asked = Marks(
        names=(name,),
        domains=frozenset(filter(None, (domain_of(domain), domain_of(email)))),
        emails=frozenset(filter(None, (email.strip().casefold(),))),
        phones=frozenset(filter(None, (phones.read(phone).e164,))),
        country=country,
    )
    verdicts = {pk: verdict for pk, marks in listed_marks().items() if (verdict := judge(asked, marks))}
    likest = sorted(verdicts, key=lambda pk: (-verdicts[pk].score, pk))[:SHOWN]
    rows = Provider.objects.in_bulk(likest)
    return [Likeness(rows[pk], verdicts[pk].sure, verdicts[pk].score, verdicts[pk].why) for pk in likest]


def listed_marks() -> dict[int, Marks]:
    """The marks of every listed provider, from its own fields, its other names and its contacts, past ones included."""
    addresses: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for pk, email, e164 in PointOfContact.objects.values_list("provider", "email", "phone_e164"):
        addresses[pk].append((email.casefold(), e164))
    names: dict[int, list[str]] = defaultdict(list)
    called = Particular.objects.filter(kind=Particular.Kind.NAME, ended_at=None)
    for pk, name in called.values_list("provider", "value"):
        names[pk].append(name)
    return {row.pk: _marks(row, names[row.pk], addresses[row.pk]) for row in listed().only(*MARKS)}


def _marks(row: Provider, names: list[str], addresses: list[tuple[str, str]]) -> Marks:
    filed = [("FRN", row.frn), ("Form 499 id", row.form_499_id), ("mitigation database number", row.rmd_number)]
    numbers = [("OCN", ocn) for ocn in row.ocns] + [(label, number) for label, number in filed if number]
    return Marks(
        names=tuple(filter(None, (row.name, row.trade_name, *names))),
        domains=frozenset(filter(None, (domain_of(row.domain), *(domain_of(email) for email, _ in addresses)))),
        emails=frozenset(email for email, _ in addresses),
        phones=frozenset(e164 for _, e164 in addresses if e164),
        country=row.country,
        numbers=frozenset(f"{label} {number}" for label, number in numbers),
    )
