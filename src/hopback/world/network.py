"""The simulated telephone network: built from a seed, asked like a real one, knowing every true path."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType

from .answering import Case, Reply, truth
from .behaviours import AS_FOUND, MAY_BE, Behaviour, Mix, allow
from .bending import bent, corrected
from .calls import UNTIL, Call, place
from .directory import Directory
from .draws import draw, shuffled
from .providers import Provider, cast
from .records import Record, Switch, switch_of, written
from .routes import Route, lay
from .search import Books, Question

# The people on the front page are always like this where not everybody is honest.
_KNOWN = {
    "cardinal-wireless": Behaviour.HONEST,
    "blue-ridge-telecom": Behaviour.HONEST,
    "meridian-transit": Behaviour.HONEST,
    "harbor-voice": Behaviour.SLOW,
    "sable-route": Behaviour.HONEST,
    "nilgiri-contact": Behaviour.HONEST,
    "lantern-sip": Behaviour.SLOW,
    "quill-telephony": Behaviour.SILENT,
    "tessera-networks": Behaviour.HONEST,
    "open-plains-wholesale": Behaviour.HONEST,
    "skyline-voip": Behaviour.HONEST,
}


@dataclass(frozen=True)
class Network:
    """Providers, routes, calls and records. `calls` are those worth tracing; `other_calls` surround them."""

    seed: int
    directory: Directory
    calls: tuple[Call, ...]
    other_calls: tuple[Call, ...]
    switches: Mapping[str, Switch]
    books: Mapping[str, Books]
    behaviours: Mapping[str, Behaviour]

    @classmethod
    def build(
        cls,
        seed: int = 1,
        providers: int = 40,
        calls: int = 100,
        mix: Mix = AS_FOUND,
        until: datetime = UNTIL,
    ) -> "Network":
        """Return the network of this seed; the same arguments always give the same network."""
        directory = _directory(seed, providers)
        traffic = place(seed, directory, calls, until)
        switches = {p.key: switch_of(seed, p) for p in directory.providers}
        records = written(seed, directory, switches, traffic.calls + traffic.others)
        books = {key: Books(tuple(records[key]), switches[key].tech_prefix) for key in records}
        return cls(
            seed=seed,
            directory=directory,
            calls=traffic.calls,
            other_calls=traffic.others,
            switches=MappingProxyType(switches),
            books=MappingProxyType(books),
            behaviours=MappingProxyType(_assigned(seed, directory, mix)),
        )

    @property
    def providers(self) -> tuple[Provider, ...]:
        """Return all providers, the named ones first."""
        return self.directory.providers

    @property
    def routes(self) -> tuple[Route, ...]:
        """Return who hands calls to whom."""
        return self.directory.routes

    def provider(self, key: str) -> Provider:
        """Return the provider of this key; KeyError if there is none."""
        return self.directory.provider(key)

    def provider_at(self, email: str) -> Provider | None:
        """Return whose mailbox this is; None: nobody's, as of an invented provider."""
        return self.directory.provider_at(email)

    def bounces(self, email: str) -> bool:
        """Return whether mail to this address comes back."""
        return self.directory.bounces(email)

    def by_ocn(self, ocn: str) -> Provider | None:
        """Return the provider that signs with this operating company number."""
        return self.directory.by_ocn(ocn)

    def records(self, key: str) -> tuple[Record, ...]:
        """Return the call records of this provider."""
        return tuple(self.books[key].records)

    def answer(self, key: str, question: Question) -> Reply | None:
        """Return what this provider answers, and after how long; None: it never does."""
        case = self._case(key, question)
        return bent(self.behaviours[key], case, truth(case))

    def told_denied(self, key: str, question: Question) -> Reply | None:
        """Return the correction of a provider whose upstream denied; None: it stands by its answer.

        A provider corrects itself at most once, so ask at most once for each question.
        """
        return corrected(self.behaviours[key], truth(self._case(key, question)))

    def with_behaviour(self, key: str, behaviour: Behaviour) -> "Network":
        """Return the same network with one provider behaving so; UnfitBehaviourError if its role forbids."""
        allow(self.provider(key).role, behaviour)
        return replace(self, behaviours=MappingProxyType({**self.behaviours, key: behaviour}))

    def _case(self, key: str, question: Question) -> Case:
        asked = (question.calling, question.called, question.at.isoformat(), question.sent_to)
        chance = draw(self.seed, "answer", key, *asked)
        return Case(key, question, self.directory, self.books, chance)


def _directory(seed: int, count: int) -> Directory:
    providers = cast(seed, count)
    return Directory(providers, lay(seed, providers))


def _assigned(seed: int, directory: Directory, mix: Mix) -> dict[str, Behaviour]:
    """Return everyone's behaviour: of each in the mix at least one, as far as there are."""
    found = dict.fromkeys((provider.key for provider in directory.providers), Behaviour.HONEST)
    if not mix:
        return found
    free = shuffled([p for p in directory.providers if p.key not in _KNOWN], draw(seed, "behaviours"))
    # The pickiest first, while there is choice.
    for behaviour in sorted(mix, key=lambda each: len(MAY_BE[each])):
        wanted = max(1, round(mix[behaviour] * len(directory.providers)))
        for provider in [p for p in free if _fits(p, behaviour)][:wanted]:
            found[provider.key] = behaviour
            free.remove(provider)
    return found | _KNOWN


def _fits(provider: Provider, behaviour: Behaviour) -> bool:
    # Members answer, if not always in time or rightly at the first try.
    faithful = behaviour in (Behaviour.SLOW, Behaviour.MISTAKEN)
    return provider.role in MAY_BE[behaviour] and (faithful or not provider.member)
