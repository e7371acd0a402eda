"""Who an upstream provider may be: what was said of it, and the listed ones like it (A3.3)."""

from dataclasses import dataclass, field

from hopback.portal.ground import phone
from hopback.portal.providers import queries as providers
from hopback.portal.providers.countries import country_name
from hopback.portal.providers.models import Provider
from hopback.portal.providers.queries import Likeness

from ..models import Hop
from .path import last_answer


@dataclass(frozen=True, slots=True)
class Said:
    """`contact` is what the downstream provider gave; `named` a listed one that needs staff's word."""

    by: str
    contact: dict[str, str] = field(default_factory=dict)
    named: Provider | None = None
    likenesses: tuple[Likeness, ...] = ()

    @property
    def country(self) -> str:
        return country_name(self.contact.get("country", ""))


def said_of(hop: Hop) -> Said:
    """For a hop whose provider staff have to settle."""
    downstream = hop.downstream
    said = last_answer(downstream) if downstream else None
    if said is None or downstream is None:
        return Said(by="")
    by = downstream.provider.name if downstream.provider else ""
    if said.upstream:
        own = Likeness(said.upstream, True, 100, "named itself, or one of its own control group; calls do loop")
        return Said(by=by, named=said.upstream, likenesses=(own,))
    settled = providers.settle(said.contact)
    found = settled.likenesses if isinstance(settled, providers.Unsure) else ()
    return Said(by=by, contact=said.contact, likenesses=tuple(found))


def shown(number: str) -> str:
    return phone.shown(number)
