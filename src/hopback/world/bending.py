"""
What behaviours make of the truth.

Lies are told only about calls that a provider did carry and took from a neighbour: it lies to shield that
neighbour. Asked about any other call it says what its records say. Each lie can be caught: the blamed
provider finds nothing, the invented one's mailbox is dead, the claimer did not sign the call.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from types import MappingProxyType

from .answering import Case, Kind, Reply, named, not_found
from .behaviours import Behaviour
from .customers import customer_of
from .draws import draw, shuffled
from .providers import ContactDetails
from .tables import rows

type Bend = Callable[[Case, Reply], Reply | None]

_DAY = timedelta(hours=24)


def bent(behaviour: Behaviour, case: Case, reply: Reply) -> Reply | None:
    """Return what a provider of this behaviour says instead of the truth; None: nothing at all."""
    return _BENDS[behaviour](case, reply)


def corrected(behaviour: Behaviour, reply: Reply) -> Reply | None:
    """Return what a provider says when told that its upstream denied; None: it stands by its answer."""
    return reply if behaviour is Behaviour.MISTAKEN and reply.kind is Kind.UPSTREAM else None


def _as_it_is(_case: Case, reply: Reply) -> Reply | None:
    return reply


def _late(case: Case, reply: Reply) -> Reply | None:
    """Answer within the day, within the day after it, or when the traceback has long closed."""
    days = case.chance.choice((0.75, 1.05, 1.3, 2.2, 3.0))
    return replace(reply, after=_DAY * days + timedelta(minutes=case.chance.randrange(240)))


def _never(_case: Case, _reply: Reply) -> Reply | None:
    return None


def _name_an_innocent(case: Case, reply: Reply) -> Reply | None:
    if reply.kind is not Kind.UPSTREAM:
        return reply
    innocent = innocent_of(case)
    upstream, unlisted = named(case.directory, innocent)
    return replace(reply, upstream=upstream, unlisted=unlisted, trunk=_trunk_from(case, innocent), source_ip="")


def _deny(case: Case, reply: Reply) -> Reply | None:
    return not_found(case, reply.after)


def _claim(case: Case, reply: Reply) -> Reply | None:
    # Only wholesale providers may: every call they pass on was signed by somebody further up.
    if reply.kind is not Kind.UPSTREAM:
        return reply
    scapegoat = customer_of(case.directory.provider(case.key), "wholesale customer")
    return Reply(
        Kind.ORIGINATED,
        reply.after,
        trunk=scapegoat.trunk,
        source_ip=scapegoat.source_ip,
        calling_as_received=reply.calling_as_received,
        called_as_received=reply.called_as_received,
        vetting=scapegoat.vetting(),
        searched=reply.searched,
    )


def _invent(case: Case, reply: Reply) -> Reply | None:
    if reply.kind is not Kind.UPSTREAM:
        return reply
    return replace(reply, upstream=None, unlisted=ghost_of(case.key))


_BENDS: Mapping[Behaviour, Bend] = MappingProxyType(
    {
        Behaviour.HONEST: _as_it_is,
        Behaviour.SLOW: _late,
        Behaviour.SILENT: _never,
        Behaviour.MISTAKEN: _name_an_innocent,
        Behaviour.BLAMES_AN_INNOCENT: _name_an_innocent,
        Behaviour.DENIES: _deny,
        Behaviour.CLAIMS_IT: _claim,
        Behaviour.INVENTS_A_PROVIDER: _invent,
    }
)


def innocent_of(case: Case) -> str:
    """Return a provider to blame: a neighbour if one fits, always one that finds no such call."""
    asked_on = case.question.passed_to(case.key)
    others = [p.key for p in case.directory.providers if p.listed and p.key != case.key]
    neighbours = [key for key in case.directory.senders_to(case.key) if key in others]
    candidates = shuffled(neighbours, case.chance) + shuffled(others, case.chance)
    return next(key for key in candidates if not case.books[key].plausible(asked_on))


def _trunk_from(case: Case, sender: str) -> str:
    if sender not in case.directory.senders_to(case.key):
        return ""
    return case.directory.route(sender, case.key).trunk


def ghost_of(key: str) -> ContactDetails:
    """Return the provider that this liar always invents."""
    chance = draw("ghost", key)
    row = chance.choice(rows("ghosts"))
    phone = f"+442079460{chance.randrange(1000):03d}"
    return ContactDetails(row["name"], row["contact"], f"noc@{row['domain']}", phone, row["country"])
