"""Ten days of a simulated network up to now, so that there is something of everything to look at."""

from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random

from django.db import transaction

from hopback.portal.accounts.viewer import SYSTEM, of_user
from hopback.world import ALL_HONEST, AS_FOUND, Network

from . import (
    actions,
    agency_scene,
    campaign_scene,
    complaints_scene,
    conduct_scene,
    directory_scene,
    dno_scene,
    history_scene,
    joining_scene,
    lawful_scene,
    members,
    organization_scene,
    publication_scene,
    retention_scene,
    scenes,
    triage_scene,
    witness_scene,
)
from .admission import admit_the_others, first_administrator
from .authority import Authority
from .post import PostOffice
from .script import SCRIPTS, Scripted
from .stage import Stage

SEED = 1
CALLS = 60
BEFORE = timedelta(days=12)  # when the portal was set up

type Say = Callable[[str], None]


@transaction.atomic
def seed(*, now: datetime, say: Say, authority: Authority | None = None) -> None:
    """Play it all through the real actions, in one transaction: it is there whole or not at all."""
    begin = (now - BEFORE).replace(microsecond=0)
    old = retention_scene.long_ago(now)
    actions.mark(seed=SEED, by=SYSTEM, now=begin)
    network = Network.build(seed=SEED, calls=CALLS, mix=AS_FOUND, until=now)
    truthful = Network.build(seed=SEED, calls=CALLS, mix=ALL_HONEST, until=now)
    post = PostOffice(network, catch=True)
    stage = Stage(network, begin, staff=of_user(first_administrator(begin)))
    stage.authority = authority
    settled_in = begin + timedelta(hours=1)
    actions.keep_key(secret=admit_the_others(stage, settled_in), by=SYSTEM, now=settled_in)
    post.deliver(settled_in)
    play = Scripted(network, truthful, stage, post=post)
    dno_scene.Registry(stage, now).play()
    history_scene.History(stage, now).play()
    play.bring_scripted(now)
    scenes.set_up(play, now)
    members.set_up(play, now)
    campaign_scene.set_up(play, now)
    joining_scene.set_up(play, now)
    triage_scene.set_up(play, now)
    complaints_scene.set_up(play, now)
    directory_scene.set_up(play, now)
    organization_scene.set_up(play, now)
    conduct_scene.set_up(play, now)
    lawful_scene.set_up(play, now)
    agency_scene.set_up(play, now)
    retention_scene.set_up(play, old, now)
    publication_scene.set_up(play, now)
    witness_scene.set_up(play, now)
    dno_scene.set_up(play, now)
    play.bring(_as_they_come(network), lag=_lag)
    _run(play, now, say)


def _as_they_come(network: Network) -> list:
    apart = set(SCRIPTS) | scenes.taken() | organization_scene.taken(network)
    return [call for number, call in enumerate(network.calls, 1) if number not in apart]


def _lag(chance: Random) -> timedelta:
    """From the call to its report: half a day, more or less."""
    return timedelta(hours=min(60, chance.lognormvariate(2.3, 0.8)))


def _run(play: Scripted, until: datetime, say: Say) -> None:
    """Tells of each day that has passed."""
    day = None
    for moment in play.steps(until):
        if moment.date() != day:
            day = moment.date()
            say(f"  {moment:%a %d %b}: {len(play.opened)} tracebacks opened so far")


def dead_mailboxes() -> list[str]:
    """Addresses of the network at which mail bounces."""
    network = Network.build(seed=SEED, calls=1)
    people = [person for provider in network.providers for person in (provider.contact, provider.backup)]
    return [person.email for person in people if network.bounces(person.email)]
