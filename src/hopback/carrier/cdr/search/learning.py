"""Learning clocks: from calls that were found, and from what the records tell themselves."""

from collections import defaultdict
from collections.abc import Iterable

from .. import number
from ..record import CallRecord
from .passport import claims
from .question import Certainty, Match, Question, Verdict
from .skews import BETWEEN_OWN, Skews
from .timing import began

_LONGEST_TRIP_S = 3600.0


def learn(skews: Skews, question: Question, verdict: Verdict) -> bool:
    """From a search: only where one record alone had the numbers, sure or not. True when something new was learned.

    Also from what was too far off to be found: many that are off alike are no coincidence.
    """
    best = verdict.best
    if best is None or verdict.certainty is Certainty.NOT_YET:
        return False
    return learn_match(skews, question, best)


def learn_match(skews: Skews, question: Question, match: Match) -> bool:
    """From a match, by the neighbour's clock and by the first asker's. False, and nothing learned, where redials could
    deceive, or it taught before."""
    if not match.alone:
        return False
    off_s = began(match.record) - question.asked_at.timestamp()
    if question.at_received is not None and question.neighbour:
        first_off_s = began(match.record) - question.at.timestamp()
        skews.learn(switch=match.record.switch, neighbour="", off_s=first_off_s, at=question.at)
    return skews.learn(switch=match.record.switch, neighbour=question.neighbour, off_s=off_s, at=question.asked_at)


def learn_from(skews: Skews, records: Iterable[CallRecord]) -> int:
    """From the records themselves: when a call was signed, and pairs that two switches of the house saw once each."""
    seen: dict[tuple[int, int], list[CallRecord]] = defaultdict(list)
    learned = 0
    for record in records:
        learned += _from_signature(skews, record)
        seen[number.key(record.calling), number.key(record.called)].append(record)
    for pair, same in seen.items():
        if all(pair) and len({record.switch for record in same}) == len(same) == 2:
            learned += _from_two_switches(skews, *sorted(same, key=lambda record: record.switch))
    return learned


def _from_signature(skews: Skews, record: CallRecord) -> int:
    """A signer's clock stands for the truth: it is kept, or the signature would be refused."""
    said = claims(record.identity) if record.identity else None
    if said is None or said.iat is None:
        return 0
    skews.learn(switch=record.switch, neighbour="", off_s=began(record) - said.iat, at=record.at)
    return 1


def _from_two_switches(skews: Skews, one: CallRecord, other: CallRecord) -> int:
    off_s = began(one) - began(other)
    if abs(off_s) > _LONGEST_TRIP_S:
        return 0
    skews.learn(switch=one.switch, neighbour=BETWEEN_OWN + other.switch, off_s=off_s, at=one.at)
    skews.learn(switch=other.switch, neighbour=BETWEEN_OWN + one.switch, off_s=-off_s, at=other.at)
    return 2
