"""What an import would change: each row of the file beside the provider that it is about (A1.1)."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from ..importing import Odd, Read, Told, joined
from ..likeness import bare_name
from ..models import Merge, Particular, ProposedContact, Provider

Key = tuple[str, str]
NUMBERS = {"frn": "FRN", "form_499_id": "Form 499", "rmd_number": "mitigation database number"}
REPLACED = (Particular.Kind.FILING.value, Particular.Kind.HOLDING.value)  # a newer filing takes the older one's place


@dataclass(frozen=True, slots=True)
class Difference:
    """One field, as it is and as it would be. `place`: the provider's field, or the kind of a particular."""

    place: str
    label: str
    before: str
    after: str


@dataclass(slots=True)
class Change:
    """One provider of the file. `provider` is None for a new one; `known_by` says how it was recognised."""

    told: Told
    provider: Provider | None
    known_by: str
    differences: list[Difference] = field(default_factory=list)
    proposes_contact: bool = False

    @property
    def is_new(self) -> bool:
        return self.provider is None

    @property
    def changes(self) -> bool:
        return self.is_new or bool(self.differences) or self.proposes_contact


@dataclass(frozen=True, slots=True)
class Plan:
    """`odd`: rows left out, and parts of rows that contradict what is written down. By line."""

    read: Read
    changes: list[Change]
    odd: list[Odd]

    @property
    def new(self) -> list[Change]:
        return [change for change in self.changes if change.is_new]

    @property
    def changed(self) -> list[Change]:
        return [change for change in self.changes if change.changes and not change.is_new]

    @property
    def same(self) -> list[Change]:
        return [change for change in self.changes if not change.changes]

    @property
    def outcome(self) -> dict[str, int]:
        return {
            "rows": self.read.rows,
            "new": len(self.new),
            "changed": len(self.changed),
            "same": len(self.same),
            "odd": len(self.odd),
        }

    @property
    def digest(self) -> str:
        """Tells two plans apart: what was looked at is what is done, or it is looked at again."""
        told = [
            [change.told.lines, change.provider.pk if change.provider else 0, len(change.differences)]
            for change in self.changes
        ]
        return hashlib.sha256(json.dumps([told, self.outcome]).encode()).hexdigest()[:16]


def plan_of(read: Read) -> Plan:
    """Reads the directory once, however many rows there are."""
    directory = _Directory()
    changes, odd = _settled(read, directory)
    for change in changes:
        if change.provider is not None:
            odd += directory.compare(change, change.provider)
        change.proposes_contact = directory.is_new_contact(change.told, change.provider)
    return Plan(read, changes, sorted(odd, key=lambda one: one.line))


def _settled(read: Read, directory: "_Directory") -> tuple[list[Change], list[Odd]]:
    """Who is meant by each row; rows about one provider become one change."""
    changes: list[Change] = []
    odd = list(read.odd)
    place: dict[Key, int] = {}  # of a listed provider, or of a number that is new, among the changes
    for told in read.told:
        found, known_by, why = directory.find(told)
        if why:
            odd.append(Odd(told.lines[0], why))
            continue
        keys = [("listed", str(found.pk))] if found else _numbers(told.ocns, told)
        there = next((place[key] for key in keys if key in place), len(changes))
        if there == len(changes):
            changes.append(Change(told, found, known_by))
        else:
            changes[there].told = joined(changes[there].told, told)
        place |= dict.fromkeys(keys, there)
    return changes, odd


