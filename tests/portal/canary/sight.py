"""Who may hear which canary, by the policy's own table of relations and classes (A3.11, XC.1, XC.2).

Stricter than the table where the portal promises more: a mail tells nothing of a customer, staff see a called
number by a reveal, a list or an export names no customer, and that a provider is on a path is a secret.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from hopback.policy.appendix_c_privacy import FieldClass
from hopback.policy.article_3_traceback.confidentiality import Relation, may_see
from hopback.portal.providers.models import ContactListRequest, Provider, StandingFinding
from hopback.portal.tracebacks.models import Hop

from . import fields, search
from .birds import Canary
from .world import FORWARD, World

DIRECTORY = {"providers.Provider.name", "providers.Provider.trade_name", "providers.Provider.domain"}
CONTACTS = {f"providers.PointOfContact.{name}" for name in ("full_name", "title", "email", "phone", "hours")}
CONTACTS |= {"providers.Provider.name"}
ON_THE_PATH = ("asked", "investigating", "answered", "no_response")
NOT_EVEN_STAFF = {"tracebacks.AnswerDraft.fields"}


class Place(StrEnum):
    PAGE = "page"
    LIST = "list or export"  # staff's; a provider's own hold what it is asked with
    REVEAL = "reveal"
    MAIL = "mail"
    CONTACTS = "list of contacts"
    LOOK_UP = "look-up of providers"
    MACHINE = "answer to a key"
    LOGGING = "what the process logs"


@dataclass(frozen=True)
class Reader:
    """`kind`: staff, provider, source, or nobody; `call`: the only call that the holder of a mail link knows."""

    name: str
    kind: str
    party: str = ""
    call: str = ""


class Sight:
    """The oracle. Reads who stands where once, from the rows."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.closed = {about for about, row in world.tracebacks.items() if row.closed_at}
        self.neighbours = self._neighbours()
        self.handed = self._handed()
        shunned = StandingFinding.objects.filter(lifted_at=None).values("provider")
        agreed = Provider.objects.exclude(agreed_on=None).exclude(pk__in=shunned)
        granted = ContactListRequest.objects.filter(granted=True).values_list("party", flat=True)
        self.contact_readers = {*agreed.values_list("public_id", flat=True), *granted}

    def may_hear(self, reader: Reader, bird: Canary, place: Place, about: str = "") -> bool:
        """`about`: the call that a reveal opened."""
        kept = bird.kept
        if kept.secret or place is Place.LOGGING:
            return False
        if kept.field_class is FieldClass.CPNI and not self._customer_may_stand_in(place, bird, reader):
            return False
        if reader.kind == "staff":
            seen = (place is Place.REVEAL and bird.about == about) or self._is_call_back(bird)
            return bird.path not in NOT_EVEN_STAFF and (not kept.revealed or seen)
        if place is Place.CONTACTS and bird.path in CONTACTS and self._sees_contacts(reader):
            return True
        if bird.text in self.world.private:
            return reader.party in bird.of  # A3.14: not even the name of the campaign, to members either
        if bird.path == "sourcing.Campaign.name" and reader.kind == "source":
            return True  # it says to which of them a call belongs
        if bird.path in DIRECTORY:
            return self._knows(reader, bird, place)
        if reader.call and bird.about not in ("", reader.call):
            return False
        own = reader.party in bird.of and bool(reader.party)
        own |= kept.handed and place is Place.MACHINE and bird.text in self.handed.get(reader.party, ())
        return may_see(self._relation(reader, bird), kept.field_class, own, bird.about in self.closed)

    def _customer_may_stand_in(self, place: Place, bird: Canary, reader: Reader) -> bool:
        """The call-back number of a trace forward is what its mails ask about (A1.10)."""
        kept_out = place is Place.MAIL or (place is Place.LIST and reader.kind == "staff")
        return self._is_call_back(bird) if kept_out else True

    @staticmethod
    def _is_call_back(bird: Canary) -> bool:
        return bird.about == FORWARD and bird.path == "sourcing.IncidentData.called_raw"

    def _sees_contacts(self, reader: Reader) -> bool:
        """XA.1: who agreed to the policies and is not found non-cooperative; an agency that was granted it."""
        return not reader.call and reader.party in self.contact_readers

    def _relation(self, reader: Reader, bird: Canary) -> Relation:
        asked = self.world.calls.asked
        if reader.kind == "provider" and (not bird.about or reader.party in asked.get(bird.about, ())):
            return Relation.OWN_HOP
        return Relation.REQUESTER if reader.party in bird.of else Relation.OUTSIDER

    def _knows(self, reader: Reader, bird: Canary, place: Place) -> bool:
        """A provider's name: its own, its neighbours' on a path as far as told, and what one looks up."""
        if place is Place.LOOK_UP:
            return True
        calls = [reader.call] if reader.call else sorted(self.neighbours)
        known = {name for call in calls for name in self.neighbours.get(call, {}).get(reader.party, ())}
        by_name = bird.path == "providers.Provider.name"
        return reader.party in bird.of or (by_name and bool(known & bird.of))

    def _handed(self) -> dict[str, set[str]]:
        """Provider → canaries of the legs that it sent itself, by the word that holds of the next one downstream."""
        found: dict[str, set[str]] = {}
        asked = Hop.objects.filter(state__in=ON_THE_PATH, asked_at__isnull=False)
        for hop in asked.select_related("provider", "downstream", "traceback__candidate__incident"):
            assert hop.provider is not None
            said: Any = hop.downstream.answers.order_by("version").last() if hop.downstream else None
            names = [name for name, kept in fields.TABLE["tracebacks.Answer"].items() if kept.handed]
            leg = [str(getattr(said, name)) for name in names] if said and not hasattr(said, "returned") else []
            if hop.downstream is None and hop.traceback.candidate.purpose == "traceback":
                leg = [hop.traceback.candidate.incident.identity_header]
            birds = search.found(self.world.birds, "\n".join(leg))
            found.setdefault(hop.provider.public_id, set()).update(bird.text for bird in birds)
        return found

    def _neighbours(self) -> dict[str, dict[str, set[str]]]:
        """Call → provider → whom its pages may name: who was sent the call, whom it named, and the end (A3.11)."""
        found: dict[str, dict[str, set[str]]] = {}
        names = {row.pk: about for about, row in self.world.tracebacks.items()}
        hops = Hop.objects.select_related(
            "provider", "downstream__provider", "traceback__candidate__source"
        ).prefetch_related("answers__upstream")
        for hop in hops.exclude(provider=None).exclude(asked_at=None):
            assert hop.provider is not None
            told = found.setdefault(names[hop.traceback_id], {}).setdefault(hop.provider.public_id, set())
            near = [hop.downstream.provider] if hop.downstream else []
            near += [answer.upstream for answer in hop.answers.all()]
            told |= {one.public_id for one in near if one}
            if hop.traceback.closed_at and hop.state in ("answered", "no_response"):
                last = Hop.objects.on_the_path().filter(traceback=hop.traceback).order_by("-position").first()
                told |= {last.provider.public_id} if last and last.provider else set()
                if last and last.provider:  # whoever asked for it reads where it ended (A3.12)
                    asked_by = hop.traceback.candidate.source.public_id
                    found[names[hop.traceback_id]].setdefault(asked_by, set()).add(last.provider.public_id)
        return found
