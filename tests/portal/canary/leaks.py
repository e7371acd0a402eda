"""What somebody read and may not: canaries, secrets, and ids of what they may not know of."""

from dataclasses import dataclass, field

from hopback.portal.sourcing.models import Candidate
from hopback.portal.tracebacks.models import Hop, Traceback

from . import search
from .birds import Canary
from .crawl import Heard
from .sight import Place, Reader, Sight
from .world import World


@dataclass
class Ears:
    """Listens to everything and keeps what each reader heard."""

    world: World
    leaks: list[str] = field(default_factory=list)
    heard: dict[str, set[Canary]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.sight = Sight(self.world)
        self.ids = _ids()

    def listen(self, one: Heard | None) -> None:
        if one is None:
            return
        birds = search.found(self.world.birds, one.text)
        self.heard.setdefault(one.reader.name, set()).update(birds)
        told = [bird for bird in birds if bird.text not in one.asked]
        wrong = [str(bird) for bird in told if not self.sight.may_hear(one.reader, bird, one.place, one.about)]
        wrong += [what for text, what in self._secrets(one) if text in one.text]
        wrong += [f"id {text}" for text, of in self.ids.items() if text in one.text and not _may_know(one, text, of)]
        self.leaks += [f"{one.reader.name} ({one.reader.kind}), {one.place}, {one.what}: {it}" for it in sorted(wrong)]

    def _secrets(self, one: Heard) -> list[tuple[str, str]]:
        """The token of a link stands in the mail to whom it was given, and nowhere else."""
        theirs = one.reader.party if one.place is Place.MAIL else None
        return [
            (text, what)
            for text, (what, party) in self.world.secrets.items()
            if text not in one.asked and party != theirs
        ]


@dataclass
class Outsiders:
    """A3.14: neither another source, nor a member that was not asked, nor a key of theirs hears a word of a private
    organisation's trace: its birds, its campaigns' names, its own name."""

    world: World
    told: list[str] = field(default_factory=list)
    parties: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        p = self.world.parties
        self.within = {"", p.bank.public_id, p.cardinal.public_id, p.blue_ridge.public_id}
        secret = {bird.text for bird in self.world.birds.birds.values() if bird.about in ("P", "Q")}
        self.secret = secret | self.world.private | {p.bank.name.split()[-1]}
        assert len(self.secret) > 60

    def listen(self, one: Heard | None) -> None:
        if one is None or one.reader.party in self.within:
            return
        self.parties.add(one.reader.party)
        text = one.text.lower()
        self.told += [f"{one.reader.name}, {one.what}: {word}" for word in self.secret if word in text]


def _ids() -> dict[str, frozenset[str]]:
    """Ids of hops, tracebacks and candidates, each with the parties that may know it."""
    hops = Hop.objects.select_related("provider").order_by("pk")
    found = {
        hop.public_id: frozenset([hop.provider.public_id] if hop.provider and hop.asked_at else []) for hop in hops
    }
    found |= dict.fromkeys(Traceback.objects.values_list("public_id", flat=True), frozenset())
    told = Candidate.objects.values_list("public_id", "source__public_id")
    return found | {candidate: frozenset([source]) for candidate, source in told}


def _may_know(one: Heard, text: str, of: frozenset[str]) -> bool:
    """Staff know all; others their own; and nobody is told what they asked with."""
    reader: Reader = one.reader
    return reader.kind == "staff" or reader.party in of or text in one.asked
