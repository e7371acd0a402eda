"""Staff settle who an unlisted or doubtful upstream provider is (A3.3)."""

from datetime import datetime

from django.db import transaction

from hopback.policy.article_1_definitions import Standing
from hopback.policy.article_3_traceback.initiation_and_tracking import HopEvent, HopState
from hopback.portal.accounts.viewer import Viewer
from hopback.portal.logbook import actions as logbook
from hopback.portal.providers import actions as providers_actions
from hopback.portal.providers import queries as providers
from hopback.portal.providers.models import Provider

from ..models import Hop
from ..queries.path import last_answer
from ..queries.profile import clock_profile
from ..refusals import NoLongerAsked
from .asking import ends_here, send_request
from .moves import hold, move, only_staff


@transaction.atomic
def identify(*, hop: Hop, provider: Provider, by: Viewer, now: datetime) -> None:
    """It is this listed provider: ask it."""
    only_staff(by)
    hop = _to_be_identified(hop)
    _identified(hop, provider, by=by, now=now)


@transaction.atomic
def identify_as_new(*, hop: Hop, by: Viewer, now: datetime) -> Provider:
    """It is a provider we did not know: list it from the details its downstream gave, and ask it."""
    only_staff(by)
    hop = _to_be_identified(hop)
    said = last_answer(hop.downstream) if hop.downstream else None
    if said is None or not said.contact:
        raise NoLongerAsked("No contact details were given for this provider; choose a listed one.")
    provider = providers_actions.take_in_unlisted(
        contact=said.contact, named_by=hop.downstream.provider if hop.downstream else None, by=by, now=now
    )
    _identified(hop, provider, by=by, now=now)
    return provider


def _to_be_identified(hop: Hop) -> Hop:
    hop = hold(hop)
    if hop.state != HopState.IDENTIFYING:
        raise NoLongerAsked("Who this provider is has been settled already.")
    return hop


def _identified(hop: Hop, provider: Provider, *, by: Viewer, now: datetime) -> None:
    hop.provider = provider
    ends = providers.standing(provider) is Standing.NON_COOPERATIVE
    event = HopEvent.ENDED_HERE if ends else HopEvent.IDENTIFIED
    move(hop, event, now=now, provider=provider, profile=clock_profile(provider))
    logbook.record(
        by=by,
        now=now,
        verb="hop.identified",
        traceback=hop.traceback.public_id,
        hop=hop.public_id,
        about=provider.public_id,
        provider=provider.name,
    )
    if ends:
        ends_here(hop, by=by, now=now)
    else:
        send_request(hop, by=by, now=now)
