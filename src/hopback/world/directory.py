"""What can be looked up about the network: a provider by key, mailbox or number; its neighbours."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from .providers import Person, Provider
from .routes import Route


@dataclass(frozen=True)
class Directory:
    """Providers and routes, with indexes over them."""

    providers: tuple[Provider, ...]
    routes: tuple[Route, ...]
    _by_key: dict[str, Provider] = field(init=False, repr=False, compare=False)
    _people: dict[str, tuple[Provider, Person]] = field(init=False, repr=False, compare=False)
    _by_pair: dict[tuple[str, str], Route] = field(init=False, repr=False, compare=False)
    _senders: dict[str, tuple[str, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        people = {p.email: (who, p) for who in self.providers for p in (who.contact, who.backup)}
        object.__setattr__(self, "_by_key", {provider.key: provider for provider in self.providers})
        object.__setattr__(self, "_people", people)
        object.__setattr__(self, "_by_pair", {(r.sender, r.receiver): r for r in self.routes})
        object.__setattr__(self, "_senders", _senders(self.routes))

    def provider(self, key: str) -> Provider:
        """Return the provider of this key; KeyError if there is none."""
        return self._by_key[key]

    def provider_at(self, email: str) -> Provider | None:
        """Return whose mailbox this is, or None when nobody's."""
        found = self._people.get(email.lower())
        return found[0] if found else None

    def bounces(self, email: str) -> bool:
        """Return whether mail to this address comes back."""
        found = self._people.get(email.lower())
        return found is None or found[1].bounces

    def by_ocn(self, ocn: str) -> Provider | None:
        """Return the provider with this operating company number."""
        return next((provider for provider in self.providers if provider.ocn == ocn), None)

    def route(self, sender: str, receiver: str) -> Route:
        """Return the route from sender to receiver; KeyError if there is none."""
        return self._by_pair[sender, receiver]

    def senders_to(self, receiver: str) -> tuple[str, ...]:
        """Return who hands calls to this provider."""
        return self._senders.get(receiver, ())


def _senders(routes: Iterable[Route]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for route in routes:
        found.setdefault(route.receiver, []).append(route.sender)
    return {receiver: tuple(senders) for receiver, senders in found.items()}
