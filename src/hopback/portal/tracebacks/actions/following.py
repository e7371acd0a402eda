"""Where an answer leads: to the next provider, to staff, or to the end (A3.2-A3.4)."""

from datetime import datetime

from hopback.policy.article_3_traceback.communications import NoticeKind
from hopback.policy.article_3_traceback.initiation_and_tracking import WAITING, AnswerKind, HopEvent, HopState
from hopback.portal.accounts.viewer import Viewer
from hopback.portal.logbook import actions as logbook
from hopback.portal.providers import actions as providers_actions
from hopback.portal.providers import queries as providers
from hopback.portal.providers.models import Provider

from ..models import Answer, Hop
from ..queries.path import last_answer
from .asking import ask
from .closing import close
from .moves import move
from .second_ends import join_second_end
from .telling import tell


def follow(hop: Hop, given: Answer, *, by: Viewer, now: datetime) -> None:
    """Ask the provider an answer names; an answer that names nobody ends the path."""
    if hop.second_end:
        return  # it is read beside the chain, and goes on from there once the chain comes to it
    if given.kind != AnswerKind.UPSTREAM:
        close(hop.traceback, by=by, now=now)
        return
    upstream = _whom(hop, given, by=by, now=now)
    joined = join_second_end(hop, upstream, by=by, now=now)
    if joined is None:
        ask(hop.traceback, upstream, downstream=hop, by=by, now=now)
    elif joined.state == HopState.NO_RESPONSE:
        close(hop.traceback, by=by, now=now)
    elif (said := last_answer(joined)) is not None:
        follow(joined, said, by=by, now=now)


def _whom(hop: Hop, given: Answer, *, by: Viewer, now: datetime) -> Provider | None:
    """The provider to ask; None where staff have to say who it is (A3.3)."""
    if given.upstream is not None:
        return given.upstream
    settled = providers.settle(given.contact)
    if isinstance(settled, providers.Unsure):
        return None
    if isinstance(settled, providers.Listed):
        return settled.provider
    return providers_actions.take_in_unlisted(contact=given.contact, named_by=hop.provider, by=by, now=now)


def route_of(given: Answer) -> tuple[str, object]:
    """What decides where the path goes on: two answers with the same route change nothing above."""
    if given.kind != AnswerKind.UPSTREAM:
        return (given.kind, None)
    return (given.kind, given.upstream_id or tuple(sorted(given.contact.items())))


def supersede_upstream(hop: Hop, *, by: Viewer, now: datetime) -> None:
    """Take every hop above off the path; what was said there is kept."""
    if hop.second_end:
        return
    above = hop.traceback.hops.filter(position__gt=hop.position).exclude(
        state__in=[HopState.SUPERSEDED.value, HopState.WITHDRAWN.value]
    )
    for upstream in above.select_related("provider").order_by("position"):
        upstream.traceback = hop.traceback
        was_waiting = HopState(upstream.state) in WAITING and upstream.provider is not None
        move(upstream, HopEvent.SUPERSEDED, now=now)
        logbook.record(
            by=by,
            now=now,
            verb="hop.superseded",
            traceback=hop.traceback.public_id,
            hop=upstream.public_id,
            provider=upstream.provider.name if upstream.provider else "",
        )
        if was_waiting:
            tell(upstream, NoticeKind.NO_LONGER_ASKED, by=by, now=now)