class _Directory:
    """Everything that is written down, by what it can be recognised by."""

    def __init__(self) -> None:
        self.providers = {row.pk: row for row in Provider.objects.all()}
        self.particulars: dict[int, set[Key]] = defaultdict(set)  # ended ones too: staff know why
        for pk, kind, value, ended_at in Particular.objects.values_list("provider", "kind", "value", "ended_at"):
            if ended_at is None or kind not in REPLACED:
                self.particulars[pk].add((kind, value.casefold()))
        self.contacts: dict[int, set[tuple[str, ...]]] = defaultdict(set)
        asked = ProposedContact.objects.values_list("provider", "full_name", "title", "email", "phone")
        for pk, *contact in asked:
            self.contacts[pk].add(tuple(contact))
        self.by_number: dict[Key, set[int]] = defaultdict(set)
        self.by_name: dict[str, set[int]] = defaultdict(set)
        into = dict(Merge.objects.filter(undone_at=None).values_list("gone", "kept"))
        for pk, row in self.providers.items():
            stands = pk
            while stands in into:  # what an earlier entry is known by leads to the one that stands for it
                stands = into[stands]
            for key in _numbers(row.ocns, row):
                self.by_number[key].add(stands)
            for name in {bare_name(name) for name in (row.name, row.trade_name) if name}:
                self.by_name[name].add(stands)

    def find(self, told: Told) -> tuple[Provider | None, str, str]:
        """(the provider, or None for a new one; how it was recognised; why nobody can say)."""
        holders = {key: self.by_number[key] for key in _numbers(told.ocns, told) if key in self.by_number}
        found = {pk for pks in holders.values() for pk in pks}
        if len(found) > 1:
            named = " and ".join(sorted(f"{self.providers[pk].name} ({self.providers[pk].public_id})" for pk in found))
            return None, "", f"{told.name}: its numbers stand with {named}. Are they one provider?"
        if found:
            label, number = next(iter(holders))
            return self.providers[found.pop()], f"{label} {number}", ""
        return self._by_name(told)

    def _by_name(self, told: Told) -> tuple[Provider | None, str, str]:
        called = self.by_name.get(bare_name(told.name), set())
        if len(called) > 1:
            return None, "", f"Several listed providers are called {told.name}, and no number says which one is meant."
        if not called:
            return None, "", ""
        provider = self.providers[next(iter(called))]
        if told.country and told.country != provider.country:
            return None, "", f"{provider.name} is listed in {provider.country_name}; the file says {told.country}."
        for name, label in NUMBERS.items():
            known, said = getattr(provider, name), getattr(told, name)
            if known and said and known != said:
                who = f"{told.name} has the name of {provider.public_id}"
                return None, "", f"{who}, and another {label}: {known} there, {said} here."
        return provider, "its name", ""

    def compare(self, change: Change, provider: Provider) -> Iterable[Odd]:
        """Fill the differences; give back what contradicts."""
        told = change.told
        for name, label in {**NUMBERS, "city": "city"}.items():
            known, said = getattr(provider, name), getattr(told, name)
            if said and not known:
                change.differences.append(Difference(name, label, "", said))
            elif said and known != said and name in NUMBERS:
                yield Odd(told.lines[0], f"{told.name}: its {label} is {known} here and {said} in the file.")
        added = [ocn for ocn in told.ocns if ocn not in provider.ocns]
        if added:
            after = ", ".join([*provider.ocns, *added])
            change.differences.append(Difference("ocns", "OCN", ", ".join(provider.ocns), after))
        self._compare_particulars(change, provider)

    def _compare_particulars(self, change: Change, provider: Provider) -> None:
        there = self.particulars[provider.pk]
        names = {provider.name.casefold(), provider.trade_name.casefold()}
        for kind, value, _ in particulars_of(change.told):
            if (kind, value.casefold()) in there or (kind == Particular.Kind.NAME and value.casefold() in names):
                continue
            label = Particular.Kind(kind).label
            change.differences.append(Difference(kind, label[:1].lower() + label[1:], "", value))

    def is_new_contact(self, told: Told, provider: Provider | None) -> bool:
        if told.contact is None:
            return False
        said = told.contact
        known = self.contacts.get(provider.pk, set()) if provider else set()
        return (said.full_name, said.title, said.email, said.phone) not in known


def _numbers(ocns: Iterable[str], row: Provider | Told) -> list[Key]:
    ids = [("FRN", row.frn), ("mitigation database number", row.rmd_number), ("Form 499", row.form_499_id)]
    return [(label, number) for label, number in ids if number] + [("OCN", ocn) for ocn in ocns]


def particulars_of(told: Told) -> list[tuple[str, str, str]]:
    """(kind, value, country) of everything that a row says beside fields: its name too, where it is another one."""
    names = [(Particular.Kind.NAME.value, name, "") for name in (told.name, *told.names)]
    return [*names, *told.particulars]
