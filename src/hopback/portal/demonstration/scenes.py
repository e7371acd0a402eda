"""What staff and sources did in those days beside opening tracebacks: decide, extend, give back, follow a number."""

from collections.abc import Callable
from datetime import datetime, timedelta

from hopback.policy.article_1_definitions import SuspiciousCharacteristic
from hopback.policy.article_3_traceback.initiation_and_tracking import AnswerKind
from hopback.policy.article_4_sourcing import Basis, Nature
from hopback.portal.sourcing import actions as sourcing
from hopback.portal.sourcing.models import Candidate
from hopback.portal.tracebacks import actions
from hopback.portal.tracebacks.models import Answer, Hop, Traceback
from hopback.wire.answers import AnswerIn, Customer
from hopback.world import Call

from .script import Scripted

UNDECIDED = {6: 3.0, 23: 2.0, 46: 1.0}  # number of the call: reported so many hours ago
DECLINED = (53, 4.0)


def set_up(play: Scripted, now: datetime) -> None:
    """Put every scene at its time."""

    def at(hours_ago: float, scene: Callable[[Scripted, datetime], None]) -> None:
        play.at(now - timedelta(hours=hours_ago), lambda then: scene(play, then))

    at(26, _number_of_call_37_followed)
    at(21, lambda play, then: _owner_answers(play, then, 37))
    at(20, lambda play, then: _given_back(play, then, until=now + timedelta(hours=9)))
    at(10, _number_of_call_50_followed)
    at(7, lambda play, then: _reseller_named(play, then, 50))
    at(5, lambda play, then: _extended(play, then, until=now + timedelta(hours=16)))
    at(2.1, _sable_route_called)
    at(DECLINED[1], _reported_and_declined)
    for number, hours_ago in UNDECIDED.items():
        at(hours_ago, lambda play, then, number=number: play.stage.report(_call(play, number), then))


def taken() -> set[int]:
    """Numbers of calls that have their own scene and are not traced as they come."""
    return {*UNDECIDED, DECLINED[0]}


def _call(play: Scripted, number: int) -> Call:
    return play.network.calls[number - 1]


def _traceback(play: Scripted, number: int) -> Traceback:
    return play.opened[_call(play, number).id]


def _last_hop(traceback: Traceback) -> Hop:
    return traceback.hops.on_the_path().order_by("position").last()


def _reported_and_declined(play: Scripted, now: datetime) -> None:
    candidate = play.stage.report(_call(play, DECLINED[0]), now)
    play.stage.decide(candidate, now, worth_it=False, why="Two calls of this campaign were traced already.")


def _sable_route_called(play: Scripted, now: datetime) -> None:
    traceback = _traceback(play, 1)
    said = "Called Sable Route Ltd. at +44 20 7946 0102: voicemail, message left."
    actions.write_note(traceback=traceback, hop=_last_hop(traceback), text=said, by=play.stage.staff, now=now)


def _given_back(play: Scripted, now: datetime, *, until: datetime) -> None:
    """A3.7: an answer that could be complete is given back with the reason."""
    answer = Answer.objects.filter(hop=_last_hop(_traceback(play, 41))).latest("version")
    reason = "The vendor's restore is due tonight. Please answer from it."
    actions.return_answer(answer=answer, reason=reason, until=until, by=play.stage.staff, now=now)
    play.post.deliver(now)


def _extended(play: Scripted, now: datetime, *, until: datetime) -> None:
    hop = _last_hop(_traceback(play, 25))
    reason = "Their records office opens tomorrow morning."
    actions.extend(hop=hop, until=until, reason=reason, by=play.stage.staff, now=now)
    play.post.deliver(now)


def _number_of_call_37_followed(play: Scripted, now: datetime) -> None:
    _follow(play, 37, owner="lantern-sip", now=now)


def _number_of_call_50_followed(play: Scripted, now: datetime) -> None:
    _follow(play, 50, owner="red-maple-line", now=now)


def _follow(play: Scripted, number: int, *, owner: str, now: datetime) -> None:
    """A1.10: from the number that a recording asks to call, to the provider that owns it."""
    call = _call(play, number)
    assert call.transcript is not None
    candidate = sourcing.submit_candidate(
        source=play.stage.source,
        details={
            "purpose": Candidate.Purpose.TRACE_FORWARD.value,
            "called": call.transcript.call_back_number,
            "called_at": call.at,
            "campaign": play.stage.campaign(call, now),
            "first_provider": play.stage.rows[owner],
            "nature": Nature.FRAUDULENT.value,
            "characteristics": [SuspiciousCharacteristic.TRANSCRIPT.value],
            "evidence": call.transcript.text,
            "basis": Basis.PROTECTION_222D2.value,
        },
        by=play.stage.staff,
        now=now,
    )
    play.stage.decide(candidate, now)
    play.forward[number] = actions.open_traceback(candidate=candidate, by=play.stage.staff, now=now)
    play.post.deliver(now)


def _owner_answers(play: Scripted, now: datetime, number: int) -> None:
    customer = Customer(
        name="Brightline Offers LLC",
        email="billing@brightlineoffers.example",
        contact="Keith Arden, +1 702 555 0148",
        payment="Prepaid by card, monthly",
    )
    _say(play, number, AnswerIn(kind=AnswerKind.ORIGINATED, customer=customer), now)


def _reseller_named(play: Scripted, now: datetime, number: int) -> None:
    reseller = play.stage.rows["prairie-dial-mutual"]
    _say(play, number, AnswerIn(kind=AnswerKind.UPSTREAM, upstream=reseller.public_id), now)


def _say(play: Scripted, number: int, said: AnswerIn, now: datetime) -> None:
    hop = _last_hop(play.forward[number])
    actions.answer(hop=hop, said=said, channel="page", by=play.speaker(hop), now=now)
    play.post.deliver(now)
